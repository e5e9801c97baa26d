"""Rates of the last half a minute, and what they are on average: as a score compares them."""

from collections.abc import Mapping
from dataclasses import replace

from hub.rooms.alerts import by_red_lines, of_part
from hub.rooms.score_facts import Alert, PartScored
from hub.rooms.scores import Rising, speaks_for
from hub.rooms.state import Written
from hub.rooms.values import Episode, Heard, Lately
from ward.charts import Chart, Part
from ward.scoring import part
from ward.units import Instant, seconds
from ward.vitals import Doubt, Doubted, Rate, Said, Vital

MEAN_OVER = seconds(30)  # clinical.md, section 8: a value is a mean of 30 s, our own proposal
SPAN_LEAST = seconds(20)  # of that must be there, from the first rate to the last
COUNT_LEAST = 3  # a heart's rate is said every five seconds
FRESH = seconds(10)  # an older rate is not this person's of now
QUALITY_LEAST = 0.5  # our own proposal; the node says none of its own below 0.6
CALM_FOR = seconds(60)  # measured lower for so long, before it counts as lower

# After these it is not known whose, or of what, the rates before were.
_BREAKS = frozenset(
    {
        Doubt.NOBODY_THERE,
        Doubt.MORE_THAN_ONE,
        Doubt.MACHINE_LIKE,
        Doubt.NOT_AUTHORISED,
        Doubt.SENSOR_LOST,
    }
)


def lately(before: Heard | None, said: Said, at: Instant, *, commissioned: bool) -> Lately:
    """The rates that may be scored, this one among them if it may."""
    known = before.lately if before else ()
    if isinstance(said, Doubted) and said.doubt in _BREAKS:
        return ()
    if isinstance(said, Rate) and commissioned and said.quality >= QUALITY_LEAST:
        known = (*known, (at, said.per_minute))
    if known and at - known[0][0] > MEAN_OVER:
        return tuple(one for one in known if at - one[0] <= MEAN_OVER)
    return known


def steady_at(before: Heard | None, said: Said, at: Instant, rates: Lately) -> Instant | None:
    """When there last were some rates in half a minute: by a stray one nobody is seen."""
    if isinstance(said, Rate) and len(rates) >= COUNT_LEAST:
        return at
    return before.steady_at if before else None


def is_stirring(said: Said | None) -> bool:
    """Whether what hides the rate is movement, theirs or somebody else's."""
    return isinstance(said, Doubted) and said.doubt in {Doubt.MOVING, Doubt.MORE_THAN_ONE}


def stirred_at(before: Heard | None, said: Said, at: Instant) -> Instant | None:
    return at if is_stirring(said) else (before.stirred_at if before else None)


def mean(heard: Heard | None, now: Instant) -> float | None:
    """A minute, over what there is of the last half a minute; ``None`` if that is too little."""
    rates = heard.lately if heard else ()
    if len(rates) < COUNT_LEAST or now - rates[-1][0] > FRESH:
        return None
    if rates[-1][0] - rates[0][0] < SPAN_LEAST:
        return None
    return sum(rate for _, rate in rates) / len(rates)


def part_of(
    episode: Episode, vitals: Mapping[Vital, Heard], now: Instant
) -> tuple[Part, Alert] | None:
    """What breathing and pulse come to now; ``None`` while neither is measured well enough.

    Nobody is without red lines because nobody recorded how old they are.
    """
    return _by(episode.chart, vitals, now)


def _by(
    chart: Chart | None, vitals: Mapping[Vital, Heard], now: Instant
) -> tuple[Part, Alert] | None:
    breathing = mean(vitals.get(Vital.BREATHING), now)
    heart = mean(vitals.get(Vital.HEART), now)
    if breathing is None and heart is None:
        return None
    scored = part(chart, breathing, heart) if chart else by_red_lines(breathing, heart)
    return scored, of_part(scored, breathing, heart)


def low_since(
    state: Written, before: Heard | None, vitals: Mapping[Vital, Heard], at: Instant
) -> Instant | None:
    """Since when they have come to less than is written; ``None`` while they do not.

    What made the score must be measured to come to less: no doubt calms anything.
    """
    rising, episode = state.scores.rising, state.episode
    found = part_of(episode, vitals, at) if episode and rising else None
    if rising is None or found is None or found[1] >= rising.alert or not _same(rising.part, found):
        return None
    if _is_so_by_its_chart(state, rising, vitals, at):
        return None
    return before.low_since if before and before.low_since else at


def _is_so_by_its_chart(
    state: Written, rising: Rising, vitals: Mapping[Vital, Heard], at: Instant
) -> bool:
    """Whether it is as urgent still by the chart that it rose by, and nobody has assessed it.

    Another age is another chart: no word about somebody's age makes them better.
    """
    done, known = state.scores.assessed, rising.part
    if known is None or (done is not None and done.at >= rising.since):
        return False
    found = _by(known.chart, vitals, at)
    return found is not None and found[1] >= rising.alert


def _same(known: Part | None, found: tuple[Part, Alert]) -> bool:
    """Whether all is measured now that was scored then."""
    scored, _ = found
    if known is None:
        return True
    return not (
        (known.breathing and scored.breathing is None) or (known.heart and scored.heart is None)
    )


def part_scored(
    state: Written, heard: Heard, vitals: Mapping[Vital, Heard], at: Instant, now: Instant
) -> tuple[PartScored, ...]:
    """That they come to more than is written, at once; or, after a while, to less."""
    episode = state.episode
    found = part_of(episode, vitals, at) if episode and state.authorised(now) else None
    if found is None:
        return ()
    scored, alert = found
    known = state.scores.rising.alert if state.scores.rising else Alert.NONE
    calm = heard.low_since is not None and at - heard.low_since >= CALM_FOR
    if alert > known or (alert < known and calm) or _is_news(state, scored, alert):
        return (PartScored(room=state.room, at=now, alert=alert, part=scored, since=at),)
    return ()


def _is_news(state: Written, scored: Part, alert: Alert) -> bool:
    """Whether, as urgent as before, another of the two is red since somebody assessed them."""
    rising, done = state.scores.rising, state.scores.assessed
    if rising is None or done is None or done.at < rising.since or alert < rising.alert:
        return False
    return not speaks_for(done, replace(rising, part=scored))
