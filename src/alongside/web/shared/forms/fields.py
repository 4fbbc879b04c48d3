"""The fields of a form: what may be answered. How they look is in `rendering.py`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.web.shared.forms.question import Question
from alongside.web.shared.forms.text import clean_text
from alongside.web.shared.words import Words

LARGEST = 2_147_483_647


class CharField(Question, forms.CharField):
    """One line of text, or several with `lines`. Never cut short: too long is said."""

    lines = False

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # Django's own limit would cut pasted text without a word, by `maxlength`.
        self.limit = max_length

    def to_python(self, value: Any) -> str:
        if value in self.empty_values:
            return ""
        text = clean_text(str(value), lines=self.lines)
        if len(text) > self.limit:
            raise ValidationError(
                self.sentence(_("{Called} must be {limit} characters or fewer"), limit=self.limit),
                code="max_length",
            )
        return text


class TextField(CharField):
    """Several lines; a count of characters left is shown."""

    lines = True
    widget = forms.Textarea

    def __init__(self, *, max_length: int = 2000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class PasswordField(CharField):
    """Kept exactly as typed, and never shown again."""

    widget = forms.PasswordInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"called": _("your password"), **kwargs})

    def to_python(self, value: Any) -> str:
        text = "" if value in self.empty_values else str(value)
        clean_text(text)
        if len(text) > self.limit:
            raise ValidationError(
                self.sentence(_("{Called} must be {limit} characters or fewer"), limit=self.limit),
                code="max_length",
            )
        return text


class IntegerField(Question, forms.IntegerField):
    """A whole number that a database can keep."""

    widget = forms.TextInput

    def __init__(self, *, min_value: int = 0, max_value: int = LARGEST, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least, self.most = min_value, max_value

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        text = clean_text(str(value)).replace(",", "")
        if not text:
            return None
        if not text.removeprefix("-").isdecimal() or len(text) > 20:
            raise ValidationError(
                self.sentence(_("{Called} must be a whole number")), code="invalid"
            )
        number = int(text)
        if number < self.least:
            raise ValidationError(
                self.sentence(_("{Called} must be {limit} or more"), limit=self.least),
                code="min_value",
            )
        if number > self.most:
            raise ValidationError(
                self.sentence(_("{Called} must be {limit} or fewer"), limit=self.most),
                code="max_value",
            )
        return number


class ChoiceField(Question, forms.ChoiceField):
    """One of a few answers, all on the page."""

    widget: type[forms.Widget] = forms.RadioSelect
    required_sentence = _("Select {called}")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.error_messages["invalid_choice"] = _("Select one of the answers shown")


class SelectField(ChoiceField):
    """One of many answers, in a list that opens. `empty` is the line shown before choosing."""

    widget = forms.Select

    def __init__(self, *, choices: Any = (), empty: Words = "", **kwargs: Any) -> None:
        before: list[tuple[str, Words]] = [("", empty)] if empty else []
        super().__init__(choices=[*before, *choices], **kwargs)


class MultipleChoiceField(Question, forms.MultipleChoiceField):
    """Any of several answers; `look.exclusive` names the one that stands alone."""

    widget = forms.CheckboxSelectMultiple
    required_sentence = _("Select {called}")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        wrong = _("Select from the answers shown")
        self.error_messages |= {"invalid_choice": wrong, "invalid_list": wrong}

    def validate(self, value: Sequence[str]) -> None:
        super().validate(value)
        alone = self.look.exclusive
        if alone and alone in value and len(set(value)) > 1:
            label = dict(self.choices).get(alone, alone)  # type: ignore[arg-type]
            raise ValidationError(
                self.sentence(_("Select {called}, or select “{label}”"), label=label),
                code="exclusive",
            )


class BooleanField(Question, forms.BooleanField):
    """One box to tick. When required it must be ticked."""

    required_sentence = _("Tick the box to go on")


class FileField(Question, forms.FileField):
    """One file of at most `max_bytes`, its name ending in one of `endings`."""

    required_sentence = _("Choose {called}")

    def __init__(self, *, max_bytes: int, endings: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(max_length=255, **kwargs)
        self.max_bytes, self.endings = max_bytes, tuple(endings)
        self.error_messages |= {
            "invalid": _("The file did not arrive. Choose it again"),
            "missing": _("The file did not arrive. Choose it again"),
            "empty": _("The file is empty. Choose another"),
            "max_length": _("The name of the file is too long. Give it a shorter name"),
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not data:
            return file
        if file.size > self.max_bytes:
            megabytes = self.max_bytes // 1_000_000
            raise ValidationError(
                self.sentence(_("The file must be smaller than {limit} MB"), limit=megabytes),
                code="max_bytes",
            )
        if self.endings and not file.name.lower().endswith(self.endings):
            raise ValidationError(
                self.sentence(
                    _("The file must be one of these kinds: {kinds}"), kinds=", ".join(self.endings)
                ),
                code="ending",
            )
        return file
