"""The post: numbered envelopes around what a node says, owed or said once."""

from collections import Counter

from edge.events import Send
from edge.moment import Moment
from edge.outbox import PRECIOUS, Outbox
from ward.announcements import Receipt
from ward.envelope import Body, Envelope, Link
from ward.rooms import RoomId
from ward.topics import LEAF_OF_KIND, Leaf, Topic


class Post:
    """One node's way out. Happenings, observations and answers are owed; the rest is said once.

    What is said while nobody can hear it is counted and takes no number, so that a gap in the
    numbers always means something that was on its way.
    """

    def __init__(self, room: RoomId, boot: str, outbox: Outbox | None = None) -> None:
        self.room = room
        self.boot = boot
        self.linked = False
        self.dropped: Counter[str] = Counter()
        self.outbox = outbox or Outbox()
        self.next_n = 1

    def link(self, linked: bool) -> Send:
        """The retained word on whether this node is on the wire; ``False`` is its last will."""
        message = Link(room=self.room, boot=self.boot, linked=linked)
        return Send(str(Topic(self.room, Leaf.LINK)), message, retained=True)

    def connected(self) -> None:
        self.linked = True
        self.outbox.reconnected()

    def disconnected(self) -> None:
        self.linked = False

    def say(self, body: Body, now: Moment) -> tuple[Send, ...]:
        """Owe it, or send it once, or count that nobody could hear it."""
        if body.kind in PRECIOUS:
            self.outbox.put(self._envelope(body, now))
            return ()
        if not self.linked:
            self.dropped[body.kind] += 1
            return ()
        return (self._send(self._envelope(body, now), now),)

    def due(self, now: Moment) -> tuple[Send, ...]:
        """What of the owed is to go out now."""
        if not self.linked:
            return ()
        return tuple(self._send(envelope, now) for envelope in self.outbox.due(now.up_s))

    def receive(self, receipt: Receipt) -> None:
        """Let go of what is stored. A receipt for another boot is of no concern to this one."""
        if receipt.boot == self.boot:
            self.outbox.acknowledged(receipt.numbers)

    @property
    def counters(self) -> dict[str, int]:
        return {
            **{f"dropped {kind}": count for kind, count in self.dropped.items()},
            "owed": len(self.outbox),
            "owed and lost": self.outbox.lost,
        }

    def _envelope(self, body: Body, now: Moment) -> Envelope:
        n, self.next_n = self.next_n, self.next_n + 1
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
        stamped = envelope.model_copy(update={"sent_at": now.at, "sent_up": now.up_s})
        return Send(str(Topic(self.room, LEAF_OF_KIND[envelope.body.kind])), stamped)
