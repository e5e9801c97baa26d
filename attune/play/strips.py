"""One room's strip of a drawn night: visits, presence, breathing, alarms, each in its own row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from attune.play import ink
from attune.play.breakages import Breakage
from attune.play.entry import Entry
from attune.play.night import Bed
from attune.play.record import Record, Shown, Word
from attune.play.said import clock, in_words, said_words
from hub.rooms.alarm_facts import Escalated
from hub.rooms.facts import Happened, Stood
from hub.rules.words import lasting
from ward.conditions import BY_NAME
from ward.happenings import CallPressed, Place, PresenceMoved
from ward.vitals import NotBreathing, Rate

GUTTER, RIGHT = 192.0, 24.0
PAD, MARKS, LOOKS, PRESENCE, BREATHING, LANE = 16.0, 16.0, 14.0, 14.0, 58.0, 14.0
THIN = ("clock",)  # faults that last and hide nothing: drawn in their own row alone
MOST_PER_MIN = 30.0
SILENT_FROM = timedelta(seconds=10)  # words further apart are not joined by a line
CLOSEST_PX = 0.6  # of two points of one line
CHARACTER_PX = 5.6  # of the small letters, about


@dataclass(frozen=True, slots=True)
class Axis:
    """Where a moment lies across the page."""

    begins: datetime
    ends: datetime
    width: float

    def x(self, moment: datetime) -> float:
        share = (moment - self.begins) / (self.ends - self.begins)
        return GUTTER + min(max(share, 0.0), 1.0) * (self.width - GUTTER - RIGHT)


@dataclass(frozen=True, slots=True)
class Rows:
    """Where each row begins, from the top of the page."""

    seen: float
    looks: float
    presence: float
    breathing: float
    lanes: float
    faults: float


@dataclass(frozen=True, slots=True)
class Strip:
    """One room, from ``top`` downwards."""

    axis: Axis
    record: Record
    bed: Bed
    breakages: tuple[Breakage, ...]
    spells: tuple[Entry, ...]
    top: float

    @property
    def lanes(self) -> tuple[str, ...]:
        """One for each condition that showed, the most urgent first."""
        shown = {alarm.condition for alarm in self.record.alarms_of(self.bed.room)}
        return tuple(name for name in sorted(shown, key=lambda n: (-BY_NAME[n].priority, n)))

    @property
    def rows(self) -> "Rows":
        seen = self.top + PAD
        presence = seen + MARKS + LOOKS
        breathing = presence + PRESENCE
        lanes = breathing + (BREATHING if self.bed.person else 0.0) + 4
        return Rows(seen, seen + MARKS, presence, breathing, lanes, lanes + LANE * len(self.lanes))

    @property
    def height(self) -> float:
        return self.rows.faults - self.top + (LANE if self.breakages else 0) + 5

    def drawn(self) -> Iterator[str]:
        """From the paper up: ground, bands, rows, marks."""
        yield from self._ground()
        yield from self._spells()
        yield from self._faults()
        yield from self._presence()
        yield from self._breathing()
        yield from self._alarms()
        yield from self._marks()

    # ---- ground ----------------------------------------------------------------------------

    def _ground(self) -> Iterator[str]:
        width = self.axis.width - GUTTER - RIGHT
        yield ink.element(
            "rect", x=GUTTER, y=self.top, width=width, height=self.height, fill=ink.STRIP
        )
        yield from self._heading()
        rows = self.rows
        yield _label("in person", rows.seen + 11)
        yield _label("remote looks, calls", rows.looks + 10)
        yield _label("somebody inside", rows.presence + 10)
        for lane, name in enumerate(self.lanes):
            yield _label(name, rows.lanes + lane * LANE + 9)
        if self.breakages:
            yield _label("faults", rows.faults + 9)
        if self.bed.person:
            yield from self._scale(width)

    def _heading(self) -> Iterator[str]:
        bed = self.bed
        yield ink.text(16, self.top + 20, bed.room.spoken, size=16, font_weight="bold")
        yield ink.text(16, self.top + 36, bed.person or "empty", fill=ink.QUIET)
        if bed.every_min:
            yield ink.text(16, self.top + 51, f"every {bed.every_min} min", fill=ink.QUIET)

    def _scale(self, width: float) -> Iterator[str]:
        yield _label("breaths a minute", self.rows.breathing + BREATHING / 2 + 3)
        for per_min in (0.0, 10.0, 20.0, 30.0):
            y = self._y(per_min)
            yield ink.element("line", x1=GUTTER, x2=GUTTER + width, y1=y, y2=y, stroke=ink.RULE)
            yield ink.text(GUTTER + width + 3, y + 3, f"{per_min:.0f}", size=8, fill=ink.QUIET)

    def _y(self, per_min: float) -> float:
        share = min(per_min, MOST_PER_MIN) / MOST_PER_MIN
        return self.rows.breathing + BREATHING - 4 - share * (BREATHING - 8)

    # ---- bands -----------------------------------------------------------------------------

    def _spells(self) -> Iterator[str]:
        for entry in self.spells:
            more = entry.more
            now = more["known"] == "now"
            until = more["until"] or self.axis.ends
            x, last = self.axis.x(more["since"]), self.axis.x(until)
            height = self.rows.lanes - self.top - 4
            yield ink.spell(x, self.top + 2, last - x, height, entry.words, now=now)
            length = lasting(until - more["since"])
            said = f"nobody came, {length}" if now else f"believed then, {length}"
            if len(said) * CHARACTER_PX < last - x:
                yield ink.text(
                    x + 4, self.top + 12, said, size=10, fill=ink.SPELL, font_weight="bold"
                )

    def _faults(self) -> Iterator[str]:
        """Hatched over all that it may hide; named below, where there is room for its name."""
        free_from = 0.0
        for each in self.breakages:
            x, last = self.axis.x(each.begins), self.axis.x(each.ends)
            told = f"{each.words}, {clock(each.begins)} to {clock(each.ends)}"
            y, height = self.top, self.height
            if each.words.startswith(THIN):
                y, height = self.rows.faults, LANE
            yield ink.fault(x, y, max(last - x, 1.5), height, told)
            width = len(each.words) * CHARACTER_PX + 6
            place = min(x + 2, self.axis.width - width)
            if place >= free_from:
                free_from = place + width
                yield ink.named(place, self.rows.faults + 10, each.words)

    # ---- rows ------------------------------------------------------------------------------

    def _presence(self) -> Iterator[str]:
        """As the sensors told it: full in the room, half as high in the ensuite."""
        y = self.rows.presence
        for place, height, colour in (
            (Place.ROOM, 8.0, ink.HERE),
            (Place.ENSUITE, 4.0, ink.ENSUITE),
        ):
            for first, last in self._there(place):
                x, width = self.axis.x(first), self.axis.x(last) - self.axis.x(first)
                told = f"somebody in the {place}, {clock(first)} to {clock(last)}"
                yield ink.element(
                    "rect", told, x=x, y=y + 9 - height, width=width, height=height, fill=colour
                )

    def _there(self, place: Place) -> Iterator[tuple[datetime, datetime]]:
        """From when until when somebody was sensed there."""
        since: datetime | None = None
        for moment, is_there in self._told(place):
            if since is not None and not is_there:
                yield since, moment
            since = (since or moment) if is_there else None
        if since is not None:
            yield since, self.axis.ends

    def _told(self, place: Place) -> Iterator[tuple[datetime, bool]]:
        """What the node told of this sensor, by happenings and by how things stood."""
        for at, fact in sorted(self.record.facts_of(self.bed.room), key=lambda told: told[0]):
            match fact:
                case Happened(happening=PresenceMoved(place=where, is_there=there)):
                    if where is place:
                        yield min(at, fact.observed_at), there
                case Stood(standing=standing):
                    stands = standing.in_room if place is Place.ROOM else standing.in_ensuite
                    if stands is not None:
                        yield min(at, fact.observed_at), stands

    def _breathing(self) -> Iterator[str]:
        """A line where rates follow each other, nothing where there are none."""
        words = [word for word in self.record.vitals if word.room == self.bed.room]
        for line in _lines(words):
            if isinstance(line[0].said, NotBreathing):
                yield self._stopped(line)
            else:
                yield self._line(line)

    def _line(self, words: Sequence[Word]) -> str:
        points = [(self.axis.x(at), self._y(per_min)) for at, per_min in _rates(words)]
        kept = points[:1]
        for point in points[1:]:
            if point[0] - kept[-1][0] >= CLOSEST_PX:
                kept.append(point)
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in kept)
        path = f"M{path}" + ("h0.1" if len(kept) == 1 else "")
        told = f"{said_words(words[0].said)}, from {clock(words[0].at)} to {clock(words[-1].at)}"
        return ink.element(
            "path", told, d=path, fill="none", stroke=ink.BREATH, stroke_width=1.5,
            stroke_linecap="round", stroke_linejoin="round",
        )  # fmt: skip

    def _stopped(self, words: Sequence[Word]) -> str:
        """No breathing movement: a thick line on the ground, with its words."""
        x, last = self.axis.x(words[0].at), self.axis.x(words[-1].at)
        y, red = self._y(0), ink.BARS[BY_NAME["no breathing seen"].priority][0]
        line = ink.element(
            "rect", said_words(words[0].said), x=x, y=y - 2, width=max(last - x, 2), height=4,
            fill=red,
        )  # fmt: skip
        return line + ink.text(x, y - 5, "no breathing movement", size=9, fill=red)

    def _alarms(self) -> Iterator[str]:
        for alarm in self.record.alarms_of(self.bed.room):
            y = self.rows.lanes + self.lanes.index(alarm.condition) * LANE
            x, last = self.axis.x(alarm.began_at), self.axis.x(self._over(alarm))
            yield ink.bar(
                x, y, max(last - x, 2), alarm.priority, f"{in_words(alarm)}: {alarm.words}"
            )
            for first, until in self.record.still_shown(alarm):
                over, until_x = self.axis.x(first), self.axis.x(until)
                told = f"over, and shown on, {clock(first)} to {clock(until)}"
                yield ink.still_shown(over, y, max(until_x - over, 1), told)
            for at, fact in self.record.told_of(Escalated):
                if fact.id == alarm.id and fact.step and at > alarm.began_at:
                    yield ink.fetched(self.axis.x(at), y, f"{clock(at)}: {fact.words}")

    def _over(self, alarm: Shown) -> datetime:
        return alarm.ended_at or self.axis.ends

    def _marks(self) -> Iterator[str]:
        room, y = self.bed.room, self.rows.looks + 7
        for at, look in self.record.looks:
            if look.room == room:
                told = f"{look.how} by {self.record.known_as(look.by)}, {clock(at)}"
                yield ink.looked(self.axis.x(at), y, told)
        for at, fact in self.record.facts_of(room):
            if isinstance(fact, Happened) and isinstance(fact.happening, CallPressed):
                yield ink.called(self.axis.x(fact.observed_at), y, f"call, {clock(at)}")
        for seen in self.record.seen:
            if seen.room == room:
                mark = ink.counted if seen.counts else ink.not_counted
                told = f"{seen.by}, {clock(seen.at)} ({seen.grade}): {seen.because}"
                yield mark(self.axis.x(seen.at), self.rows.seen + 8, told)


def _label(words: str, y: float) -> str:
    return ink.text(GUTTER - 8, y, words, size=9, fill=ink.QUIET, text_anchor="end")


def _rates(words: Sequence[Word]) -> Iterator[tuple[datetime, float]]:
    return ((word.at, word.said.per_minute) for word in words if isinstance(word.said, Rate))


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words of one sort that follow each other without a gap; doubts are gaps."""
    for sort, same in groupby(words, key=lambda word: type(word.said)):
        if sort not in (Rate, NotBreathing):
            continue
        line: list[Word] = []
        for word in same:
            if line and word.at - line[-1].at > SILENT_FROM:
                yield line
                line = []
            line.append(word)
        yield line
