"""The conversation with an A121 on an XM125: set up, start, stream; and again when it goes wrong.

It asks the module's UART exploration server for raw I/Q. Source of commands, replies and numbers:
acconeer-exptool 7.17.4.
"""

import json
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from edge.decode.a121 import Setup, averaged, session_of
from edge.decode.exploration import Replies, Reply, Words
from edge.decode.iq import IqFrame, IqSession

TICKS = 2**32  # and then the radar's clock begins again
GAP_MOST_S = 10.0  # between frames, by the radar's clock; more, and it is another clock
WORDS_MOST = 120


@dataclass(frozen=True, slots=True)
class Ask:
    """Bytes that the radar is to be sent."""

    data: bytes


class Step(Enum):
    """Where the conversation stands."""

    APART = auto()  # nothing was said yet, or the port is closed
    HUSHING = auto()  # a server that still streams for somebody before us is told to stop
    ASKING_WHO = auto()
    SETTING_UP = auto()
    STARTING = auto()
    STREAMING = auto()
    RESTING = auto()  # after what went wrong


# What is asked on coming to a step, how long an answer may take, and where silence leads.
_WAITS: dict[Step, tuple[float, Step]] = {
    Step.APART: (0.0, Step.HUSHING),
    Step.HUSHING: (1.0, Step.ASKING_WHO),  # a server that streams nothing need not answer
    Step.ASKING_WHO: (2.0, Step.RESTING),
    Step.SETTING_UP: (5.0, Step.RESTING),  # it calibrates
    Step.STARTING: (2.0, Step.RESTING),
    Step.STREAMING: (2.0, Step.RESTING),  # since the last frame
    Step.RESTING: (2.0, Step.HUSHING),
}
_GIVES_UP = frozenset({Step.ASKING_WHO, Step.SETTING_UP, Step.STARTING, Step.STREAMING})


class Xm125:
    """Keeps one radar streaming: ``feed`` it bytes, ``tick`` it, send what it asks.

    Surprising: it begins by telling the radar to stop, for a radar does not notice that the node
    restarted. An error, a silence, or a calibration that the radar says it needs begins the
    conversation again; each is counted. ``trouble`` says what is wrong, in the radar's own words
    where it has any, and is empty while it streams.
    """

    def __init__(self, setup: Setup | None = None) -> None:
        self.setup = setup or Setup()
        self.replies = Replies()
        self.malformed = self.unread = self.errors = self.silences = 0
        self.recalibrations = self.delayed = self.saturated = 0
        self.trouble = ""
        self._step, self._since_s = Step.APART, 0.0
        self._ticks_per_s = 0
        self._session: IqSession | None = None
        self._last_tick: int | None = None
        self._ticks = 0  # from the session's first frame

    @property
    def counters(self) -> dict[str, int]:
        return {
            "radar junk bytes": self.replies.junk_bytes,
            "radar bad checks": self.replies.bad_lines + self.replies.torn,
            "radar malformed": self.malformed,
            "radar unread": self.unread,
            "radar errors": self.errors,
            "radar silences": self.silences,
            "radar recalibrations": self.recalibrations,
            "radar frames delayed": self.delayed,
            "radar frames saturated": self.saturated,
        }

    @property
    def step(self) -> Step:
        return self._step

    def feed(self, data: bytes, now_s: float) -> tuple[Ask | IqFrame, ...]:
        """Take bytes; what follows: frames that they completed, and what to ask next."""
        follows: list[Ask | IqFrame] = []
        for reply in self.replies.feed(data):
            follows += self._hear(reply, now_s)
        return tuple(follows)

    def tick(self, now_s: float) -> tuple[Ask | IqFrame, ...]:
        """Time passed; what to ask, if an answer or a frame is overdue."""
        patience_s, then = _WAITS[self._step]
        if now_s - self._since_s < patience_s:
            return ()
        if self._step in _GIVES_UP:
            self.silences += 1
            self.trouble = self.trouble or "it does not answer"
        return self._go(then, now_s)

    def forget(self) -> None:
        """The port was closed: the conversation begins anew when it is open."""
        self.replies.forget()
        self._step, self._since_s, self.trouble = Step.APART, 0.0, ""

    def _go(self, step: Step, now_s: float) -> tuple[Ask, ...]:
        self._step, self._since_s = step, now_s
        asked = {
            Step.HUSHING: _line({"cmd": "stop_streaming"}),
            Step.ASKING_WHO: _line({"cmd": "get_system_info"}),
            Step.SETTING_UP: _line(self.setup.words()),
            Step.STARTING: _line({"cmd": "start_streaming"}),
        }.get(step)
        return (Ask(asked),) if asked else ()

    def _hear(self, reply: Reply, now_s: float) -> tuple[Ask | IqFrame, ...]:
        words = reply.words
        match self._step, words:
            case Step.HUSHING, {"status": "stop" | "error"}:
                return self._go(Step.ASKING_WHO, now_s)
            case _, {"status": "error"}:
                self.errors += 1
                self.trouble = _printable(words.get("message", "an error without words"))
                return self._go(Step.RESTING, now_s)
            case (Step.ASKING_WHO, {"system_info": _}) | (Step.SETTING_UP, {"metadata": _}):
                return self._learn(words, now_s)
            case Step.STARTING, {"status": "start"}:
                self._last_tick, self._ticks = None, 0
                return self._go(Step.STREAMING, now_s)
            case Step.STREAMING, {"result_info": _}:
                return self._measure(reply, now_s)
        self.unread += 1  # its log, or what was asked for before the last restart
        return ()

    def _learn(self, words: Words, now_s: float) -> tuple[Ask, ...]:
        """What the radar says of itself, then of the session that it set up."""
        try:
            if self._step is Step.ASKING_WHO:
                self._ticks_per_s = _ticks_per_s(words["system_info"])
                return self._go(Step.SETTING_UP, now_s)
            self._session = session_of(self.setup, words["metadata"])
            return self._go(Step.STARTING, now_s)
        except (KeyError, IndexError, TypeError, ValueError) as strange:
            self.malformed += 1
            self.trouble = _printable(f"not the radar that was expected: {strange}")
            return self._go(Step.RESTING, now_s)

    def _measure(self, reply: Reply, now_s: float) -> tuple[Ask | IqFrame, ...]:
        try:
            result = reply.words["result_info"][0][0]
            frame = self._frame(result, reply.payload)
        except (KeyError, IndexError, TypeError, ValueError):
            self.malformed += 1
            return ()
        if result.get("calibration_needed") is True:
            self.recalibrations += 1
            return self._go(Step.HUSHING, now_s)
        self._since_s, self.trouble = now_s, ""
        self.delayed += frame.is_delayed
        self.saturated += frame.is_saturated
        return (frame,)

    def _frame(self, result: dict[str, Any], payload: bytes) -> IqFrame:
        if self._session is None:
            raise ValueError("a frame of no session")
        saturated, delayed = result["data_saturated"], result["frame_delayed"]
        if type(saturated) is not bool or type(delayed) is not bool:
            raise TypeError("neither true nor false")
        iq, spread = averaged(payload, self.setup.sweeps, self.setup.points)
        return IqFrame(self._session, self._at_s(result["tick"]), iq, spread, saturated, delayed)

    def _at_s(self, tick: object) -> float:
        """The radar's clock, unwound; raises ``ValueError`` if this is another clock."""
        if type(tick) is not int or not 0 <= tick < TICKS:
            raise ValueError(f"no tick: {tick!r}"[:WORDS_MOST])
        passed = 0 if self._last_tick is None else (tick - self._last_tick) % TICKS
        if passed > GAP_MOST_S * self._ticks_per_s:
            raise ValueError("another clock")
        self._last_tick, self._ticks = tick, self._ticks + passed
        return self._ticks / self._ticks_per_s


def _printable(said: object) -> str:
    """The radar's own words, shortened, with nothing in them that a page could stumble on."""
    words = str(said)[:WORDS_MOST]
    return "".join(each if each.isprintable() else "?" for each in words)


def _line(words: Words) -> bytes:
    return json.dumps(words, separators=(",", ":")).encode("ascii") + b"\n"


def _ticks_per_s(system: dict[str, Any]) -> int:
    ticks = system["ticks_per_second"]
    if system["sensor"] != "a121" or type(ticks) is not int or ticks < 1:
        raise ValueError(f"sensor {system['sensor']!r}, {ticks!r} ticks a second")
    return ticks
