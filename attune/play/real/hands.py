"""What a night has people do, done to real programs: through pins and panel, as people would."""

import json
import socket
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from attune.errand import said_by
from attune.play.night import Head
from attune.play.real.files import PIN, Ground
from hub.device import SIMULATOR
from ward.observations import Content
from ward.rooms import RoomId

PATIENCE_S = 5.0


class Hands:
    """The simulator's control socket, the panel's interface, and the door units' forms."""

    def __init__(self, ground: Ground, head: Head) -> None:
        self._ground, self._head = ground, head
        self.denied: list[str] = []

    def sim(self, room: RoomId, do: str, **how: object) -> None:
        """Have the simulator do this. Raises ``OSError`` with its words when it does not."""
        with closing(socket.socket(socket.AF_UNIX)) as control:
            control.settimeout(PATIENCE_S)
            control.connect(str(self._ground.control))
            asked = {"room": str(room), "do": do, **how}
            control.sendall(json.dumps(asked).encode() + b"\n")
            with control.makefile("r", encoding="utf-8") as answers:
                answer = json.loads(answers.readline())
        if "error" in answer:
            raise OSError(f"the simulator: {answer['error']}")

    def panel(self, room: RoomId, path: str, **asked: object) -> None:
        """Ask this of the hub; what it denies, or that it is down, is kept in words."""
        where = f"http://127.0.0.1:{self._ground.panel_port}/api/v1/rooms/{room}/{path}"
        kind = said_by(SIMULATOR)
        signed = json.dumps({**asked, "pin": PIN}).encode()
        request = urllib.request.Request(where, signed, kind, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S):  # noqa: S310  (a fixed scheme)
                pass
        except urllib.error.HTTPError as refused:
            self.denied.append(_detail(refused))
        except OSError:
            self.denied.append("the hub is down")

    def form(self, room: RoomId, content: Content) -> None:
        """Record this on the door unit's own page; a dead node takes nothing."""
        said = content.model_dump(mode="json", exclude_none=True)
        where = f"http://127.0.0.1:{self._ground.door_port(self._head, room)}/observations"
        try:
            with urllib.request.urlopen(
                where, urllib.parse.urlencode(said).encode(), timeout=PATIENCE_S
            ):
                pass
        except OSError:
            self.denied.append(f"the door unit of {room} took no record")

    def alarm(self, room: RoomId, condition: str) -> str:
        """The name of this alarm, as the panel has it; "none" where none shows."""
        found = [
            str(alarm["id"])
            for each in self.rooms()
            if each["name"] == str(room)
            for alarm in each["alarms"]
            if alarm["condition"] == condition and alarm.get("id")
        ]
        return found[0] if found else "none"

    def rooms(self) -> list[Mapping[str, Any]]:
        """As the panel has them; none while it does not answer."""
        where = f"http://127.0.0.1:{self._ground.panel_port}/api/v1/rooms"
        try:
            with urllib.request.urlopen(where, timeout=PATIENCE_S) as answer:
                found: list[Mapping[str, Any]] = json.load(answer)
                return found
        except (OSError, ValueError):
            return []


def _detail(refused: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(refused)["refused"])
    except (ValueError, KeyError):
        return f"refused with status {refused.code}"
