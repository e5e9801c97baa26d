"""Scores as a room's page shows them: never more than is known, and what follows of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from hub.panel.local import Local
from hub.panel.score_words import measured_words
from hub.panel.seen import known_as
from hub.panel.tone import Tone
from hub.rooms.alerts import asks, is_dangerous
from hub.rooms.lately import mean
from hub.rooms.score_facts import Alert
from hub.rooms.scores import Owed, Scores
from hub.rooms.state import RoomState
from ward.charts import Chart, Part, whole
from ward.responses import Response, Urgency
from ward.scoring import part
from ward.vitals import Vital

NO_CHART = "No score: record how old the person is"
NO_CHOICE = "No score: at 16 and 17 somebody must choose the chart"
TOO_YOUNG = "No score: for somebody so young no chart is held"
NOT_AUTHORISED = "Not authorised: breathing and pulse are not measured"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is so, and how it is told apart: the words say it, the colour repeats it."""

    words: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class ScoreView:
    """``part`` from breathing and pulse, ``full`` of the last whole set, and what follows."""

    chart: str
    part: Line
    parts: str
    full: Line
    last: str
    asks: str
    source: str
    assessment: Line | None
    due: Line | None
    check: Line | None
    asks_total: bool
    owes: bool


def score_view(state: RoomState, local: Local) -> ScoreView | None:
    """This room's, as of now; ``None`` while nobody is confined and nothing is owed."""
    scores, episode = state.scores, state.episode
    asked = scores.owed is not None or bool(scores.left)
    if episode is None and not asked:
        return None
    chart = episode.chart if episode else None
    found = _measured(state, chart, local)
    follows = _response(scores, found)
    return ScoreView(
        chart=chart or "no chart",
        part=_part(state, chart, found, local),
        parts=_parts(found, state, local),
        full=_full(scores, chart, local),
        last=_last(scores, state, local),
        asks=f"{follows.do} Next set {follows.interval}." if follows else "",
        source=f"{follows.authority}, {follows.source}" if follows else "",
        assessment=_assessment(state, local),
        due=_due(state, local),
        check=_check(state, local),
        asks_total=chart is not None and chart.is_pews,
        owes=asked or bool(scores.alert),
    )


def score_note(state: RoomState, local: Local) -> str:
    """One line for a tile; empty while there is nothing to be said."""
    view = score_view(state, local)
    if view is None or state.episode is None or state.episode.chart is None:
        return ""
    return f"{view.part.words}. {view.full.words}."


def _measured(state: RoomState, chart: Chart | None, local: Local) -> Part | None:
    """What is measured now, and may be; ``None`` for nothing."""
    if chart is None or not state.shows_numbers:
        return None
    breathing, heart = _rate(state, Vital.BREATHING, local), _rate(state, Vital.HEART, local)
    return None if breathing is None and heart is None else part(chart, breathing, heart)


def _rate(state: RoomState, vital: Vital, local: Local) -> float | None:
    may = state.may_measure(vital, local.now)
    return mean(state.vitals.get(vital), local.now) if may else None


def _part(state: RoomState, chart: Chart | None, found: Part | None, local: Local) -> Line:
    if chart is None:
        return Line(_no_chart(state), Tone.LOW)
    if not state.authorised(local.now):
        return Line(NOT_AUTHORISED, Tone.QUIET)
    if found is None:
        return Line("Part-score: cannot see, breathing and pulse are not measured now", Tone.LOW)
    words = f"Part-score from {_of(found)}: at least {found.at_least}"
    return Line(words, _tone(asks(found).urgency, found, state, local))


def _no_chart(state: RoomState) -> str:
    age = state.episode.age if state.episode else None
    if age is None:
        return NO_CHART
    return NO_CHOICE if age >= 16 else TOO_YOUNG  # noqa: PLR2004  (years)


def _of(found: Part) -> str:
    if found.breathing is None:
        return "pulse alone"
    return "breathing alone" if found.heart is None else "breathing and pulse"


def _tone(urgency: Urgency, found: Part, state: RoomState, local: Local) -> Tone:
    rates = _rate(state, Vital.BREATHING, local), _rate(state, Vital.HEART, local)
    if urgency is Urgency.EMERGENCY or is_dangerous(found, *rates):
        return Tone.HIGH
    return Tone.MEDIUM if urgency >= Urgency.SINGLE else Tone.PLAIN


def _parts(found: Part | None, state: RoomState, local: Local) -> str:
    """``breathing 24 a minute scores 2, pulse 118 scores 2``."""
    return ", ".join(_each(found, state, local)) if found else ""


def _each(found: Part, state: RoomState, local: Local) -> Iterator[str]:
    breathing, heart = _rate(state, Vital.BREATHING, local), _rate(state, Vital.HEART, local)
    if breathing is not None:
        yield f"breathing {whole(breathing)} a minute scores {found.breathing}"
    if heart is not None:
        yield f"pulse {whole(heart)} scores {found.heart}"


def _full(scores: Scores, chart: Chart | None, local: Local) -> Line:
    """Only of a whole set is the chart's name said with a number, and always with its age."""
    taken = scores.whole
    if taken is None:
        return Line(f"No full {chart or 'set'} yet")
    when = f"{local.clock(taken.at)}, {local.ago(taken.at)}"
    tones = {Alert.EMERGENCY: Tone.HIGH, Alert.NONE: Tone.PLAIN}
    tone = tones.get(taken.alert, Tone.MEDIUM)
    return Line(f"Full {taken.chart}: {taken.total}, last done {when}", tone)


def _last(scores: Scores, state: RoomState, local: Local) -> str:
    """The newest set, whole or not, as it was written down."""
    taken = scores.last
    if taken is None:
        return ""
    who, when = known_as(state, taken.by), local.clock(taken.at)
    least = "" if taken.whole or taken.total is None else f" (at least {taken.total})"
    return f"Last set {when}, {taken.where}, by {who}{least}: {measured_words(taken.measured)}."


def _response(scores: Scores, found: Part | None) -> Response | None:
    """What the more urgent of the two asks for: what is measured now, or the last set."""
    responses = [asks(found)] if found else []
    responses += [one for one in [scores.worst.asks if scores.worst else None] if one]
    return max(responses, key=lambda one: one.urgency, default=None)


def _assessment(state: RoomState, local: Local) -> Line | None:
    """Due, overdue, or done by whom."""
    owed, done = state.scores.owed, state.scores.assessed
    if owed is not None:
        due, of = local.clock(owed.due_at), _of_another(state, owed)
        if local.now >= owed.due_at:
            return Line(f"Assessment{of} overdue: was due by {due}", Tone.MEDIUM)
        return Line(f"Assessment{of} due by {due}", Tone.LOW)
    if done is None:
        return None
    when = f"{local.clock(done.at)}, {local.ago(done.at)}"
    return Line(f"Assessed {when}, by {done.assessor}: {done.words}", Tone.GOOD)


def _of_another(state: RoomState, owed: Owed) -> str:
    """By name, where it is not of whoever is confined here, or not of them alone."""
    here = state.episode.person.initials if state.episode else ""
    return f" of {owed.initials}" if owed.initials not in ("", here) else ""


def _due(state: RoomState, local: Local) -> Line | None:
    due_at = state.scores.set_due_at if state.episode else None
    if due_at is None:
        return None
    due = local.clock(due_at)
    if local.now >= due_at:
        return Line(f"Full set overdue: was due by {due}", Tone.MEDIUM)
    return Line(f"Next full set by {due}")


def _check(state: RoomState, local: Local) -> Line | None:
    """What a mode asks to be counted and looked at, which need not be a whole set."""
    due_at = state.scores.check_due_at if state.episode else None
    if due_at is None:
        return None
    what, due = "breathing, pulse, consciousness", local.clock(due_at)
    if local.now >= due_at:
        return Line(f"Check overdue ({what}): was due by {due}", Tone.MEDIUM)
    return Line(f"Next check ({what}) by {due}")
