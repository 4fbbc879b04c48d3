"""What changed for the people of a service, added up over all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from alongside.domain.outcomes import rules
from alongside.domain.outcomes.figure_records import (
    Changed,
    MeasureFigures,
    ScaleFigures,
    Tally,
    Targets,
)
from alongside.domain.outcomes.measures import instrument, label_of, scale_labels
from alongside.domain.outcomes.models import Response, Score, ServiceTargets
from alongside.domain.outcomes.records import Point
from alongside.domain.outcomes.states import ResponseState
from alongside.domain.people import public as people
from alongside.engines.evaluation import PairedChange, Transitions, paired_change, transitions
from alongside.engines.scoring import Instrument, Rule
from alongside.foundation.actor import Actor
from alongside.foundation.clock import end_of
from alongside.foundation.errors import NotFound, Refused

_SCORES = "score"  # the one scale of a measure whose score alone is kept


@dataclass(frozen=True)
class _Scored:
    value: float | None
    category: str
    band: str
    bands_version: str


@dataclass(frozen=True)
class _Said:
    """One response as it stood on the day that is reported."""

    point: str
    measure: str
    version: str
    state: str
    scores: dict[str, _Scored] = field(default_factory=dict)


_Asked = dict[str, _Said]


def targets(organisation_id: UUID, *, actor: Actor) -> Targets:
    """What the contract asks for. Raises NotFound for whoever reads no figures there."""
    if not people.may_read_figures(actor, organisation_id):
        raise NotFound("people.organisation")
    return _targets(organisation_id)


def _targets(organisation_id: UUID) -> Targets:
    row = ServiceTargets.objects.filter(pk=organisation_id).first()
    if row is None:
        return Targets(organisation_id)
    return Targets(organisation_id, row.mentors, row.people_a_year, row.year_begins)


def own_targets(*, actor: Actor) -> Targets:
    """What this service's contract asks for, to whoever may change it. Raises Refused."""
    here = people.service()
    if here is None or not rules.may_set_targets(actor, here.organisation_id):
        raise Refused("the organisation's administrator says what its contract asks for")
    return _targets(here.organisation_id)


def changed(
    organisation_id: UUID, episodes: Mapping[UUID, bool], *, as_at: date, actor: Actor
) -> Changed:
    """What those episodes were asked and said by the end of `as_at`, added up; `episodes` says of
    each whether it was over by then. Two queries.

    The numbers are true: who shows them outside the service protects them first. Raises NotFound
    for whoever reads no figures of that organisation."""
    if not people.may_read_figures(actor, organisation_id):
        raise NotFound("people.organisation")
    asked = _asked(organisation_id, as_at)
    own = {key: asked.get(key, {}) for key in episodes}
    first = {key: said[Point.BASELINE] for key, said in own.items() if Point.BASELINE in said}
    began: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    for key, said in first.items():
        if said.state == ResponseState.ANSWERED:
            began[said.measure, said.version].append(key)
    found = (_measure(keys, own, episodes) for keys in began.values())
    return Changed(
        beginning=_tally(first.get(key) for key in episodes),
        measures=tuple(sorted(found, key=lambda one: (-one.began, one.measure, one.version))),
    )


def _asked(organisation_id: UUID, as_at: date) -> dict[UUID, _Asked]:
    """By episode and point, what was asked by the end of that day, and answered by then."""
    end = end_of(as_at)
    rows = Response.objects.filter(organisation_id=organisation_id, asked_at__lt=end).only(
        "episode_id", "point", "measure", "measure_version", "state", "said_at"
    )
    asked: dict[UUID, _Asked] = defaultdict(dict)
    answered: dict[UUID, _Said] = {}
    for row in rows:
        late = row.said_at is not None and row.said_at >= end
        state = ResponseState.ASKED.value if late else row.state
        said = _Said(row.point, row.measure, row.measure_version, state)
        asked[row.episode_id][row.point] = said
        if state == ResponseState.ANSWERED:
            answered[row.pk] = said
    scores = Score.objects.filter(
        response__organisation_id=organisation_id, response__said_at__lt=end
    )
    for key, scale, value, category, band, version in scores.values_list(
        "response_id", "scale", "value", "category", "band", "bands_version"
    ):
        if key in answered:
            answered[key].scores[scale] = _Scored(value, category, band, version)
    return asked


def _tally(said: Iterable[_Said | None]) -> Tally:
    states = Counter(one.state if one else "" for one in said)
    return Tally(
        answered=states[ResponseState.ANSWERED],
        skipped=states[ResponseState.SKIPPED],
        no_answer=states[ResponseState.ASKED],
        not_asked=states[""],
    )


def _measure(
    keys: list[UUID], own: Mapping[UUID, _Asked], episodes: Mapping[UUID, bool]
) -> MeasureFigures:
    """One measure over those who answered it first. Whoever is supported still, and was not asked
    at the end, is not missing: their end is to come."""
    ended = [key for key in keys if episodes[key] or Point.END in own[key]]
    pairs = [(own[key][Point.BASELINE], _comparable(own[key])) for key in ended]
    one = own[keys[0]][Point.BASELINE]
    how = instrument(one.measure)
    names = [each.id for each in how.scales] or [_SCORES]
    return MeasureFigures(
        measure=one.measure,
        version=one.version,
        label=label_of(one.measure),
        began=len(keys),
        still=len(keys) - len(ended),
        end=_tally(own[key].get(Point.END) for key in ended),
        scales=tuple(_scale(name, how, pairs) for name in names),
    )


def _comparable(said: _Asked) -> _Said | None:
    """What was said at the end, where it can be held against the beginning: the same questions."""
    first, last = said[Point.BASELINE], said.get(Point.END)
    if last is None or last.state != ResponseState.ANSWERED:
        return None
    same = (last.measure, last.version) == (first.measure, first.version)
    return last if same else None


def _scale(name: str, how: Instrument, pairs: list[tuple[_Said, _Said | None]]) -> ScaleFigures:
    better = next((each.higher_is_better for each in how.scales if each.id == name), True)
    told = [
        (first.scores[name], last.scores.get(name) if last else None)
        for first, last in pairs
        if name in first.scores
    ]
    values = [(one.value, two.value if two else None) for one, two in told if one.value is not None]
    return ScaleFigures(
        scale=name,
        label=scale_labels(how.id).get(name, ""),
        higher_is_better=better,
        change=_change(values, better),
        of_pairs=_change([pair for pair in values if pair[1] is not None], better),
        levels=_levels(how, told),
        categories=_categories(told),
        span=_span(name, how),
    )


def _span(name: str, how: Instrument) -> float:
    """How many points there are from the lowest score of a scale to the highest."""
    if how.kept is not None:
        return (how.kept.most - how.kept.least) / 10**how.kept.decimals
    scale = next(each for each in how.scales if each.id == name)
    spans = [item.most - item.least for item in how.items if item.id in scale.items]
    return sum(spans) if scale.rule == Rule.SUM else max(spans)


def _change(values: list[tuple[float, float | None]], better: bool | None) -> PairedChange | None:
    if not values or better is None:
        return None
    return paired_change(values, higher_is_better=better)


def _levels(how: Instrument, told: list[tuple[_Scored, _Scored | None]]) -> Transitions | None:
    """Moves between levels, of those whose two levels come from the same table of cuts."""
    if how.kept is None or not told:
        return None
    levels = {int(cut.label) for cuts in how.kept.cut_tables.values() for cut in cuts}
    moves = (
        (int(one.band), int(two.band) if two and two.bands_version == one.bands_version else None)
        for one, two in told
    )
    return transitions(moves, levels=levels)


def _categories(told: list[tuple[_Scored, _Scored | None]]) -> dict[str, tuple[int, int]]:
    both = [(one.category, two.category) for one, two in told if two and one.category]
    before, after = Counter(one for one, _two in both), Counter(two for _one, two in both)
    return {each: (before[each], after[each]) for each in sorted({*before, *after}) if each}
