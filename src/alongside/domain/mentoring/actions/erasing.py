"""A volunteer's data is erased: what they said goes, that somebody was there stays."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.mentoring.actions.releasing import close_place
from alongside.domain.mentoring.actions.starting import end
from alongside.domain.mentoring.actions.thanking import erase_thanks
from alongside.domain.mentoring.models import (
    Check,
    Cover,
    Goal,
    Meeting,
    Pair,
    Place,
    Reference,
    Review,
    Volunteer,
    Watch,
)
from alongside.domain.mentoring.pair_records import WISH_TERMS
from alongside.domain.mentoring.queries.covers import met_by
from alongside.domain.mentoring.records import TERMS
from alongside.domain.mentoring.states import OPEN
from alongside.foundation.actor import Actor
from alongside.foundation.links import revoke_links
from alongside.foundation.unit import Work, unit

_SAID: dict[str, object] = {
    **{field: [] for field in TERMS},
    **{
        field: ""
        for field in ("story", "experience", "rather_not", "place", "gender", "mentee_gender")
    },
    **{field: None for field in ("lat", "lon", "max_km", "birth_year", "paused_until")},
}
_WISHED: dict[str, object] = {
    **{field: [] for field in (*WISH_TERMS, "suggested", "blocks")},
    **{field: "" for field in ("place", "gender", "mentor_gender")},
    **{field: None for field in ("lat", "lon", "max_km", "birth_date")},
    "language_required": False,
}
_TALKED: dict[str, object] = {
    **{field: "" for field in ("goal", "worry", "mode")},
    **{field: None for field in ("place", "plan_key", "log_key")},
    "topics": [],
}
_AIMED: dict[str, object] = {"words": "", "step": "", "step_when": "", "sure": None}
_WORDS = {"known_for": "", "known_how": "", "suits": "", "words": ""}


def erase_person_data(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """Erases what the person said as a volunteer and as a referee; returns how many rows, by table.

    Whoever is a volunteer stops first. Checks keep their days and levels without saying whose they
    were, so that the service can show what it looked at. Again: nothing more."""
    with unit(actor=actor, at=at) as work:
        volunteers = list(Volunteer.objects.select_for_update().filter(person_id=person_id))
        for row in volunteers:
            _erase_volunteer(row, work)
        references = list(
            Reference.objects.select_related("volunteer").filter(referee_id=person_id)
        )
        for reference in references:
            _erase_reference(reference, work)
        places = list(Place.objects.filter(person_id=person_id).order_by("pk"))
        for place in places:
            _erase_place(place, work)
        _off_the_rota(person_id, work)
        thanks = erase_thanks(person_id, work)
    return {
        "mentoring.place": len(places),
        "mentoring.volunteer": len(volunteers),
        "mentoring.reference": len(references),
        "mentoring.thanks": thanks,
    }


def _off_the_rota(person_id: UUID, work: Work) -> None:
    """Whoever is deleted watches over nobody any more; that they did stays, without a name."""
    for row in Watch.objects.filter(person_id=person_id, ended_at=None).order_by("pk"):
        Watch.objects.filter(pk=row.pk).update(ended_at=work.at)
        work.audit("watch.ended", row, organisation_id=row.organisation_id, fields=("ended_at",))


def _erase_volunteer(row: Volunteer, work: Work) -> None:
    if row.state in OPEN:
        end(row, work)
    revoke_links(row, work=work)
    Volunteer.objects.filter(pk=row.pk).update(
        key=f"erased/{row.pk}", changed_at=work.at, cleared_for_under_18=False, **_SAID
    )
    work.audit("volunteer.erased", row, organisation_id=row.organisation_id, fields=("key", *_SAID))
    Check.objects.filter(volunteer=row).update(said_yes=[])
    Meeting.objects.filter(met_by(row.pk)).update(worry="", plan_key=None, log_key=None)
    for reference in Reference.objects.select_related("volunteer").filter(volunteer=row):
        _erase_reference(reference, work)


def _erase_place(seen: Place, work: Work) -> None:
    close_place(seen, work)
    Place.objects.filter(pk=seen.pk).update(changed_at=work.at, **_WISHED)
    Pair.objects.filter(place=seen).update(reasons=[], difference="")
    Cover.objects.filter(pair__place=seen).update(reasons=[], difference="", suggested=[])
    Meeting.objects.filter(pair__place=seen).update(**_TALKED)
    Goal.objects.filter(place=seen).update(**_AIMED)
    Review.objects.filter(pair__place=seen).update(words="")
    work.audit("place.erased", seen, organisation_id=seen.organisation_id, fields=tuple(_WISHED))


def _erase_reference(reference: Reference, work: Work) -> None:
    revoke_links(reference, work=work)
    Reference.objects.filter(pk=reference.pk).update(**_WORDS)
    work.audit(
        "reference.erased",
        reference,
        organisation_id=reference.volunteer.organisation_id,
        fields=tuple(_WORDS),
    )
