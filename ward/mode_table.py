"""What each mode asks: one table, by whose word each line of it holds, and modes by it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import overload

from ward.authority import Authority
from ward.modes import (
    DrugClass,
    DrugRoute,
    Mode,
    ModeBegun,
    ModeChange,
    ModeKind,
    RestraintNoted,
    RestraintReleased,
    Window,
)
from ward.schedules import Every, Schedules
from ward.units import Instant, Span, hours, minutes


@dataclass(frozen=True, slots=True)
class Stretch:
    """How often somebody must come, from its beginning until so many minutes after."""

    every_min: float
    until_min: float | None
    authority: Authority
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: what a mode asks."""

    stretches: tuple[Stretch, ...]
    least: Span
    company: bool
    red_line: float | None
    authority: Authority
    source: str


# NICE names no end: "until there are no further concerns". NG10 and the Code from memory. How often
# somebody must come by a site's own policy, hub.toml says instead: ``ward.schedules``.
_LOCAL, _NICE = Authority.LOCAL, Authority.GUIDANCE
SCHEDULE_MOST = 16  # windows of one mode, on the wire
SAID_MOST = hours(4)  # our own proposal: nobody need look up what was given longer ago
LONG_ACTING_LEAST = hours(72)  # clinical.md, 3.3, from memory: lasts about that long
WRITTEN_WITHIN = minutes(2)  # our own proposal: of a check that was due, before it is an alarm
SEDATED_MIN = 15.0  # NICE NG10, from memory: whoever appears asleep or sedated, every 15 min
HELD_AT_FIRST = 2  # lines of the table after restraint that hold whatever a site says
TABLE: dict[ModeKind, Rule] = {
    ModeKind.TRANQUILLISED: Rule(
        (
            Stretch(15, 60, _LOCAL, "our own proposal, after what many policies have"),
            Stretch(60, None, _NICE, "QS154, 4: at least every hour until no further concerns"),
        ),
        hours(4), True, 10.0, _LOCAL,
        "company: the Code, about 26.122, from memory; under 10 and 4 h: our own proposal, after "
        "what many policies have",
    ),
    ModeKind.RESTRAINT: Rule(
        (
            Stretch(1, 0.05, _LOCAL, "our own proposal: at release, with a minute for it"),
            Stretch(5, 15, _LOCAL, "our own proposal: at 5, 10 and 15 min"),
            Stretch(15, 60, _LOCAL, "our own proposal"),
            Stretch(60, 240, _LOCAL, "our own proposal"),
        ),
        hours(4), False, None, _LOCAL,
        "our own proposal; NICE NG10: as long as clinically necessary, from memory",
    ),
}  # fmt: skip


def schedule(kind: ModeKind, at: Instant, own: Schedules = ()) -> tuple[Window, ...]:
    """What the table asks from then on; the site's own, where it has one of that kind.

    After restraint it is asked at once and at 5, 10 and 15 min by any table: a site's own says how
    it goes on, and what is closer.
    """
    shipped = TABLE[kind].stretches
    sites = (one.stretches for one in own if one.kind is kind)
    stretches: Sequence[Stretch | Every] = next(sites, shipped)
    if kind is ModeKind.RESTRAINT and stretches is not shipped:
        stretches = (*shipped[:HELD_AT_FIRST], *stretches)
    return tuple(
        Window(
            from_at=at,
            every_min=stretch.every_min,
            until=None if stretch.until_min is None else at + minutes(stretch.until_min),
        )
        for stretch in stretches
    )


@dataclass(frozen=True, slots=True)
class Given:
    """What was given, and when, if not now: as is said."""

    drug: DrugClass
    route: DrugRoute
    said_at: Instant | None = None


def tranquillised(id_: str, by: str, given: Given, at: Instant, own: Schedules = ()) -> Mode:
    """Watched from now on, whenever it is said to have been given."""
    kind = ModeKind.TRANQUILLISED
    least = LONG_ACTING_LEAST if given.drug is DrugClass.LONG_ACTING else TABLE[kind].least
    return Mode(
        id=id_,
        kind=kind,
        began_at=at,
        by=by,
        said_at=given.said_at,
        drug=given.drug,
        route=given.route,
        schedule=schedule(kind, at, own),
        until=at + least,
    )


def restraint(id_: str, by: str, at: Instant) -> Mode:
    """Somebody is being held from now on."""
    return Mode(id=id_, kind=ModeKind.RESTRAINT, began_at=at, by=by)


def believed(mode: Mode, at: Instant, own: Schedules = ()) -> Mode:
    """The same from a door, by the moment at which it is believed to have begun.

    Whatever the door's clock says, no schedule of its is shorter than the table's.
    """
    if mode.kind is ModeKind.RESTRAINT or mode.drug is None or mode.route is None:
        return restraint(mode.id, mode.by, at)
    said = mode.said_at
    if said is not None and not at - SAID_MOST <= said <= at:
        said = None
    return tranquillised(mode.id, mode.by, Given(mode.drug, mode.route, said), at, own)


@overload
def by_table(said: ModeBegun, at: Instant, own: Schedules) -> ModeBegun: ...
@overload
def by_table(said: RestraintReleased, at: Instant, own: Schedules) -> RestraintReleased: ...
def by_table(
    said: ModeBegun | RestraintReleased, at: Instant, own: Schedules
) -> ModeBegun | RestraintReleased:
    """The same with what the table asks from then on: whoever reads it needs no table."""
    if isinstance(said, ModeBegun):
        return ModeBegun(mode=believed(said.mode, at, own), by_table=True)
    asked = schedule(ModeKind.RESTRAINT, at, own)
    return said.model_copy(update={"schedule": asked})


def noted(mode: Mode, said: RestraintNoted, at: Instant) -> Mode:
    """The same, with what was last noted, and how long they have lain face down by then."""
    if mode.noted_at is not None and at < mode.noted_at:
        return mode  # told late
    return mode.model_copy(
        update={
            "noted_at": at,
            "prone_s": mode.prone_until(at),
            "position": said.position,
            "airway": said.airway,
        }
    )


def released(mode: Mode, at: Instant, asked: tuple[Window, ...] = ()) -> Mode:
    """The same once they are let go: from then on the table counts."""
    if mode.released_at is not None:
        return mode
    kind = ModeKind.RESTRAINT
    return mode.model_copy(
        update={
            "prone_s": mode.prone_until(at),
            "released_at": at,
            "schedule": asked or schedule(kind, at),
            "until": at + TABLE[kind].least,
        }
    )


def company(modes: tuple[Mode, ...]) -> bool:
    """Whether somebody must stay outside the door all the time, whatever the plan says."""
    return any(TABLE[mode.kind].company for mode in modes)


def _further(before: Mode, mode: Mode) -> Mode:
    """Given again: the newer dose counts, however late it is told, and no watch ends the sooner."""
    if mode.kind is ModeKind.RESTRAINT:
        return mode
    older, newer = sorted((before, mode), key=lambda one: one.began_at)
    ends = [one.until for one in (older, newer) if one.until is not None]
    kept = newer.schedule if newer is mode else (*newer.schedule, *older.schedule)[-SCHEDULE_MOST:]
    since = min(one.since or one.began_at for one in (older, newer))
    return newer.model_copy(
        update={"until": max(ends, default=None), "schedule": kept, "since": since}
    )


def after(modes: tuple[Mode, ...], said: ModeChange, at: Instant) -> tuple[Mode, ...]:
    """The modes in force once this was said. Of one kind there is one.

    A further dose begins the watch anew; whoever is held already is held since before.
    """
    match said:
        case ModeBegun(mode=mode):
            if any(one.id == mode.id or (one.is_held and mode.is_held) for one in modes):
                return modes
            before = next((one for one in modes if one.kind is mode.kind), None)
            if before and mode.is_held and mode.began_at < before.began_at:
                return modes  # told late: whoever was held again since is watched for longer by it
            mode = mode if before is None else _further(before, mode)
            return (*(one for one in modes if one.kind is not mode.kind), mode)
        case RestraintNoted():
            return tuple(noted(one, said, at) if one.id == said.mode else one for one in modes)
        case RestraintReleased(schedule=asked):
            return tuple(released(one, at, asked) if one.id == said.mode else one for one in modes)
    return tuple(one for one in modes if one.id != said.mode)
