"""The form that every page of ours uses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from alongside.web.shared.forms.rendering import error_summary, render_field, render_form


class DrawnField(BoundField):
    """A field that is written into a page as its whole component: `{{ form.place }}`."""

    def __html__(self) -> SafeString:
        return SafeString(render_field(self))

    __str__ = __html__


class Form(forms.Form):
    """A Django form drawn by the design system: `{{ form }}` all fields, `{{ form.x }}` one.

    Errors are told by us, never by the browser: write `novalidate` on the form's tag."""

    use_required_attribute = False
    bound_field_class = DrawnField

    def __html__(self) -> SafeString:
        return SafeString(render_form(self))

    __str__ = __html__

    @property
    def error_summary(self) -> SafeString:
        """The error summary, or nothing. The layout puts it on top of every page with `form`."""
        return SafeString(error_summary(self))

    def add_faults(self, faults: dict[str, Any]) -> None:
        """Put what an action refused (`Invalid.faults`) beside the fields; the rest on top."""
        for name, words in faults.items():
            self.add_error(name if name in self.fields else None, words)
