"""The door of training: modules, who takes part, what others observed, until when it counts.

Modules: modules, module.
Writes: enrol, enrol_several, take_back, renew, stop, note_read, note_attended, note_session,
sign_off; run_due by date.
Reads: my_training, my_module, progress; desk, sessions, learners, learner, enrolment, awaited,
candidates, due_for_renewal.
For others: is_trained, trained_until, trained_people (many at once), enrolled_people. ModuleDone is
told.

Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.training.actions.enrolling import (
    enrol,
    enrol_several,
    renew,
    stop,
    take_back,
)
from alongside.domain.training.actions.erasing import erase_person_data
from alongside.domain.training.actions.lapsing import run_due
from alongside.domain.training.actions.noting import (
    note_attended,
    note_read,
    note_session,
    sign_off,
)
from alongside.domain.training.events import ModuleDone
from alongside.domain.training.modules import module, modules
from alongside.domain.training.queries.people import (
    awaited,
    candidates,
    desk,
    due_for_renewal,
    enrolment,
    learner,
    learners,
    sessions,
)
from alongside.domain.training.queries.personal import personal_data
from alongside.domain.training.queries.progress import (
    enrolled_people,
    is_trained,
    my_module,
    my_training,
    progress,
    trained_people,
    trained_until,
)
from alongside.domain.training.records import (
    RENEW_AHEAD_DAYS,
    Candidate,
    Desk,
    Learner,
    LearnerModule,
    Material,
    Module,
    ModuleProgress,
    ModuleSessions,
    MyTraining,
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
    "Desk",
    "Learner",
    "LearnerModule",
    "Material",
    "Module",
    "ModuleDone",
    "ModuleProgress",
    "ModuleSessions",
    "MyTraining",
    "Programme",
    "Renewal",
    "Session",
    "SessionProgress",
    "Skill",
    "SkillProgress",
    "Standing",
    "awaited",
    "candidates",
    "desk",
    "due_for_renewal",
    "enrol",
    "enrol_several",
    "enrolled_people",
    "enrolment",
    "erase_person_data",
    "is_trained",
    "run_due",
    "learner",
    "learners",
    "module",
    "modules",
    "my_module",
    "my_training",
    "note_attended",
    "note_read",
    "note_session",
    "personal_data",
    "progress",
    "renew",
    "sessions",
    "sign_off",
    "stop",
    "take_back",
    "trained_people",
    "trained_until",
]
