"""All that training knows of a person, as plain values: for access and portability."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from alongside.domain.training.models import Attendance, Enrolment, SignOff
from alongside.foundation.plain import plain


def personal_data(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Every row that is about the person, by table, each column with its value."""
    own = Enrolment.objects.filter(person_id=person_id).order_by("enrolled_at", "pk")
    return {
        name: [
            plain(row, *(column.attname for column in row._meta.concrete_fields)) for row in rows
        ]
        for name, rows in (
            ("training.enrolment", own),
            ("training.attendance", Attendance.objects.filter(enrolment__in=own).order_by("pk")),
            ("training.sign_off", SignOff.objects.filter(learner_id=person_id).order_by("pk")),
        )
    }
