"""What each field takes, and the sentence with which it refuses."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from alongside.web.shared import forms
from alongside.web.shared.forms.dates import read_time
from alongside.web.shared.forms.text import clean_text, shown


def refusal(field: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return str(caught.value.messages[0])


TEXT = [forms.CharField, forms.TextField, forms.EmailField, forms.PhoneField, forms.TimeField]
TEXT += [forms.PostcodeField, forms.WebAddressField, forms.PasswordField, forms.IntegerField]


@pytest.mark.parametrize("kind", TEXT)
@pytest.mark.parametrize("bad", ["a\x00b", "a\ud800b", "\x1b[31m", "\x7f", "1\x00"])
def test_character_that_cannot_be_kept_is_refused_in_words(kind: Any, bad: str) -> None:
    said = refusal(kind(label="Name"), bad)

    assert said.startswith("There is a character here that we cannot keep.")


@pytest.mark.parametrize("kind", [forms.CharField, forms.TextField, forms.PasswordField])
def test_too_long_is_said_and_never_cut(kind: Any) -> None:
    field = kind(label="Name", called="the group's name", max_length=5)

    assert field.clean("12345") == "12345"
    assert refusal(field, "123456") == "The group's name must be 5 characters or fewer"
    assert "maxlength" not in field.widget.attrs


# A password is kept exactly as typed, so blanks are one.
@pytest.mark.parametrize("kind", [kind for kind in TEXT if kind is not forms.PasswordField])
@pytest.mark.parametrize("nothing", ["", None, "   ", "\u200b", "\u00a0\u2060", "\n\t"])
def test_nothing_to_be_seen_is_no_answer(kind: Any, nothing: str | None) -> None:
    assert refusal(kind(label="Name", called="a name"), nothing) == "Enter a name"
    assert not kind(label="Name", required=False).clean(nothing)


def test_line_ends_and_composed_letters_are_made_one_way() -> None:
    assert forms.TextField(label="About").clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert forms.CharField(label="Name").clean(" Cafe\u0301 \n here ") == "Café here"


def test_family_of_emoji_and_right_to_left_text_survive() -> None:
    for text in ("👨‍👩‍👧‍👦", "مجموعة دعم", "Ẹ̀kọ́"):
        assert forms.CharField(label="Name").clean(text)


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    try:
        once = clean_text(text, lines=True)
    except ValidationError:
        return

    assert clean_text(once, lines=True) == once
    once.encode()


@given(st.text(st.characters(), max_size=30))
def test_whatever_was_typed_can_be_shown_again(text: str) -> None:
    assert "\x00" not in shown(text)
    shown(text).encode()


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("6pm", dt.time(18)),
        ("6 PM", dt.time(18)),
        ("6.30 p.m.", dt.time(18, 30)),
        ("6:30am", dt.time(6, 30)),
        ("18:00", dt.time(18)),
        ("1830", dt.time(18, 30)),
        ("06:30", dt.time(6, 30)),
        ("12am", dt.time(0)),
        ("12pm", dt.time(12)),
        ("0:15", dt.time(0, 15)),
        ("midday", dt.time(12)),
        ("Noon", dt.time(12)),
        ("midnight", dt.time(0)),
    ],
)
def test_time_as_people_write_it(typed: str, time: dt.time) -> None:
    assert forms.TimeField(label="Time").clean(typed) == time


@pytest.mark.parametrize("typed", ["6", "6:30", "25:00", "18:60", "13pm", "0am", "soon", "6pm-7pm"])
def test_time_in_doubt_is_asked_again(typed: str) -> None:
    said = refusal(forms.TimeField(label="Start", called="the start"), typed)

    assert said == "The start must be a time, like 6pm or 18:00"


@given(st.times().map(lambda time: time.replace(second=0, microsecond=0, tzinfo=None)))
def test_spoken_time_is_read_back(time: dt.time) -> None:
    assert read_time(forms.spoken_time(time)) == time


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        (("27", "3", "2027"), dt.date(2027, 3, 27)),
        (("1", "March", "2027"), dt.date(2027, 3, 1)),
        ((" 29", "feb ", "2028"), dt.date(2028, 2, 29)),
    ],
)
def test_date_in_three_boxes(parts: tuple[str, str, str], date: dt.date) -> None:
    typed = dict(zip(("day", "month", "year"), parts, strict=True))

    assert forms.DateField(label="Date").clean(typed) == date


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("", "3", "2027"), "The date must include a day"),
        (("27", "", ""), "The date must include a month and a year"),
        (("31", "2", "2027"), "The date must be a real date"),
        (("1", "13", "2027"), "The date must be a real date"),
        (("1", "1", "20270"), "The date must be a real date"),
        (("1" * 5000, "1", "2027"), "The date must be a real date"),
        (("x", "y", "z"), "The date must be a real date"),
        (("1", "1", "1066"), "The date must be between 1 January 1900 and 1 January 2200"),
        (("", "", ""), "Enter the date"),
    ],
)
def test_date_that_is_none(parts: tuple[str, str, str], said: str) -> None:
    typed = dict(zip(("day", "month", "year"), parts, strict=True))

    assert refusal(forms.DateField(label="Date", called="the date"), typed) == said


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("01905 123456", "01905 123456"),
        ("+44 (0)7700 900982", "07700 900982"),
        ("07700900982", "07700 900982"),
        ("116 123", "116 123"),
        ("111", "111"),
        ("+353 1 234 5678", "+353 1 234 5678"),
        ("020 7946 0000 x12", "020 7946 0000 x12"),
    ],
)
def test_telephone_number_is_made_readable(typed: str, number: str) -> None:
    assert forms.PhoneField(label="Telephone").clean(typed) == number


@pytest.mark.parametrize("typed", ["12", "call me", "0" * 39, "=1+1", "<script>"])
def test_what_cannot_be_rung_is_refused(typed: str) -> None:
    assert refusal(forms.PhoneField(label="Telephone"), typed).startswith(
        "Enter a telephone number, like 01632 960 001"
    )


def test_postcode_is_made_tidy_and_half_of_one_only_where_asked() -> None:
    whole, half = forms.PostcodeField(label="P"), forms.PostcodeField(label="P", outward_only=True)

    assert whole.clean("wr1-2ab") == "WR1 2AB"
    assert half.clean("ec1a") == "EC1A"
    for typed in ("WR1", "nowhere", "WR1 2AC2"):
        assert refusal(whole, typed) == "Enter a full postcode, like WR1 2AB"


def test_web_address_is_completed_and_never_a_script() -> None:
    field = forms.WebAddressField(label="Website")

    assert field.clean("example.org/groups?a=1") == "https://example.org/groups?a=1"
    assert field.clean("HTTP://Example.org") == "HTTP://Example.org"
    for typed in (
        "javascript:alert(1)",
        "data:text/html,x",
        "https://user:pass@example.org",
        "https://localhost",
        "https://[::1",
        "https://exa mple.org",
        'https://example.org/"onload="',
        "https://example.org:99999/",
        "//example.org",
    ):
        assert refusal(field, typed) == "Enter a web address, like https://example.org"


def test_email_address_in_words() -> None:
    field = forms.EmailField(label="Email")

    assert field.clean("a.b@example.org") == "a.b@example.org"
    for typed in ("a@", "a b@example.org", "a@example.org\nBcc: c@example.org", "<a@example.org>"):
        assert refusal(field, typed).startswith("Enter an email address in the correct format")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1.5", "The size must be a whole number"),
        ("1e9", "The size must be a whole number"),
        ("²", "The size must be a whole number"),
        ("9" * 5000, "The size must be a whole number"),
        ("-1", "The size must be 0 or more"),
        ("99999999999", "The size must be 2147483647 or fewer"),
    ],
)
def test_number_that_is_none(typed: str, said: str) -> None:
    assert refusal(forms.IntegerField(label="Size", called="the size"), typed) == said


def test_whole_number_with_comma_and_from_a_program() -> None:
    field = forms.IntegerField(label="Size")

    assert field.clean("1,200") == 1200
    assert field.clean(12) == 12


def test_answer_that_is_not_on_the_page_is_refused_without_repeating_it() -> None:
    choices = [("a", "A"), ("b", "B")]
    one = forms.ChoiceField(label="Which?", choices=choices)
    many = forms.MultipleChoiceField(label="Which?", choices=choices)

    assert refusal(one, "<script>") == "Select one of the answers shown"
    assert refusal(many, ["a", "<script>"]) == "Select from the answers shown"
    assert refusal(many, "a") == "Select from the answers shown"


def test_answer_that_goes_with_no_other_stands_alone() -> None:
    field = forms.MultipleChoiceField(
        label="Which?",
        choices=[("a", "A"), ("none", "None of these")],
        called="what helps",
        look=forms.Look(exclusive="none"),
    )

    assert field.clean(["none"]) == ["none"]
    assert refusal(field, ["a", "none"]) == "Select what helps, or select “None of these”"


def test_file_is_held_to_its_size_and_kind() -> None:
    field = forms.FileField(label="List", called="a file", max_bytes=1_000_000, endings=[".csv"])

    assert field.clean(SimpleUploadedFile("a.CSV", b"x")).name == "a.CSV"
    assert refusal(field, None) == "Choose a file"
    assert refusal(field, SimpleUploadedFile("a.csv", b"")) == "The file is empty. Choose another"
    assert (
        refusal(field, SimpleUploadedFile("a.csv", b"x" * 1_000_001))
        == "The file must be smaller than 1 MB"
    )
    assert (
        refusal(field, SimpleUploadedFile("a.exe", b"x"))
        == "The file must be one of these kinds: .csv"
    )


def test_box_that_must_be_ticked() -> None:
    assert refusal(forms.BooleanField(label="I agree"), False) == "Tick the box to go on"
