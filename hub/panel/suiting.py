"""The person's own profile in a room's controls: presets, purposes, and whose word leads."""

from collections.abc import Iterator

from hub.panel.choice import Choice
from hub.panel.contact import contact
from hub.panel.journeys import coming_of
from hub.panel.leading import by_whose_word
from hub.panel.local import Local, number
from hub.rooms.state import RoomState
from hub.rules.words import lasting
from ward.orders import Lamp
from ward.profile import Profile
from ward.purpose import Purpose
from ward.rank import Leading, Thing
from ward.readings import Missing, Quantity
from ward.units import seconds

NOT_ENOUGH = "The room does all it can, and that is not enough now"
THERE_S = 2.0  # nearer than this, it is there
PURPOSES = {
    Purpose.CARE: "Care needs it, for 30 min",
    Purpose.CONSEQUENCE: "As a consequence",
    Purpose.INCENTIVE: "As a reward",
}


def purposes(state: RoomState) -> tuple[Choice, ...]:
    """What for. What is always refused is here too: else it would go by another name."""
    person = state.episode.person.initials if state.episode else "The person"
    words = {Purpose.PERSON: f"{person} asked for it"} | PURPOSES
    return tuple(Choice(one.value, words[one]) for one in Purpose)


def profile_of(state: RoomState) -> Profile | None:
    """What the room's node was last given."""
    return state.care.profile if state.care else None


def lit_presets(state: RoomState, lamp: Lamp) -> tuple[Choice, ...]:
    """``Evening 20 lux``, out of the profile's own hours."""
    profile = profile_of(state)
    hours = profile.hours if profile else ()
    return tuple(
        Choice(f"{one.lux:g}", f"{one.name.capitalize()} {number(one.lux, 1)} lux", "lux")
        for one in hours
        if one.lamp is lamp
    )


def warm_presets(state: RoomState) -> tuple[Choice, ...]:
    """``Night 19.5 °C``; what is the same all day is theirs."""
    profile = profile_of(state)
    if profile is None:
        return ()
    whose = "Ward default" if profile.is_default else "Profile"
    named = {profile.temperature_c: whose}
    for one in profile.hours:
        if one.temperature_c is not None:
            named.setdefault(one.temperature_c, one.name.capitalize())
    return tuple(
        Choice(f"{celsius}", f"{name} {number(celsius, 1)} °C", "celsius")
        for celsius, name in named.items()
    )


def leading_of(thing: Thing, state: RoomState) -> Leading | None:
    """By whose word it is held as it is, as the node last said."""
    told = state.health.in_force.leading if state.health else ()
    return next((one for one in told if one.thing is thing), None)


def leads_words(thing: Thing, state: RoomState, local: Local) -> tuple[str, ...]:
    """What is held, by whose word and until when; how long it takes; nothing that is not known."""
    leading = leading_of(thing, state)
    if not contact(state, local).heard:
        return ()
    outside = _outside(state) if thing is Thing.WARMTH else ()
    if leading is None:
        return outside
    until = f", until {local.clock(leading.until)}" if leading.until else ""
    held = f"Held to {leading.asked}: {by_whose_word(leading, state.known_as)}{until}"
    return (*outside, *_announced(thing, state, local), held, *_getting_there(leading, state))


def _announced(thing: Thing, state: RoomState, local: Local) -> Iterator[str]:
    """What is to come, and how the profile has the person told of it first."""
    profile = profile_of(state)
    if state.health_at is None:
        return
    how = f". {profile.warn_how}" if profile and profile.warn_how else ""
    for one in coming_of(state, thing):
        left_s = max(0.0, one.in_s - local.age(state.health_at).total_seconds())
        by = f", {state.known_as(one.by)}" if one.by else ""
        in_ = lasting(seconds(left_s))
        yield f"Tell them: {one.way} in {in_}, {one.asked} ({one.rank}{by}){how}"
        how = ""  # said once, whatever comes after it


def _getting_there(leading: Leading, state: RoomState) -> tuple[str, ...]:
    if leading.at_limit:
        brighter = leading.lux is not None and _lux(state) > leading.lux
        enough = "Daylight alone gives more than that" if brighter else NOT_ENOUGH
        return (enough,)
    if leading.there_in_s is None or leading.there_in_s < THERE_S:
        return ()
    return (f"About {lasting(seconds(leading.there_in_s))} to get there",)


def _outside(state: RoomState) -> tuple[str, ...]:
    """That it is too warm or too cold for this person, as it is measured now."""
    profile, celsius = profile_of(state), _value(Quantity.TEMPERATURE, state)
    if profile is None or celsius is None:
        return ()
    least, most = profile.temperature_least_c, profile.temperature_most_c
    if least <= celsius <= most:
        return ()
    whose = "the ward's" if profile.is_default else "the person's"
    return (f"! Outside {whose} band of {number(least, 1)} to {number(most, 1)} °C",)


def _lux(state: RoomState) -> float:
    """What is measured now; nothing counts as dark."""
    return _value(Quantity.LIGHT, state) or 0.0


def _value(quantity: Quantity, state: RoomState) -> float | None:
    latest = state.reading(quantity)
    value = latest.reading.value if latest else Missing.NOT_FITTED
    return None if isinstance(value, Missing) else float(value)
