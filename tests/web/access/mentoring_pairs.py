"""What two who meet have together: for one of them behind their link, and for who signed in."""

from __future__ import annotations

from uuid import uuid4

from web.access.mentoring import OWN_GET, OWN_POST, of_pair, with_catalogue
from web.access.rows import DONE, Row, everybody


def _meeting_rows(way: str, purpose: str) -> dict[str, Row]:
    """A planned hour, for one of the two behind their link."""
    return {
        f"mentoring:{way}_plan_meeting": Row(
            get=everybody(),
            post=everybody(),
            args=of_pair(purpose, "pair_id"),
            before=with_catalogue,
        ),
        f"mentoring:{way}_move_meeting": Row(
            get=everybody(),
            post=everybody(),
            args=of_pair(purpose, "meeting_id"),
            before=with_catalogue,
        ),
        f"mentoring:{way}_together": Row(
            get=everybody(),
            post=everybody(),
            args=of_pair(purpose, "pair_id"),
            before=with_catalogue,
        ),
        f"mentoring:{way}_ending": Row(
            get=everybody(),
            post=everybody(DONE),
            args=of_pair(purpose, "pair_id"),
            before=with_catalogue,
            data=lambda world: {"act": "begin"},
        ),
        f"mentoring:{way}_goals": Row(
            get=everybody(), args=of_pair(purpose, "place_id"), before=with_catalogue
        ),
        f"mentoring:{way}_new_goal": Row(
            get=everybody(),
            post=everybody(),
            args=of_pair(purpose, "place_id"),
            before=with_catalogue,
        ),
        f"mentoring:{way}_goal": Row(
            get=everybody(),
            post=everybody(),
            args=of_pair(purpose, "place_id", "goal_id"),
            before=with_catalogue,
        ),
        f"mentoring:{way}_meeting": Row(
            get=everybody(),
            post=everybody(DONE),
            args=of_pair(purpose, "meeting_id"),
            before=with_catalogue,
        ),
        f"mentoring:{way}_meeting_calendar": Row(
            get=everybody(), args=of_pair(purpose, "meeting_id"), before=with_catalogue
        ),
    }


def _account_rows() -> dict[str, Row]:
    """The same for who signed in: nobody of the world is a mentor."""
    pair, one = {"pair_id": uuid4()}, {"meeting_id": uuid4()}
    place = {"place_id": uuid4()}
    goal = {**place, "goal_id": uuid4()}
    return {
        "mentoring:log": Row(get=OWN_GET, post=OWN_POST),
        "mentoring:log_kept": Row(get=OWN_GET, post=OWN_POST),
        "mentoring:meetings": Row(get=OWN_GET),
        "mentoring:urgent": Row(get=OWN_GET),
        "mentoring:out": Row(get=OWN_GET, post=OWN_POST),
        "mentoring:plan_meeting": Row(get=OWN_GET, post=OWN_POST, args=lambda world: pair),
        "mentoring:move_meeting": Row(get=OWN_GET, post=OWN_POST, args=lambda world: one),
        "mentoring:together": Row(get=OWN_GET, post=OWN_POST, args=lambda world: pair),
        "mentoring:cover": Row(
            get=OWN_GET, post=OWN_POST, args=lambda world: {"cover_id": uuid4()}
        ),
        "mentoring:ending": Row(get=OWN_GET, post=OWN_POST, args=lambda world: pair),
        "mentoring:goals": Row(get=OWN_GET, args=lambda world: place),
        "mentoring:new_goal": Row(get=OWN_GET, post=OWN_POST, args=lambda world: place),
        "mentoring:goal": Row(get=OWN_GET, post=OWN_POST, args=lambda world: goal),
        "mentoring:meeting": Row(get=OWN_GET, post=OWN_POST, args=lambda world: one),
        "mentoring:meeting_calendar": Row(get=OWN_GET, args=lambda world: one),
    }


ROWS = {
    **_account_rows(),
    **_meeting_rows("link", "volunteer"),
    **_meeting_rows("person", "place"),
}
