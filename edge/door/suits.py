"""What suits the person, as the door unit says it: whose word leads, their presets, their words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo

from edge.door.words import brief, clock, number, per_cent
from edge.door_view import DoorView
from ward.orders import Lamp
from ward.profile import Profile, sentences
from ward.purpose import Purpose
from ward.rank import Coming, Leading, Rank, Thing
from ward.readings import Missing
from ward.warmth import WARM_C

PRESETS_MOST = 4
SAID_MOST = 3
THERE_S = 2.0


@dataclass(frozen=True, slots=True)
class Preset:
    """One button: what it sends, what it says."""

    do: str
    words: str


@dataclass(frozen=True, slots=True)
class Suits:
    """All that the page of light and warmth shows beside what is measured."""

    mark: str
    is_default: bool
    main: tuple[str, ...]
    night: tuple[str, ...]
    warmth: tuple[str, ...]
    main_presets: tuple[Preset, ...]
    night_presets: tuple[Preset, ...]
    warm_presets: tuple[Preset, ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]


NOTHING = Suits("No profile yet", True, (), (), (), (), (), (), ())


def suits(view: DoorView, zone: tzinfo | None) -> Suits:
    profile = view.profile
    if profile is None:
        return NOTHING
    return Suits(
        mark=_mark(profile),
        is_default=profile.is_default,
        main=_leads(Thing.MAIN, view, zone),
        night=_leads(Thing.NIGHT, view, zone),
        warmth=(*_outside(view), *_leads(Thing.WARMTH, view, zone)),
        main_presets=tuple(_lit(profile, Lamp.MAIN)),
        night_presets=tuple(_lit(profile, Lamp.NIGHT)),
        warm_presets=tuple(_warm(profile)),
        said=tuple(_said(profile)),
    )


def purposes(view: DoorView) -> tuple[tuple[Purpose, str], ...]:
    """What for. The two that are always refused are offered nowhere on a door."""
    person = view.confinement.person.initials if view.confinement else "The person"
    return (Purpose.CARE, "Care needs it, 30 min"), (Purpose.PERSON, f"{person} asked for it")


def whose(leading: Leading) -> str:
    """``staff, for a while, K.O.``; ``sensory profile, version 3``."""
    of_profile = leading.rank in (Rank.PROFILE, Rank.DEFAULT)
    version = f", version {leading.profile_version}" if leading.profile_version else ""
    by = f", {leading.by}" if leading.by else ""
    return f"{leading.rank}{version if of_profile else by}"


def _mark(profile: Profile) -> str:
    if profile.is_default:
        return "Ward default: nobody has assessed the person"
    return f"Version {profile.version}, {profile.source}, by {profile.assessed_by}"


def _leads(thing: Thing, view: DoorView, zone: tzinfo | None) -> tuple[str, ...]:
    leading = next((one for one in view.in_force.leading if one.thing is thing), None)
    if leading is None:
        return (f"asked {_held(thing, view)}",)
    until = f" until {clock(leading.until, zone)}" if leading.until else ""
    held = f"asked {leading.asked}", f"{whose(leading)}{until}"
    changes = any(one.thing is thing for one in view.in_force.coming)
    return held if changes else (*held, *_there(leading, view))


def to_be_told(view: DoorView) -> str:
    """What to tell the person now, and how long there is for it; empty where nothing is to come."""
    coming = sorted(view.in_force.coming, key=lambda one: one.in_s)
    said = {brief(one.in_s): [] for one in coming}  # type: dict[str, list[str]]
    for one in coming:
        said[brief(one.in_s)].append(f"{one.thing} {one.way} ({_to(one)})")
    told = "; ".join(f"in {in_} {', '.join(each)}" for in_, each in said.items())
    return f"Tell them: {told}" if told else ""


def _to(coming: Coming) -> str:
    """Without the name of the thing, which stands before it."""
    return coming.asked.removeprefix(f"{coming.thing} ")


def _outside(view: DoorView) -> tuple[str, ...]:
    """That the room does not suit them, and for how long; the hub's alarm is made of the same."""
    warmth = view.in_force.warmth
    if warmth is None or warmth.outside_s is None:
        return ()
    suits_ = f"{number(warmth.least_c)} to {number(min(warmth.most_c, WARM_C))} °C"
    return (f"! not {suits_} for {brief(warmth.outside_s)}",)


def _held(thing: Thing, view: DoorView) -> str:
    """Where nobody says by whose word: what it is held to all the same."""
    force = view.in_force
    levels = {Thing.MAIN: force.main_light, Thing.NIGHT: force.night_light}
    return per_cent(levels[thing]) if thing in levels else f"{number(force.temperature_c)} °C"


def _there(leading: Leading, view: DoorView) -> tuple[str, ...]:
    if leading.at_limit:
        lux = 0.0 if isinstance(view.light_lux, Missing) else view.light_lux
        brighter = leading.lux is not None and lux > leading.lux
        return ("daylight alone gives more" if brighter else "all it can, and not enough",)
    far = leading.there_in_s is not None and leading.there_in_s >= THERE_S
    return (f"there in about {brief(leading.there_in_s or 0)}",) if far else ()


def _lit(profile: Profile, lamp: Lamp) -> Iterable[Preset]:
    for one in [hours for hours in profile.hours if hours.lamp is lamp][:PRESETS_MOST]:
        yield Preset(f"{lamp} {one.lux:g} lux", f"{one.name.capitalize()} {number(one.lux)} lux")


def _warm(profile: Profile) -> Iterable[Preset]:
    named = {profile.temperature_c: "Day"}
    for one in profile.hours:
        if one.temperature_c is not None:
            named.setdefault(one.temperature_c, one.name.capitalize())
    for celsius, name in list(named.items())[:PRESETS_MOST]:
        yield Preset(f"{celsius:g} celsius", f"{name} {number(celsius)} °C")


def _said(profile: Profile) -> Iterable[tuple[str, tuple[str, ...]]]:
    named = (
        ("Before a change", _warns(profile)),
        ("Never", profile.never),
        ("Helps", profile.helps),
        ("Distresses", profile.distresses),
    )
    return ((name, sentences(text)[:SAID_MOST]) for name, text in named if sentences(text))


def _warns(profile: Profile) -> str:
    if not profile.warn_before_s:
        return ""
    return f"a word {brief(profile.warn_before_s)} before. {profile.warn_how}".strip()
