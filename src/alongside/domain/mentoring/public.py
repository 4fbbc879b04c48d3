"""The door of mentoring: volunteers, what is looked at before they meet anybody, and pairs.

- Applying: apply. By their own link or account: by_own_link, by_account, checklist, preview,
  own_profile, change_profile, agreement_lines, agree, pause, resume, stop. Referees:
  reference_asked, give_reference.
- A welcome or a no by mistake: take_answer_back, hold_welcomed.
- Who looks after volunteers: volunteers, volunteer, volunteer_counts, welcome, decline, note_met,
  note_trained, note_reference, note_eligibility, note_check, go_live, clear_for_under_18.
- Training: VolunteerWelcomed is told, without_training tells again; follow_training.
- Matching: ready_mentors, plan. The day: today, capacity.
- Places and pairs: open_place, suggest, take_cards_back, take_wish_back, place; by the person:
  by_place_link, has_own_place, own_place_link, my_place, choose, none_suits, change_mind; by the
  mentor: my_pairs, accept, decline_pair; by any of them: end_pair.
- Another mentor for a while: ask_cover, choose_cover, refuse_cover, accept_cover, change_cover,
  end_cover, run_covers_due; my_cover, my_covers, cover_asked, pair_covers, away.
- Wishes: ask_wishes, tell_wishes, wishes, with_places, waiting_for_mentor, standing_episodes.
- Meetings: plan_meeting, move_meeting, cancel_meeting, log_meeting, take_back, met_by_reply;
  log_page, plan_page, my_meetings, pair_meetings, meeting, meeting_calendar; PairMet is told,
  first_meetings tells again. What coordinators do about them: tasks, settle_task, open_task.
- What somebody aims at: goals, set_goal, change_goal, reach_goal, set_goal_aside, reopen_goal,
  goals_of_episodes. How
  two work together: agree_together. How it is going: my_review, answer_review, run_reviews_due.
- Ending well: begin_ending, go_on_together, finish_ending, run_endings_due; PairFinished is told,
  finished_since tells again. The support is over: close_of_episode, ask_to_close. Afterwards:
  ending, finished_with, write_thanks, forget_thanks, ask_again.
- The kept list of places: kept_places, add_place, close_place_for_meetings.
- From the service's own list: take_over, take_over_place, take_over_pair, take_over_meeting, and
  their way back, take_back_volunteer, take_back_place, take_back_pair, take_back_meeting;
  volunteer_of_key, volunteer_names, brought_pair.
- For reports: paired, aimed. By date: run_due, run_meetings_due.
- Who watches over mentors who are out: rota, add_watch, end_watch; out, check_in, check_out;
  overdue, settle_overdue, raise_alarms.
- Rights: personal_data, erase_person_data, stop_volunteering.

Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.mentoring.actions.agreeing import agree_together
from alongside.domain.mentoring.actions.answering_again import hold_welcomed, take_answer_back
from alongside.domain.mentoring.actions.applying import apply, change_profile
from alongside.domain.mentoring.actions.covering import (
    accept_cover,
    ask_cover,
    change_cover,
    choose_cover,
    end_cover,
    refuse_cover,
    run_covers_due,
)
from alongside.domain.mentoring.actions.due import run_due
from alongside.domain.mentoring.actions.ending import (
    begin_ending,
    finish_ending,
    run_endings_due,
)
from alongside.domain.mentoring.actions.erasing import erase_person_data
from alongside.domain.mentoring.actions.goals import (
    change_goal,
    reach_goal,
    reopen_goal,
    set_goal,
    set_goal_aside,
)  # fmt: skip
from alongside.domain.mentoring.actions.going_on import go_on_together
from alongside.domain.mentoring.actions.learning import follow_training, note_trained
from alongside.domain.mentoring.actions.logs import log_meeting, take_back
from alongside.domain.mentoring.actions.meeting_places import add_place, close_place_for_meetings
from alongside.domain.mentoring.actions.meeting_tasks import settle_task
from alongside.domain.mentoring.actions.meetings import cancel_meeting, move_meeting, plan_meeting
from alongside.domain.mentoring.actions.meetings_due import met_by_reply, run_meetings_due
from alongside.domain.mentoring.actions.own_ways import own_place_link
from alongside.domain.mentoring.actions.pairing import (
    accept,
    change_mind,
    choose,
    end_pair,
    none_suits,
    open_place,
    suggest,
)
from alongside.domain.mentoring.actions.pairing import (
    decline as decline_pair,
)
from alongside.domain.mentoring.actions.preparing import (
    agree,
    decline,
    give_reference,
    note_check,
    note_eligibility,
    note_met,
    note_reference,
    welcome,
)
from alongside.domain.mentoring.actions.reviews import answer_review
from alongside.domain.mentoring.actions.reviews_due import run_reviews_due
from alongside.domain.mentoring.actions.starting import (
    clear_for_under_18,
    go_live,
    pause,
    resume,
    stop,
    stop_volunteering,
)
from alongside.domain.mentoring.actions.support_over import ask_to_close, close_of_episode
from alongside.domain.mentoring.actions.taking_back import (
    take_back_pair,
    take_back_place,
    take_back_volunteer,
)
from alongside.domain.mentoring.actions.taking_over import (
    take_over,
    take_over_pair,
    take_over_place,
)
from alongside.domain.mentoring.actions.taking_over_meetings import (
    take_back_meeting,
    take_over_meeting,
)
from alongside.domain.mentoring.actions.thanking import ask_again, forget_thanks, write_thanks
from alongside.domain.mentoring.actions.together import (
    change_mentor,
    pause_pair,
    resume_pair,
)
from alongside.domain.mentoring.actions.undoing import open_task, take_cards_back, take_wish_back
from alongside.domain.mentoring.actions.watching import (
    add_watch,
    check_in,
    check_out,
    end_watch,
    raise_alarms,
    settle_overdue,
)
from alongside.domain.mentoring.actions.wishing import ask_wishes, tell_wishes
from alongside.domain.mentoring.cover_records import (
    LONGEST_COVER,
    AwayRow,
    CoverForMentor,
    CoverForPerson,
    CoverRow,
    PairCovers,
)
from alongside.domain.mentoring.day_records import CapacityRow, MentorsToday, PlaceStory
from alongside.domain.mentoring.ending_records import LONGEST_THANKS, Ending, FinishedWith
from alongside.domain.mentoring.events import PairFinished, PairMet, VolunteerWelcomed
from alongside.domain.mentoring.figure_records import Aimed, Paired, PairFigure
from alongside.domain.mentoring.goal_records import SUREST, GoalOut, GoalRecord, Goals, GoalSaid
from alongside.domain.mentoring.meeting_records import (
    GOALS,
    LENGTHS,
    STEP_FREE,
    WORRIES,
    CoverLine,
    KeptPlace,
    LoggedRecord,
    LogPage,
    MeetingLog,
    MeetingPlan,
    MeetingRecord,
    MeetingRow,
    MeetingsDone,
    Met,
    MyMeetings,
    PairMeetings,
    PlanPage,
    TaskRow,
)
from alongside.domain.mentoring.pair_records import (
    WISH_TERMS,
    Card,
    Cost,
    MyPlace,
    NotPlaced,
    PairForMentor,
    PairRow,
    PairTold,
    PlaceRecord,
    PlanRecord,
    Suggested,
    SupportOver,
    Together,
    Wishes,
)
from alongside.domain.mentoring.queries.agreements import agreement_lines
from alongside.domain.mentoring.queries.aim_figures import aimed
from alongside.domain.mentoring.queries.away import away
from alongside.domain.mentoring.queries.covers import (
    cover_asked,
    my_cover,
    my_covers,
    pair_covers,
)
from alongside.domain.mentoring.queries.ending import ending, finished_with
from alongside.domain.mentoring.queries.figures import paired
from alongside.domain.mentoring.queries.goals import goals
from alongside.domain.mentoring.queries.goals_out import goals_of_episodes
from alongside.domain.mentoring.queries.meeting_places import kept_places
from alongside.domain.mentoring.queries.meeting_tasks import tasks
from alongside.domain.mentoring.queries.meetings import (
    first_meetings,
    log_page,
    meeting,
    meeting_calendar,
    my_meetings,
    my_place,
    pair_meetings,
    plan_page,
)
from alongside.domain.mentoring.queries.offers import ready_mentors
from alongside.domain.mentoring.queries.pairs import (
    by_place_link,
    has_own_place,
    my_pairs,
    place,
    plan,
)
from alongside.domain.mentoring.queries.personal import personal_data
from alongside.domain.mentoring.queries.reviews import my_review
from alongside.domain.mentoring.queries.story import place_story
from alongside.domain.mentoring.queries.taken_over import (
    brought_pair,
    volunteer_names,
    volunteer_of_key,
)
from alongside.domain.mentoring.queries.today import capacity, today
from alongside.domain.mentoring.queries.together import WHICH_PAIRS, pair_told, pairs, together
from alongside.domain.mentoring.queries.volunteers import (
    WHICH,
    by_account,
    by_own_link,
    checklist,
    own_profile,
    preview,
    reference_asked,
    volunteer,
    volunteer_counts,
    volunteers,
    without_training,
)
from alongside.domain.mentoring.queries.watching import out, overdue, rota
from alongside.domain.mentoring.queries.wishes import (
    finished_since,
    standing_episodes,
    waiting_for_mentor,
    wishes,
    with_places,
)
from alongside.domain.mentoring.records import (
    GENDERS,
    TERMS,
    AgreementLines,
    AppliedRecord,
    Checklist,
    ChecklistItem,
    CheckRecord,
    DueDone,
    MentorOffer,
    Overdue,
    PreviewRecord,
    Profile,
    Question,
    Reachable,
    Referee,
    ReferenceAsked,
    ReferenceRecord,
    ReferenceWords,
    Step,
    StepState,
    TrainedElsewhere,
    VolunteerCounts,
    VolunteerRecord,
    VolunteerRow,
)
from alongside.domain.mentoring.review_records import (
    REVIEW_ANSWERS,
    ReviewPage,
    ReviewRow,
    ReviewsDone,
)
from alongside.domain.mentoring.states import (
    CoverState,
    GoalState,
    MeetingState,
    PairState,
    PlaceState,
    VolunteerState,
)
from alongside.domain.mentoring.take_over_records import SeenCheck, TakenMentor, TakenOver
from alongside.domain.mentoring.watch_records import (
    OUT_FOR,
    OutRecord,
    OverdueRow,
    Rota,
    WatchRow,
)

__all__ = [
    "AwayRow", "away",
    "CoverForMentor", "CoverForPerson", "CoverLine", "CoverRow", "CoverState", "LONGEST_COVER",
    "PairCovers", "accept_cover", "ask_cover", "change_cover", "choose_cover", "cover_asked",
    "end_cover", "my_cover", "my_covers", "pair_covers", "refuse_cover", "run_covers_due",
    "AgreementLines", "Aimed", "AppliedRecord", "CapacityRow", "Card", "CheckRecord", "Checklist",
    "ChecklistItem", "Cost", "DueDone", "Ending", "FinishedWith", "GENDERS", "GOALS", "GoalOut",
    "GoalRecord",
    "GoalSaid", "GoalState", "Goals", "KeptPlace", "LENGTHS", "LONGEST_THANKS", "LogPage",
    "LoggedRecord", "MeetingLog", "MeetingPlan", "MeetingRecord", "MeetingRow", "MeetingState",
    "MeetingsDone", "MentorOffer", "MentorsToday", "Met", "MyMeetings", "MyPlace", "NotPlaced",
    "OUT_FOR", "OutRecord", "Overdue", "OverdueRow", "PairFigure", "PairFinished", "PairForMentor",
    "PairMeetings", "PairMet", "PairRow", "PairState", "PairTold", "Paired", "PlaceRecord",
    "PlaceState", "PlaceStory", "PlanPage", "PlanRecord", "PreviewRecord", "Profile", "Question",
    "REVIEW_ANSWERS", "Reachable", "Referee", "ReferenceAsked", "ReferenceRecord", "ReferenceWords",
    "ReviewPage", "ReviewRow", "ReviewsDone", "Rota", "STEP_FREE", "SUREST", "SeenCheck", "Step",
    "StepState", "Suggested", "SupportOver", "TERMS", "TakenMentor", "TakenOver", "TaskRow",
    "Together", "TrainedElsewhere", "VolunteerCounts", "VolunteerRecord", "VolunteerRow",
    "VolunteerState", "VolunteerWelcomed", "WHICH", "WHICH_PAIRS", "WISH_TERMS", "WORRIES",
    "WatchRow", "Wishes", "accept", "add_place", "add_watch", "agree", "agree_together",
    "agreement_lines", "aimed", "answer_review", "apply", "ask_again", "ask_to_close", "ask_wishes",
    "begin_ending", "brought_pair", "by_account", "by_own_link", "by_place_link", "cancel_meeting",
    "capacity", "change_goal", "change_mentor", "change_mind", "change_profile", "check_in",
    "check_out", "checklist", "choose", "clear_for_under_18", "close_of_episode",
    "close_place_for_meetings", "decline", "decline_pair", "end_pair", "end_watch", "ending",
    "erase_person_data", "finish_ending", "finished_since", "finished_with", "first_meetings",
    "follow_training", "forget_thanks", "give_reference", "go_live", "goals", "goals_of_episodes",
    "kept_places",
    "log_meeting", "log_page", "meeting", "meeting_calendar", "met_by_reply", "move_meeting",
    "my_meetings", "my_pairs", "my_place", "my_review", "none_suits", "note_check",
    "note_eligibility", "note_met", "note_reference", "note_trained", "open_place", "out",
    "overdue", "own_profile", "pair_meetings", "pair_told", "paired", "pairs", "pause",
    "pause_pair", "personal_data", "place", "place_story", "plan", "plan_meeting", "plan_page",
    "preview", "raise_alarms", "reach_goal", "ready_mentors", "reference_asked", "reopen_goal",
    "resume", "resume_pair", "rota", "run_due", "run_endings_due", "run_meetings_due",
    "run_reviews_due", "set_goal", "set_goal_aside", "settle_overdue", "settle_task",
    "standing_episodes", "stop", "stop_volunteering", "suggest", "take_back", "take_back_meeting",
    "take_back_pair", "take_back_place", "take_back_volunteer", "take_over", "take_over_meeting",
    "go_on_together", "has_own_place", "hold_welcomed", "open_task", "own_place_link",
    "take_answer_back", "take_cards_back", "take_wish_back",
    "take_over_pair", "take_over_place", "tasks", "tell_wishes", "today", "together", "volunteer",
    "volunteer_counts", "volunteer_names", "volunteer_of_key", "volunteers", "welcome", "wishes",
    "waiting_for_mentor", "with_places", "without_training", "write_thanks",
]  # fmt: skip
