"""Stories in people's own words: one for reports and the website, one for reports and training, and
one that was told and taken back, of which nothing is left but that it happened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from alongside.demo.asking import late_morning
from alongside.domain.outcomes import public as outcomes
from alongside.foundation.actor import Actor, by_link

_TOLD = (
    ("Shazia Akhtar", "Shazia", 110, ("report", "website"),
     "I was told on a Tuesday and went home with a leaflet. Nobody I knew had it. Then I met "
     "somebody who had cooked for her family with it for twenty years, and she did not tell me "
     "what to do. She asked what I like to eat. We began from there. I still "
     "ring her when I am cross."),
    ("Jakub Maj", "", 92, ("report", "training"),
     "I did not want a group. I thought that they would all talk about being ill. The first time I "
     "stood outside and went home again. My mentor said that she had done the same, twice. The "
     "third time we went in together. Mostly we talk about football."),
    ("Mary-Ann Cole", "M", 98, ("report", "website", "training"),
     "It was good to be asked how I am by somebody who waited for the answer."),
)  # fmt: skip
_TAKEN_BACK = "Mary-Ann Cole"


def make_stories(
    organisation_id: UUID, persons: Mapping[str, UUID], sam: Actor, *, at: datetime
) -> None:
    """Makes them: each asked for, told a day later, and read the day after. `persons` by name."""
    for name, shown_as, ago, uses, words in _TOLD:
        teller, asked = by_link(persons[name]), late_morning(at - timedelta(days=ago))
        told, read = asked + timedelta(days=1), asked + timedelta(days=2)
        outcomes.ask_for_story(persons[name], organisation_id=organisation_id, actor=sam, at=asked)
        outcomes.tell_my_story(words=words, shown_as=shown_as, uses=uses, actor=teller, at=told)
        for one in outcomes.stories(actor=sam, at=read):
            if not one.read:
                outcomes.note_story_read(one.story_id, actor=sam, at=read)
        if name == _TAKEN_BACK:
            outcomes.take_back_my_story(actor=teller, at=asked + timedelta(days=30))
