"""The forms behind the link of whoever asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.web.shared.forms import ChoiceField, Form, Look
from alongside.web.shared.words import Words
from alongside.web.signposting.words import CALL_ME, COULD_NOT_COME, NOT_FOR_ME, WENT

# The same four, in the same order, as the text asks for with 1 to 4.
HOW: dict[str, Words] = {
    WENT: _("I am glad I went"),
    NOT_FOR_ME: _("It was not for me"),
    COULD_NOT_COME: _("I could not come"),
    CALL_ME: _("Please call me"),
}
BEFORE: dict[str, Words] = {
    COULD_NOT_COME: _("I cannot come on that day"),
    CALL_ME: _("Please call me"),
}


class HowForm(Form):
    """How was it? No answer is fine too."""

    what = ChoiceField(
        label=_("How was it?"),
        called=_("how it was"),
        hint=_("No answer is fine too."),
        look=Look(size="m"),
    )

    def __init__(self, *args: Any, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["what"]
        allowed = set(offered)
        self.is_over = WENT in allowed
        words = HOW if self.is_over else BEFORE
        field.choices = [(what, label) for what, label in words.items() if what in allowed]
        if not self.is_over:
            field.label, field.help_text = _("What shall we know?"), ""
            field.called, field.look = _("one of the answers"), Look(size="s", small=True)


class OfferForm(Form):
    """Would you like to try this group?"""

    answer = ChoiceField(
        label=_("Would you like to try this group?"),
        called=_("one of the answers"),
        choices=[
            ("yes", _("Yes, ask this group for me")),
            ("no", _("No, show me another one")),
            ("none", _("None of these. Stop looking for now")),
        ],
        look=Look(size="m"),
    )
