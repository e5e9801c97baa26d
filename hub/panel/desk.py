"""The desk: all that the panel may see of the hub, and the one way it may act."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Protocol

from hub.acts import Act
from hub.office import Office
from hub.panel.behind import Behind
from hub.rooms.facts import AnyFact
from hub.rooms.state import RoomState
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from ward.rooms import RoomId
from ward.units import Instant


class Desk(Protocol):
    """What the running hub offers to its web routes."""

    @property
    def rooms(self) -> Sequence[RoomId]:
        """Every room of the site, in order."""

    @property
    def broker_connected(self) -> bool:
        """Whether the hub is on the wire at all."""

    @property
    def cannot_record(self) -> str:
        """Why nothing can be stored at the moment; empty while all is."""

    @property
    def untold(self) -> Sequence[str]:
        """Duties that no message reaches, in words."""

    @property
    def behind(self) -> Behind | None:
        """How far a series database is behind, while it is not reached."""

    @property
    def started_at(self) -> Instant:
        """When this hub began to listen."""

    @property
    def office(self) -> Office:
        """Who works here, and who has which duty when."""

    @property
    def limits(self) -> Limits:
        """After how long a thing is wrong on this site."""

    def now(self) -> Instant:
        """The present moment, UTC."""

    def state(self, room: RoomId) -> RoomState:
        """The room as it is. Raises ``KeyError`` for a room that is not of this site."""

    def findings(self, room: RoomId) -> Sequence[Finding]:
        """What is wrong there, most urgent first."""

    def counters(self) -> Mapping[str, int]:
        """Named counts: messages heard, and turned away by reason."""

    def series(self, room: RoomId, series: str, since: Instant) -> Sequence[tuple[Instant, float]]:
        """Stored points of one series, oldest first, thinned to a few hundred."""

    async def fits(self, ref: str | None, pin: str) -> bool:
        """Whether this is that member's PIN. It takes as long for whoever is none."""

    async def hashed(self, pin: str) -> str:
        """What may be kept of a PIN."""

    async def facts(self, since: Instant, also: Collection[str] = ()) -> Sequence[AnyFact]:
        """What is stored since then of alarms and whoever came, oldest first, and not without end.

        And facts of the kinds ``also``.

        The care that rooms had then comes first. Raises whatever keeps it from being read.
        """

    async def do(self, act: Act) -> Sequence[str]:
        """Carry it in; return when stored. What comes back are the reasons it was denied."""

    def changes(self) -> AsyncIterator[frozenset[RoomId]]:
        """Rooms whose picture may have changed, as it happens; ends when the hub stops."""
