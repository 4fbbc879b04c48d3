"""The data dictionary of the report: every figure with its words, for pages and files alike."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from alongside.web.shared.words import Words

PEOPLE, DAYS, POINTS, IN_100 = "people", "days", "points", "in_100"
MEETINGS, GOALS, REVIEWS = "meetings", "goals", "reviews"
REACH, WAITS, PAIRS, ASKED, CHANGE = "reach", "waits", "pairs", "asked", "change"


@dataclass(frozen=True)
class Entry:
    """One figure: the part of the report it stands in, its label, what it counts, its unit."""

    part: str
    label: Words
    means: Words
    unit: str = PEOPLE

    @property
    def counts(self) -> bool:
        """Whether it is a number of something, and not days, points or a share."""
        return self.unit not in {DAYS, POINTS, IN_100}


ENTRIES: dict[str, Entry] = {
    "introduced": Entry(
        REACH,
        _("People introduced"),
        _("Introductions that the service received in the period; joined ones count once."),
    ),
    "declined": Entry(REACH, _("Not taken on"), _("Of these, those whom the service declined.")),
    "undecided": Entry(
        REACH, _("Still to be answered"), _("Of these, those without a yes or no on the day.")
    ),
    "taken_on": Entry(
        REACH,
        _("People taken on"),
        _("People whose support began in the period. Each counts once."),
    ),
    "taken_on_target": Entry(
        REACH, _("The contract asks for, in a year"), _("As the administrator entered it.")
    ),
    "taken_on_expected": Entry(
        REACH,
        _("That is, for the days that have passed"),
        _("The year's number by the share of its days that belong to the period and have passed."),
    ),
    "came": Entry(
        REACH, _("Came, or met somebody"), _("Of people taken on, those who came at least once.")
    ),
    "over": Entry(REACH, _("Support is over"), _("Of people taken on, those whose support ended.")),
    "mentors": Entry(
        REACH,
        _("Mentors"),
        _("Volunteers to whom two people said yes, and who had not stopped by the day."),
    ),
    "mentors_target": Entry(
        REACH, _("Mentors that the contract asks for"), _("As the administrator entered it.")
    ),
    "wait_for_yes_median": Entry(
        WAITS,
        _("Half had a yes within"),
        _("Median of days from being introduced to being taken on; outside, up to a whole week."),
        DAYS,
    ),
    "wait_for_yes_longest": Entry(
        WAITS, _("The longest wait for a yes"), _("Most days from introduced to taken on."), DAYS
    ),
    "wait_for_mentor_median": Entry(
        WAITS,
        _("Half had a mentor within"),
        _(
            "Median of days from wanting a mentor to both saying yes, of pairs in the period;"
            " outside, up to a whole week."
        ),
        DAYS,
    ),
    "wait_for_mentor_longest": Entry(
        WAITS,
        _("The longest wait for a mentor"),
        _("Most days from wanting a mentor to both saying yes."),
        DAYS,
    ),
    "waiting_for_mentor": Entry(
        WAITS,
        _("Waited for a mentor on the day"),
        _("People who wanted a mentor by then and had none yet, whenever they began to wait."),
    ),
    "waiting_for_mentor_longest": Entry(
        WAITS,
        _("Of these, the longest had waited"),
        _("Days from wanting a mentor to the day of the report."),
        DAYS,
    ),
    "pairs": Entry(
        PAIRS, _("Pairs to which both said yes"), _("Pairs agreed in the period."), PAIRS
    ),
    "pairs_met": Entry(
        PAIRS, _("Of these, met"), _("Those who had met at least once by the day."), PAIRS
    ),
    "meetings": Entry(
        PAIRS,
        _("Meetings of these pairs"),
        _("Meetings in the period that were noted by the day of the report."),
        MEETINGS,
    ),
    "pairs_ended": Entry(
        PAIRS, _("Of the pairs, ended"), _("Those that had ended by the day of the report."), PAIRS
    ),
    "goals": Entry(
        PAIRS,
        _("Goals set"),
        _("Goals that people wrote down in the period, in their own words or just to talk."),
        GOALS,
    ),
    "goals_reached": Entry(
        PAIRS, _("Of these, reached"), _("Those that were reached by the day of the report."), GOALS
    ),
    "goals_just_talk": Entry(
        PAIRS,
        _("Of the goals, just to talk"),
        _("A whole goal, of which nothing more is asked: it is never counted as not reached."),
        GOALS,
    ),
    "reviews_asked": Entry(
        PAIRS,
        _("Asked how it is going"),
        _("Reviews six and twelve weeks after a first meeting that were asked in the period."),
        REVIEWS,
    ),
    "reviews_held": Entry(
        PAIRS,
        _("Of these, answered"),
        _("Those that people answered by the day of the report."),
        REVIEWS,
    ),
    "asked_first": Entry(
        ASKED, _("Asked at the beginning"), _("Of people taken on, those who were asked.")
    ),
    "answered_first": Entry(ASKED, _("Answered"), _("Of these, those who answered something.")),
    "skipped_first": Entry(ASKED, _("Would rather not"), _("Of these, those who skipped it.")),
    "no_answer_first": Entry(ASKED, _("Said nothing"), _("Of these, those who said nothing.")),
    "not_asked_first": Entry(
        ASKED, _("Not asked"), _("Of people taken on, those who were not asked.")
    ),
    "not_used": Entry(
        ASKED,
        _("Left out"),
        _("People who asked that their details are kept and not used. Their answers are left out."),
    ),
    "began": Entry(CHANGE, _("Answered at the beginning"), _("People who answered this measure.")),
    "began_still": Entry(
        CHANGE, _("Supported still"), _("Of these, those whose end is still to come.")
    ),
    "began_over": Entry(
        CHANGE, _("Support is over"), _("Of these, those whose support ended or who were asked.")
    ),
    "asked_last": Entry(CHANGE, _("Asked at the end"), _("Of these, those who were asked again.")),
    "answered_last": Entry(CHANGE, _("Answered at the end"), _("Of these, those who answered.")),
    "skipped_last": Entry(CHANGE, _("Would rather not, at the end"), _("Those who skipped it.")),
    "no_answer_last": Entry(CHANGE, _("Said nothing at the end"), _("Those who said nothing.")),
    "not_asked_last": Entry(
        CHANGE, _("Not asked at the end"), _("Support is over and nobody asked them.")
    ),
    "scored_first": Entry(
        CHANGE, _("Have a first score"), _("Answered enough for a score, and support is over.")
    ),
    "scored_both": Entry(CHANGE, _("Have both scores"), _("Those with a score at both ends.")),
    "missing": Entry(CHANGE, _("Began without an end"), _("Those with a first score alone.")),
    "missing_share": Entry(
        CHANGE, _("Missing, of 100"), _("Those with a first score alone, for every 100."), IN_100
    ),
    "change": Entry(
        CHANGE,
        _("Average change"),
        _(
            "Mean of last minus first of those with both, turned so that more is better. Outside,"
            " of half and whole years alone and in steps: the points of the scale over the fewest"
            " people that the told number can stand for, up to the next tenth, above half a point"
            " to the next half."
        ),
        POINTS,
    ),
    "low": Entry(
        CHANGE,
        _("At the least"),
        _("Lower end of the 95% interval (t). Outside, whole steps below the told change."),
        POINTS,
    ),
    "high": Entry(
        CHANGE,
        _("At the most"),
        _("Upper end of the 95% interval (t). Outside, whole steps above the told change."),
        POINTS,
    ),
    "worst_case": Entry(
        CHANGE,
        _("If nobody who is missing changed"),
        _("The mean if each with a first score alone had stayed the same."),
        POINTS,
    ),
    "mean_before": Entry(
        CHANGE,
        _("Average at the beginning"),
        _("Mean of first scores, in the measure's own direction. Not told outside."),
        POINTS,
    ),
    "mean_after": Entry(
        CHANGE,
        _("Average at the end"),
        _("Mean of last scores of those with both. Not told outside."),
        POINTS,
    ),
    "mean_before_stayed": Entry(
        CHANGE,
        _("Average at the beginning, of those with both"),
        _("Mean of the first scores of those with a score at both ends."),
        POINTS,
    ),
    "mean_before_missing": Entry(
        CHANGE,
        _("Average at the beginning, of those missing"),
        _("Mean of the first scores of those with a first score alone."),
        POINTS,
    ),
    "over_spread": Entry(
        CHANGE,
        _("Change over the spread of first scores"),
        _("Mean change divided by the standard deviation of the first scores of those with both."),
        POINTS,
    ),
    "levels_people": Entry(CHANGE, _("Have both levels"), _("By the same table of cuts.")),
    "levels_up": Entry(CHANGE, _("Went up a level or more"), _("Of these.")),
    "levels_same": Entry(CHANGE, _("Stayed at their level"), _("Of these.")),
    "levels_down": Entry(CHANGE, _("Went down a level or more"), _("Of these.")),
    "levels_missing": Entry(CHANGE, _("Have no last level"), _("Those with a first level alone.")),
    "levels_top": Entry(
        CHANGE, _("Began at the highest level"), _("Of those with both. They could not go up.")
    ),
    "levels_up_share": Entry(
        CHANGE, _("Went up, of 100"), _("For every 100 with both levels."), IN_100
    ),
    "levels_up_low": Entry(
        CHANGE, _("At the least, of 100"), _("Lower end of the 95% interval (Wilson)."), IN_100
    ),
    "levels_up_high": Entry(
        CHANGE, _("At the most, of 100"), _("Upper end of the 95% interval (Wilson)."), IN_100
    ),
    "categories_people": Entry(CHANGE, _("Answered this twice"), _("At both ends.")),
    "most_said": Entry(CHANGE, _("Said what most said"), _("At the end.")),
}
"""By name. A figure that is not here cannot be shown (`tests/web/outcomes`)."""
