"""An order's journey in words: asked is not done, and silence is said."""

from collections.abc import Callable
from dataclasses import dataclass

from hub.panel.local import Local, number, percent
from hub.panel.seen import known_as
from hub.panel.tone import Tone
from hub.rooms.order_facts import Progress
from hub.rooms.state import RoomState
from hub.rooms.values import Journey
from ward.commissioning import WalkAsked, WalkStep
from ward.orders import (
    BackAsked,
    FullLightAsked,
    Lamp,
    LightAsked,
    LuxAsked,
    Ordered,
    TemperatureAsked,
    WatchLightAsked,
    worded,
)
from ward.precedence import thing_of
from ward.profile import LIVED_WORDS
from ward.rank import Coming, Rank, Thing
from ward.units import minutes

SHOWN_FOR = minutes(10)  # how long a tile keeps the end of a journey; the room page keeps all


@dataclass(frozen=True, slots=True)
class JourneyWords:
    """One order: what, how far, and by whom."""

    what: str
    progress: Progress
    words: str
    by: str
    tone: Tone


WORDS: dict[Progress, Callable[[Journey, str], str]] = {
    Progress.ASKED: lambda _, at: f"asked {at}, on its way",
    Progress.SENT: lambda _, at: f"sent {at}, no answer yet",
    Progress.DONE: lambda journey, at: f"done {at}{_short_of_it(journey)}",
    Progress.REFUSED: lambda journey, _: f"refused: {journey.words or 'the room did not say why'}",
    Progress.EXPIRED: lambda *_: "expired: no answer came; ask again",
}
TONES = {
    Progress.ASKED: Tone.PLAIN,
    Progress.SENT: Tone.PLAIN,
    Progress.DONE: Tone.GOOD,
    Progress.REFUSED: Tone.MEDIUM,
    Progress.EXPIRED: Tone.MEDIUM,
}
THINGS = {Lamp.MAIN: Thing.MAIN, Lamp.NIGHT: Thing.NIGHT}
UNDER_WAY = (Progress.ASKED, Progress.SENT)


def journeys(state: RoomState, local: Local) -> tuple[JourneyWords, ...]:
    """All that are kept, newest first."""
    return tuple(in_words(journey, state, local) for journey in reversed(state.orders))


def current(state: RoomState, local: Local) -> tuple[JourneyWords, ...]:
    """The newest for each lamp, while it still matters. The temperature's stands at its reading."""
    newest_of = (newest(state, lamp) for lamp in Lamp)
    return tuple(
        in_words(journey, state, local)
        for journey in filter(None, newest_of)
        if journey.progress in UNDER_WAY or local.age(journey.moved_at) < SHOWN_FOR
    )


def in_words(journey: Journey, state: RoomState, local: Local) -> JourneyWords:
    return JourneyWords(
        what=asked_words(journey.order.asked),
        progress=journey.progress,
        words=_waits(journey, state, local) or _words(journey, local),
        by=known_as(state, journey.order.asked_by),
        tone=TONES[journey.progress],
    )


def _words(journey: Journey, local: Local) -> str:
    return WORDS[journey.progress](journey, local.clock(journey.moved_at))


def _short_of_it(journey: Journey) -> str:
    """A choice that was held to what may last, which its node said."""
    return f": {LIVED_WORDS}" if LIVED_WORDS in journey.words else ""


def _waits(journey: Journey, state: RoomState, local: Local) -> str:
    """Taken is not begun: it is held back until the person could be told."""
    asked = journey.order.asked
    thing = None if isinstance(asked, WalkAsked) else thing_of(asked)
    coming = _held_back(state, thing) if thing else None
    if journey.progress is not Progress.DONE or coming is None or coming.asked != worded(asked):
        return ""
    return f"taken {local.clock(journey.moved_at)}, begins once they could be told"


STEPS = {
    WalkStep.BEGIN: "A walk of the radar, begun with an empty room",
    WalkStep.STOP: "The walk, to be stopped",
    WalkStep.SIMULATE: "A simulated walk",
}


def asked_words(asked: Ordered) -> str:
    """``Main light to 60 %``."""
    if isinstance(asked, TemperatureAsked):
        return f"Room to {number(asked.celsius, 1)} °C"
    if isinstance(asked, WalkAsked):
        lacks = "no such spot: " if asked.step is WalkStep.LACKS else ""
        return STEPS.get(asked.step, f"Walk, {lacks}{asked.spot}")
    if isinstance(asked, LightAsked):
        return f"{asked.lamp.capitalize()} light {_to(asked)}"
    words = worded(asked)
    return f"{words[0].upper()}{words[1:]}"


def _to(asked: LightAsked) -> str:
    return "off" if asked.level <= 0 else f"to {percent(asked.level)}"


def of_thing(state: RoomState, thing: Lamp | None) -> tuple[Journey, ...]:
    """Orders for one lamp, or for the temperature where ``thing`` is none; newest first."""
    return tuple(j for j in reversed(state.orders) if _is_of(j.order.asked, thing))


def newest(state: RoomState, thing: Lamp | None) -> Journey | None:
    """The newest of those."""
    return next(iter(of_thing(state, thing)), None)


def _is_of(asked: Ordered, thing: Lamp | None) -> bool:
    if isinstance(asked, BackAsked) and asked.thing is not None:
        return asked.thing is (THINGS[thing] if thing else Thing.WARMTH)
    if thing is None:
        return isinstance(asked, TemperatureAsked)
    if isinstance(asked, WatchLightAsked | FullLightAsked | BackAsked):
        return thing is Lamp.MAIN
    return isinstance(asked, LightAsked | LuxAsked) and asked.lamp is thing


def wished_light(state: RoomState, lamp: Lamp) -> float:
    """The level that one step more or less starts from: what is on its way, else in force."""
    journey = newest(state, lamp)
    if journey and journey.progress in UNDER_WAY and isinstance(journey.order.asked, LightAsked):
        return journey.order.asked.level
    if state.health is None:
        return 0.0
    held, coming = state.health.in_force, _held_back(state, THINGS[lamp])
    if coming is not None and coming.level is not None:
        return coming.level
    return held.main_light if lamp is Lamp.MAIN else held.night_light


def wished_lux(state: RoomState, lamp: Lamp) -> float | None:
    """The same in lux; ``None`` where the lamp is held to a share of full."""
    journey = newest(state, lamp)
    asked = journey.order.asked if journey and journey.progress in UNDER_WAY else None
    if isinstance(asked, LuxAsked):
        return asked.lux
    if asked is not None or state.health is None:
        return None
    thing, coming = THINGS[lamp], _held_back(state, THINGS[lamp])
    if coming is not None:
        return coming.lux
    held = (one.lux for one in state.health.in_force.leading if one.thing is thing)
    return next(held, None)


def coming_of(state: RoomState, thing: Thing) -> tuple[Coming, ...]:
    """What is to change, the soonest first, and begins once the person could be told."""
    told = state.health.in_force.coming if state.health else ()
    return tuple(one for one in told if one.thing is thing)


def _held_back(state: RoomState, thing: Thing) -> Coming | None:
    """What staff asked and the room has taken: a next step goes on from it.

    Not from what comes by itself, as an hour does or the end of what staff asked for a while.
    """
    asked = (one for one in coming_of(state, thing) if not one.by_itself)
    return next((one for one in asked if one.rank is Rank.OVERRIDE), None)


def wished_celsius(state: RoomState) -> float:
    """The temperature that one step more or less starts from."""
    journey = newest(state, None)
    asked = journey.order.asked if journey and journey.progress in UNDER_WAY else None
    if isinstance(asked, TemperatureAsked):
        return asked.celsius
    coming = _held_back(state, Thing.WARMTH)
    if coming is not None and coming.celsius is not None:
        return coming.celsius
    if state.health is not None:
        return state.health.in_force.temperature_c
    return state.care.profile.temperature_c if state.care else 21.0
