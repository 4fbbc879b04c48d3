"""The door of training: modules, who takes part, what others observed, until when it counts.

Modules: modules, module.
Writes: enrol, stop, note_read, note_attended, note_session, sign_off; run_due by date.
Reads: progress, learners, learner, candidates, due_for_renewal.
For other domains: is_trained, trained_until, trained_people (many at once).

Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.training.actions.enrolling import enrol, stop
from alongside.domain.training.actions.erasing import erase_person_data
from alongside.domain.training.actions.lapsing import run_due
from alongside.domain.training.actions.noting import (
    note_attended,
    note_read,
    note_session,
    sign_off,
)
from alongside.domain.training.modules import module, modules
from alongside.domain.training.queries.people import (
    candidates,
    due_for_renewal,
    learner,
    learners,
)
from alongside.domain.training.queries.personal import personal_data
from alongside.domain.training.queries.progress import (
    is_trained,
    progress,
    trained_people,
    trained_until,
)
from alongside.domain.training.records import (
    RENEW_AHEAD_DAYS,
    Candidate,
    Learner,
    Material,
    Module,
    ModuleProgress,
    Programme,
    Renewal,
    Session,
    SessionProgress,
    Skill,
    SkillProgress,
    Standing,
)

__all__ = [
    "RENEW_AHEAD_DAYS",
    "Candidate",
    "Learner",
    "Material",
    "Module",
    "ModuleProgress",
    "Programme",
    "Renewal",
    "Session",
    "SessionProgress",
    "Skill",
    "SkillProgress",
    "Standing",
    "candidates",
    "due_for_renewal",
    "enrol",
    "erase_person_data",
    "is_trained",
    "run_due",
    "learner",
    "learners",
    "module",
    "modules",
    "note_attended",
    "note_read",
    "note_session",
    "personal_data",
    "progress",
    "sign_off",
    "stop",
    "trained_people",
    "trained_until",
]
