"""Whether messages can leave, and whether what they come from is as discreet as what they say."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.cli.checks.line import Line

# Beyond it a link takes so much of a text that some need two parts.
LONGEST_ADDRESS = 30


def message_lines() -> Iterator[Line]:
    """Each channel's carrier, the addresses that messages show, and whether anything waits late."""
    from django.conf import settings

    for channel, carrier in settings.MESSAGING.items():
        if carrier:
            yield Line("PASS", f"messages: {channel}", carrier)
        else:
            yield Line(
                "WARN",
                f"messages: {channel}",
                "nobody carries them: each waits for a person",
                "see docs/how-to/send-messages.md",
            )
    yield from _discreet()
    if len(settings.SITE_ADDRESS) > LONGEST_ADDRESS:
        yield Line(
            "WARN",
            "messages: links",
            f"the address has {len(settings.SITE_ADDRESS)} letters, so some texts cost twice",
            f"ALONGSIDE_ADDRESS of {LONGEST_ADDRESS} letters or fewer",
        )
    yield _late()


def _discreet() -> Iterator[Line]:
    from django.conf import settings

    from alongside.domain.messaging import public as messaging

    shown = {
        "ALONGSIDE_ADDRESS": settings.SITE_ADDRESS,
        "ALONGSIDE_EMAIL_FROM": settings.CARRIERS.get("smtp", {}).get("from", ""),
    }
    for name, address in shown.items():
        named = messaging.condition_in(address)
        if named:
            yield Line(
                "FAIL",
                f"messages: {name}",
                f"it names a condition ({named}) to whoever sees a message",
                "take an address that says nothing",
            )


def _late() -> Line:
    from datetime import timedelta

    from alongside.domain.messaging import public as messaging
    from alongside.foundation import clock

    if messaging.anything_due(clock.now() - timedelta(minutes=10)):
        return Line(
            "FAIL",
            "messages: queue",
            "some are due for more than ten minutes",
            "see that `alongside serve` or `alongside worker` runs",
        )
    return Line("PASS", "messages: queue", "nothing is late")
