"""Forms in the look of the design system; errors in whole sentences, one pattern for all pages."""

from __future__ import annotations

from alongside.web.shared.forms.base import Form
from alongside.web.shared.forms.contact import (
    EmailField,
    PhoneField,
    PostcodeField,
    WebAddressField,
    shown_number,
)
from alongside.web.shared.forms.dates import DateField, TimeField, spoken_time
from alongside.web.shared.forms.fields import (
    BooleanField,
    CharField,
    ChoiceField,
    FileField,
    IntegerField,
    MultipleChoiceField,
    PasswordField,
    SelectField,
    TextField,
)
from alongside.web.shared.forms.question import Look
from alongside.web.shared.forms.rendering import error_summary, render_field, render_form

__all__ = [
    "BooleanField",
    "CharField",
    "ChoiceField",
    "DateField",
    "EmailField",
    "FileField",
    "Form",
    "IntegerField",
    "Look",
    "MultipleChoiceField",
    "PasswordField",
    "PhoneField",
    "PostcodeField",
    "SelectField",
    "TextField",
    "TimeField",
    "WebAddressField",
    "error_summary",
    "render_field",
    "render_form",
    "shown_number",
    "spoken_time",
]
