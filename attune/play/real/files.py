"""What each real program of a night is told: configuration made from the night's head."""

import json
from dataclasses import dataclass
from pathlib import Path

from attune import first_pins
from attune.play.night import Bed, Head
from ward.rooms import RoomId

HEART_PER_MIN = 66.0
PIN = "2580"  # of everybody; a night is nobody's ward
UNUSED_BADGE = "04FFFFFF"  # of rounds that nobody makes


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a night is played for real: a folder, and ports of this machine."""

    home: Path
    panel_port: int
    broker_port: int

    def door_port(self, head: Head, room: RoomId) -> int:
        return self.panel_port + 1 + head.rooms.index(room)

    @property
    def control(self) -> Path:
        return self.home / "control.sock"

    @property
    def store(self) -> Path:
        return self.home / "store.sqlite3"

    @property
    def broker(self) -> str:
        return f"mqtt://127.0.0.1:{self.broker_port}"


def write(ground: Ground, head: Head) -> None:
    """All of them, into the folder, and a store in which everybody has a PIN."""
    (ground.home / "sim.toml").write_text(_sim(ground, head), encoding="utf-8")
    (ground.home / "hub.toml").write_text(_hub(ground, head), encoding="utf-8")
    for room in head.rooms:
        node = ground.home / f"node-{room.slug}.toml"
        node.write_text(_node(ground, head, room), encoding="utf-8")
    first_pins.give(ground.home / "hub.toml", {one.ref: PIN for one in head.staff})


def _sim(ground: Ground, head: Head) -> str:
    lines = [_pair("home", "."), _pair("control", ground.control.name)]
    for bed in head.beds:
        lines += ["", "[[room]]", *_sim_room(ground, head, bed)]
    return _whole(lines)


def _sim_room(ground: Ground, head: Head, bed: Bed) -> list[str]:
    return [
        _pair("name", str(bed.room)),
        _pair("body", "synthetic" if bed.person else "nobody"),
        _pair("breathing_per_min", bed.breathing),
        _pair("heart_per_min", HEART_PER_MIN),
        _pair("locked", bed.locked),
        _pair("staff", "never"),
        _pair("badge", UNUSED_BADGE),
        _pair("door_url", f"http://127.0.0.1:{ground.door_port(head, bed.room)}"),
    ]


def _hub(ground: Ground, head: Head) -> str:
    lines = ["[site]", _pair("rooms", [str(room) for room in head.rooms])]
    lines += [_pair("cctv", [str(room) for room in head.cctv])]
    for one in head.staff:
        lines += ["", "[[site.staff]]", _pair("ref", one.ref), _pair("initials", one.initials)]
        lines += [_pair("role", one.role), _pair("badge", one.badge), _pair("agency", one.agency)]
    lines += ["", "[site.limits]", *(_pair(name, value) for name, value in head.limits)]
    lines += ["", "[broker]", _pair("url", ground.broker)]
    lines += ["", "[panel]", _pair("port", ground.panel_port)]
    return _whole([*lines, "", "[store]", _pair("path", str(ground.store))])


def _node(ground: Ground, head: Head, room: RoomId) -> str:
    wires = ground.home / room.slug
    return _whole(
        [
            _pair("room", str(room)),
            "\n[broker]",
            _pair("url", ground.broker),
            "\n[board]",
            _pair("kind", "simulated"),
            _pair("socket", str(wires / "board.sock")),
            _pair("radar", str(wires / "radar")),
            _pair("badge", str(wires / "badge")),
            "\n[door]",
            _pair("port", ground.door_port(head, room)),
            "\n[outbox]",
            _pair("path", f"outbox-{room.slug}.sqlite3"),
        ]
    )


def _pair(key: str, value: object) -> str:
    """One line of TOML. JSON's strings, numbers, lists and truth values are TOML's too."""
    return f"{key} = {json.dumps(value)}"


def _whole(lines: list[str]) -> str:
    return "\n".join(lines) + "\n"
