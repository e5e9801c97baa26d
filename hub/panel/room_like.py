"""What a room was like: light, warmth and sound of a night as a picture, its gaps as gaps."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hub.panel.air import air_words, limits
from hub.panel.journeys import asked_words
from hub.panel.leading import Known, set_words
from hub.panel.local import Local, number
from hub.panel.loud import bangs_in, loud_words
from hub.panel.sparkline import Point
from hub.rooms.fact import Fact
from hub.rooms.facts import Happened
from hub.rooms.order_facts import OrderAsked
from hub.rules.words import lasting
from ward.happenings import DialTurned, DoorMoved, RoomSet, TurnedAway
from ward.profile import DAY_MIN, Profile, minute_of_day
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import Instant, Span, minutes

WIDTH, HEIGHT = 1000, 100
GAP_LEAST = minutes(10)  # our own proposal: shorter silences are not drawn as gaps
GAPS_IN_A_PICTURE = 72
WHO_NIGHT_DBA = 40.0  # WHO 1999, by a table that quotes it: no single sound louder at night
CHANGES_MOST = 60
HOURS_IN_A_PICTURE = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of the picture, in hundredths of its width."""

    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One quantity. ``words`` say what the eye sees; a line at ``limits`` is where it hurts."""

    title: str
    words: str
    path: str
    above: str  # the path of the most meanwhile, where it is measured
    high: str
    low: str
    gaps: tuple[Stretch, ...]
    limits: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed the room, or that can be heard in it; ``mark`` beside its colour."""

    at_percent: float
    mark: str
    when: str
    words: str


@dataclass(frozen=True, slots=True)
class Like:
    """All of the picture."""

    since: str
    until: str
    hours: tuple[tuple[str, float], ...]
    strips: tuple[Strip, ...]
    changes: tuple[Change, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Between which moments, by whose clock, and as whom people here know each other."""

    since: Instant
    local: Local
    known: Known = str

    @property
    def until(self) -> Instant:
        return self.local.now

    @property
    def gap(self) -> Span:
        return max(GAP_LEAST, (self.until - self.since) / GAPS_IN_A_PICTURE)

    def x(self, at: Instant) -> float:
        """0 to 1."""
        return max(0.0, min(1.0, (at - self.since) / (self.until - self.since)))


def like(
    series: Mapping[Quantity, Sequence[Point]],
    facts: Iterable[Fact],
    room: RoomId,
    profile: Profile,
    frame: Frame,
) -> Like:
    here = [fact for fact in facts if fact.room == room]
    changes = tuple(_changes(here, frame))
    loud = loud_words(series, bangs_in(here, frame.since, frame.until))
    strips = (
        _strip("Light", "lux", series[Quantity.LIGHT], frame, _ceiling(profile), floor=0.0),
        _strip("Warmth", "°C", series[Quantity.TEMPERATURE], frame, _band(profile)),
        _strip(
            "Sound", "dBA", series[Quantity.SOUND], frame, _loud(), above=series[Quantity.LOUDEST]
        ),
        _strip("Air", "ppm CO2", series[Quantity.CO2], frame, limits(Quantity.CO2)),
        _strip("Humidity", "%", series[Quantity.HUMIDITY], frame, limits(Quantity.HUMIDITY)),
    )
    return Like(
        since=frame.local.clock(frame.since),
        until=frame.local.clock(frame.until),
        hours=tuple(_hours(frame)),
        strips=strips,
        changes=changes[-CHANGES_MOST:],
        said=(*_said(series, changes, profile, frame), *loud, *air_words(series, frame.gap)),
    )


def _ceiling(profile: Profile) -> tuple[tuple[float, str], ...]:
    most = profile.night.lux_most
    return ((most, f"most at night: {number(most, 1)} lux"),)


def _band(profile: Profile) -> tuple[tuple[float, str], ...]:
    least, most = profile.temperature_least_c, profile.temperature_most_c
    return (least, f"least: {number(least, 1)} °C"), (most, f"most: {number(most, 1)} °C")


def _loud() -> tuple[tuple[float, str], ...]:
    return ((WHO_NIGHT_DBA, "WHO, at night: 40 dBA at most"),)


def _strip(
    title: str,
    unit: str,
    points: Sequence[Point],
    frame: Frame,
    hurts: tuple[tuple[float, str], ...],
    *,
    floor: float | None = None,
    above: Sequence[Point] = (),
) -> Strip:
    gaps = tuple(_gaps(points, frame))
    if not points:
        return Strip(title, "not measured in all this time", "", "", "", "", gaps, ())
    values = [value for _, value in points]
    loudest = [value for _, value in above]
    reach = [*values, *loudest, *(limit for limit, _ in hurts)]
    low = min(reach) if floor is None else floor
    high = max(*reach, low + 1.0)

    def y(value: float) -> float:
        return HEIGHT - (value - low) / (high - low) * (HEIGHT - 6) - 3

    words = f"{number(min(values), 1)} to {number(max(values), 1)} {unit}"
    words += f"; the loudest {number(max(loudest), 1)} {unit}, dotted" if loudest else ""
    drawn = tuple((y(limit), said) for limit, said in hurts)
    return Strip(
        title, words, _path(points, frame, y), _path(above, frame, y), number(high, 1),
        number(low, 1), gaps, drawn,
    )  # fmt: skip


def _path(points: Sequence[Point], frame: Frame, y: Callable[[float], float]) -> str:
    """From point to point, and never across a gap."""
    corners = [[f"{WIDTH * frame.x(at):.1f},{y(v):.1f}" for at, v in run]
               for run in _runs(points, frame.gap)]  # fmt: skip
    return "".join(f"M{run[0]}L{' '.join(run[1:] or run)}" for run in corners)


def _runs(points: Sequence[Point], gap: Span) -> Iterator[list[Point]]:
    run: list[Point] = []
    for point in points:
        if run and point[0] - run[-1][0] > gap:
            yield run
            run = []
        run.append(point)
    if run:
        yield run


def unmeasured(points: Sequence[Point], frame: Frame) -> Iterator[tuple[Instant, Instant]]:
    """Every stretch without a point, the ends of the picture included."""
    before = frame.since
    for at, _ in points:
        if at - before > frame.gap:
            yield before, at
        before = at
    if frame.until - before > frame.gap:
        yield before, frame.until


def _gaps(points: Sequence[Point], frame: Frame) -> Iterator[Stretch]:
    for begins, ends in unmeasured(points, frame):
        x = frame.x(begins)
        words = f"not measured from {frame.local.clock(begins)} for {lasting(ends - begins)}"
        yield Stretch(WIDTH * x, WIDTH * (frame.x(ends) - x), words)


def _changes(facts: Iterable[Fact], frame: Frame) -> Iterator[Change]:
    for fact in facts:
        match fact:
            case Happened(happening=RoomSet(leading=leading)):
                mark, words = "◆", set_words(leading, frame.known)
            case Happened(happening=DoorMoved(is_open=is_open)):
                mark, words = "□", "Door opened" if is_open else "Door shut"
            case Happened(happening=DialTurned()):
                mark, words = "◆", "Dial at the door turned"
            case Happened(happening=TurnedAway(asked=asked, refusal=refusal)):
                mark, words = "✕", f"Not done at the door: {asked}, {refusal}"
            case OrderAsked(order=order):
                mark, words = "◇", f"Asked: {asked_words(order.asked)}, {order.purpose}"
            case _:
                continue
        at = fact.observed_at if isinstance(fact, Happened) else fact.at
        if frame.since <= at <= frame.until:
            yield Change(100 * frame.x(at), mark, frame.local.clock(at), words)


def _hours(frame: Frame) -> Iterator[tuple[str, float]]:
    """Some whole hours by the ward's clock: six in a picture, however long it is."""
    every = max(2, round((frame.until - frame.since) / minutes(60) / HOURS_IN_A_PICTURE))
    at = frame.since.replace(minute=0, second=0, microsecond=0) + minutes(60)
    while at < frame.until:
        local = at.astimezone(frame.local.zone)
        if local.hour % every == 0:
            yield f"{local:%H:%M}", 100 * frame.x(at)
        at += minutes(60)


def _said(
    series: Mapping[Quantity, Sequence[Point]],
    changes: Sequence[Change],
    profile: Profile,
    frame: Frame,
) -> Iterator[str]:
    """The load in a few sentences, and first of all what nobody knows of it."""
    for quantity, what in _NAMES.items():
        lost = sum((b - a for a, b in unmeasured(series[quantity], frame)), Span())
        if lost:
            yield f"{what}: not measured for {lasting(lost)} of it. Nothing is said of that time."
    night = TooMuch(profile, frame)
    bright = _over(series[Quantity.LIGHT], frame.gap, night.too_bright)
    yield f"Brighter than the night's {number(profile.night.lux_most, 1)} lux for {_for(bright)}."
    outside = _over(series[Quantity.TEMPERATURE], frame.gap, night.outside)
    yield f"Outside the person's band of warmth for {_for(outside)}."
    yield f"Changes and doors: {len(changes)}."


_NAMES = {
    Quantity.LIGHT: "Light",
    Quantity.TEMPERATURE: "Warmth",
    Quantity.SOUND: "Sound",
    Quantity.CO2: "Air",
    Quantity.HUMIDITY: "Humidity",
}


class TooMuch:
    """What is too much for this person, at a moment."""

    def __init__(self, profile: Profile, frame: Frame) -> None:
        self._profile, self._zone = profile, frame.local.zone

    def too_bright(self, point: Point) -> bool:
        minute = minute_of_day(point[0], self._zone) % DAY_MIN
        return self._profile.night.holds(minute) and point[1] > self._profile.night.lux_most

    def outside(self, point: Point) -> bool:
        least, most = self._profile.temperature_least_c, self._profile.temperature_most_c
        return not least <= point[1] <= most


def _over(points: Sequence[Point], gap: Span, hurts: Callable[[Point], bool]) -> Span:
    """For how long, reckoned from point to point; no gap counts for anything."""
    pairs = pairwise(points)
    return sum(
        (later[0] - one[0] for one, later in pairs if hurts(one) and later[0] - one[0] <= gap),
        Span(),
    )


def _for(span: Span) -> str:
    return "no time that is known" if not span else lasting(span)
