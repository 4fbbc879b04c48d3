"""The door of messaging: the one way by which anything leaves the service.

Sending: to_person, to_published, to_address, to_staff; send, cancel, take_back; drain,
anything_due, run_due.
For what is reckoned before a unit: prepare and put, new_profile and put_profile.
Safe contact: set_profile, profile, own_profile, examples, stop_everything, undo_stop,
stop_writing, fall_silent; needs_of, in_words, reviews_due.
What a person works through: cannot_send, cannot_send_row, settle, try_again; letters, posted;
replies, reply_read; how much of all that waits: today.
What comes back: notify_says, twilio_says; receipt, reply; ReplyReceived and TextsStopped are told,
answers_since tells again.
A person's rights: personal_data, erase_person_data.
What became of messages: messages_about, messages_of. Whether words name a condition:
condition_in.
The demo's outbox: outbox.
Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.messaging.actions.calling_back import notify_says, twilio_says
from alongside.domain.messaging.actions.draining import drain
from alongside.domain.messaging.actions.due import run_due
from alongside.domain.messaging.actions.erasing import erase_person_data
from alongside.domain.messaging.actions.profiles import (
    NewProfile,
    new_profile,
    put_profile,
    set_profile,
)
from alongside.domain.messaging.actions.receiving import receipt
from alongside.domain.messaging.actions.replying import reply, reply_read
from alongside.domain.messaging.actions.sending import Prepared, prepare, put, send
from alongside.domain.messaging.actions.settling import (
    cancel,
    posted,
    settle,
    take_back,
    try_again,
)
from alongside.domain.messaging.actions.stopping import (
    fall_silent,
    stop_everything,
    stop_writing,
    undo_stop,
)
from alongside.domain.messaging.events import ReplyReceived, TextsStopped
from alongside.domain.messaging.queries.about import messages_about, messages_of
from alongside.domain.messaging.queries.answers import answers_since
from alongside.domain.messaging.queries.discreet import condition_in
from alongside.domain.messaging.queries.due import anything_due
from alongside.domain.messaging.queries.examples import examples
from alongside.domain.messaging.queries.personal import personal_data
from alongside.domain.messaging.queries.profiles import (
    in_words,
    needs_of,
    own_profile,
    profile,
    reviews_due,
)
from alongside.domain.messaging.queries.today import today
from alongside.domain.messaging.queries.waiting import (
    cannot_send,
    cannot_send_count,
    cannot_send_row,
    letters,
    outbox,
    replies,
)
from alongside.domain.messaging.records import (
    AboutRow,
    CannotSendRow,
    Channel,
    DrainCounts,
    DueDone,
    Examples,
    LetterRow,
    MessageAbout,
    OutboxRow,
    ProfileRecord,
    Recipient,
    ReplyRow,
    ReviewRow,
    SafeTime,
    SentRecord,
    SignedAs,
    TodayCounts,
    ToSend,
    to_address,
    to_person,
    to_published,
    to_staff,
)
from alongside.domain.messaging.rules.reasons import Why
from alongside.domain.messaging.tasks import deliver

__all__ = [
    "deliver",
    "AboutRow",
    "MessageAbout",
    "CannotSendRow",
    "Channel",
    "DrainCounts",
    "DueDone",
    "Examples",
    "LetterRow",
    "NewProfile",
    "OutboxRow",
    "Prepared",
    "ProfileRecord",
    "Recipient",
    "ReplyReceived",
    "ReplyRow",
    "ReviewRow",
    "SafeTime",
    "SentRecord",
    "SignedAs",
    "TextsStopped",
    "ToSend",
    "TodayCounts",
    "Why",
    "answers_since",
    "anything_due",
    "cancel",
    "cannot_send",
    "cannot_send_count",
    "cannot_send_row",
    "condition_in",
    "drain",
    "erase_person_data",
    "examples",
    "fall_silent",
    "in_words",
    "letters",
    "messages_about",
    "needs_of",
    "notify_says",
    "new_profile",
    "outbox",
    "own_profile",
    "personal_data",
    "posted",
    "prepare",
    "profile",
    "messages_of",
    "put",
    "put_profile",
    "receipt",
    "replies",
    "reply",
    "reply_read",
    "reviews_due",
    "run_due",
    "send",
    "set_profile",
    "stop_everything",
    "stop_writing",
    "settle",
    "take_back",
    "to_address",
    "to_person",
    "to_published",
    "to_staff",
    "today",
    "try_again",
    "twilio_says",
    "undo_stop",
]
