"""The door of signposting: asking a group to join, and what comes of it.

Asking: ask, help_in_words. By the person's link: my_request, my_calendar, change_request,
cancel_request, say, tell_me, link_for. By an offer's link: offer, accept_offer, decline_offer,
decline_all. By the group's link: request_to_answer, answer_request, group_said. By a link of news:
news, stop_telling. Coordinators: requests, request, today, rang_group, may_be_offered, offer_next,
nothing_suits, coordinator_said, try_again, close_without_word, take_on, look_again, cancel_for,
new_link. Places: set_places, places, give_back_place. Unmet need: record_unmet,
tell_when_one_opens, unmet_needs, unmet_counts, unmet_near. Practices: practice_counts.
By date: run_due, tell_news, reconcile. Replies by text: said_by_reply. Rights: personal_data,
erase_person_data. Consent withdrawn: stop_asking, stop_hearing. Posters: poster_places,
poster_place, count_scan. Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.signposting.actions.answering import answer_request, rang_group
from alongside.domain.signposting.actions.asking import CannotBeAsked, ask
from alongside.domain.signposting.actions.changing import (
    cancel_for,
    cancel_request,
    change_request,
    link_for,
    look_again,
    new_link,
    take_on,
    tell_me,
)
from alongside.domain.signposting.actions.due import run_due
from alongside.domain.signposting.actions.ending import stop_asking, stop_hearing
from alongside.domain.signposting.actions.erasing import erase_person_data
from alongside.domain.signposting.actions.offering import (
    accept_offer,
    decline_all,
    decline_offer,
    nothing_suits,
    offer_next,
)
from alongside.domain.signposting.actions.placing import give_back_place, set_places
from alongside.domain.signposting.actions.posters import count_scan
from alongside.domain.signposting.actions.saying import (
    close_without_word,
    coordinator_said,
    group_said,
    said_by_reply,
    say,
    try_again,
)
from alongside.domain.signposting.actions.unmet import record_unmet, tell_when_one_opens
from alongside.domain.signposting.actions.unmet_news import stop_telling, tell_news
from alongside.domain.signposting.poster_records import (
    Figure,
    Figures,
    PosterCounts,
    PosterPlace,
    PosterRow,
)
from alongside.domain.signposting.queries.answering import request_to_answer
from alongside.domain.signposting.queries.counts import unmet_counts, unmet_near, unmet_needs
from alongside.domain.signposting.queries.lists import WHICH, places, request, requests, today
from alongside.domain.signposting.queries.mine import my_calendar, my_request, news, offer
from alongside.domain.signposting.queries.offering import may_be_offered
from alongside.domain.signposting.queries.personal import personal_data
from alongside.domain.signposting.queries.posters import (
    poster_place,
    poster_places,
    practice_counts,
)
from alongside.domain.signposting.queries.reconcile import reconcile
from alongside.domain.signposting.queries.shown import help_in_words
from alongside.domain.signposting.records import (
    AgeBand,
    AskedRecord,
    ContactAnswers,
    ContactShown,
    DueDone,
    Fault,
    HelpChosen,
    MayBeOffered,
    MyRequestRecord,
    NewsRecord,
    OfferRecord,
    PlacesRecord,
    PossibleDay,
    RequestRecord,
    RequestRow,
    SaidRecord,
    StoryLine,
    ToAnswerRecord,
    TodayCounts,
    UnmetCount,
    UnmetCounts,
    UnmetRow,
)
from alongside.domain.signposting.states import Owner, RequestState

__all__ = [
    "WHICH",
    "AgeBand",
    "AskedRecord",
    "CannotBeAsked",
    "ContactAnswers",
    "ContactShown",
    "DueDone",
    "Fault",
    "Figure",
    "Figures",
    "HelpChosen",
    "MayBeOffered",
    "MyRequestRecord",
    "NewsRecord",
    "OfferRecord",
    "Owner",
    "PlacesRecord",
    "PossibleDay",
    "PosterCounts",
    "PosterPlace",
    "PosterRow",
    "RequestRecord",
    "RequestRow",
    "RequestState",
    "SaidRecord",
    "StoryLine",
    "ToAnswerRecord",
    "TodayCounts",
    "UnmetCount",
    "UnmetCounts",
    "UnmetRow",
    "accept_offer",
    "answer_request",
    "ask",
    "cancel_for",
    "cancel_request",
    "change_request",
    "close_without_word",
    "coordinator_said",
    "count_scan",
    "decline_all",
    "decline_offer",
    "erase_person_data",
    "give_back_place",
    "group_said",
    "help_in_words",
    "link_for",
    "look_again",
    "may_be_offered",
    "my_calendar",
    "my_request",
    "new_link",
    "news",
    "nothing_suits",
    "offer",
    "offer_next",
    "personal_data",
    "places",
    "poster_place",
    "poster_places",
    "practice_counts",
    "rang_group",
    "reconcile",
    "record_unmet",
    "request",
    "request_to_answer",
    "requests",
    "run_due",
    "said_by_reply",
    "say",
    "set_places",
    "stop_asking",
    "stop_hearing",
    "stop_telling",
    "take_on",
    "tell_me",
    "tell_news",
    "tell_when_one_opens",
    "today",
    "try_again",
    "unmet_counts",
    "unmet_near",
    "unmet_needs",
]
