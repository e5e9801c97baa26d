"""What a record is made of, gathered from a store: its entries in words, the stretch, the head."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from attune.journal_show import ITSELF
from attune.journal_verify import Progress
from hub.journal.chain import START, Entry, Linked, link
from hub.journal.itself import OF_ITSELF
from hub.journal.sealed import BEGAN, ENDED, key_named
from hub.outside.journal import UnreadableFactError, fact_of
from hub.outside.reading import Reading
from hub.outside.schema import instant
from hub.outside.sealing import Key
from hub.panel.local import Local
from hub.panel.office_words import of_site
from hub.panel.timeline import said
from hub.record import provenance
from hub.record.chosen import Chosen, Episode, Numbered, episodes
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded, PlanSet
from hub.rooms.evolve import after
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact, CareIssued, Observed
from hub.rooms.mode_facts import ModeChanged
from hub.rooms.state import RoomState
from hub.staff.facts import OF_OFFICE, RotaSet
from ward.announcements import Head
from ward.rooms import RoomId
from ward.units import Instant

CARE, ROTA, PLAN, SEEN = "care issued", "rota set", "plan", "seen"


class NothingError(Exception):
    """There is nothing to be exported; the text is one sentence."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the record. ``fact`` of ``None``: it is of the journal, or cannot be read."""

    linked: Linked
    before: bytes
    fact: AnyFact | None
    words: str
    known_as: str | None = None
    erased: bool = False

    @property
    def number(self) -> int:
        return self.linked.entry.number

    @property
    def written_at(self) -> Instant:
        return instant(self.linked.entry.at)


@dataclass(slots=True)
class Gathered:
    """``context`` are entries from before the stretch, by which staff and rota are known in it.

    ``broken`` is the first entry of the whole journal that does not fit its chain. ``rooms`` are
    more than one where whoever it is of was moved, in the order in which they were in them.
    """

    rooms: tuple[RoomId, ...]
    episode: Episode | None
    zone: tzinfo
    items: list[Item] = field(default_factory=list)
    context: list[Item] = field(default_factory=list)
    head: Head | None = None
    entries: int = 0
    broken: int | None = None
    known_until: Instant = field(default_factory=lambda: instant(0))

    @property
    def room(self) -> RoomId:
        """Where it begins."""
        return self.rooms[0]

    @property
    def first(self) -> int:
        return self.items[0].number

    @property
    def last(self) -> int:
        """Of the stretch: up to the head that was signed over the last entry of the record."""
        return self.head.entry if self.head else self.items[-1].number

    @property
    def facts(self) -> list[Numbered]:
        return [(one.number, one.fact) for one in self.items if one.fact is not None]

    @property
    def erased(self) -> bool:
        """Whether words in it cannot be read any more because somebody's key was discarded."""
        return any(one.erased for one in self.items)

    def known_as(self, ref: str) -> str:
        """Initials, as the care of this room had them last; else the reference."""
        told = [one.fact for one in (*self.context, *self.items)]
        known = {
            one.ref: one.initials
            for fact in told
            if isinstance(fact, CareIssued)
            for one in fact.care.staff
        }
        return known.get(ref, ref)

    @property
    def rota(self) -> RotaSet | None:
        """The last one that was set before the end of the record."""
        told = [*self.context, *self.items]
        return next((one.fact for one in reversed(told) if isinstance(one.fact, RotaSet)), None)


def all_episodes(reading: Reading) -> tuple[Episode, ...]:
    """Every episode of the store. What cannot be read is none."""
    return episodes(_turns(reading))


def _turns(reading: Reading) -> Iterator[Numbered]:
    keys, progress = reading.keys().by_name, Progress(reading.last(), "searched")
    for linked in reading.entries():
        entry = linked.entry
        progress.at(entry.number)
        if entry.kind in (BEGAN.encode(), ENDED.encode()):
            try:
                yield entry.number, _fact(entry, keys)
            except (UnreadableFactError, ValueError):
                continue
    progress.done()


def _fact(entry: Entry, keys: Mapping[str, Key]) -> AnyFact:
    return fact_of(entry.number, entry.kind.decode(), entry.body.decode(), keys)


@dataclass
class Gatherer:
    """Goes through the whole journal once, verifies its chain, and takes what belongs."""

    reading: Reading
    chosen: Chosen
    record: Gathered
    _keys: Mapping[str, Key] = field(init=False)
    _states: dict[RoomId, RoomState] = field(init=False)
    _context: dict[str, Item] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._keys = self.reading.keys().by_name
        self._states = {room: RoomState(room, since=instant(0)) for room in self.record.rooms}

    def gather(self) -> Gathered:
        """Raises ``NothingError`` where nothing belongs to it."""
        progress, before = Progress(self.reading.last(), "looked at"), START
        for number, linked in enumerate(self.reading.entries(), start=1):
            progress.at(number)
            entry = linked.entry
            if self.record.broken is None and (
                entry.number != number or link(before, entry) != linked.hash
            ):
                self.record.broken = number
            if entry.room:
                self.record.known_until = max(self.record.known_until, instant(entry.at))
            if self._is_near(entry):
                self._take(linked, before)
            before, self.record.entries = linked.hash, number
        progress.done()
        if not any(isinstance(one.fact, Fact) for one in self.record.items):
            raise NothingError("Nothing is on record of that room in that time.")
        self.record.context = sorted(self._context.values(), key=lambda one: one.number)
        last = self.record.items[-1].number
        heads = [head for head in self.reading.heads() if head.entry >= last]
        self.record.head = min(heads, key=lambda head: head.entry, default=None)
        return self.record

    def _is_near(self, entry: Entry) -> bool:
        """Whether it may belong at all: of a room, of the office, or of the journal itself."""
        kind, room = entry.kind.decode(errors="replace"), entry.room.decode(errors="replace")
        return room in map(str, self.record.rooms) or kind in OF_OFFICE | OF_ITSELF

    def _take(self, linked: Linked, before: bytes) -> None:
        entry = linked.entry
        try:
            if entry.kind.decode() in OF_ITSELF:
                self._of_itself(linked, before)
                return
            fact = _fact(entry, self._keys)
        except (UnreadableFactError, ValueError):
            if self.chosen.spans(entry.number, instant(entry.at)):
                words = "This entry cannot be read: it is not as a hub wrote it"
                self.record.items.append(Item(linked, before, None, words))
            return
        if self.chosen.takes(entry.number, fact):
            self.record.items.append(self._item(linked, before, fact))
        elif not self.record.items:
            self._remember(self._item(linked, before, fact))
        elif isinstance(fact, CareIssued):
            self._item(linked, before, fact)  # by which staff are known in a room that comes later

    def _remember(self, item: Item) -> None:
        """What stands still when the stretch begins: care, rota, plans, and the last visit.

        Not of a room that comes later: somebody else may be in there, by initials in its care.
        """
        if isinstance(item.fact, Fact) and item.fact.room != self.record.room:
            return
        kept, kind, fact = self._context, item.linked.entry.kind.decode(), item.fact
        of_time = self.record.episode is None
        if kind in (CARE, ROTA):
            kept[kind] = item
        elif of_time and isinstance(fact, EpisodeBegan | PlanSet | ModeChanged):
            kept[f"{PLAN} {item.number}"] = item
        elif of_time and isinstance(fact, Observed) and fact.ends_spell:
            kept[SEEN] = item
        elif isinstance(fact, EpisodeEnded) and not fact.unseen:
            self._context = {name: one for name, one in kept.items() if name in (CARE, ROTA)}

    def _of_itself(self, linked: Linked, before: bytes) -> None:
        """What the journal says of itself in the meantime."""
        entry = linked.entry
        if self.record.items and self.chosen.spans(entry.number, instant(entry.at)):
            words = ITSELF[entry.kind.decode()].format(**_said(entry))
            self.record.items.append(Item(linked, before, None, words))

    def _item(self, linked: Linked, before: bytes, fact: AnyFact) -> Item:
        entry, local = linked.entry, Local(fact.at, self.record.zone)
        key = key_named(entry.kind.decode(), entry.body)
        if isinstance(fact, Fact):
            state = self._states[fact.room] = after(self._states[fact.room], fact)
            words = said(fact, state, local)
        else:
            state, words = self._states[self.record.room], of_site(fact, local)
        by = provenance.of(fact).by
        known_as = state.known_as(by) if by else None
        erased = key is not None and key not in self._keys
        return Item(linked, before, fact, words, known_as, erased)


def _said(entry: Entry) -> dict[str, object]:
    return dict(json.loads(entry.body))
