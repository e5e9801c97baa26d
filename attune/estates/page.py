"""The report as plain values: what stands on each page, for Typst to set."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from attune.estates.check import dangers_of, days_not_met, fit_for_use
from attune.estates.gathered import Site
from hub.estates.answers import Answer, Measured, Standing
from hub.estates.clause import Clause
from hub.estates.fitness import Fitness
from hub.estates.limits import NIGHT_MOST_DBA, WARMTH_C
from hub.estates.sensory import DayLike
from hub.panel.estates_words import KNOWN_BY, MARKS, asked_by
from hub.rooms.upkeep import UNLOOKED
from ward.rooms import RoomId
from ward.units import Instant

NEVER_MET = "What was not measured or not looked at is shown as that; it is never counted as met."
NO_DEVICE = "Attune is not a certified medical device."
NIGHT_LUX = 5.0  # LG2, by a lighting firm's table
WARM_SHOWN_C = 14.0, 32.0
LUX_SHOWN, DBA_SHOWN = 10.0, (25.0, 50.0)


def page(found: Site) -> dict[str, Any]:
    """Everything that stands in it."""
    asked = found.asked
    clauses = asked.catalogue.clauses
    return {
        "title": f"Estates against the minimum standards: {_where(found)}",
        "from": _clock(asked.since, found),
        "to": _clock(asked.until, found),
        "no_device": NO_DEVICE,
        "standards": [one.title for one in asked.catalogue.standards],
        "marks": [[str(answer), mark.word] for answer, mark in MARKS.items()],
        "counts": _counts(found),
        "sentences": list(_sentences(found)),
        "heads": [{"id": one.id, "heading": one.heading, "must": one.must} for one in clauses],
        "rooms": [_room(room, found) for room in found.standings],
        "defects": [row for room in found.standings for row in _defects(room, found)],
        "photographs": [one for room in found.standings for one in _photographs(room, found)],
        "regardless": [row for room in found.standings for row in _regardless(room, found)],
        "clauses": [_clause(one, place, found) for place, one in enumerate(clauses)],
        "like": [_like(room, days) for room, days in found.like.items()],
        "limits": {"warm": WARMTH_C, "lux": NIGHT_LUX, "dba": NIGHT_MOST_DBA},
        "shown": {"warm": WARM_SHOWN_C, "lux": LUX_SHOWN, "dba": DBA_SHOWN},
    }


def _where(found: Site) -> str:
    rooms = tuple(found.standings)
    wards = sorted({room.ward for room in rooms})
    if len(rooms) == 1:
        return rooms[0].spoken
    return f"{len(rooms)} rooms of {', '.join(ward.capitalize() for ward in wards)}"


def _clock(at: Instant, found: Site) -> str:
    local = at.astimezone(found.asked.zone)
    return f"{local.day} {local:%b %Y, %H:%M %Z}"


def _day(at: Instant, found: Site) -> str:
    local = at.astimezone(found.asked.zone)
    return f"{local.day} {local:%b %Y}"


# ---- the page to look at first -------------------------------------------------------------------


def _counts(found: Site) -> list[list[str]]:
    counts = Counter(one.answer for each in found.standings.values() for one in each)
    return [[str(answer), f"{counts[answer]:,}"] for answer in MARKS if counts[answer]]


def _sentences(found: Site) -> Iterator[str]:
    """What somebody ought to know who reads no further."""
    rooms = list(found.standings)
    if len(rooms) == 1:
        yield from _of_one(found.standings[rooms[0]], found, rooms[0])
        return
    fit = {room: fit_for_use(found, room) for room in rooms}
    dangerous = [room for room in rooms if dangers_of(found, room)]
    unfit = [room for room in rooms if _musts(fit[room])]
    broken = [room for room in unfit if _has(_musts(fit[room]), Answer.UNMET)]
    aside = [room for room in rooms if fit[room].aside]
    beside = ", or are said not to need it" if aside else ""
    many = f"{len(rooms) - len(unfit)} of {len(rooms)} rooms"
    yield f"{many} are known to have every must-have{beside}."
    if aside:
        yield f"A must-have is said not to apply, and counted as met nowhere, in {_named(aside)}."
    if dangerous:
        yield f"A danger is open, and the room not fit for use, in {_named(dangerous)}."
    if broken:
        yield f"A must-have is not met in {_named(broken)}."
    unknown = [room for room in unfit if room not in broken]
    if unknown:
        yield f"A must-have is not known to be met in {_named(unknown)}, and none is known not to."
    worst = Counter(
        one.clause.heading
        for each in found.standings.values()
        for one in each
        if one.answer is Answer.UNMET and one.clause.met_with is None
    )
    if worst:
        said = ", ".join(f"{heading} ({count})" for heading, count in worst.most_common(5))
        yield f"Most often not met: {said}."
    yield NEVER_MET


def _musts(fit: Fitness) -> Sequence[Standing]:
    return [one for one in fit.lacking if one.clause.must and one.is_open]


def _of_one(standings: Sequence[Standing], found: Site, room: RoomId) -> Iterator[str]:
    """The same of a single room."""
    if dangers := "; ".join(one.words for one in dangers_of(found, room)):
        yield f"A danger is open, and the room not fit for use: {dangers}."
    open_ = [one for one in standings if one.clause.must and one.is_open]
    unmet = _headings(one for one in open_ if one.answer is Answer.UNMET)
    unknown = _headings(one for one in open_ if one.answer is not Answer.UNMET)
    if unmet:
        yield f"Must-haves that are not met: {unmet}."
    if unknown:
        yield f"Must-haves that are not known to be met: {unknown}."
    aside = "; ".join(
        f"{one.clause.heading}: {one.because}" for one in fit_for_use(found, room).aside
    )
    if aside:
        yield f"Must-haves counted as met nowhere: {aside}."
    if not (unmet or unknown):
        yield f"Every {'other ' if aside else ''}must-have is known to be met."
    yield NEVER_MET


def _headings(standings: Iterable[Standing]) -> str:
    """Each once, whoever else asks the same."""
    return ", ".join(dict.fromkeys(one.clause.heading for one in standings))


def _has(standings: Sequence[Standing], answer: Answer) -> bool:
    return any(one.answer is answer for one in standings)


def _named(rooms: Sequence[RoomId]) -> str:
    return ", ".join(map(str, rooms))


def _room(room: RoomId, found: Site) -> dict[str, Any]:
    fit = fit_for_use(found, room)
    return {
        "room": str(room),
        "answers": [str(one.answer) for one in found.standings[room]],
        "lacks": len(fit.lacking) + len(fit.dangers),
    }


# ---- what is broken, and what is used all the same -----------------------------------------------


def _defects(room: RoomId, found: Site) -> Iterator[list[str]]:
    """What was open at the end of the time; what is past its day says so."""
    until, known_as = found.asked.until.astimezone(found.asked.zone).date(), found.register.known_as
    for one in found.upkeeps.get(room, UNLOOKED).open:
        late = ", past its day" if one.is_overdue(until) else ""
        first = f", first {one.first_due.day} {one.first_due:%b}" if one.first_due else ""
        due = f"{one.due.day} {one.due:%b %Y}{first}{late}"
        stands = f"mended by {known_as(one.mended_by)}, not checked" if one.is_mended else "open"
        yield [str(room), one.clause, one.words, str(one.severity), one.owner, due, stands]


def _photographs(room: RoomId, found: Site) -> Iterator[dict[str, str]]:
    """Of what is open, by the name of the picture, which only whoever sets the page may have."""
    for one in found.upkeeps.get(room, UNLOOKED).open:
        if one.photograph:
            by, when = found.register.known_as(one.found_by), _day(one.found_at, found)
            yield {
                "name": one.photograph,
                "words": f"{room}: {one.words}, by {by} on {when}",
            }


def _regardless(room: RoomId, found: Site) -> Iterator[list[str]]:
    """Who answered within the time for the use of a room that was not fit, and why."""
    asked = found.asked
    for one in found.upkeeps.get(room, UNLOOKED).regardless:
        if asked.since <= one.at < asked.until:
            by = found.register.known_as(one.by)
            yield [str(room), _clock(one.at, found), by, one.why, ", ".join(one.lacking)]


# ---- clause by clause ----------------------------------------------------------------------------


def _clause(clause: Clause, place: int, found: Site) -> dict[str, Any]:
    of_rooms = [(room, each[place]) for room, each in found.standings.items()]
    met = [room for room, one in of_rooms if one.answer is Answer.MET]
    not_to_apply = [
        [str(room), one.because] for room, one in of_rooms if one.answer is Answer.NOT_APPLICABLE
    ]
    measure = clause.measure
    bounds = [
        f"{word} {bound:g} {measure.unit}"
        for word, bound in (("at least", measure.least), ("at most", measure.most))
        if bound is not None
    ] if measure else []  # fmt: skip
    return {
        "id": clause.id,
        "heading": clause.heading,
        "must": clause.must,
        "wording": clause.wording,
        "by": asked_by(clause),
        "known_by": KNOWN_BY[clause.kind],
        "criterion": clause.criterion,
        "evidence": clause.evidence,
        "measure": f"{measure.of}: {' and '.join(bounds)} ({measure.source})" if measure else "",
        "since": f"asked from {clause.asked_from:%d %b %Y}" if clause.asked_from else "",
        "met": _named(met),
        "aside": not_to_apply,
        "open": [_open(room, one, found) for room, one in of_rooms if one.is_open],
    }


def _open(room: RoomId, one: Standing, found: Site) -> dict[str, Any]:
    came = found.measured.get((room, one.clause.id))
    days = days_not_met(one, came)
    when = _day(one.at, found) if one.at and one.at < found.asked.until else ""
    if days:
        first = _day(datetime.fromisoformat(days[0]), found)
        when = f"first on {first}" if len(days) == 1 else f"{len(days)} days, first {first}"
    return {
        "room": str(room),
        "answer": str(one.answer),
        "because": one.because,
        "when": when,
        "days": _strip(one, came),
    }


def _strip(one: Standing, came: Measured | None) -> list[bool]:
    """Of each day that is known, whether its measure was met."""
    if came is None or one.clause.measure is None or one.answer is not Answer.UNMET:
        return []
    return [one.clause.measure.allows(value) for _, value in sorted(came.days)]


# ---- what the rooms were like --------------------------------------------------------------------


def _like(room: RoomId, days: Sequence[DayLike]) -> dict[str, Any]:
    known = [day for day in days if day.warmth is not None]
    return {
        "room": str(room),
        "words": _like_words(days),
        "days": len(days),
        "known": len(known),
        "warm": [_shown(day.warmth, WARM_SHOWN_C) if day.warmth else [] for day in days],
        "lux": [_bar(day.lux[1], (0.0, LUX_SHOWN)) for day in days],
        "dba": [_bar(day.dba[1], DBA_SHOWN) for day in days],
    }


def _like_words(days: Sequence[DayLike]) -> str:
    """The same as the picture shows, for whoever hears it read."""
    warm = [day.warmth for day in days if day.warmth]
    lux = [day.lux[1] for day in days if day.lux[1] is not None]
    dba = [day.dba[1] for day in days if day.dba[1] is not None]
    said = [
        f"{min(w[0] for w in warm):.1f} to {max(w[2] for w in warm):.1f} °C" if warm else "",
        f"nights up to {max(lux):.1f} lux" if lux else "",
        f"nights up to {max(dba):.0f} dB" if dba else "",
    ]
    unknown = len(days) - len(warm)
    said.append(f"{unknown} days not measured" if unknown else "")
    return "; ".join(filter(None, said)) or "never measured"


def _shown(values: Sequence[float], bounds: tuple[float, float]) -> list[float]:
    """As shares of the height of a picture."""
    return [round(min(1.0, max(0.0, _share(value, bounds))), 4) for value in values]


def _bar(value: float | None, bounds: tuple[float, float]) -> list[float]:
    return [] if value is None else [*_shown((value,), bounds), round(value, 2)]


def _share(value: float, bounds: tuple[float, float]) -> float:
    low, high = bounds
    return (value - low) / (high - low)
