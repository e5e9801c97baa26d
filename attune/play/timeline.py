"""The timeline of a played night: one entry for each thing that somebody would want told."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from attune.play.alarm_entries import alarm_entries
from attune.play.entry import Entry
from attune.play.record import Record, Seen, Word
from attune.play.said import asked_words, clock, said_words
from attune.play.spells import Spell, known_now, known_then
from hub.rooms.facts import Refused, room_of
from hub.rules.handover_words import handover_words
from hub.rules.words import lasting
from ward.rooms import RoomId
from ward.vitals import Doubted, Rate, Said

LATE_FROM = timedelta(seconds=5)  # known so long after it was made, an observation is late

# kind → what it is, and which keys it adds to `at`, `kind`, `room` and `words`
KINDS: Mapping[str, str] = {
    "act": "what the night file had somebody do; `line` of the file",
    "fault": "what the night file broke or mended; `line` of the file",
    "befell": "a fault begins or is over, as the world felt it",
    "observation": "somebody saw the person in person; `by`, `counts`, `made_at`: `at` is when the "
    "hub came to know it",
    "look": "a remote look, which never counts; `how`, `by`",
    "alarm": "an alarm begins; `condition`, `priority`, `ended_at` if it ever ended",
    "again": "an alarm that was over and showed on is there again; `condition`",
    "escalated": "an alarm reaches the next to be fetched; `condition`, `step`, `duty`, `to`",
    "acknowledged": "somebody takes an alarm on, and it is quiet; `condition`, `by`, `until`",
    "paused": "the sound of a room's alarms rests; `conditions`, `by`, `until`",
    "marked": "whether there was something to do; `condition`, `by`, `actionable`",
    "limit": "a limit of one person's own; `by`, `value_s`, `until`",
    "over": "an alarm's condition is over, and it shows on; `condition`",
    "ended": "an alarm ends; `condition`, `priority`, `began_at`",
    "notice": "people are told by a teller; `teller`, `ref`, `rooms`, `took` if it is known, and "
    "`became_at` when",
    "site": "who works here, or the rota, has changed; `by`",
    "order": "an order got further; `progress`",
    "says": "the node's word on breathing is of another sort than before; `says`, `per_minute` or "
    "`doubt`",
    "refused": "somebody asked for what they may not do; `by`, `action`",
    "denied": "the hub denied what somebody asked, for another reason",
    "spell": "a blank spell, as `known` `now` or `then`; `since`, `due_at`, `until` if it ended",
    "expectation": "one thing that was expected; `met`, `line`, `instead` if it was not met",
    "summary": "the last line; `rooms`, `hours`, `took_s`, `alarms`, `met`, `expected`",
}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


def timeline(record: Record) -> tuple[Entry, ...]:
    """Everything, in the order of time; spells come last, for only the end knows them."""
    happened = chain(
        _did(record), _befell(record), alarm_entries(record), _people(record), _orders(record),
        _says(record.vitals), _denied(record), _messages(record),
    )  # fmt: skip
    return (*sorted(happened, key=_order), *spells(record))


def _order(entry: Entry) -> tuple[datetime, int]:
    """By time; at one moment in the order of the kinds above, causes before what follows."""
    return entry.at, _RANK[entry.kind]


def spells(record: Record) -> Iterator[Entry]:
    """Every blank spell as known now; as known then beside it, where that was otherwise."""
    for room in sorted({room for _, fact in record.facts if (room := room_of(fact))}):
        now, then = known_now(record, room), known_then(record, room)
        yield from (_spell(record, spell, "now") for spell in now)
        yield from (_spell(record, spell, "then") for spell in then if not _among(spell, now))


def _among(spell: Spell, others: Iterable[Spell]) -> bool:
    def same(other: Spell) -> bool:
        if spell.until is None or other.until is None:
            return spell.until is other.until
        return abs(spell.until - other.until) < LATE_FROM

    return any(abs(spell.since - other.since) < LATE_FROM and same(other) for other in others)


def _spell(record: Record, spell: Spell, known: str) -> Entry:
    until = spell.until or record.ends
    over = f"until {clock(spell.until)}" if spell.until else "and nobody had by the end"
    believed = "" if known == "now" else "as the hub believed then: "
    tags = "".join(f", {handover_words(one, record.known_as, clock)}" for one in spell.handovers)
    lasted = lasting(until - spell.since)
    words = f"{believed}nobody came from {clock(spell.since)} {over}, {lasted}{tags}"
    more = {"known": known, "since": spell.since, "due_at": spell.due_at, "until": spell.until}
    return Entry(record.ends, "spell", spell.room, words, more)


def _did(record: Record) -> Iterator[Entry]:
    for done in record.done:
        kind = "fault" if done.is_fault else "act"
        yield Entry(done.at, kind, done.room, done.words, {"line": done.line})


def _befell(record: Record) -> Iterator[Entry]:
    """What the file itself said is not told twice: only what follows by itself."""
    said = {(done.at, done.room) for done in record.done if done.is_fault}
    for each in record.befell:
        if (each.at, each.room) not in said:
            yield Entry(each.at, "befell", each.room, each.words)


def _people(record: Record) -> Iterator[Entry]:
    for seen in record.seen:
        more = {"by": seen.by, "counts": seen.counts, "grade": seen.grade}
        more |= {"made_at": seen.at}
        yield Entry(seen.known_at, "observation", seen.room, _seen(seen), more)
    for at, look in record.looks:
        by = record.known_as(look.by)
        words = f"{look.how} by {by}" + (f': "{look.words}"' if look.words else "")
        yield Entry(at, "look", look.room, words, {"how": str(look.how), "by": by})


def _seen(seen: Seen) -> str:
    late = seen.known_at - seen.at >= LATE_FROM
    made = f", made at {clock(seen.at)} and known only now" if late else ""
    counts = "counts" if seen.counts else f"does not count: {seen.because}"
    verdict = f"{counts}, grade {seen.grade}"
    return f"by {seen.by}{made}; {verdict}"


def _orders(record: Record) -> Iterator[Entry]:
    for step in record.orders:
        why = f": {step.words}" if step.words else ""
        words = f"{asked_words(step.asked)} {step.progress}{why}"
        yield Entry(step.at, "order", step.room, words, {"progress": str(step.progress)})


def _says(vitals: Iterable[Word]) -> Iterator[Entry]:
    """Only where the sort of word changes: a rate, each doubt, no breathing movement."""
    last: dict[RoomId, object] = {}
    for word in vitals:
        sort = _sort(word.said)
        if last.get(word.room) != sort:
            last[word.room] = sort
            more = _keys(word.said)
            yield Entry(word.at, "says", word.room, said_words(word.said), more)


def _sort(said: Said) -> object:
    return said.doubt if isinstance(said, Doubted) else type(said)


def _keys(said: Said) -> dict[str, Any]:
    match said:
        case Rate(per_minute=rate):
            return {"says": said.says, "per_minute": round(rate, 1)}
        case Doubted(doubt=doubt):
            return {"says": said.says, "doubt": str(doubt)}
    return {"says": said.says}


def _messages(record: Record) -> Iterator[Entry]:
    """To whom, what, and whether anybody took it."""
    for one in record.messages:
        rooms = sorted({about.room for about in one.tell.about})
        given_up = "" if one.took is not False else "; given up"
        words = f"{one.tell.teller}: {one.tell.title}. {one.tell.words}{given_up}"
        more = {
            "teller": one.tell.teller,
            "ref": one.tell.ref,
            "rooms": [str(room) for room in rooms],
            "took": one.took,
            "became_at": one.became_at,
        }
        yield Entry(one.at, "notice", rooms[0] if len(rooms) == 1 else None, words, more)


def _denied(record: Record) -> Iterator[Entry]:
    """But for what is on record as refused, in the same words."""
    refused = {(at, fact.words) for at, fact in record.told_of(Refused)}
    for denied in record.denied:
        if (denied.at, denied.words) not in refused:
            yield Entry(denied.at, "denied", None, denied.words)
