"""The tally: what a room's node owes by number, what of it is stored, lost, and to be receipted."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hub.ingest.numbers import Numbers, Stretch
from ward.announcements import Receipt
from ward.envelope import OWES_MOST, Owes
from ward.rooms import RoomId
from ward.units import Instant, seconds

RECEIPTS_EVERY = seconds(5)  # for readings, vital signs and the backlog's sake
GAP_GRACE = seconds(1)  # a hole may be filled by what is on its way
BOOTS_MOST = 72  # remembered of one room: more than a node can list as owed
STRETCHES_MOST = 6_000  # of one boot, more than a full outbox leaves while it tells what
# happened and holds back the readings between; beyond it the hub itself gives up the first hole
NUMBERS_A_RECEIPT = 1000
MISSING_A_RECEIPT = 64
GAPS_MOST = 64  # of which it is remembered between which moments they lie


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers that have not come, between two moments at which others were spoken."""

    boot: str
    first: int
    last: int
    after: Instant | None = None
    before: Instant | None = None


@dataclass(slots=True)
class _Boot:
    """One boot: what is stored, the highest number known to be given, what is to be receipted.

    ``numbers`` are those that nothing is waited for any more; of them ``lost`` never came.
    """

    name: str
    numbers: Numbers = field(default_factory=Numbers)
    lost: Numbers = field(default_factory=Numbers)
    given: int = 0
    spoke_at: Instant | None = None
    untold: list[int] = field(default_factory=list)
    gap_at: Instant | None = None
    asked_at: Instant | None = None
    gaps: list[Gap] = field(default_factory=list)

    def expect(self, through: int, spoke_at: Instant, now: Instant) -> None:
        """So many were given. Those that have not been here have yet to come."""
        if through > self.given:
            gap = Gap(self.name, self.given + 1, through, self.spoke_at, spoke_at)
            self.gaps = [*self.gaps[1 - GAPS_MOST :], gap]
            self.gap_at = self.gap_at or now
            self.given = through
        self.spoke_at = spoke_at

    def come(self, n: int) -> None:
        """This number is in, be it that it was given up. Of what was, the oldest is forgotten."""
        self.numbers.add(n)
        self.lost.open(n)
        if len(self.lost) > STRETCHES_MOST:
            self.lost.drop_first()

    def gap(self, hole: Stretch) -> Gap:
        """The hole with what is known of when."""
        first, last = hole
        near = [gap for gap in self.gaps if gap.first <= last and gap.last >= first]
        if not near:
            return Gap(self.name, first, last)
        return Gap(self.name, first, last, near[0].after, near[-1].before)

    def close(self, hole: Stretch) -> None:
        self.numbers.close(*hole)
        self.lost.close(*hole)
        self.gaps = [gap for gap in self.gaps if gap.last > hole[1]]


class Tally:
    """One room's. Nothing is receipted here but what was taken, and taken is what is stored.

    Surprising: what was given up as lost is covered by ``through`` like the rest, since nobody is
    known to owe it. Should it come all the same, from an outbox that was found again, it is taken.

    Whoever asks first (``given_up``, ``too_many``) changes nothing; ``take`` and ``close`` are
    called once all else that follows from the same message is certain.
    """

    def __init__(self, room: RoomId) -> None:
        self.room = room
        self.due_at: Instant | None = None
        self._boots: OrderedDict[str, _Boot] = OrderedDict()
        self._speaker: str | None = None  # the boot that runs, as far as is known
        self._former: OrderedDict[str, None] = OrderedDict()  # those before it: they never return

    def resume(self, boot: str, stretches: Iterable[Stretch], lost: Iterable[Stretch] = ()) -> None:
        """What was stored of a boot before this hub began, and what of it was given up."""
        known = self._boots[boot] = _Boot(boot, Numbers(stretches), Numbers(lost))
        known.given = known.numbers.last

    def holds(self, boot: str, n: int) -> bool:
        known = self._boots.get(boot)
        return known is not None and n in known.numbers and n not in known.lost

    def stretches(self, boot: str) -> tuple[Stretch, ...]:
        """All that is in of a boot; none for one that is not remembered."""
        known = self._boots.get(boot)
        return known.numbers.stretches if known else ()

    def lost(self, boot: str) -> tuple[Stretch, ...]:
        """What of it was given up, and never came."""
        known = self._boots.get(boot)
        return known.lost.stretches if known else ()

    def boots(self) -> tuple[str, ...]:
        return tuple(self._boots)

    # ---- what comes --------------------------------------------------------------------------

    def take(self, boot: str, n: int, spoke_at: Instant, now: Instant, *, told: bool) -> None:
        """This number is stored with this turn; ``told`` if its receipt goes out at once."""
        known = self._boot(boot)
        known.expect(n - 1, spoke_at, now)
        known.given = max(known.given, n)
        known.come(n)
        if not told:
            known.untold.append(n)
        self._wake(known, now)

    def heard_again(self, boot: str, n: int, now: Instant) -> None:
        """Stored before: its receipt was lost, so it is receipted once more."""
        known = self._boot(boot)
        known.untold.append(n)
        self._wake(known, now)

    def health(self, boot: str, n: int, owes: Sequence[Owes], at: Instant, now: Instant) -> None:
        """That many numbers were given; these boots are still owed, and are kept in mind."""
        known = self._boot(boot)
        known.expect(n, at, now)
        for owed in owes:
            if owed.boot in self._boots:
                self._boots.move_to_end(owed.boot)
        self._boots.move_to_end(boot)
        self._wake(known, now)

    def speaks(self, boot: str) -> None:
        """The node runs under this name, unless the word came late."""
        if boot == self._speaker or boot in self._former:
            return
        if self._speaker is not None:
            self._former[self._speaker] = None
        if len(self._former) > BOOTS_MOST:
            self._former.popitem(last=False)
        self._speaker = boot

    def given_up(self, boot: str, n: int, owes: Sequence[Owes]) -> tuple[Gap, ...]:
        """What will never come, by the node's own word: holes below what it owes of a boot.

        Of its own boot only what was given when it spoke: ``n`` and below. A word of a boot before
        the one that speaks now came late, and knows nothing of what is owed since. A full list
        is silent on boots for which there was no room.
        """
        if boot in self._former:
            return ()
        oldest = {owed.boot: owed.oldest for owed in owes}
        full = len(owes) >= OWES_MOST
        return tuple(
            known.gap(hole)
            for known in self._boots.values()
            if known.name in {boot, *oldest} or not full
            for given in [n if known.name == boot else known.given]
            for hole in known.numbers.missing(min(given, oldest.get(known.name, given + 1) - 1))
        ) + self._never_seen(boot, n, oldest)

    def _never_seen(self, boot: str, n: int, oldest: dict[str, int]) -> tuple[Gap, ...]:
        """The same of a boot of which nothing is stored yet."""
        through = min(n, oldest.get(boot, n + 1) - 1)
        return (Gap(boot, 1, through),) if boot not in self._boots and through > 0 else ()

    def too_many(self, boot: str, n: int) -> Gap | None:
        """The first hole to give up, if this number would make more than are remembered."""
        known = self._boots.get(boot)
        if known is None or len(known.numbers) < STRETCHES_MOST:
            return None
        if any(near in known.numbers for near in (n - 1, n, n + 1)):
            return None
        holes = known.numbers.missing(known.numbers.last)
        return known.gap(next(hole for hole in holes if not hole[0] <= n <= hole[1]))

    def close(self, gap: Gap) -> None:
        self._boot(gap.boot).close((gap.first, gap.last))

    def caught_up(self, boot: str, n: int, owes: Sequence[Owes]) -> bool:
        """Whether all that the node still owes has been here, receipted or not."""
        return all(self._has_come(owed, n if owed.boot == boot else None) for owed in owes)

    def _has_come(self, owed: Owes, given: int | None) -> bool:
        known = self._boots.get(owed.boot)
        if known is None:
            return False
        if given is not None:
            return not known.numbers.missing(given, owed.oldest)
        return known.numbers.count_since(owed.oldest) >= owed.count

    # ---- what is told ------------------------------------------------------------------------

    def receipt(self, boot: str, numbers: Sequence[int]) -> Receipt:
        """Of these, now."""
        return Receipt(
            room=self.room,
            boot=boot,
            numbers=tuple(numbers),
            through=self._boots[boot].numbers.through,
        )

    def receipts(self, now: Instant) -> tuple[Receipt, ...]:
        """Of all that was taken since the last, and what is missing. Ask when ``due_at`` is."""
        self.due_at = None
        return tuple(receipt for known in self._boots.values() for receipt in self._of(known, now))

    def _of(self, known: _Boot, now: Instant) -> Iterator[Receipt]:
        missing = self._to_ask(known, now)
        untold, known.untold = known.untold, []
        if not untold and not missing:
            return
        through = known.numbers.through
        beyond = sorted({n for n in untold if n > through})
        for begin in range(0, max(len(beyond), 1), NUMBERS_A_RECEIPT):
            yield Receipt(
                room=self.room,
                boot=known.name,
                numbers=tuple(beyond[begin : begin + NUMBERS_A_RECEIPT]),
                through=through,
                missing=missing if begin == 0 else (),
            )

    def _to_ask(self, known: _Boot, now: Instant) -> tuple[Stretch, ...]:
        """The first holes, once they had time to be filled; again as long as the node is heard."""
        if known.gap_at is not None and now - known.gap_at < GAP_GRACE:
            self._due(known.gap_at + GAP_GRACE)
            return ()
        if known.asked_at is not None and now - known.asked_at < RECEIPTS_EVERY:
            return ()
        missing = known.numbers.missing(known.given)[:MISSING_A_RECEIPT]
        known.gap_at = None
        known.asked_at = now if missing else None
        return missing

    def _boot(self, boot: str) -> _Boot:
        known = self._boots.get(boot)
        if known is None:
            known = self._boots[boot] = _Boot(boot)
        return known

    def forget(self) -> tuple[str, ...]:
        """Boots beyond what is remembered, those of which nothing was heard for longest."""
        gone = []
        while len(self._boots) > BOOTS_MOST:
            gone.append(self._boots.popitem(last=False)[0])
        return tuple(gone)

    def _wake(self, known: _Boot, now: Instant) -> None:
        if known.gap_at is not None:
            self._due(known.gap_at + GAP_GRACE)
        elif self.due_at is None and (known.untold or known.numbers.through < known.given):
            self.due_at = now + RECEIPTS_EVERY

    def _due(self, at: Instant) -> None:
        self.due_at = at if self.due_at is None else min(self.due_at, at)

    def set_back(self, now: Instant) -> None:
        """The hub's clock was set back: what waits for a moment to come waits no longer."""
        self.due_at = now
        for known in self._boots.values():
            known.gap_at = min(known.gap_at, now) if known.gap_at else None
            known.asked_at = None
