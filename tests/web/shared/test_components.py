"""Our components against those of the design system itself, tree by tree."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.template import engines

from alongside.web.shared.components import component
from alongside.web.shared.parts import Row, TaskRow
from support import SHARED, needs_shared
from web.shared.trees import tree

FIXTURES = SHARED / "data" / "nhsuk-frontend"
USED = ["button", "character-count", "checkboxes", "error-summary", "input", "inset-text"]
USED += ["password-input", "select", "tag", "textarea"]


def fixtures(name: str) -> list[dict[str, Any]]:
    listed = json.loads((FIXTURES / f"{name}.json").read_text())["fixtures"]
    # Call blocks are a way to write a template, and not one of ours.
    return [one for one in listed if "via call block" not in one["name"]]


def macros() -> Any:
    template = engines["jinja2"].env.get_template("shared/macros.jinja")  # type: ignore[attr-defined]
    return template.make_module({})


@needs_shared
@pytest.mark.parametrize("name", USED)
def test_component_is_that_of_the_design_system(name: str) -> None:
    listed = fixtures(name)

    assert len(listed) > 1
    for one in listed:
        assert tree(component(name, one["context"])) == tree(one["html"]), one["name"]


@needs_shared
def test_our_short_macros_are_those_of_the_design_system() -> None:
    m = macros()

    details = next(one for one in fixtures("details") if one["name"] == "default")
    text = details["context"]["text"]
    drawn = engines["jinja2"].from_string(  # type: ignore[attr-defined]
        '{% from "shared/macros.jinja" import details %}'
        "{% call details(summary) %}{{ text }}{% endcall %}"
    )
    summary = details["context"]["summary"]["text"]
    assert tree(drawn.render({"summary": summary, "text": text})) == tree(details["html"])
    assert tree(m.tag("Pending", "blue")) == tree(
        component("tag", {"text": "Pending", "colour": "blue"})
    )
    # Ours stands in a landmark of its own.
    (_, _, (link,)) = tree(m.back_link("#"))[0]
    assert [link] == tree(component("back-link", {"href": "#", "text": "Back"}))


def test_summary_list_is_that_of_the_design_system() -> None:
    ours = macros().summary_list([Row("Name", "Tea & talk", href="/x"), Row("Meets", "6pm")])

    action = {"href": "/x", "text": "Change", "visuallyHiddenText": "Name"}
    theirs = component(
        "summary-list",
        {
            "rows": [
                {
                    "key": {"text": "Name"},
                    "value": {"text": "Tea & talk"},
                    "actions": {"items": [action]},
                },
                {"key": {"text": "Meets"}, "value": {"text": "6pm"}},
            ]
        },
    )
    assert tree(ours) == tree(theirs)


def test_task_list_is_that_of_the_design_system() -> None:
    ours = macros().task_list(
        [
            TaskRow("Name", "Completed", href="/a", done=True),
            TaskRow("When", "Incomplete", href="/b", hint="Days"),
        ]
    )

    plain = "nhsuk-tag--no-colour nhsuk-tag--no-border nhsuk-u-font-weight-normal"
    theirs = component(
        "task-list",
        {
            "idPrefix": "tasks",
            "items": [
                {
                    "title": {"text": "Name"},
                    "href": "/a",
                    "status": {"tag": {"text": "Completed", "classes": plain}},
                },
                {
                    "title": {"text": "When"},
                    "hint": {"text": "Days"},
                    "href": "/b",
                    "status": {"tag": {"text": "Incomplete", "colour": "blue"}},
                },
            ],
        },
    )
    assert tree(ours) == tree(theirs)


def test_table_escapes_and_keeps_its_rows() -> None:
    drawn = macros().table("Groups", ["Day"], [["<b>Monday</b>"], ["Tuesday"]])

    assert "&lt;b&gt;Monday" in drawn
    assert drawn.count("nhsuk-table__cell") == 2


@pytest.mark.parametrize(("page", "links"), [(1, ["?p=2"]), (2, ["?p=1", "?p=3"]), (3, ["?p=2"])])
def test_pages_lead_to_those_beside(page: int, links: list[str]) -> None:
    drawn = macros().pagination(page, 3, "?p=%d")

    assert [link for link in ("?p=1", "?p=2", "?p=3") if f'href="{link}"' in drawn] == links


def test_one_page_needs_no_links() -> None:
    assert macros().pagination(1, 1, "?p=%d").strip() == ""


def test_values_are_escaped_and_empty_ones_left_out() -> None:
    drawn = component(
        "input", {"id": "a", "name": "a", "value": '"><script>', "hint": {"text": ""}}
    )

    assert "<script>" not in drawn
    assert "hint" not in drawn
