"""The simulated ward's files: who is in which room, and what each program is told of it."""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOCKET_PATH_MOST = 107  # Linux: sun_path, less its closing zero
SETTLED_FROM_S = 20  # the radar maker's recording begins with somebody sitting down
RECORDING = Path("data/radar/acconeer_a121_breathing/breathing-sitting.npz")


@dataclass(frozen=True, slots=True)
class SimRoom:
    """One room of the demonstration: who is in it, and how faithfully somebody comes."""

    number: int
    body: str
    staff: str
    every_min: float
    badge: str
    locked: bool = True
    breathing_per_min: float = 14
    heart_per_min: float = 68
    plan_min: int | None = None
    initials: str = ""
    radar: str = "mr60bha2"  # by the name that node.toml gives it

    @property
    def name(self) -> str:
        return f"ash/{self.number:02d}"

    @property
    def slug(self) -> str:
        return f"ash-{self.number:02d}"


# Intervals so short that whoever watches for five minutes sees each of them: no real plan's.
ROOMS = (
    SimRoom(1, "recording", "rounds", 4, "04A1B2C3", plan_min=10, initials="J.T."),
    SimRoom(
        2,
        "synthetic",
        "late",
        3,
        "04D4E5F6",
        breathing_per_min=16,
        plan_min=4,
        initials="A.W.",
        radar="xm125",
    ),
    SimRoom(3, "nobody", "never", 30, "04A1B2C3", locked=False),
    SimRoom(
        4, "synthetic", "never", 2, "04D4E5F6", breathing_per_min=13, plan_min=2, initials="R.P."
    ),
)
STAFF = (
    ("st-01", "M.T.", "nurse", "04A1B2C3"),
    ("st-02", "S.B.", "health-care assistant", "04D4E5F6"),
    ("st-03", "K.O.", "nurse in charge", "0411223344"),
    ("st-04", "D.R.", "doctor", "0455667788"),
    ("st-05", "W.M.", "ward manager", "0499AABBCC"),
)
# Of a demonstration alone: printed where it is started, and known to whoever reads this.
PINS = {"st-01": "1379", "st-02": "1590", "st-03": "2580", "st-04": "8520", "st-05": "9731"}


def find_recording(asked: Path | None) -> Path | None:
    """The recording that was asked for, else the radar maker's if it lies where data lies."""
    places = [asked] if asked else [root / RECORDING for root in _shared()]
    return next((place.resolve() for place in places if place.is_file()), None)


def _shared() -> Iterator[Path]:
    if named := os.environ.get("ATTUNE_SHARED"):
        yield Path(named)
    yield Path(__file__).resolve().parent.parent.parent / "shared"


def sim_toml(sim_home: Path, door_port: int, recording: Path | None) -> str:
    """What the simulator is told."""
    lines = [_pair("home", str(sim_home)), _pair("control", str(sim_home / "control.sock"))]
    for room in ROOMS:
        lines += ["", "[[room]]", _pair("name", room.name), _pair("body", room.body)]
        if room.body == "recording" and recording:
            lines.append(_pair("recording", str(recording)))
            if recording.name == RECORDING.name:
                lines.append(_pair("recording_from_s", SETTLED_FROM_S))
        lines += [
            _pair("radar", room.radar),
            _pair("breathing_per_min", room.breathing_per_min),
            _pair("heart_per_min", room.heart_per_min),
            _pair("locked", room.locked),
            _pair("staff", room.staff),
            _pair("every_min", room.every_min),
            _pair("stay_s", 30),
            _pair("badge", room.badge),
            _pair("door_url", f"http://127.0.0.1:{door_port + room.number - 1}"),
        ]
    return "\n".join(lines) + "\n"


def node_toml(room: SimRoom, sim_home: Path, broker: str, door_port: int) -> str:
    """What one room's node is told."""
    wires = sim_home / room.slug
    return "\n".join(
        [
            _pair("room", room.name),
            "\n[broker]",
            _pair("url", broker),
            "\n[board]",
            _pair("kind", "simulated"),
            _pair("socket", str(wires / "board.sock")),
            _pair("radar", str(wires / "radar")),
            _pair("radar_kind", room.radar),
            _pair("badge", str(wires / "badge")),
            "\n[door]",
            _pair("port", door_port + room.number - 1),
            "\n[outbox]",
            _pair("path", f"outbox-{room.slug}.sqlite3"),
            "",
        ]
    )


def hub_toml(home: Path, broker: str, port: int) -> str:
    """What the hub is told."""
    lines = ["[site]", f"rooms = {json.dumps([room.name for room in ROOMS])}"]
    for ref, initials, role, badge in STAFF:
        lines += ["", "[[site.staff]]", _pair("ref", ref), _pair("initials", initials)]
        lines += [_pair("role", role), _pair("badge", badge)]
    lines += ["", "[broker]", _pair("url", broker), "", "[panel]", _pair("port", port)]
    lines += ["", "[store]", _pair("path", str(home / "store.sqlite3")), ""]
    return "\n".join(lines)


def _pair(key: str, value: str | float | bool) -> str:
    """One line of TOML. JSON's strings, numbers and truth values are TOML's too."""
    return f"{key} = {json.dumps(value)}"
