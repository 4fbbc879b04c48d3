"""The account with which somebody signs in: an e-mail address and a password, nothing else."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> User:
        """A new account; without a password nobody can sign in with it."""
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """An account. Who the person is stands in Person; what they may do in Membership."""

    email = models.EmailField(max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    # Until then nobody signs in with it: the address may be somebody else's.
    confirmed_at = models.DateTimeField(null=True)
    date_joined = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_any_case")]
