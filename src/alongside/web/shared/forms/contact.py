"""Fields for reaching people: e-mail, telephone, postcode, web address."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from phonenumbers import shortnumberinfo

from alongside.web.shared.forms.fields import CharField

_OUTWARD = r"(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)"
_POSTCODE = re.compile(rf"({_OUTWARD})([0-9][ABD-HJLNP-UW-Z]{{2}})?")


class EmailField(CharField):
    """An e-mail address. Its letters stay as typed."""

    widget = forms.EmailInput

    def __init__(self, *, max_length: int = 254, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if text:
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(
                    _("Enter an email address in the correct format, like name@example.com"),
                    code="invalid",
                ) from None
        return text


class PhoneField(CharField):
    """A telephone number that can be rung from Britain, helplines of few digits included."""

    def __init__(self, *, max_length: int = 40, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)
        self.widget.input_type = "tel"

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        return readable_number(text) if text else text


def shown_number(text: str) -> str:
    """A number that was kept, as it is read out; as it stands where it cannot be read."""
    try:
        return readable_number(text)
    except ValidationError:
        return text


def readable_number(text: str) -> str:
    """`text` spaced as it is read out ("01632 960 001"). Raises ValidationError."""
    wrong = ValidationError(
        _("Enter a telephone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192"),
        code="invalid",
    )
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        raise wrong from None
    if shortnumberinfo.is_valid_short_number_for_region(number, "GB"):
        return " ".join(re.sub(r"[^0-9 ]", "", text).split())
    if (
        phonenumbers.is_possible_number_with_reason(number)
        != phonenumbers.ValidationResult.IS_POSSIBLE
    ):
        raise wrong
    kind = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == 44
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, kind)


class PostcodeField(CharField):
    """A British postcode, made tidy ("WR1 2AB"); with `outward_only`, its first half suffices."""

    def __init__(self, *, outward_only: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=20, **kwargs)
        self.outward_only = outward_only

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return text
        match = _POSTCODE.fullmatch(re.sub(r"[^A-Za-z0-9]", "", text).upper())
        if not match or not (match[2] or self.outward_only):
            raise ValidationError(_("Enter a full postcode, like WR1 2AB"), code="invalid")
        return " ".join(part for part in match.groups() if part)


class WebAddressField(CharField):
    """The address of a public web page; `https://` is put before it when missing."""

    widget = forms.URLInput

    def __init__(self, *, max_length: int = 500, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return text
        address = text if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", text) else f"https://{text}"
        wrong = ValidationError(_("Enter a web address, like https://example.org"), code="invalid")
        try:
            parts = urlsplit(address)
            host = parts.hostname or ""
            port = parts.port
        except ValueError:
            raise wrong from None
        if (
            parts.scheme.lower() not in {"http", "https"}
            or not re.fullmatch(r"(?:[\w-]{1,63}\.)+[\w-]{2,63}", host)
            or parts.username is not None
            or port == 0
            or re.search(r"[\s<>\"'`\\]", address)
        ):
            raise wrong
        return address
