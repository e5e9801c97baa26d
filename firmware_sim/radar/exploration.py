"""The exploration server on an XM125: lines of JSON in, lines of JSON and binary frames out.

Written from the commands and replies in acconeer-exptool 7.17.4, which can itself talk to it. What
a real server says to a command out of turn is not known: here it is an error.
"""

import json
import struct
from collections.abc import Callable
from dataclasses import fields
from random import Random
from typing import Any

from firmware_sim.radar.a121 import A121, STEP_M, Frame, Measuring
from firmware_sim.radar.mr60bha2 import Echo

TICKS_PER_S = 1000
TICKS = 2**32
BAUD_LEAST, BAUD_MOST = 115_200, 2_000_000
LINE_MOST = 8192
BUFFER_POINTS = 4095
KEYS = {each.name for each in fields(Measuring)}
Words = dict[str, Any]


class RefusedError(Exception):
    """A command that cannot be done; its text is the reply's message."""


class ExplorationServer:
    """Does one command a line, and streams frames between them while it is asked to.

    Surprising: a host that went away is not noticed; it streams on to whoever comes next.
    """

    def __init__(self, rng: Random) -> None:
        self.sensor = A121(rng)
        self.measuring: Measuring | None = None
        self.streaming = False
        self.tick = rng.randrange(TICKS)
        self.gain = 1.0  # of whatever is in front of it
        self._held = b""
        self._due_s = 0.0
        self._commands: dict[str, Callable[[Words], Words]] = {
            "get_system_info": self._system,
            "get_sensor_info": self._sensors,
            "set_uart_baudrate": self._baud,
            "setup": self._setup,
            "start_streaming": self._start,
            "stop_streaming": self._stop,
        }

    def hear(self, received: bytes) -> bytes:
        """What a host sent; what is answered at once."""
        *lines, self._held = (self._held + received).split(b"\n")
        self._held = self._held[-LINE_MOST:]
        return b"".join(said(self._do(line)) for line in lines)

    def step(self, dt: float, echo: Echo) -> bytes:
        """Let time pass in front of this echo; what goes out on the wire meanwhile."""
        self.tick = (self.tick + round(dt * TICKS_PER_S)) % TICKS
        if not self.streaming or self.measuring is None:
            return b""
        out, self._due_s = b"", self._due_s - dt
        while self._due_s <= 0:
            self._due_s += 1 / self.measuring.frame_rate
            out += self.result(self.sensor.frame(self.measuring, echo, self.gain))
        return out

    def result(self, frame: Frame, *, delayed: bool = False) -> bytes:
        """One frame as it goes out."""
        words = {
            "tick": self.tick,
            "data_saturated": frame.saturated,
            "temperature": self.sensor.temperature_c,
            "frame_delayed": delayed,
            "calibration_needed": self.sensor.wants_calibration,
        }
        points = b"".join(struct.pack("<2h", *point) for point in frame.points)
        return (
            said({"status": "ok", "result_info": [[words]], "payload_size": len(points)}) + points
        )

    def _do(self, line: bytes) -> Words:
        try:
            words = json.loads(line)
            command = self._commands.get(words["cmd"])
        except (ValueError, KeyError, TypeError, RecursionError):
            return error("not a command")
        if command is None:
            return error("unknown command")
        try:
            return command(words)
        except RefusedError as refused:
            return error(str(refused))

    def _system(self, _words: Words) -> Words:
        about = {
            "rss_version": "a121-v1.9.0",
            "sensor": "a121",
            "sensor_count": 1,
            "ticks_per_second": TICKS_PER_S,
            "hw": "xm125",
            "max_baudrate": BAUD_MOST,
        }
        return {"status": "ok", "system_info": about}

    def _sensors(self, _words: Words) -> Words:
        return {"status": "ok", "sensor_info": [{"connected": True, "serial": None}]}

    def _baud(self, words: Words) -> Words:
        baud = words.get("baudrate")
        if not isinstance(baud, int) or not BAUD_LEAST <= baud <= BAUD_MOST:
            raise RefusedError("baudrate out of range")
        return {"status": "ok", "message": "set baudrate"}

    def _setup(self, words: Words) -> Words:
        if self.streaming:
            raise RefusedError("setup while streaming")
        self.measuring = measuring = asked_for(words)
        self.sensor.calibrate()
        metadata = {
            "frame_data_length": measuring.num_points * measuring.sweeps_per_frame,
            "sweep_data_length": measuring.num_points,
            "subsweep_data_offset": [0],
            "subsweep_data_length": [measuring.num_points],
            "calibration_temperature": self.sensor.temperature_c,
            "base_step_length_m": STEP_M,
            "max_sweep_rate": 1372.8,
            "high_speed_mode": True,
        }
        period = round(TICKS_PER_S / measuring.frame_rate)
        return {
            "status": "ok", "tick_period": period, "payload_size": 0, "metadata": [[metadata]],
        }  # fmt: skip

    def _start(self, _words: Words) -> Words:
        if self.measuring is None or self.streaming:
            raise RefusedError("not ready to start")
        self.streaming, self._due_s = True, 1 / self.measuring.frame_rate
        return {"status": "start"}

    def _stop(self, _words: Words) -> Words:
        if not self.streaming:
            raise RefusedError("not streaming")
        self.streaming = False
        return {"status": "stop"}


def asked_for(words: Words) -> Measuring:
    """The measurement that a setup asks for; one group, one sensor, one subsweep."""
    try:
        [[of_sensor]] = words["groups"]
        config = of_sensor["config"]
        (subsweep,) = config["subsweeps"]
        given = {key: value for key, value in (config | subsweep).items() if key in KEYS}
        measuring = Measuring(**given)
        points = int(measuring.num_points) * int(measuring.sweeps_per_frame)
        in_bounds = 0 < points <= BUFFER_POINTS and measuring.frame_rate > 0
        whole = all(type(each) is int for each in (measuring.num_points, measuring.start_point))
    except (KeyError, TypeError, ValueError):
        raise RefusedError("setup not understood") from None
    if not (in_bounds and whole):
        raise RefusedError("setup out of bounds")
    return measuring


def error(message: str) -> Words:
    return {"status": "error", "message": message}


def said(words: Words) -> bytes:
    return json.dumps(words, separators=(",", ":")).encode() + b"\n"
