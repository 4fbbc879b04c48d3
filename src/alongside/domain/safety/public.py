"""The door of safety.

Telling a worry: tell_worry. Reading worries: worries, open_worry (each look is audited), may_act,
counts. Deciding: mark_read, take_in_hand, write_down, decide (on which grounds), let_in,
suggest_closing, keep_open, close_worry. What the clock asks for: run_due. Never without a reader:
needed_as, refuse_leaving (StillNeeded), hand_on, unread_by_anybody, reconcile, unopened (the key is
gone). Setting up: setup, save_setup, may_go_live, go_live, is_live, readiness; for everybody:
published, last_published. Before anything goes: speaks_of. A person's rights: personal_data,
erase_person_data; in time: forget_worries.

Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.safety.actions.deciding import (
    close_worry,
    keep_open,
    let_in,
    mark_read,
    open_worry,
    suggest_closing,
    take_in_hand,
    write_down,
)
from alongside.domain.safety.actions.due import run_due
from alongside.domain.safety.actions.forgetting import forget_worries
from alongside.domain.safety.actions.handing_on import hand_on, refuse_leaving
from alongside.domain.safety.actions.judging import decide
from alongside.domain.safety.actions.personal import erase_person_data, personal_data
from alongside.domain.safety.actions.setting_up import go_live, save_setup
from alongside.domain.safety.actions.telling import tell_worry
from alongside.domain.safety.queries.about import speaks_of
from alongside.domain.safety.queries.leaving import needed_as, reconcile, unread_by_anybody
from alongside.domain.safety.queries.reading import counts, may_act, worries
from alongside.domain.safety.queries.setting_up import (
    forget_published,
    is_live,
    last_published,
    may_go_live,
    published,
    readiness,
    setup,
)
from alongside.domain.safety.queries.unopened import unopened
from alongside.domain.safety.records import (
    OUTSIDE,
    THINGS,
    WRITTEN,
    About,
    Answer,
    Channel,
    Clock,
    DecisionRecord,
    DueCounts,
    Fault,
    HandedOn,
    Judgement,
    MayAct,
    Named,
    NeededAs,
    Published,
    Readiness,
    Route,
    SetupRecord,
    StepKind,
    StepRecord,
    StillNeeded,
    Threshold,
    Told,
    Worry,
    WorryCounts,
    WorryRecord,
    WorryRow,
)
from alongside.domain.safety.states import ConcernState

__all__ = [
    "OUTSIDE",
    "THINGS",
    "WRITTEN",
    "About",
    "Answer",
    "Channel",
    "Clock",
    "ConcernState",
    "DecisionRecord",
    "DueCounts",
    "Fault",
    "HandedOn",
    "Judgement",
    "MayAct",
    "Named",
    "NeededAs",
    "Published",
    "Readiness",
    "Route",
    "SetupRecord",
    "StepKind",
    "StepRecord",
    "StillNeeded",
    "Threshold",
    "Told",
    "Worry",
    "WorryCounts",
    "WorryRecord",
    "WorryRow",
    "close_worry",
    "counts",
    "decide",
    "erase_person_data",
    "forget_published",
    "forget_worries",
    "go_live",
    "hand_on",
    "is_live",
    "keep_open",
    "last_published",
    "let_in",
    "mark_read",
    "may_act",
    "may_go_live",
    "needed_as",
    "open_worry",
    "personal_data",
    "published",
    "readiness",
    "reconcile",
    "refuse_leaving",
    "run_due",
    "save_setup",
    "setup",
    "speaks_of",
    "suggest_closing",
    "take_in_hand",
    "tell_worry",
    "unopened",
    "unread_by_anybody",
    "worries",
    "write_down",
]
