"""E-mail by a mail server."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from typing import ClassVar

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from alongside.domain.messaging.providers.base import ForGood, ForNow, InTheDark, Parcel

TIMEOUT_SECONDS = 20


class Smtp:
    """Plain text to one address. The mail server tells nothing later, so nothing is kept.

    The Message-ID is the same at every try: most mail programs show a mail that came twice once."""

    name: ClassVar[str] = "smtp"
    local: ClassVar[bool] = False
    keep: ClassVar[timedelta | None] = timedelta(0)

    def hand_over(self, parcel: Parcel) -> str:
        """Sends it. Raises ForNow, InTheDark or ForGood."""
        message_id = f"<{parcel.message_id}@{_host()}>"
        mail = EmailMessage(
            subject=parcel.subject,
            body=parcel.body,
            from_email=formataddr((parcel.sender, _from())),
            to=[parcel.address],
            headers={
                "Message-ID": message_id,
                "Auto-Submitted": "auto-generated",
                "Content-Language": parcel.language,
            },
            connection=get_connection(timeout=TIMEOUT_SECONDS),
        )
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refused:
            codes = {code for code, _words in refused.recipients.values()}
            raise _refusal(min(codes, default=0)) from refused
        except (smtplib.SMTPSenderRefused, smtplib.SMTPAuthenticationError) as ours:
            raise ForNow(f"mail server: {ours.smtp_code}") from ours
        except smtplib.SMTPResponseException as answer:
            raise _refusal(answer.smtp_code) from answer
        except smtplib.SMTPConnectError as away:
            raise ForNow("mail server: no connection") from away
        except (smtplib.SMTPException, OSError) as broken:
            raise InTheDark(f"mail server: {type(broken).__name__}") from broken
        return message_id

    def find(self, parcel: Parcel, *, since: datetime) -> str:
        """A mail server cannot be asked; the Message-ID keeps a second copy from being seen."""
        return ""


def _refusal(code: int) -> ForNow | ForGood:
    words = f"mail server: {code}"
    return ForGood(words) if 500 <= code < 600 else ForNow(words)


def _from() -> str:
    return parseaddr(settings.CARRIERS["smtp"]["from"])[1]


def _host() -> str:
    return _from().rsplit("@", 1)[-1]
