"""Words that people would get: bad ones never reach the service."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from alongside.engines.texts import size
from alongside.formats.catalogue import DATA, load

RIGHT = """id: tea
label: "Tea"
position: 5
valid_from: 2026-11-01
valid_to: null
version: 1
purpose: "Asks to tea."
to: [person]
channels: [text, email]
variables:
  on_day: {kind: day}
  host: {kind: name, longest: 20}
  group: {kind: names, longest: 28}
  link: {kind: link, at: "/t/{}/", longest: 22}
texts:
  en:
    text: "Tea on {on_day}? {link}"
    text_named: "Tea with {group}? {link}"
    subject: "Tea"
    email: "Tea on {on_day} with {host}: {link}"
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("places"))
    return tmp_path / "data"


def faults(data: Path, text: str) -> list[tuple[str, str]]:
    (data / "messages" / "tea.yaml").write_text(text, encoding="utf-8")
    return [(fault.field, fault.message) for fault in load(data).faults]


def test_a_message_that_is_right(data: Path) -> None:
    assert faults(data, RIGHT) == []


@pytest.mark.parametrize(
    ("old", "new", "field", "told"),
    [
        ("Tea on {on_day}? {link}", "Tea" * 40 + " {link}", "en.text", "units long"),
        # 28 letters of a group, 56 of a link, 31 of the signature: 46 letters are too many.
        ("Tea with {group}?", "Tea with {group} in " + "y" * 40, "en.text_named", "units long"),
        ("Tea on {on_day}? {link}", "Té ar ddydd Mawrth {on_day}? Ŵ {link}", "en.text", "UCS-2"),
        ("Tea on {on_day}? {link}", "{on_day} {link}" + "€" * 32, "en.text", "units long"),
        ("Tea on {on_day}?", "Our type 2 diabetes, {on_day}?", "en.text", "Type 2"),
        ("Tea on {on_day}?", "Diabetes tea on {on_day}?", "en.text", "“diabetes”"),
        ("subject: \"Tea\"", "subject: \"About H-I-V and HIV\"", "en.subject", "“HIV”"),
        ("with {host}", "with long-covid and {host}", "en.email", "“Long Covid”"),
        ("Tea on {on_day}?", "Tea on {some_day}?", "en.text", "no variable"),
        ("Tea on {on_day}?", "Tea on {on_day?", "en.text", "brace"),
        ("Tea on {on_day}?", "Tea with {group}?", "en.text", "only the named words"),
        ("with {host}", "with {group}", "en.email", "only the named words"),
        ("subject: \"Tea\"", "subject: \"Tea with {host}\"", "en.subject", "anybody may see"),
        ("    subject: \"Tea\"\n", "", "en.subject", "is missing"),
        ("[text, email]", "[text, email, letter]", "en.letter", "is missing"),
        ("to: [person]", "to: [person]\nany_hour: \"yes\"", "any_hour", "quiet hours"),
        ("  en:", "  xx:", "texts", "'en' is a required"),
        ("    text: ", "    texts: ", "texts.en", "unexpected"),
        ("kind: day}", "kind: day, longest: 3}", "variables.on_day", "False schema"),
        ("kind: name, longest: 20", "kind: name", "variables.host", "'longest' is a required"),
        ("kind: names", "kind: shout", "variables.group.kind", "is not one of"),
        ("version: 1", "version: 0", "version", "minimum"),
        ("channels: [text, email]", "channels: [phone]", "channels.0", "is not one of"),
    ],
)  # fmt: skip
def test_bad_words_are_told(data: Path, old: str, new: str, field: str, told: str) -> None:
    assert old in RIGHT

    found = faults(data, RIGHT.replace(old, new, 1))

    assert any(where.endswith(field) and told in what for where, what in found), found


def test_other_scripts_have_their_own_room(data: Path) -> None:
    common = (data / "message_words" / "en.yaml").read_text(encoding="utf-8")
    (data / "message_words" / "ur.yaml").write_text(
        common.replace("id: en", "id: ur")
        .replace("From the team", "ہماری ٹیم")
        .replace("From {name}", "{name}"),
        encoding="utf-8",
    )
    urdu = '  ur:\n    text: "%s"\n    subject: "چائے"\n    email: "چائے {host}"\n'

    assert faults(data, RIGHT + urdu % "چائے؟ {on_day}") == []
    assert faults(data, RIGHT + urdu % ("چائے؟ {on_day}" + " اور" * 8))[0][0] == "texts.ur.text"


def test_message_of_a_language_without_shared_words_is_told(data: Path) -> None:
    french = RIGHT + '  fr:\n    text: "Du thé?"\n    subject: "Thé"\n    email: "Du thé?"\n'

    assert faults(data, french) == [("texts.fr", "there are no message_words of this language")]


def test_new_condition_is_looked_for_in_every_message(data: Path) -> None:
    gout = (data / "conditions" / "hiv.yaml").read_text(encoding="utf-8")
    (data / "conditions" / "tomorrow.yaml").write_text(
        gout.replace("id: hiv", "id: tomorrow").replace('label: "HIV"', 'label: "Tomorrow"'),
        encoding="utf-8",
    )

    found = {(fault.file, fault.field) for fault in load(data).faults}

    assert {
        ("messages/join_day_before.yaml", f"texts.en.{part}") for part in ("email", "subject")
    } <= found
    assert {field.split(".")[0] for _file, field in found} == {"texts"}


def test_texts_of_the_project_say_what_they_cost() -> None:
    for entry in load(DATA).entries["message"]:
        for wording in entry.content["texts"].values():
            assert size(wording.get("text", "")).parts <= 1
