"""The hub's time: the least that it can be by now, and whether our own clock can be right."""

from edge.moment import Moment
from ward.announcements import Receipt, Status
from ward.care import Care
from ward.orders import Order
from ward.units import Instant, seconds

BEHIND_MOST = seconds(5)  # a clock may be so far behind the hub's and still be believed
AGREES_WITHIN = seconds(60)
HELD_FOR_S = 600.0  # so that one wrong stamp from a hub does not stop a room for good


class HubTime:
    """Judges by the clock that stamped the message, as far as a node can know it.

    Whatever the hub stamped was so no later than now, so its latest stamp and the uptime since
    say how late it is at least. A wall clock that nobody synchronises is believed until that
    proves it slow; then no order can be shown to be in time and no authorisation to be running,
    and none is taken to be. What is left is a slow clock that no stamp of ten minutes betrays
    and an order held back by just as much: the order's own stamp closes all but its own span.

    Surprising: what the broker kept says how late it is at least, and never that a clock is right.
    A clock that nobody set goes on from when the power went, and so does what was kept then.
    """

    def __init__(self) -> None:
        self._stamp: tuple[Instant, float] | None = None
        self._live: tuple[Instant, float] | None = None  # of what the hub says now

    def heard(
        self, message: Order | Care | Receipt | Status, up_s: float, *, retained: bool
    ) -> None:
        """``retained``: the broker kept it, nobody knows since when."""
        match message:
            case Status(at=stamp) | Care(issued_at=stamp) | Order(asked_at=stamp):
                self._stamp = _later(self._stamp, stamp, up_s)
                if not retained:
                    self._live = _later(self._live, stamp, up_s)

    def judge(self, now: Moment) -> Moment:
        """Now, as orders and authorisations are judged; ``synced`` says if it can be relied on."""
        least = _carried(self._stamp, now.up_s)
        if least is None or least <= now.at:
            return Moment(now.at, now.up_s, synced=True)
        believed = now.synced or least - now.at <= BEHIND_MOST
        return Moment(least, now.up_s, synced=believed)

    def trusts(self, now: Moment) -> bool:
        """Whether the wall clock is known to be right: synchronised, or the hub says the same."""
        least = _carried(self._live, now.up_s)
        agrees = least is not None and abs(now.at - least) <= AGREES_WITHIN
        return agrees or (now.synced and self.judge(now).synced)


def _later(
    before: tuple[Instant, float] | None, stamp: Instant, up_s: float
) -> tuple[Instant, float] | None:
    """The later of the two by now."""
    least = _carried(before, up_s)
    return (stamp, up_s) if least is None or stamp >= least else before


def _carried(stamp: tuple[Instant, float] | None, up_s: float) -> Instant | None:
    """What it has come to since; ``None`` once that was too long ago."""
    if stamp is None or up_s - stamp[1] > HELD_FOR_S:
        return None
    return stamp[0] + seconds(max(0.0, up_s - stamp[1]))
