"""What a night has people press about alarms at the panel, pressed at a real one."""

from collections.abc import Mapping
from typing import Any

from attune.play.real.hands import Hands
from ward.rooms import RoomId

Values = Mapping[str, Any]


def acknowledges(hands: Hands, room: RoomId, values: Values) -> None:
    alarm = hands.alarm(room, values["CONDITION"])
    hands.panel(room, f"alarms/{alarm}/acknowledge", by=values["STAFF"])


def marks(hands: Hands, room: RoomId, values: Values) -> None:
    """An alarm that still shows: only the hub knows the names of those before."""
    alarm, why = hands.alarm(room, values["CONDITION"]), values["TEXT"] or ""
    worth = not values["not"]
    hands.panel(room, f"alarms/{alarm}/mark", by=values["STAFF"], actionable=worth, why=why)


def pauses(hands: Hands, room: RoomId, values: Values) -> None:
    hands.panel(room, "pause", by=values["STAFF"])


def limits(hands: Hands, room: RoomId, values: Values) -> None:
    lasts_h = values["SPAN2"].total_seconds() / 3600
    own_s, why = values["SPAN"].total_seconds(), values["TEXT"]
    hands.panel(room, "limit", by=values["STAFF"], value_s=own_s, hours=lasts_h, why=why)
