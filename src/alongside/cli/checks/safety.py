"""Whether somebody looks after safety here, and whether anybody waits for them too long."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.cli.checks.line import Line


def safety_lines() -> Iterator[Line]:
    """Lead, deputy and hours; worries that are overdue; the review of *Need help now?*."""
    from alongside.domain.people import public as people

    here = people.service()
    if here is not None:
        yield from _set_up()
        yield from _overdue(here.is_demo)
        yield from _readers()
        yield from _opened()
        if not here.is_demo:
            yield _help_page()


def _set_up() -> Iterator[Line]:
    from alongside.domain.safety import public as safety
    from alongside.foundation import clock

    ready = safety.readiness(at=clock.now())
    for one in ready.missing:
        yield Line(
            "FAIL" if ready.live else "WARN",
            "safety",
            one if ready.live else f"not open for asking and telling. {one}",
            "give two people the role Safeguarding lead (/people/), then name them at /safety/",
        )
    if ready.live and not ready.missing:
        yield Line("PASS", "safety", "lead and deputy are there, and the service is open")
    elif not ready.missing:
        found = "lead and deputy are there, and the service is not open for asking and telling"
        yield Line("WARN", "safety", found, "open it at /safety/")


def _overdue(demo: bool) -> Iterator[Line]:
    from alongside.domain.safety import public as safety
    from alongside.foundation import clock
    from alongside.foundation.actor import system

    overdue = safety.counts(actor=system("check"), at=clock.now()).overdue
    if overdue:
        yield Line(
            "WARN" if demo else "FAIL",
            "worries",
            f"{overdue} overdue",
            "ring the safeguarding lead or the deputy now",
        )
    else:
        yield Line("PASS", "worries", "none is overdue")


def _readers() -> Iterator[Line]:
    from alongside.domain.safety import public as safety
    from alongside.foundation import clock

    faults = safety.reconcile(at=clock.now())
    for fault in faults:
        yield Line(
            "FAIL",
            "readers",
            f"safety.concern {fault.concern_id} {fault.what}",
            "name a safeguarding lead and a deputy at /safety/, and let the worker run",
        )
    if not faults:
        yield Line("PASS", "readers", "every open worry has somebody who reads it")


def _opened() -> Iterator[Line]:
    from alongside.domain.safety import public as safety

    count = safety.unopened()
    if count:
        yield Line(
            "FAIL",
            "sealed",
            f"the secret key does not open {count} of the worries",
            "put the key that was used before into ALONGSIDE_OLD_SECRET_KEYS",
        )
    else:
        yield Line("PASS", "sealed", "the secret key opens what was told")


def _help_page() -> Line:
    from alongside.foundation import clock
    from alongside.web.shared.help_now import help_now

    page = help_now()
    if page.reviewed(clock.london_date(clock.now())):
        return Line("PASS", "Need help now", f"reviewed, until {page.review_by}")
    found = (
        f"its review was due by {page.review_by}"
        if page.review_by
        else "it has not been clinically reviewed"
    )
    remedy = (
        "have it reviewed; write reviewed_by, reviewed_on and review_by into "
        "data/seek_help/help_now.yaml"
    )
    return Line("WARN", "Need help now", found, remedy)
