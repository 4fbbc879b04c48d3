"""Django's settings, all from `environment.py`."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environ import Env

from alongside.config.environment import Environment
from alongside.config.logging import logging_settings
from alongside.config.messaging import carrier_settings, mail_settings, messaging_settings

env = Environment()
PACKAGE = Path(__file__).resolve().parent.parent
VAR = env.var
DEMO = env.text("ALONGSIDE_MODE") == "demo"
HTTPS = env.on("ALONGSIDE_HTTPS")

DEBUG = False
SECRET_KEY = env.text("ALONGSIDE_SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("ALONGSIDE_OLD_SECRET_KEYS")
ALLOWED_HOSTS = env.words("ALONGSIDE_HOSTS") or (
    ["127.0.0.1", "localhost", "[::1]"] if DEMO else []
)

if env.text("ALONGSIDE_MODE") not in {"service", "demo"}:
    raise ImproperlyConfigured("ALONGSIDE_MODE is neither service nor demo.")
missing = [
    name
    for name, value in (
        ("ALONGSIDE_SECRET_KEY", SECRET_KEY),
        ("ALONGSIDE_HOSTS", ALLOWED_HOSTS),
        ("ALONGSIDE_HTTPS", HTTPS or DEMO),
    )
    if not value
]
if missing:
    raise ImproperlyConfigured(
        f"A real service needs {', '.join(missing)}. "
        "Run `alongside init`, or see docs/reference/settings.md. "
        "To look around with invented data, run `alongside demo`."
    )

# Whoever watches the service from the same machine asks it by these (/healthz, /readyz).
ALLOWED_HOSTS += [host for host in ("127.0.0.1", "localhost") if host not in ALLOWED_HOSTS]

INSTALLED_APPS = [
    "alongside.foundation",
    "alongside.domain.catalogue",
    "alongside.domain.people",
    "alongside.domain.messaging",
    "alongside.domain.directory",
    "alongside.domain.training",
    "alongside.domain.referrals",
    "alongside.domain.safety",
    "alongside.domain.signposting",
    "alongside.domain.mentoring",
    "alongside.domain.outcomes",
    "alongside.domain.interop",
    "alongside.journeys",
    "alongside.web.shared",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "alongside.api.oruk.middleware.OpenFeed",
    "alongside.web.shared.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "alongside.web.shared.middleware.NotTooLarge",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "alongside.web.shared.middleware.WhoIsActing",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "alongside.config.urls"
WSGI_APPLICATION = "alongside.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "alongside.web.shared.jinja.environment"},
    },
    {
        # Only what third parties bring besides pages uses Django's own templates: the text file
        # of recovery codes, the widgets of forms.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

DATABASE_URL = env.text("ALONGSIDE_DATABASE_URL") or f"sqlite:///{VAR / 'alongside.sqlite3'}"
_database = Env.db_url_config(DATABASE_URL)
DATABASES = {"default": _database}
if _database["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time, told at BEGIN, so that no two writers deadlock half-way, in the order of
    # asking (ADR 0022); FULL, because an acknowledged write must survive a power cut.
    _database["ENGINE"] = "alongside.foundation.sqlite"
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            # No mmap: its pages count as the process's, and a fault of the disk would end it.
            "PRAGMA cache_size=-20000; "
            # What was deleted, or written over, does not stay in the file.
            "PRAGMA secure_delete=ON;"
        ),
    }
    _database["CONN_MAX_AGE"] = None
else:
    _database["CONN_MAX_AGE"] = 60
    _database["CONN_HEALTH_CHECKS"] = True
    # A database that says nothing at all must not keep every page waiting for minutes.
    _database.setdefault("OPTIONS", {}).setdefault("connect_timeout", 4)
DATABASES["default"]["ATOMIC_REQUESTS"] = False

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["alongside.web.people.backend.ConfirmedAccounts"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
# Pages of accounts are ours: web/people/templates/account/login.jinja and so on. Making an account
# is a page of our own, which tells nobody whether an address has one already.
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_ADAPTER = "alongside.web.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "alongside.web.people.forms.SignInForm",
    "reauthenticate": "alongside.web.people.forms.ConfirmPasswordForm",
    "change_password": "alongside.web.people.forms.ChangePasswordForm",
}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE, without asking
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # here; every other session of the account ends
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_VERIFICATION = "none"  # our own: by journeys/accounts.py (ADR 0041)
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/5m/ip,10/5m/key",
    "reauthenticate": "10/5m/user",
    "reset_password": "20/m/ip",
    # web/shared/limits.py: by a scrambled address. Somebody in danger has room of their own.
    "worry": "10/h/key",
    "worry_in_danger": "30/h/key",
    "complaint": "10/h/key",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.on("ALONGSIDE_TRUST_PROXY") else 0
MFA_ADAPTER = "alongside.web.people.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Alongside"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account is confirmed as a whole (ADR 0041)
MFA_FORMS = {
    "authenticate": "alongside.web.people.forms.SecondStepForm",
    "reauthenticate": "alongside.web.people.forms.ConfirmCodeForm",
    "activate_totp": "alongside.web.people.forms.SetUpAppForm",
    "deactivate_totp": "alongside.web.people.forms.RemoveAppForm",
    "generate_recovery_codes": "alongside.web.people.forms.NewCodesForm",
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "files"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_ENGINE = "alongside.foundation.sessions"
SESSION_COOKIE_NAME = "alongside_session"
CSRF_COOKIE_NAME = "alongside_csrf"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "alongside.web.shared.problems.forged"
TRUST_PROXY = env.on("ALONGSIDE_TRUST_PROXY")
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],
    }
}

EXIT_TO = env.text("ALONGSIDE_EXIT_TO")
if not EXIT_TO.startswith("https://"):
    raise ImproperlyConfigured("ALONGSIDE_EXIT_TO is not an https address.")
# Who carries messages, by channel: the names of domain/messaging/providers.
MESSAGING = messaging_settings(env, demo=DEMO)
CARRIERS = carrier_settings(env, MESSAGING)
globals().update(mail_settings(CARRIERS))
SITE_ADDRESS = (
    env.text("ALONGSIDE_ADDRESS").rstrip("/")
    or (env.served_at if DEMO else "")
    or f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}"
)
SHORT_NAME = env.text("ALONGSIDE_SHORT_NAME")

EXIT_TO = env.text("ALONGSIDE_EXIT_TO")
if not EXIT_TO.startswith("https://"):
    raise ImproperlyConfigured("ALONGSIDE_EXIT_TO is not an https address.")
API_RATE = env.number("ALONGSIDE_API_RATE")
UPLOAD_LIMIT = env.number("ALONGSIDE_UPLOAD_MB") * 1024 * 1024
LARGEST_REQUEST = UPLOAD_LIMIT + 2 * 1024 * 1024  # a file, its map and the rest of the form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
LOGGING = logging_settings(env.text("ALONGSIDE_LOG_LEVEL"))
LOGGING_CONFIG = "logging.config.dictConfig"
