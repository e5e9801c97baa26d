"""What suits a person, in words for one screen: whose it is, its day, and what leads just now."""

from collections.abc import Iterable
from dataclasses import dataclass

from hub.panel.contact import contact
from hub.panel.journeys import asked_words
from hub.panel.local import Local, number
from hub.panel.measured import measured
from hub.panel.seen import known_as
from hub.panel.suiting import leading_of, leads_words
from hub.rooms.state import RoomState
from hub.rooms.suits import choices, suits
from ward.hours_written import clock
from ward.precedence import TABLE, Row
from ward.profile import DAY_MIN, Hours, Profile, hours_at, minute_of_day, sentences
from ward.rank import Rank, Thing
from ward.readings import Quantity
from ward.ward_default import DEFAULT, LINES, Line

BRIGHTEST_LUX = 300.0  # what fills a bar of the day; nursing care asks for no more (CIBSE LG2)
DIMMEST = 0.04


@dataclass(frozen=True, slots=True)
class HoursWords:
    """One line of the day; ``share`` of the day, and ``bright`` of the brightest, 0 to 1."""

    begins: str
    name: str
    words: str
    at_percent: float
    share_percent: float
    bright_percent: float
    is_now: bool


@dataclass(frozen=True, slots=True)
class NowWords:
    """One thing of the room: measured, and beside it what it is held to and by whose word."""

    thing: str
    measured: str
    leads: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class RankWords:
    """One line of precedence; ``holds`` what leads by it now."""

    row: Row
    lasts: str
    holds: str


@dataclass(frozen=True, slots=True)
class ProfileWords:
    """All of the screen."""

    whose: str
    mark: str
    is_default: bool
    signed: str
    day: tuple[HoursWords, ...]
    now_percent: float
    facts: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, tuple[str, ...]], ...]
    now: tuple[NowWords, ...]
    chosen: tuple[str, ...]
    ranks: tuple[RankWords, ...]
    lines: tuple[Line, ...]


def profile_words(state: RoomState, local: Local) -> ProfileWords:
    own = suits(state)
    published = state.care.profile if state.care else DEFAULT
    profile = own.profile if own and own.profile else published
    minute = minute_of_day(local.now, local.zone)
    return ProfileWords(
        whose=state.episode.person.initials if state.episode else "",
        mark=_mark(state, profile),
        is_default=profile.is_default,
        signed=_signed(state, profile, own.by if own else "", local),
        day=tuple(_day(profile, minute)),
        now_percent=100 * minute / DAY_MIN,
        facts=_facts(profile),
        said=_said(profile),
        now=_now(state, local),
        chosen=tuple(f"{asked_words(one.asked)}, {local.ago(one.at)}" for one in choices(state)),
        ranks=tuple(_rank(row, state, local) for row in TABLE),
        lines=LINES if profile.is_default else (),
    )


def _mark(state: RoomState, profile: Profile) -> str:
    if not profile.is_default:
        return f"Version {profile.version}, {profile.source}"
    whom = state.episode.person.initials if state.episode else "Whoever comes"
    verb = "has not been assessed" if state.episode else "would get this"
    return f"Published ward default: {whom} {verb}"


def _signed(state: RoomState, profile: Profile, by: str, local: Local) -> str:
    if profile.is_default or profile.since is None:
        return "Nobody has signed it for a person. It is what this ward starts with."
    signed = f", signed by {known_as(state, by)}" if by else ""
    how = f": {profile.assessed_on}" if profile.assessed_on else ""
    since = local.day_and_second(profile.since).rpartition(":")[0]
    return f"Assessed by {profile.assessed_by}{how}; in force since {since}{signed}"


def _day(profile: Profile, minute: int) -> Iterable[HoursWords]:
    """In the order of the day; hours that pass midnight begin the picture too."""
    now = hours_at(profile.hours, minute)
    for place, one in enumerate(profile.hours):
        later = profile.hours[place + 1].from_min if place + 1 < len(profile.hours) else DAY_MIN
        yield _hours(one, one.from_min, later, is_now=one is now)
    first = profile.hours[0].from_min if profile.hours else 0
    if first > 0:
        last = profile.hours[-1]
        yield _hours(last, 0, first, is_now=last is now)


def _hours(one: Hours, begins: int, ends: int, *, is_now: bool) -> HoursWords:
    kelvin = f", {one.kelvin} K" if one.kelvin else ""
    warm = f", {number(one.temperature_c, 1)} °C" if one.temperature_c is not None else ""
    bright = max(DIMMEST, min(1.0, one.lux / BRIGHTEST_LUX) ** 0.5)
    return HoursWords(
        begins=clock(begins),
        name=one.name,
        words=f"{number(one.lux, 1)} lux by the {one.lamp} light{kelvin}{warm}",
        at_percent=100 * begins / DAY_MIN,
        share_percent=100 * (ends - begins) / DAY_MIN,
        bright_percent=100 * bright,
        is_now=is_now,
    )


def _facts(profile: Profile) -> tuple[tuple[str, str], ...]:
    night, pace = profile.night, profile.light_pace_per_s
    warns = f"{number(profile.warn_before_s / 60, 1)} min before" if profile.warn_before_s else "no"
    least, most = profile.temperature_least_c, profile.temperature_most_c
    return (
        ("Night", f"{clock(night.from_min)} to {clock(night.until_min)}, at most "
                  f"{number(night.lux_most, 1)} lux"),
        ("Warmth", f"{number(profile.temperature_c, 1)} °C, from {number(least, 1)} to "
                   f"{number(most, 1)} °C"),
        ("Pace of light", f"{number(100 * pace, 1)} % of full a second: dark to full in "
                          f"{number(1 / pace)} s"),
        ("Pace of warmth", f"{number(profile.warmth_pace_k, 1)} °C in half an hour"),
        ("Warn before a change", f"{warns}{'. ' if profile.warn_how else ''}{profile.warn_how}"),
    )  # fmt: skip


def _said(profile: Profile) -> tuple[tuple[str, tuple[str, ...]], ...]:
    named = (
        ("Sounds that distress", profile.distresses),
        ("What helps", profile.helps),
        ("Never", profile.never),
        ("How to be with me", profile.how_to_be_with_me),
    )
    return tuple((name, sentences(text) or ("not written down",)) for name, text in named)


def _now(state: RoomState, local: Local) -> tuple[NowWords, ...]:
    things = (
        (Thing.MAIN, Quantity.LIGHT, "light"),
        (Thing.NIGHT, Quantity.LIGHT, "night"),
        (Thing.WARMTH, Quantity.TEMPERATURE, "warmth"),
    )
    return tuple(
        NowWords(
            thing=f"{thing[0].upper()}{thing[1:]}",
            measured=_reads(quantity, state, local),
            leads=leads_words(thing, state, local) or ("by whose word is not known now",),
            anchor=anchor,
        )
        for thing, quantity, anchor in things
    )


def _reads(quantity: Quantity, state: RoomState, local: Local) -> str:
    one = next(m for m in measured(state, local) if m.quantity is quantity)
    return one.absent or f"measured {one.value} {one.unit}"


def _rank(row: Row, state: RoomState, local: Local) -> RankWords:
    told = Thing if contact(state, local).heard else ()
    leading = [one for thing in told if (one := leading_of(thing, state)) and one.rank is row.rank]
    held = "; ".join(one.asked for one in leading) if leading else ""
    always = "always" if row.rank is Rank.BOUNDS else held
    return RankWords(row=row, lasts=_lasts(row.lasts_s), holds=always)


def _lasts(s: float | None) -> str:
    return "" if s is None else f"{s / 60:g} min"
