"""The table of a listing's questions."""

from __future__ import annotations

from alongside.domain.directory import public as directory
from alongside.web.directory.listing.pages import MISSING
from alongside.web.directory.listing.steps import STEP_OF_FIELD, STEPS, TASKS
from alongside.web.directory.listing.words import LABELS
from factories.directory import content

# What only files bring: no page asks for it.
NOT_ASKED = {"kind", "resource_type", "times", "source", "external_id"}


def test_every_field_of_a_listing_is_asked_on_one_page_and_has_a_name() -> None:
    assert set(STEP_OF_FIELD) | NOT_ASKED == set(directory.FIELD_NAMES)
    assert set(STEP_OF_FIELD) - {"any_condition"} <= set(LABELS)


def test_each_field_is_asked_in_the_task_that_the_directory_counts_it_to() -> None:
    asked = {field: STEPS.step(key).task for field, key in STEP_OF_FIELD.items()}

    counted = {field: part for part, fields in directory.PARTS.items() for field in fields}

    assert asked == {field: counted[field] for field in asked}


def test_every_required_part_and_every_task_has_a_page() -> None:
    assert set(MISSING) == set(directory.REQUIRED)
    for task in set(TASKS) - {"principles"}:
        assert STEPS.of(task, content())


def test_a_resource_is_not_asked_when_it_meets() -> None:
    helpline = content(kind="resource", resource_type="helpline")

    keys = {step.key for task in TASKS for step in STEPS.of(task, helpline)}

    assert not keys & {"places", "meetings", "first-visit", "room", "size"}
    assert {"name", "summary", "joining", "welcome", "contact"} <= keys
