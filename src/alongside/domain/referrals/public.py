"""The door of referrals: somebody is introduced to a service, and hears what becomes of it.

Introducing: make_referral; undo, send_draft, throw_away, withdraw_own within half a minute and
after; written, draft, last_written, made_referrals, referrals_of_practice,
introduced_from.
The person, behind a link: my_referral, correct, withdraw_mine; signed in: own_referrals,
own_referral_link.
The service: referrals_of_service, referral, today; accept, decline, redirect, keep_waiting,
look_again, note_contacted, note_plan_agreed, note_attending, close, withdraw_for, take_on,
hand_over, coordinators; take_decision_back (for a journey) within half a minute of a yes or a no;
join and part what is one person's, suggest_duplicates; set_reception, reception, grade_fit.
From the service's own list: take_over, take_back.
To and from other systems, by the social prescribing standard: export_spis and to_export, which
says what it would write; import_spis.
Episodes of support: episode, hold_episode, open_episodes, over_among, over_since.
The service's own work: run_due, reconcile. A person's rights: personal_data, erase_person_data,
stop_referring.
Told after the commit: ReferralMade, ReferralAccepted, ReferralMoved, ReferralClosed.
Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.referrals.actions.changing import correct, stop_referring, withdraw_mine
from alongside.domain.referrals.actions.deciding import (
    accept,
    close,
    decline,
    hand_over,
    keep_waiting,
    look_again,
    note_attending,
    note_contacted,
    note_plan_agreed,
    redirect,
    take_on,
    withdraw_for,
)
from alongside.domain.referrals.actions.due import run_due
from alongside.domain.referrals.actions.erasing import erase_person_data
from alongside.domain.referrals.actions.exchange import export_spis, to_export
from alongside.domain.referrals.actions.importing import import_spis
from alongside.domain.referrals.actions.joining import join, part
from alongside.domain.referrals.actions.making import make_referral
from alongside.domain.referrals.actions.own_ways import own_referral_link
from alongside.domain.referrals.actions.settling import grade_fit, set_reception
from alongside.domain.referrals.actions.taking_decisions_back import take_decision_back
from alongside.domain.referrals.actions.taking_over import take_back, take_over
from alongside.domain.referrals.actions.undoing import (
    send_draft,
    throw_away,
    undo,
    withdraw_own,
)
from alongside.domain.referrals.events import (
    ReferralAccepted,
    ReferralClosed,
    ReferralMade,
    ReferralMoved,
)
from alongside.domain.referrals.figure_records import Begun, OutsideCounts, PracticeCounts, Reached
from alongside.domain.referrals.queries.duplicates import suggest_duplicates
from alongside.domain.referrals.queries.episodes import (
    episode,
    hold_episode,
    open_episodes,
    over_among,
    over_since,
)
from alongside.domain.referrals.queries.figures import reached
from alongside.domain.referrals.queries.lists import (
    WHICH,
    coordinators,
    reception,
    referrals_of_service,
    services,
    today,
)
from alongside.domain.referrals.queries.one import my_referral, own_referrals, referral
from alongside.domain.referrals.queries.personal import personal_data
from alongside.domain.referrals.queries.practices import (
    introduced_from,
    made_referrals,
    referrals_of_practice,
)
from alongside.domain.referrals.queries.reconcile import reconcile
from alongside.domain.referrals.queries.written import draft, last_written, written
from alongside.domain.referrals.records import (
    Barrier,
    CameIn,
    DueDone,
    Duplicate,
    EpisodeRecord,
    Exported,
    Fault,
    Given,
    ImportedSpis,
    JoinedRecord,
    MadeRecord,
    MadeRow,
    MyReferralRecord,
    OwnReferral,
    Reach,
    ReceptionRecord,
    ReferralRecord,
    ReferralRow,
    StoryLine,
    TodayCounts,
    WrittenRecord,
)
from alongside.domain.referrals.rules import GRADES, MADE_BY, WANTS, same_name
from alongside.domain.referrals.states import OPEN, Because, Outcome, Owner, ReferralState
from alongside.domain.referrals.taken_records import TakenOver, TakenPerson

__all__ = [
    "Begun",
    "Reached",
    "reached",
    "GRADES",
    "MADE_BY",
    "OPEN",
    "WANTS",
    "WHICH",
    "Barrier",
    "Because",
    "CameIn",
    "DueDone",
    "Duplicate",
    "EpisodeRecord",
    "Exported",
    "Fault",
    "Given",
    "ImportedSpis",
    "JoinedRecord",
    "MadeRecord",
    "MadeRow",
    "MyReferralRecord",
    "Outcome",
    "OutsideCounts",
    "OwnReferral",
    "Owner",
    "PracticeCounts",
    "Reach",
    "ReceptionRecord",
    "ReferralAccepted",
    "ReferralClosed",
    "ReferralMade",
    "ReferralMoved",
    "ReferralRecord",
    "ReferralRow",
    "ReferralState",
    "StoryLine",
    "TakenOver",
    "TakenPerson",
    "TodayCounts",
    "WrittenRecord",
    "accept",
    "close",
    "coordinators",
    "correct",
    "decline",
    "draft",
    "episode",
    "erase_person_data",
    "export_spis",
    "grade_fit",
    "hand_over",
    "hold_episode",
    "import_spis",
    "introduced_from",
    "join",
    "keep_waiting",
    "last_written",
    "look_again",
    "made_referrals",
    "make_referral",
    "my_referral",
    "note_attending",
    "note_contacted",
    "note_plan_agreed",
    "open_episodes",
    "over_among",
    "over_since",
    "own_referral_link",
    "own_referrals",
    "part",
    "personal_data",
    "reception",
    "reconcile",
    "redirect",
    "referral",
    "referrals_of_practice",
    "referrals_of_service",
    "run_due",
    "same_name",
    "send_draft",
    "services",
    "set_reception",
    "stop_referring",
    "suggest_duplicates",
    "take_back",
    "take_decision_back",
    "take_on",
    "take_over",
    "throw_away",
    "to_export",
    "today",
    "undo",
    "withdraw_for",
    "withdraw_mine",
    "withdraw_own",
    "written",
]
