"""How a night begins episodes and sets plans: what its words leave unsaid."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hub import acts
from ward.authority import Authority
from ward.care import Cover, Person
from ward.kinds import Ground
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


def begin_kind(room: RoomId, values: Values) -> acts.BeginEpisode:
    """Of a kind, and on the ground that is given."""
    begun = begin_episode(room, values["PERSON"], values["MINUTES"], values["STAFF"])
    ground = Ground(values["TEXT"]) if values.get("TEXT") else None
    return replace(begun, kind=values["KIND"], ground=ground)


def move(room: RoomId, values: Values) -> acts.MovePerson:
    return acts.MovePerson(room, values["ROOM"], values["STAFF"], WHY)
