"""What a checker writes: a reason beside each field that should change, and what a group said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.web.directory.listing.words import label
from alongside.web.shared.forms import ChoiceField, Form, Look, TextField


class SendBackForm(Form):
    """A reason for each field that is shown; those left empty are right as they are."""

    def __init__(self, *args: Any, shown: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in shown:
            self.fields[name] = TextField(
                label=_("What should change?"),
                called=_("what should change in “%(field)s”") % {"field": label(name)},
                required=False,
                max_length=500,
                look=Look(rows=2),
            )

    def reasons(self) -> dict[str, str]:
        """Those that were written."""
        return {name: words for name, words in self.cleaned_data.items() if words}


class RangForm(Form):
    """What the group said on the telephone."""

    answer = ChoiceField(
        label=_("What did they say?"),
        called=_("what they said"),
        choices=[
            ("running", _("The group is still running")),
            ("stopped", _("The group has stopped")),
            ("no_answer", _("Nobody answered")),
        ],
        look=Look(
            heading=True,
            hints={
                "stopped": _("Its page is then no longer public."),
                "no_answer": _("It stays on the list of groups to ring."),
            },
        ),
    )


class StillRunningForm(Form):
    """The question behind the signed link."""

    answer = ChoiceField(
        label=_("Is the group still running?"),
        called=_("whether the group is still running"),
        choices=[
            ("running", _("Yes, and what the page says is right")),
            ("changed", _("Yes, but something has changed")),
            ("stopped", _("No, it has stopped")),
        ],
        look=Look(hints={"stopped": _("We then take its page off the list.")}),
    )
