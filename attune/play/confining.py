"""How a night begins episodes and sets plans: what its words leave unsaid."""

from collections.abc import Mapping
from typing import Any

from hub import acts
from ward.authority import Authority
from ward.care import Cover, Person
from ward.rooms import RoomId

Values = Mapping[str, Any]
SOURCE, WHY = "this night's file", "a night that is played"


def person(initials: str) -> Person:
    return Person(ref=f"p-{initials.replace('.', '')}", initials=initials)


def kept(values: Values) -> dict[str, Any]:
    """What a line says of a plan beyond its minutes."""
    asked = [cover for cover in Cover if values.get(cover.value)]
    return {"cover": asked[-1] if asked else Cover.NONE, "varied": values.get("varied", False)}


def begin_episode(room: RoomId, who: str, every_min: int, by: str) -> acts.BeginEpisode:
    return acts.BeginEpisode(room, person(who), every_min, Authority.LOCAL, SOURCE, by, WHY)
