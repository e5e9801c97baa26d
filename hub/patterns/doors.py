"""Patterns at the doors: stays of seconds, two badges at once, one badge in two places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo

from hub.patterns.evidence import Evidence, Shown, Stay
from hub.patterns.pattern import Case, Pattern, Row, many
from ward.rooms import RoomId
from ward.units import Span, seconds

# All of these are our own proposal, local settings.
SHORT_S = 5.0
SHORT_LEAST = 3  # of one badge
TOGETHER = seconds(1)
WALK = seconds(3)  # to the next door, some 4 m on, at 1.4 m/s


def short_stays(found: Evidence, _zone: tzinfo) -> Pattern:
    """Whose stays at a door were, several times, of seconds only."""
    stays = _once(found.stays)
    groups: dict[str, list[Stay]] = defaultdict(list)
    for one in stays:
        groups[one.badge].append(one)
    cases = []
    for badge, all_of in sorted(groups.items(), key=lambda group: found.holder(group[0])):
        short = [one for one in all_of if one.stayed_s < SHORT_S]
        if len(short) >= SHORT_LEAST:
            recorded = sum(one.recorded for one in short)
            words = (
                f"{found.holder(badge)}: {len(short)} of {len(all_of)} stays under {SHORT_S:.0f} s"
            )
            with_record = f", {many(recorded, 'of them with a record', 'of them with a record')}"
            rows = tuple(Row(one.came_at, (one.room,), _stayed(one)) for one in short)
            cases.append(Case(f"{words}{with_record if recorded else ''}.", rows))
    return Pattern(
        name="short-stays",
        title=f"Stays under {SHORT_S:.0f} s",
        looked_for=f"A badge that was shown {SHORT_LEAST} times or more with less than "
        f"{SHORT_S:.0f} s in front of the door, by the presence sensor.",
        looked_at=f"{many(len(stays), 'stay')} with a badge",
        innocent="Passing on the way, a badge tried again, somebody who was called away, or a "
        "presence sensor that is set or placed badly: compare other people at the same door.",
        cases=tuple(cases),
    )


def _once(stays: Iterable[Stay]) -> list[Stay]:
    """A stay that the record and the sensor both tell of is one: the sensor's is the longer one."""
    kept: list[Stay] = []
    last: dict[tuple[RoomId, str], int] = {}
    for one in sorted(stays, key=lambda one: one.came_at):
        key = (one.room, one.badge)
        before = kept[last[key]] if key in last else None
        if before and one.came_at <= before.came_at + seconds(before.stayed_s) + TOGETHER:
            if one.recorded == before.recorded:
                last[key] = len(kept)
                kept.append(one)
                continue
            longer = max(one.stayed_s, before.stayed_s)
            kept[last[key]] = Stay(
                one.room, one.badge, before.came_at, longer, True, one.grade or before.grade
            )
            continue
        last[key] = len(kept)
        kept.append(one)
    return kept


def _stayed(one: Stay) -> str:
    return f"{one.stayed_s:.1f} s{f', with a record, grade {one.grade}' if one.recorded else ''}"


def two_badges(found: Evidence, _zone: tzinfo) -> Pattern:
    """Two different badges at one door within the same second."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for one, other in _pairs(found.shown, TOGETHER):
        if one.room == other.room and one.badge != other.badge:
            pair = min(one.badge, other.badge), max(one.badge, other.badge)
            groups[pair].append(Row(one.at, (one.room,), _apart(one, other)))
    cases = tuple(
        Case(f"{found.holder(a)} and {found.holder(b)}: {_times(len(rows))}.", tuple(rows))
        for (a, b), rows in sorted(groups.items())
    )
    return Pattern(
        name="two-badges",
        title="Two badges at one door in the same second",
        looked_for=f"Two different badges shown at one door no more than {TOGETHER.seconds} s "
        "apart. One person can hold two.",
        looked_at=f"{many(len(found.shown), 'badge')} shown",
        innocent="Two people who came together, as they do for a review by two, each with a badge "
        "in hand.",
        cases=cases,
    )


def one_badge_two_doors(found: Evidence, _zone: tzinfo) -> Pattern:
    """One badge at two doors, within a time in which nobody can walk from one to the other."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for one, other in _pairs(found.shown, WALK):
        if one.room != other.room and one.badge == other.badge and other.at - one.at < WALK:
            row = Row(one.at, (one.room, other.room), _apart(one, other))
            groups[one.badge].append(row)
    cases = tuple(
        Case(f"{found.holder(badge)}: {_times(len(rows))}.", tuple(rows))
        for badge, rows in sorted(groups.items())
    )
    return Pattern(
        name="one-badge-two-doors",
        title="One badge at two doors at once",
        looked_for=f"One badge shown at two doors less than {WALK.seconds} s apart: to walk to the "
        "next door takes longer.",
        looked_at=f"{many(len(found.shown), 'badge')} shown",
        innocent="The clocks of two doors may differ by up to two seconds, and two doors may stand "
        "side by side. Else there are two cards with one number.",
        cases=cases,
    )


def _pairs(shown: Sequence[Shown], within: Span) -> Iterator[tuple[Shown, Shown]]:
    """Any two no further apart than that, the earlier one first. They are in order already."""
    for place, one in enumerate(shown):
        for other in shown[place + 1 :]:
            if other.at - one.at > within:
                break
            yield one, other


def _apart(one: Shown, other: Shown) -> str:
    return f"{(other.at - one.at).total_seconds():.1f} s apart"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
