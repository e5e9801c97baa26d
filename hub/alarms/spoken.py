"""Notices as they are said to people: a title, and what to do. By default nobody is named."""

from collections.abc import Mapping, Sequence

from hub.alarms.notice import Notice, ref_of
from hub.effects import Tell
from hub.rules.words import lasting
from ward.conditions import (
    HUB_CANNOT_RECORD,
    NODE_SILENT,
    ROTA_GAP,
    RULE_BROKEN,
    VITAL_SIGNS_MISSING,
    Condition,
)
from ward.rooms import RoomId
from ward.units import Instant, minutes

ROOMS_NAMED = 12  # of those that are told together; the rest are counted
WORDS_MOST = 900  # characters

# What is said of many rooms together: what is so there, and what to do. Of any other condition,
# its name.
OF_MANY: Mapping[Condition, tuple[str, str]] = {
    NODE_SILENT: ("Nothing heard from {}", "Go to the doors"),
    VITAL_SIGNS_MISSING: ("No breathing rate from {}", "Nothing is measured there. Go and look"),
    ROTA_GAP: ("The rota names nobody soon, or now, for {}", "Name somebody, now"),
    HUB_CANNOT_RECORD: (
        "The hub cannot write to its disk: nothing is recorded of {}",
        "Alarms still come. Write visits and looks on paper, and call support",
    ),
    RULE_BROKEN: (
        "Attune itself has failed in {}",
        "Watch these rooms in person and call support",
    ),
}


def tell(teller: str, notices: Sequence[Notice], now: Instant, *, say_person: bool) -> Tell:
    """The message of one alarm, or of several that are told together; lowest step first.

    Several steps of one alarm that reach one teller at one moment are one message.
    """
    first = notices[0]
    every = tuple(each for one in notices for each in (one, *one.together))
    return Tell(
        teller=teller,
        ref=ref_of(tuple(f"{one.id}{'-over' if one.over_at else ''}" for one in every)),
        title=_title(first, say_person=say_person),
        words=_words(notices, now)[:WORDS_MOST],
        priority=first.priority,
        about=tuple(one.about for one in every),
        is_end=first.over_at is not None,
    )


def _title(one: Notice, *, say_person: bool) -> str:
    """As in "!!! Ash 4: no breathing seen"."""
    where = f"{len(one.together) + 1} rooms" if one.together else one.room.spoken
    if say_person and one.initials and not one.together:
        where = f"{where} ({one.initials})"
    return f"{'over:' if one.over_at else one.priority.marks} {where}: {one.condition.name}"


def _words(notices: Sequence[Notice], now: Instant) -> str:
    first = notices[0]
    if first.over_at:
        return _sentences(_of_end(first))
    rooms = [first.room, *(one.room for one in first.together)]
    said, do = first.words, first.condition.do
    if first.together:
        said, do = OF_MANY.get(first.condition, (f"{first.condition.name}: {{}}", do))
        said = said.format(named(rooms))
    began = now - first.began_at
    late = began >= minutes(1) and not first.step and not first.together  # else it is said anyway
    since = f"It began {lasting(began)} ago" if late else ""
    fetched = dict.fromkeys(one.fetched for one in notices)
    return _sentences(said, do, since, *fetched)


def _of_end(one: Notice) -> str:
    if one.together:
        return f"It is over in {named([one.room, *(each.room for each in one.together)])}"
    return f"It lasted {lasting((one.over_at or one.began_at) - one.began_at)}"


def named(rooms: Sequence[RoomId]) -> str:
    """As in "14 rooms: Ash 1, Ash 2, ... and 2 more"."""
    spoken = [room.spoken for room in rooms[:ROOMS_NAMED]]
    more = len(rooms) - len(spoken)
    rest = f" and {more} more" if more else ""
    return f"{len(rooms)} rooms: {', '.join(spoken)}{rest}"


def _sentences(*said: str) -> str:
    """Each with a capital letter and a full stop."""
    whole = (one.strip().rstrip(".") for one in said if one.strip(" ."))
    return " ".join(f"{one[0].upper()}{one[1:]}." for one in whole)
