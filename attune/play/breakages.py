"""From when until when each fault of a night lasts, as its file says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from attune.play.night import Event, Night
from attune.play.vocabulary import BROKER, FAULTS, HUB
from ward.rooms import RoomId

ENDED_BY: Mapping[str, str] = {
    "power off": "power on",
    "link cut": "link mended",
    "clock steps": "clock right",
    "clock drifts": "clock right",
    "wire noise": "",
    "sensor stuck": "sensor mended",
    "sensor lost": "sensor mended",
    "line fails": "line mended",
    "disk full": "disk freed",
    "stops": "starts",
    "is killed": "is started",
    "disk is full": "disk is freed",
    "tellers fail": "tellers work",
}


@dataclass(frozen=True, slots=True)
class Breakage:
    """One fault; ``room`` of ``None`` is the whole ward's."""

    room: RoomId | None
    begins: datetime
    ends: datetime
    words: str


def breakages(night: Night) -> Iterator[Breakage]:
    """Each from when it is said to begin, until it is said to end, or the night does."""
    for place, event in enumerate(night.events):
        if event.group in (FAULTS, BROKER, HUB) and event.act in ENDED_BY:
            room = None if isinstance(event.where, str) else event.where
            words = f"{event.where} {event.words}" if room is None else event.words
            yield Breakage(room, event.at, _ends(night, place, event), words)


def _ends(night: Night, place: int, event: Event) -> datetime:
    if event.values.get("SPAN"):
        ends: datetime = event.at + event.values["SPAN"]
        return min(ends, night.head.ends)
    device = event.values.get("SENSOR")
    mended = (
        later.at
        for later in night.events[place + 1 :]
        if (later.where, later.act) == (event.where, ENDED_BY[event.act])
        and later.values.get("SENSOR") == device
    )
    return next(mended, night.head.ends)
