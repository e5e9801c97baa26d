"""One room on its wires: the world brought forward by real time, and what it says carried out."""

import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from firmware_sim import board
from firmware_sim.outside.forms import FormPost
from firmware_sim.outside.line_server import LineServer, Peer
from firmware_sim.outside.serial_line import SerialLine
from firmware_sim.world import BadgeSaid, FormSent, Happened, Noted, PinMoved, RadarSaid, World

LONGEST_GAP_S = 5.0  # after a suspended machine the world does not run to catch up

log = logging.getLogger(__name__)


class WiredRoom:
    """A world behind its socket and serial lines.

    Surprising: each I2C transaction first brings the world up to the present, so that a
    driver's wait of ten milliseconds is ten milliseconds to the chip as well.
    """

    def __init__(
        self,
        name: str,
        world: World,
        folder: Path,
        forms: FormPost,
        now: Callable[[], tuple[float, float]],
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name, self.world = name, world
        self._now, self._forms = now, forms
        self._at_s, _ = now()
        self._radar, self._badge = SerialLine(folder / "radar"), SerialLine(folder / "badge")
        self._node: Peer | None = None
        self._server = LineServer(
            folder / "board.sock", board.LONGEST_LINE, self._hear, self._came, self._went
        )

    async def start(self) -> None:
        await self._server.start()
        log.info("%s: %s", self.name, self.world.body.about)

    async def stop(self) -> None:
        self._forms.stop()
        await self._server.stop()
        self._radar.close()
        self._badge.close()

    def advance(self) -> None:
        """Bring the world up to the present, and carry what happened to the wires."""
        at_s, hour = self._now()
        elapsed_s, self._at_s = min(at_s - self._at_s, LONGEST_GAP_S), at_s
        for each in self.world.step(elapsed_s, hour):
            self._carry(each)

    def listen(self) -> None:
        """Take what drivers have put on the serial lines."""
        if received := self._radar.received():
            self._radar.send(self.world.radar_hears(received))
        if received := self._badge.received():
            answer = self.world.badge.feed(received)
            if answer:
                self._badge.send(answer)

    def _carry(self, happened: Happened) -> None:
        match happened:
            case PinMoved(pin=pin, level=level):
                self._tell(board.moved(pin, level))
            case RadarSaid(sent=sent):
                self._radar.send(sent)
            case BadgeSaid(sent=sent):
                self._badge.send(sent)
            case FormSent(fields=fields):
                log.info("%s: the form is filled in: %s", self.name, fields["awareness"])
                self._forms.send(fields)
            case Noted(what=what):
                log.info("%s: %s", self.name, what)

    def _came(self, peer: Peer) -> None:
        if self._node is not None:
            self._node.abort()
        self._node = peer
        log.info("%s: a node has connected", self.name)
        self.advance()
        for line in board.greeting(self.world):
            self._tell(line)

    def _went(self, peer: Peer) -> None:
        if peer is self._node:
            self._node = None
            log.info("%s: the node has gone", self.name)

    def _hear(self, peer: Peer, line: bytes) -> None:
        if peer is not self._node:
            return
        self.advance()
        try:
            answer = board.obey(line, self.world)
        except board.BadLineError as error:
            answer = {"error": str(error)}
        if answer is not None:
            self._tell(answer)

    def _tell(self, said: dict[str, Any]) -> None:
        if self._node is not None:
            self._node.send(json.dumps(said).encode() + b"\n")
