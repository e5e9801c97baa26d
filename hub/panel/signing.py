"""Signing: for how long a browser stays signed, and which form asks for what. Told the time."""

from dataclasses import dataclass, replace
from enum import StrEnum

from hub.rules.words import lasting
from ward.units import Instant, Span, minutes, seconds

# Both are our own proposal, for a station where several people stand before one screen: long
# enough for a light, a look and a word, too short to act in the name of whoever has left.
QUIET_MOST = minutes(5)  # after the last act
AT_ONCE_MOST = minutes(30)  # whatever is done; then the PIN again
STEPS_BACK = seconds(5)  # a clock that was set back further signs everybody off

# What decides over a person, or over who may: each of them asks for the PIN again.
DECIDING = frozenset(
    {"begin", "end", "move", "plan", "authorisation", "limit", "observers", "privacy"}
    | {"objection", "profile", "staff", "rota", "pin", "commission", "uncommission"}
    | {"age", "charted", "assessment", "mode-end"}
    | {"regardless", "checked"}  # of a building: who answers for it, and who looked at it again
)
OF_MODES = ("tranquillised", "restrained", "held", "released", "mode-end")
FORMS = (  # of a room's page
    "look", "seen", "plan", "authorisation", "limit", "observers", "objection", "privacy", "begin",
    "end", "move", "age", "charted", "assessment", *OF_MODES,
)  # fmt: skip


class Asks(StrEnum):
    """What a form asks of whoever sends it, beside what it is about."""

    NOTHING = "nothing"
    PIN = "pin"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Session:
    """A value: this member of staff signed in this browser, and last acted then."""

    ref: str
    began_at: Instant
    acted_at: Instant

    @classmethod
    def of(cls, ref: str, now: Instant) -> "Session":
        return cls(ref, now, now)

    @property
    def ends_at(self) -> Instant:
        return min(self.acted_at + QUIET_MOST, self.began_at + AT_ONCE_MOST)

    def holds(self, now: Instant) -> bool:
        return self.acted_at - STEPS_BACK <= now < self.ends_at

    def left(self, now: Instant) -> Span:
        return max(Span(), self.ends_at - now)

    def acted(self, now: Instant) -> "Session":
        """Goes on from here, but never beyond what one signing is good for."""
        return replace(self, acted_at=max(self.acted_at, now))


def asks(form: str, session: Session | None, now: Instant) -> Asks:
    """What this form asks for at this moment."""
    if session is None or not session.holds(now):
        return Asks.BOTH
    return Asks.PIN if form in DECIDING else Asks.NOTHING


def signs_off(session: Session, now: Instant) -> str:
    """``signs off in 4 min``; no more than is left."""
    left = session.left(now)
    return f"signs off in {lasting(left)}"
