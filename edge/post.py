"""The post: numbered envelopes around what a node says, and what of them is owed."""

from collections import Counter
from collections.abc import Iterable

from edge.events import Send, Settle, Store
from edge.lately import Lately
from edge.ledger import Ledger
from edge.memory import Memory
from edge.moment import Moment
from edge.outbox import SHEAF, SINGLES, GivenUp, Outbox, stretches_in
from edge.parcel import Name, Parcel, Sheaf, UnreadableError, backlog_of, bundles, name_of, tied
from ward.announcements import Receipt
from ward.envelope import (
    OWES_MOST,
    Body,
    Envelope,
    HealthBody,
    Kept,
    Link,
    Owes,
    ReadingsBody,
    VitalBody,
)
from ward.readings import Reading
from ward.rooms import RoomId
from ward.topics import LEAF_OF_KIND, Leaf, Topic

READINGS_MOST = 64  # in one envelope


class Post:
    """One node's way out. All but health is owed, whether anybody can hear it or not.

    Happenings, observations and answers are stored before they are sent. Readings and vital
    signs are sent as they are said, and stored only once nobody has receipted them for a minute.
    Surprising: ``say`` returns nothing. ``stored`` and then ``going`` say what follows.
    """

    def __init__(
        self, room: RoomId, boot: str, outbox: Outbox | None = None, memory: Memory | None = None
    ) -> None:
        self.room, self.boot = room, boot
        self.linked = False
        self.outbox = Outbox() if outbox is None else outbox  # an empty one is no lack of one
        self.lost: Counter[str] = Counter()
        self._own, self._lately = Ledger(), Lately()
        self._ledgers = self._taken_over((memory or Memory()).parcels)
        self._to_store: list[Parcel] = []
        self._to_settle: list[Name] = []
        self._live: list[Send] = []
        self._missed: list[Send] = []  # said live, and asked for again

    @property
    def next_n(self) -> int:
        return self._own.last + 1

    @property
    def waiting(self) -> bool:
        """Whether something is owed that has yet to go out on this connection."""
        return self.outbox.waiting > 0

    # ---- what is said ------------------------------------------------------------------------

    def link(self, linked: bool) -> Send:
        """The retained word on whether this node is on the wire; ``False`` is its last will."""
        message = Link(room=self.room, boot=self.boot, linked=linked)
        return Send(str(Topic(self.room, Leaf.LINK)), message, retained=True)

    def measured(self, readings: tuple[Reading, ...], now: Moment) -> None:
        """Say readings, as many in one envelope as it holds."""
        for start in range(0, len(readings), READINGS_MOST):
            self.say(ReadingsBody(readings=readings[start : start + READINGS_MOST]), now)

    def say(self, body: Body, now: Moment) -> None:
        """Give it the next number, and owe it."""
        envelope = self._envelope(body, self._own.give(), now)
        if body.kind in SINGLES:
            self._owe(envelope)
        elif isinstance(body, ReadingsBody | VitalBody):
            n, at, up, synced = envelope.n, envelope.at, envelope.up, envelope.synced
            self._lately.put(Kept(n=n, at=at, up=up, synced=synced, body=body))
            if self.linked:
                self._live.append(self._send(envelope, now))

    def health(self, body: HealthBody, now: Moment) -> Send:
        """Said, and never owed: it takes no number."""
        return self._send(self._envelope(body, self._own.last, now), now)

    # ---- the wire ----------------------------------------------------------------------------

    def connected(self) -> None:
        self.linked = True
        self.outbox.reconnected()

    def disconnected(self) -> None:
        self.linked = False
        self._live.clear()
        self._missed.clear()

    def receive(self, receipt: Receipt, now: Moment) -> None:
        """Let go of what is stored, of this boot or one before, and say again what is missed."""
        ledger = self._ledgers.get(receipt.boot)
        if ledger is None:
            return
        for first, last in ((1, receipt.through), *((n, n) for n in receipt.numbers)):
            if ledger.settle(first, last):
                self._let_go(receipt.boot, ledger, first, last)
        for first, last in receipt.missing:
            self.outbox.missed(receipt.boot, first, last, now.up_s)
        if receipt.boot == self.boot and self.linked:
            missed = self._lately.missed(receipt.missing, now.up_s)
            self._missed += [self._backlog(self.boot, each, now) for each in bundles(missed)]
        elif not ledger.owed and receipt.boot != self.boot:
            del self._ledgers[receipt.boot]

    # ---- what follows ------------------------------------------------------------------------

    def stored(self, now: Moment) -> tuple[Store | Settle, ...]:
        """What is to be on the disk before anything is sent."""
        for sheaf in tied(self.boot, self._lately.old(now.up_s)):
            self._owe(sheaf)
        store, self._to_store = tuple(self._to_store), []
        settle, self._to_settle = tuple(self._to_settle), []
        follows: list[Store | Settle] = [Store(store)] if store else []
        return (*follows, Settle(settle)) if settle else tuple(follows)

    def going(self, now: Moment, *, old: bool = True) -> tuple[Send, ...]:
        """What is to be said now: first what is live, then what happened, then what is old.

        A breathing that stops now waits for no story of an outage; it says itself since when it is.
        """
        live, self._live = tuple(self._live), []
        missed, self._missed = tuple(self._missed), []
        if not self.linked:
            return ()
        singles = tuple(self._send(envelope, now) for envelope in self.outbox.due(now.up_s))
        sheaves = self.outbox.old(now.up_s) if old else ()
        opened = [self._opened(sheaf, now) for sheaf in sheaves]
        return (*live, *singles, *missed, *(send for send in opened if send))

    @property
    def owes(self) -> tuple[Owes, ...]:
        """Of which boots something is owed, the oldest first. Beyond the bound the newest wait."""
        *before, own = (ledger.owes(boot) for boot, ledger in self._ledgers.items())
        told = [owes for owes in before if owes]
        return (*told[: OWES_MOST - 1], own) if own else tuple(told[:OWES_MOST])

    @property
    def counters(self) -> dict[str, int]:
        return {
            "owed": sum(ledger.owed for ledger in self._ledgers.values()),
            "owed share full %": self.outbox.full_percent,
            "owed and lost": self.lost.total(),
            **{f"lost: {kind}": count for kind, count in self.lost.items()},
        }

    # ---- within ------------------------------------------------------------------------------

    def _taken_over(self, parcels: Iterable[Parcel]) -> dict[str, Ledger]:
        """The ledgers of the boots that still owe, this one's own the last."""
        owed: dict[str, list[tuple[int, int]]] = {}
        for parcel in parcels:
            self.outbox.put(parcel)
            owed.setdefault(parcel.boot, []).extend(stretches_in(parcel))
        if self.boot in owed:
            raise ValueError(f"the boot {self.boot} has been before: its numbers would come twice")
        return {**{boot: Ledger.of(each) for boot, each in owed.items()}, self.boot: self._own}

    def _owe(self, parcel: Parcel) -> None:
        self.outbox.put(parcel)
        self._to_store.append(parcel)
        for given_up in self.outbox.overflow():
            self._lose(given_up)

    def _lose(self, given_up: GivenUp) -> None:
        parcel, ledger = given_up.parcel, self._ledgers[given_up.parcel.boot]
        for first, last in stretches_in(parcel):
            self.lost[given_up.kind] += ledger.settle(first, last)
        if parcel in self._to_store:
            self._to_store.remove(parcel)
        else:
            self._to_settle.append(name_of(parcel))

    def _let_go(self, boot: str, ledger: Ledger, first: int, last: int) -> None:
        self._to_settle += self.outbox.settle(boot, ledger, first, last)
        if boot == self.boot:
            self._lately.settle(ledger, first, last)

    def _opened(self, sheaf: Sheaf, now: Moment) -> Send | None:
        """The sheaf as it is said, or nothing: one that cannot be read any more is given up."""
        try:
            return self._backlog(sheaf.boot, sheaf.items(), now)
        except UnreadableError:
            self.outbox.drop(name_of(sheaf))
            self._lose(GivenUp(sheaf, SHEAF))
            return None

    def _backlog(self, boot: str, kept: tuple[Kept, ...], now: Moment) -> Send:
        message = backlog_of(kept, self.room, boot, self.boot, now)
        return Send(str(Topic(self.room, Leaf.BACKLOG)), message)

    def _envelope(self, body: Body, n: int, now: Moment) -> Envelope:
        return Envelope(
            room=self.room,
            boot=self.boot,
            n=n,
            at=now.at,
            up=now.up_s,
            synced=now.synced,
            sent_at=now.at,
            sent_up=now.up_s,
            body=body,
        )

    def _send(self, envelope: Envelope, now: Moment) -> Send:
        """Stamped as sent now, by this boot."""
        sent = {"sent_at": now.at, "sent_up": now.up_s}
        if envelope.boot != self.boot:
            sent["sent_boot"] = self.boot
        stamped = envelope.model_copy(update=sent)
        return Send(str(Topic(self.room, LEAF_OF_KIND[envelope.body.kind])), stamped)
