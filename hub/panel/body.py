"""The body: breathing as it may be shown now, which is fresh, authorised, or not at all."""

from dataclasses import dataclass
from enum import StrEnum

from hub.panel.contact import contact
from hub.panel.coverage import NOT_COMMISSIONED, missing
from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.panel.tone import Tone
from hub.rooms.state import RoomState
from hub.rooms.values import Heard
from hub.rules.words import lasting
from ward.units import Instant, seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Vital

NOT_YET_HEARD = "The room has yet to hear that it is commissioned."
FRESH = seconds(10)  # our own proposal: an older rate is not shown as this person's


class Sight(StrEnum):
    """How far the body can be seen."""

    RATE = "rate"
    DOUBT = "doubt"
    STOPPED = "no breathing movement"
    STALE = "no reading"
    NOT_AUTHORISED = "not authorised"
    NOT_COMMISSIONED = "not commissioned"
    NOBODY = "nobody confined"


@dataclass(frozen=True, slots=True)
class Body:
    """Breathing now. ``value`` is a rate a minute in figures, and empty unless it is one."""

    sight: Sight
    headline: str
    detail: str
    tone: Tone = Tone.QUIET
    value: str = ""
    per_minute: float | None = None
    doubt: Doubt | None = None
    observed_at: Instant | None = None


def body(state: RoomState, local: Local) -> Body:
    """What may be said of breathing. Heart rate is left out: nothing measures it yet."""
    if state.episode is None:
        return Body(Sight.NOBODY, "No vital signs are taken", "nobody is confined here")
    if not state.may_measure(Vital.BREATHING, local.now):
        return _not_authorised(state, local)
    heard = state.vitals.get(Vital.BREATHING)
    if heard is None:
        return Body(Sight.STALE, "Cannot see: no reading yet", "breathing", Tone.LOW)
    if not contact(state, local).heard or local.now - heard.observed_at > FRESH:
        since = local.clock(heard.observed_at)
        return Body(Sight.STALE, "Cannot see: no reading", f"none since {since}", Tone.LOW)
    if isinstance(heard.said, Rate) and not (state.shows_numbers and heard.commissioned):
        why = missing(state).removeprefix(NOT_COMMISSIONED).strip()
        return Body(Sight.NOT_COMMISSIONED, NOT_COMMISSIONED, why or NOT_YET_HEARD, Tone.LOW)
    return _said(heard, local)


def _not_authorised(state: RoomState, local: Local) -> Body:
    if state.authorised(local.now):
        alone = "the pulse alone may be measured"
        return Body(Sight.NOT_AUTHORISED, "Breathing not authorised", alone)
    return Body(Sight.NOT_AUTHORISED, "Vital signs not authorised", _by_whom(state, local))


def _by_whom(state: RoomState, local: Local) -> str:
    given = state.episode.authorisation if state.episode else None
    if given is None:
        return "no authorisation is in force"
    return f"{known_as(state, given.by)}'s authorisation ended {local.clock(given.until)}"


def _said(heard: Heard, local: Local) -> Body:
    said, at = heard.said, heard.observed_at
    match said:
        case Rate():
            return Body(
                Sight.RATE,
                "breaths a minute",
                f"{lasting(local.age(at))} ago",
                Tone.PLAIN,
                value=f"{said.per_minute:.0f}",
                per_minute=said.per_minute,
                observed_at=at,
            )
        case NotBreathing():
            still = lasting(local.age(said.since))
            since = local.to_the_second(said.since)
            words = f"for {still}, since {since}"
            return Body(Sight.STOPPED, "No breathing movement", words, Tone.HIGH, observed_at=at)
        case Doubted():
            return _doubted(said.doubt, heard, local)


def _doubted(doubt: Doubt, heard: Heard, local: Local) -> Body:
    last = f"last rate {local.clock(heard.rate_at)}" if heard.rate_at else "no rate yet"
    if doubt is Doubt.NOT_AUTHORISED:
        return Body(Sight.DOUBT, "Not measured", "the room has yet to hear the authorisation")
    return Body(
        Sight.DOUBT,
        f"Cannot see: {doubt}",
        last,
        Tone.LOW,
        doubt=doubt,
        observed_at=heard.observed_at,
    )
