"""What an A121 is asked to measure, and the numbers in which it answers.

Source: acconeer-exptool 7.17.4; the setup is that of the recordings with a breathing belt.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from edge.decode.iq import IqSession

WAVELENGTH_M = 299_792_458 / 60.5e9  # the sensor's carrier
POINTS_MOST = 4095  # of all sweeps of a frame together: the sensor's buffer
GRID = 24  # steps between points divide this or are a multiple of it
BASE_STEP_M = (0.002, 0.003)  # believed; 2.50227 mm seen
TRIMS_FROM = 8  # sweeps; of fewer, each is needed
LINE_ABOUT = 170  # bytes of JSON before each frame


@dataclass(frozen=True, slots=True)
class Setup:
    """What the radar is asked to measure. ``start`` and ``step`` are in its own 2.5 mm steps.

    The default is 0.40 to 0.76 m at 20 frames a second: 8.5 kB/s, which 115200 baud carries.
    """

    start: int = 160
    points: int = 4
    step: int = 48
    profile: int = 5  # the longest pulse: the most loop gain, the coarsest range
    averaged: int = 32  # samples to a point, in the sensor
    gain: int = 16  # of 0 to 23
    sweeps: int = 16
    rate_hz: float = 20.0

    def __post_init__(self) -> None:
        if self.points < 1 or self.sweeps < 1 or self.points * self.sweeps > POINTS_MOST:
            raise ValueError(f"a frame has 1 to {POINTS_MOST} points in all its sweeps together")
        if self.step < 1 or (GRID % self.step and self.step % GRID):
            raise ValueError(f"the step between points divides {GRID} or is a multiple of it")

    @property
    def bytes_per_s(self) -> float:
        """What it puts on the wire."""
        return self.rate_hz * (4 * self.points * self.sweeps + LINE_ABOUT)

    def words(self) -> dict[str, Any]:
        """The command that asks for it."""
        subsweep = {
            "start_point": self.start,
            "num_points": self.points,
            "step_length": self.step,
            "profile": self.profile,
            "hwaas": self.averaged,
            "receiver_gain": self.gain,
            "enable_tx": True,
            "enable_loopback": False,
            "phase_enhancement": False,
            "prf": "15_6_MHz",  # sees to 5.8 m, folds what is beyond 9.6 m
        }
        config = {
            "sweep_rate": 0.0,  # as fast as it can
            "frame_rate": self.rate_hz,
            "continuous_sweep_mode": False,
            "double_buffering": False,
            "inter_frame_idle_state": "deep_sleep",
            "inter_sweep_idle_state": "ready",
            "sweeps_per_frame": self.sweeps,
            "subsweeps": [subsweep],
        }
        return {"cmd": "setup", "groups": [[{"sensor_id": 1, "config": config}]]}


def session_of(setup: Setup, metadata: list[list[dict[str, Any]]]) -> IqSession:
    """The session that was asked for, in metres; raises if it is not the one that was set up."""
    of_sensor = metadata[0][0]
    sizes = of_sensor["sweep_data_length"], of_sensor["frame_data_length"]
    if sizes != (setup.points, setup.points * setup.sweeps):
        raise ValueError(f"a sweep and a frame of {sizes} points")
    base_m = of_sensor["base_step_length_m"]
    if not BASE_STEP_M[0] < base_m < BASE_STEP_M[1]:
        raise ValueError(f"a step of {base_m} m")
    range_m = tuple((setup.start + i * setup.step) * base_m for i in range(setup.points))
    return IqSession(setup.rate_hz, range_m, WAVELENGTH_M)


def averaged(
    payload: bytes, sweeps: int, points: int
) -> tuple[tuple[complex, ...], tuple[float, ...]]:
    """Mean of the sweeps at each point, less each part's highest and lowest; and their spread.

    For the wire has no check: one flipped bit would move a mean by a wall's echo and more.
    ``payload`` is sweep by sweep, point by point, real and imaginary part as little-endian int16;
    raises ``ValueError`` if it is not of that size.
    """
    parts = np.frombuffer(payload, "<i2").reshape(sweeps, points, 2).astype(np.float64)
    inner = np.sort(parts, axis=0)[1:-1] if sweeps >= TRIMS_FROM else parts
    middle = inner.mean(axis=0)
    spread = np.sqrt(np.mean((parts - middle) ** 2, axis=0).sum(axis=-1))
    return tuple((middle[:, 0] + 1j * middle[:, 1]).tolist()), tuple(spread.tolist())
