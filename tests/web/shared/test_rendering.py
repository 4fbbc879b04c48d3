"""How fields stand on a page, with and without errors."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms as plain
from django.forms.boundfield import BoundField

from alongside.web.shared import forms
from web.shared.trees import tree


class Meeting(forms.Form):
    name = forms.CharField(label="Name <b>", hint="As people know it", look=forms.Look(width=20))
    day = forms.DateField(label="Day", called="the day", required=False)
    way = forms.ChoiceField(
        label="How?",
        choices=[("phone", "By phone"), ("in", "In person")],
        look=forms.Look(reveals={"phone": "number"}, hints={"in": "With others"}, heading=True),
    )
    number = forms.PhoneField(label="Number", required=False)
    secret = forms.PasswordField(label="Password", required=False)


def every(nodes: list[Any], tag: str) -> list[dict[str, Any]]:
    found = []
    for node in nodes:
        if isinstance(node, tuple):
            if node[0] == tag:
                found.append(dict(node[1]))
            found += every(node[2], tag)
    return found


def test_label_is_escaped_and_nothing_is_cut_by_the_browser() -> None:
    page = str(Meeting())

    assert "Name &lt;b&gt;" in page
    assert "maxlength" not in page
    assert "required" not in page


def test_field_that_an_answer_uncovers_stands_inside_it_and_once() -> None:
    page = str(Meeting())

    assert page.count('name="number"') == 1
    inside = page[page.index("nhsuk-radios__conditional") :]
    assert 'name="number"' in inside
    assert 'data-aria-controls="conditional-id_way"' in page


def test_question_that_is_the_page_has_the_only_h1() -> None:
    page = str(Meeting())

    assert page.count("<h1") == 1
    assert page.index("<fieldset") < page.index("<h1") < page.index("How?")


def test_what_was_typed_comes_back_but_never_a_password() -> None:
    page = str(Meeting({"name": '"><script>', "secret": "swordfish", "way": "in", "day_day": "3"}))

    assert "<script>" not in page
    assert "swordfish" not in page
    inputs = {field["id"]: field for field in every(tree(page), "input")}
    assert inputs["id_name"]["value"] == '"><script>'
    assert inputs["id_day_day"]["value"] == "3"
    assert "checked" in inputs["id_way-2"]
    assert "checked" not in inputs["id_way"]


@pytest.mark.parametrize("bad", ["\ud800", "a\x00b"])
def test_what_cannot_be_sent_is_shown_all_the_same(bad: str) -> None:
    form = Meeting({"name": bad, "way": bad, "day_day": bad, "day_month": bad, "number": bad})

    page = str(form) + str(form.error_summary)

    page.encode()
    assert "\x00" not in page


def test_error_is_joined_to_its_box() -> None:
    form = Meeting({"way": "in"})

    page = str(form["name"])

    assert "Enter name <b>" in form.errors["name"]
    box = every(tree(page), "input")[0]
    assert box["aria-describedby"] == "id_name-hint id_name-error"
    assert "nhsuk-input--error" in box["class"]
    assert 'id="id_name-error"' in page


def test_summary_leads_to_the_part_of_the_date_that_is_missing() -> None:
    form = Meeting({"name": "x", "way": "in", "day_day": "3"})

    assert form["day"].errors == ["The day must include a month and a year"]
    assert 'href="#id_day_month"' in str(form.error_summary)


def test_no_errors_no_summary() -> None:
    assert str(Meeting().error_summary) == ""
    assert str(Meeting({"name": "x", "way": "in"}).error_summary) == ""


def test_faults_of_an_action_stand_beside_their_fields_and_the_rest_on_top() -> None:
    form = Meeting({"name": "x", "way": "in"})
    assert form.is_valid()

    form.add_faults({"name": "There is such a group", "elsewhere": "Not now"})

    summary = str(form.error_summary)
    assert form.errors["name"] == ["There is such a group"]
    assert 'href="#id_name"' in summary
    assert "Not now" in summary


def test_form_of_a_third_party_looks_like_ours() -> None:
    class Theirs(plain.Form):
        email = plain.EmailField(widget=plain.EmailInput(attrs={"autocomplete": "email"}))
        remember = plain.BooleanField(required=False, label="Remember me")
        kind = plain.ChoiceField(choices=[("a", "A")], widget=plain.Select)
        note = plain.CharField(widget=plain.Textarea, initial="hello")
        token = plain.CharField(widget=plain.HiddenInput, initial="t")

    form = Theirs()

    drawn = "".join(forms.render_field(form[name]) for name in form.fields)
    fields = every(tree(drawn), "input")
    assert fields[0]["autocomplete"] == "email"
    assert fields[0]["type"] == "email"
    assert "nhsuk-checkboxes__input" in drawn
    assert "nhsuk-select" in drawn
    assert ">hello</textarea>" in drawn
    assert fields[-1]["type"] == "hidden"
    assert isinstance(form["email"], BoundField)


def test_the_line_before_choosing_sends_nothing() -> None:
    class Languages(forms.Form):
        language = forms.SelectField(choices=[("en", "English")], empty="Choose one")

    assert '<option value="" selected>Choose one</option>' in str(Languages())


class Long(forms.Form):
    needs = forms.MultipleChoiceField(
        label="What do you need?",
        choices=[("lift", "A lift"), ("braille", "Braille"), ("audio", "Audio")],
        required=False,
        look=forms.Look(folded=frozenset({"braille", "audio"}), folded_under="More"),
    )


@pytest.mark.parametrize(
    ("ticked", "is_open"), [([], False), (["lift"], False), (["lift", "audio"], True)]
)
def test_rare_answers_stand_behind_words_that_are_open_once_one_is_ticked(
    ticked: list[str], is_open: bool
) -> None:
    page = str(Long({"needs": ticked}))

    (details,) = every(tree(page), "details")
    common, folded = page.split("<details")
    assert ("open" in details) is is_open
    assert 'value="lift"' in common
    assert 'value="braille"' in folded
    assert 'value="audio"' in folded
    assert page.count('name="needs"') == 3
    assert page.count("<fieldset") == page.count('data-module="nhsuk-checkboxes"') == 1
    ids = [box["id"] for box in every(tree(page), "input")]
    assert len(set(ids)) == 3
    assert page.count(" checked") == len(ticked)
