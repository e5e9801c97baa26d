"""Coverage: where a room's radar was seen to see, as a plan, and why numbers may be missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.panel.tone import Tone
from hub.rooms.state import RoomState
from ward.commissioning import Commissioning, Radar, Sight, Spot, SpotSeen

NOT_COMMISSIONED = "Not commissioned: numbers are not shown."
SYMBOLS: Mapping[Sight | None, tuple[str, str, Tone]] = {
    Sight.BREATHING: ("●", "breathing seen", Tone.GOOD),
    Sight.PRESENCE: ("◐", "presence only", Tone.LOW),
    Sight.NOTHING: ("✕", "not seen", Tone.MEDIUM),
    Sight.NO_SUCH_SPOT: ("∅", "not in this room", Tone.QUIET),
    None: ("?", "not walked", Tone.QUIET),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One spot of the plan: a symbol, a word and a colour, each of which says it alone."""

    spot: Spot
    symbol: str
    word: str
    tone: Tone

    @property
    def key(self) -> str:
        """Its place in the plan, as the style sheet names it."""
        return self.spot.replace(" ", "-")

    @property
    def name(self) -> str:
        return self.spot[0].upper() + self.spot[1:]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A room's radar. ``missing`` says why numbers are not shown, and is empty where they are."""

    missing: str
    signed: str
    radar: str
    blind: str
    marks: tuple[Mark, ...]
    is_walked: bool
    is_simulated: bool


def coverage(state: RoomState, local: Local) -> Coverage:
    """This room's, as of now."""
    given = state.commissioning
    walked = given.walked if given else None
    return Coverage(
        missing=missing(state),
        signed=_signed(given, state, local) if given else "",
        radar=_radar(walked.radar, walked.version) if walked else "",
        blind=blind_words(state),
        marks=marks(walked.spots if walked else ()),
        is_walked=walked is not None,
        is_simulated=walked is not None and walked.radar.is_simulated,
    )


def missing(state: RoomState) -> str:
    """Why no number of this room is shown; empty where they are."""
    if state.shows_numbers:
        return ""
    given = state.commissioning
    if given is None:
        return (
            f"{NOT_COMMISSIONED} No walk of this room holds: where its radar can see is not known."
        )
    if not given.walked.sees_the_bed:
        return f"{NOT_COMMISSIONED} The walk saw no breathing at the bed."
    if state.health is None or state.health.radar is None:
        return f"{NOT_COMMISSIONED} The room has not said yet which radar it has."
    return f"{NOT_COMMISSIONED} Another radar hangs here than was walked."


def marks(spots: tuple[SpotSeen, ...]) -> tuple[Mark, ...]:
    """Every spot, in the order of the walk; of one not walked it is said."""
    sights = {one.spot: one.sight for one in spots}
    return tuple(Mark(spot, *SYMBOLS[sights.get(spot)]) for spot in Spot)


def blind_words(state: RoomState) -> str:
    """Where somebody inside cannot be seen."""
    blind = state.blind_spots
    if blind is None:
        return "Where somebody inside cannot be seen is not known."
    if not blind:
        return "No blind spot was found."
    return f"Cannot see: {', '.join(blind)}."


def _signed(given: Commissioning, state: RoomState, local: Local) -> str:
    day = given.at.astimezone(local.zone)
    return f"Signed by {known_as(state, given.by)}, {day.day} {day:%b %Y}, {local.clock(given.at)}."


def _radar(radar: Radar, version: str) -> str:
    serial = f", serial {radar.serial}" if radar.serial else ""
    return f"Radar {radar.kind}{serial}, at board {radar.board}, by node version {version}."
