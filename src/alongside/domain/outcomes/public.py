"""The door of outcomes: the one measure of a service, asked, answered or skipped, and scored.

The service's choice: choice, measure_of, choose_measure.
Asking: ask. Answering: questions, answer, skip (by link); my_questions, asked_of, answer_signed_in,
skip_signed_in; note_score (of a licensed tool). What came of it: outcomes and
outcomes_of, answers_of, my_answers.
Figures of a service: targets, set_targets, changed.

Stories: ask_for_story, story_by_link, my_story, tell_story, tell_my_story, take_back_story,
take_back_my_story, take_back_for, note_story_read, stories, stories_for (what may be shown now),
stop_story_use, forget_stories.

Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.outcomes.actions.asking import (
    answer,
    answer_signed_in,
    ask,
    erase_person_data,
    skip,
    skip_signed_in,
)
from alongside.domain.outcomes.actions.choosing import choose_measure
from alongside.domain.outcomes.actions.noting import note_score
from alongside.domain.outcomes.actions.stories import (
    ask_for_story,
    forget_stories,
    note_story_read,
    stop_story_use,
    take_back_for,
    take_back_my_story,
    take_back_story,
    tell_my_story,
    tell_story,
)
from alongside.domain.outcomes.actions.targeting import set_targets
from alongside.domain.outcomes.figure_records import (
    MOST_PEOPLE,
    Changed,
    MeasureFigures,
    ScaleFigures,
    Tally,
    Targets,
)
from alongside.domain.outcomes.queries.answers import (
    answers_of,
    my_answers,
    my_page,
    score_only_measures,
)
from alongside.domain.outcomes.queries.figures import changed, own_targets, targets
from alongside.domain.outcomes.queries.reading import (
    asked_of,
    choice,
    measure_of,
    my_questions,
    outcomes,
    outcomes_of,
    personal_data,
    questions,
)
from alongside.domain.outcomes.queries.stories import (
    my_story,
    stories,
    stories_for,
    story_by_link,
    story_consents,
)
from alongside.domain.outcomes.records import (
    MOST_ITEMS,
    Asked,
    Choice,
    Compared,
    EpisodeAnswers,
    How,
    Item,
    Measure,
    MyPage,
    Option,
    Outcome,
    Point,
    PointRow,
    Questions,
    SaidRow,
    ScaleRow,
    ScoreOnly,
    ScoreRecord,
)
from alongside.domain.outcomes.story_records import (
    LONGEST_SHOWN_AS,
    LONGEST_STORY,
    MyStory,
    StoryRow,
    StoryTold,
    Use,
    UseRecord,
)

__all__ = [
    "LONGEST_SHOWN_AS",
    "LONGEST_STORY",
    "MyStory",
    "StoryRow",
    "StoryTold",
    "Use",
    "UseRecord",
    "ask_for_story",
    "forget_stories",
    "my_story",
    "note_story_read",
    "stop_story_use",
    "stories",
    "stories_for",
    "story_by_link",
    "story_consents",
    "take_back_for",
    "take_back_my_story",
    "take_back_story",
    "tell_my_story",
    "tell_story",
    "Compared",
    "EpisodeAnswers",
    "PointRow",
    "SaidRow",
    "ScaleRow",
    "ScoreOnly",
    "answers_of",
    "my_answers",
    "my_page",
    "MyPage",
    "note_score",
    "score_only_measures",
    "MOST_PEOPLE",
    "Changed",
    "MeasureFigures",
    "ScaleFigures",
    "Tally",
    "Targets",
    "changed",
    "own_targets",
    "set_targets",
    "targets",
    "MOST_ITEMS",
    "Asked",
    "Choice",
    "How",
    "Item",
    "Measure",
    "Option",
    "Outcome",
    "Point",
    "Questions",
    "ScoreRecord",
    "answer",
    "answer_signed_in",
    "ask",
    "asked_of",
    "choice",
    "choose_measure",
    "erase_person_data",
    "measure_of",
    "my_questions",
    "outcomes",
    "outcomes_of",
    "personal_data",
    "questions",
    "skip",
    "skip_signed_in",
]
