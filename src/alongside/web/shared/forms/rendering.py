"""From a bound field to its component of the design system.

Works for any Django form field, so that the forms of third parties look like ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from markupsafe import Markup

from alongside.web.shared.components import component
from alongside.web.shared.forms.dates import PARTS, DateParts, split_date
from alongside.web.shared.forms.fields import TextField
from alongside.web.shared.forms.question import Look
from alongside.web.shared.forms.text import shown

Params = dict[str, Any]


def render_field(bound: BoundField) -> Markup:
    """The whole component: label, hint, error and control."""
    if bound.is_hidden:
        return Markup(bound.as_widget())  # noqa: S704 - Django's own safe output
    for widget, draw in _DRAWN:
        if isinstance(bound.field.widget, widget):
            return draw(bound)
    return _input(bound)


def render_form(form: forms.BaseForm) -> Markup:
    """All fields in order; those that an answer uncovers stand inside that answer."""
    inside = {name for field in form.fields.values() for name in look_of(field).inside}
    fields = [render_field(form[name]) for name in form.fields if name not in inside]
    return Markup(format_html_join("\n", "{}", ((field,) for field in fields)))  # noqa: S704


def error_summary(form: forms.BaseForm) -> Markup:
    """The box that names every error and leads to its field; nothing when all is well."""
    if not form.errors:
        return Markup("")
    return component(
        "error-summary", {"titleText": _("There is a problem"), "errorList": list(_links(form))}
    )


def _links(form: forms.BaseForm) -> Iterator[Params]:
    for name in form.fields:
        for error in form.errors.get(name, ()):
            yield {"text": error, "href": f"#{first_control(form[name])}"}
    for error in form.non_field_errors():
        yield {"text": error}


def first_control(bound: BoundField) -> str:
    """The id of the control on which somebody who follows an error's link should land."""
    if isinstance(bound.field.widget, DateParts):
        return f"{bound.auto_id}_{_faulty_parts(bound)[0]}"
    return bound.auto_id


def look_of(field: forms.Field) -> Look:
    """How the field is to be shown: its own look, or a plain one for a field of Django's."""
    return getattr(field, "look", None) or Look(
        autocomplete=str(field.widget.attrs.get("autocomplete", ""))
    )


def _common(bound: BoundField) -> Params:
    return {
        "hint": {"text": bound.help_text},
        "errorMessage": {
            "text": bound.errors[0] if bound.errors else "",
            "visuallyHiddenText": _("Error"),
        },
        "name": bound.html_name,
        "disabled": bound.field.disabled or None,
    }


def _label(bound: BoundField) -> Params:
    look = look_of(bound.field)
    label: Params = {"text": bound.label, "size": look.size or ("l" if look.heading else "")}
    if look.heading:
        label["isPageHeading"] = True
    return label


def _typed(bound: BoundField) -> Params:
    look = look_of(bound.field)
    return _common(bound) | {
        "id": bound.auto_id,
        "label": _label(bound),
        "value": shown(bound.value()),
        "autocomplete": look.autocomplete,
        "spellcheck": look.spellcheck,
    }


def _input(bound: BoundField) -> Markup:
    look, field = look_of(bound.field), bound.field
    kind = getattr(field.widget, "input_type", "text")
    number = isinstance(field, forms.IntegerField)
    plain = kind in {"email", "url", "tel"}
    return component(
        "input",
        _typed(bound)
        | {
            "type": "text" if number else kind,
            "inputmode": look.inputmode or ("numeric" if number else ""),
            "spellcheck": False if plain and look.spellcheck is None else look.spellcheck,
            "width": look.width,
            "prefix": {"text": look.prefix},
            "suffix": {"text": look.suffix},
        },
    )


def _password(bound: BoundField) -> Markup:
    params = _typed(bound) | {
        "value": "",
        "showPasswordText": _("Show"),
        "hidePasswordText": _("Hide"),
        "showPasswordAriaLabelText": _("Show password"),
        "hidePasswordAriaLabelText": _("Hide password"),
        "passwordShownAnnouncementText": _("Your password is visible"),
        "passwordHiddenAnnouncementText": _("Your password is hidden"),
    }
    params["autocomplete"] = params["autocomplete"] or "current-password"
    return component("password-input", params)


def _textarea(bound: BoundField) -> Markup:
    params = _typed(bound) | {"rows": look_of(bound.field).rows}
    if not isinstance(bound.field, TextField):
        return component("textarea", params)
    limit = bound.field.limit
    return component(
        "character-count",
        params
        | {
            "maxlength": limit,
            "textareaDescriptionText": _("You can enter up to %(limit)s characters")
            % {"limit": limit},
            "charactersUnderLimitText": {
                "one": _("You have %{count} character remaining"),
                "other": _("You have %{count} characters remaining"),
            },
            "charactersAtLimitText": _("You have 0 characters remaining"),
            "charactersOverLimitText": {
                "one": _("You have %{count} character too many"),
                "other": _("You have %{count} characters too many"),
            },
        },
    )


def _file(bound: BoundField) -> Markup:
    params = _common(bound) | {"id": bound.auto_id, "label": _label(bound)}
    # The script's own button fails the rule that a label holds its visible words; the browser's
    # plain control does not.
    return component("file-upload", params).replace('data-module="nhsuk-file-upload"', "")


def _select(bound: BoundField) -> Markup:
    params = _common(bound) | {"id": bound.auto_id, "label": _label(bound)}
    return component("select", params | {"items": _items(bound, "selected")})


def _fieldset(bound: BoundField) -> Params:
    return {"legend": _label(bound)}


def _several(name: str) -> Callable[[BoundField], Markup]:
    def draw(bound: BoundField) -> Markup:
        look = look_of(bound.field)
        items = _items(bound, "checked")
        folded = [item for item in items if item.get("value") in look.folded]
        shape = {"inline": look.inline or None, "small": look.small or None}
        params = _common(bound) | shape | {
            "idPrefix": bound.auto_id,
            "fieldset": _fieldset(bound),
            "items": [item for item in items if item not in folded],
        }  # fmt: skip
        if folded:
            params["formGroup"] = {"afterInputs": {"html": _folded(name, bound, shape, folded)}}
        return component(name, params)

    return draw


def _folded(name: str, bound: BoundField, shape: Params, items: list[Params]) -> Markup:
    """The rarer answers of the same question, behind a summary that needs no script."""
    inner = component(
        name,
        shape | {"name": bound.html_name, "idPrefix": f"{bound.auto_id}_more", "items": items},
    )
    # The script of the answers around them is theirs too.
    inner = inner.replace(f'data-module="nhsuk-{name}"', "")
    ticked = any(item["checked"] for item in items)
    summary = {"text": look_of(bound.field).folded_under}
    return component("details", {"summary": summary, "html": inner, "open": ticked})


def _items(bound: BoundField, chosen: str) -> list[Params]:
    look, value = look_of(bound.field), bound.value()
    ticked = {str(v) for v in value} if isinstance(value, list | tuple | set) else {str(value)}
    if value is None:
        ticked = {""}
    items: list[Params] = []
    for key, text in bound.field.choices:  # type: ignore[attr-defined]
        item: Params = {"value": str(key), "text": text, chosen: str(key) in ticked or None}
        if key in look.hints:
            item["hint"] = {"text": look.hints[key]}
        uncovered = look.revealed(key)
        if uncovered:
            drawn = ((render_field(bound.form[name]),) for name in uncovered)
            item["conditional"] = {"html": format_html_join("\n", "{}", drawn)}
        if look.exclusive and key == look.exclusive:
            items.append({"divider": look.divider or _("or")})
            item["behaviour"] = "exclusive"
        items.append(item)
    return [{"value": ""} | item if "text" in item else item for item in items]


def _single_checkbox(bound: BoundField) -> Markup:
    params = _common(bound) | {"idPrefix": bound.auto_id}
    hint = params.pop("hint")
    item = {
        "value": "on",
        "text": bound.label,
        "hint": hint,
        "checked": bool(bound.value()) or None,
    }
    return component("checkboxes", params | {"items": [item]})


def _date(bound: BoundField) -> Markup:
    typed = _shown_parts(bound)
    faulty = _faulty_parts(bound) if bound.errors else ()
    words = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
    autocomplete = look_of(bound.field).autocomplete
    items = [
        {
            "name": f"{bound.html_name}_{part}",
            "id": f"{bound.auto_id}_{part}",
            "label": {"text": words[part]},
            "value": typed[part],
            "width": 4 if part == "year" else 2,
            "autocomplete": f"{autocomplete}-{part}" if autocomplete == "bday" else "",
            "classes": "nhsuk-input--error" if part in faulty else "",
        }
        for part in PARTS
    ]
    params = _common(bound) | {"id": bound.auto_id, "fieldset": _fieldset(bound), "items": items}
    return component("date-input", params)


def _shown_parts(bound: BoundField) -> dict[str, str]:
    value = bound.value()
    if isinstance(value, dict):
        return {part: shown(value.get(part)) for part in PARTS}
    return split_date(shown(value) if isinstance(value, str) else value)


def _faulty_parts(bound: BoundField) -> tuple[str, ...]:
    """The parts left out when some are; else all of them."""
    typed = _shown_parts(bound)
    missing = tuple(part for part in PARTS if not typed[part].strip())
    return PARTS if len(missing) == len(PARTS) else missing or PARTS


# In this order: the first that fits.
_DRAWN: tuple[tuple[type[forms.Widget], Callable[[BoundField], Markup]], ...] = (
    (DateParts, _date),
    (forms.PasswordInput, _password),
    (forms.Textarea, _textarea),
    (forms.CheckboxSelectMultiple, _several("checkboxes")),
    (forms.RadioSelect, _several("radios")),
    (forms.CheckboxInput, _single_checkbox),
    (forms.Select, _select),
    (forms.FileInput, _file),
)
