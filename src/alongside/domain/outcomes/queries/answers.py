"""What one person was asked in an episode, and how the end stands to the beginning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.outcomes.measures import (
    KIND,
    cut_tables,
    instrument,
    label_of,
    scale_labels,
    score_only,
)
from alongside.domain.outcomes.models import Response, Score
from alongside.domain.outcomes.queries.reading import my_questions, visible
from alongside.domain.outcomes.records import (
    Compared,
    EpisodeAnswers,
    MyPage,
    Point,
    PointRow,
    SaidRow,
    ScaleRow,
    ScoreOnly,
)
from alongside.engines.scoring import Instrument
from alongside.foundation.actor import Actor


def answers_of(episode_id: UUID, *, actor: Actor) -> EpisodeAnswers:
    """What was asked in an episode and said; for the person, and for a coordinator there. Two
    queries. For everybody else nothing was asked."""
    rows = visible(actor).filter(episode_id=episode_id).prefetch_related("scores")
    return _answers(episode_id, rows)


def my_answers(*, actor: Actor) -> tuple[EpisodeAnswers, ...]:
    """What the actor was asked and said, episode by episode, the last on top. Two queries."""
    if actor.person_id is None:
        return ()
    rows = Response.objects.filter(person_id=actor.person_id).prefetch_related("scores")
    by_episode: dict[UUID, list[Response]] = {}
    for row in rows.order_by("-asked_at", "pk"):
        by_episode.setdefault(row.episode_id, []).append(row)
    return tuple(_answers(key, found) for key, found in by_episode.items())


def my_page(*, actor: Actor) -> MyPage:
    """What the actor is asked now, and what they said before."""
    return MyPage(my_questions(actor=actor), my_answers(actor=actor))


def score_only_measures(on: date) -> tuple[ScoreOnly, ...]:
    """The measures of which a score alone may be written down on a day."""
    return tuple(
        ScoreOnly(
            slug=term.slug,
            label=term.label,
            introduction=str(term.content["introduction"]),
            licence=str(term.content["licence"]),
            cut_tables=cut_tables(term.slug),
        )
        for term in catalogue.terms(KIND, on=on)
        if score_only(term)
    )


def _answers(episode_id: UUID, rows: Iterable[Response]) -> EpisodeAnswers:
    by_point = {row.point: row for row in rows}
    first, last = by_point.get(Point.BASELINE), by_point.get(Point.END)
    shown = [row for row in (first, last) if row is not None]
    return EpisodeAnswers(
        episode_id=episode_id,
        points=tuple(_point(row) for row in shown),
        said=_said(first, last),
        scales=_compared(first, last) if first and last else (),
    )


def _point(row: Response) -> PointRow:
    kept = instrument(row.measure).kept is not None
    score = next(iter(row.scores.all()), None) if kept else None
    return PointRow(
        response_id=row.pk,
        point=Point(row.point),
        measure=label_of(row.measure),
        state=row.state,
        asked_at=row.asked_at,
        said_at=row.said_at,
        how=row.how,
        level=score.band if score else "",
        cut_table=score.bands_version if score else "",
    )


def _said(first: Response | None, last: Response | None) -> tuple[SaidRow, ...]:
    """Each question with both answers, by the questions of whichever was answered first."""
    answered = [row for row in (first, last) if row is not None and row.answers]
    if not answered:
        return ()
    how = instrument(answered[0].measure)
    before = first.answers if first else {}
    same = first is None or last is None or _same(first, last)
    after = last.answers if last and same else {}
    return tuple(
        SaidRow(item.text, _words(how, item.id, before), _words(how, item.id, after))
        for item in how.items
    )


def _words(how: Instrument, item_id: str, answers: Mapping[str, object]) -> str:
    answer = answers.get(item_id)
    if answer is None:
        return ""
    item = next(each for each in how.items if each.id == item_id)
    labels = {option.id: option.label for option in item.options}
    return labels.get(str(answer), str(answer))


def _same(first: Response, last: Response) -> bool:
    return (first.measure, first.measure_version) == (last.measure, last.measure_version)


def _compared(first: Response, last: Response) -> tuple[ScaleRow, ...]:
    if not _same(first, last):
        return ()
    how = instrument(first.measure)
    better = {each.id: each.higher_is_better for each in how.scales} or {"score": True}
    before = {row.scale: row for row in first.scores.all()}
    after = {row.scale: row for row in last.scores.all()}
    labels = scale_labels(first.measure)
    return tuple(
        ScaleRow(labels.get(name) or label_of(first.measure), found)
        for name, higher in better.items()
        if name in before and name in after and higher is not None
        if (found := _stands(before[name], after[name], higher)) is not None
    )


def _stands(before: Score, after: Score, higher: bool) -> Compared | None:
    """By levels of one table where there are levels, else by the score."""
    if before.bands_version != after.bands_version:
        return None
    if before.value is None or after.value is None:
        return None
    gained = after.value - before.value
    if before.band.isdecimal() and after.band.isdecimal():
        gained = int(after.band) - int(before.band)
    gained = gained if higher else -gained
    if gained == 0:
        return Compared.SAME
    return Compared.BETTER if gained > 0 else Compared.WORSE
