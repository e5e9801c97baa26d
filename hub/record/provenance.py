"""Of each fact: when it happened, when it is said to have, when it was written, by whom, on what.

What a fact does not hold is ``None``, and is printed as "not recorded": a device that is guessed
would be worth less than none.
"""

from dataclasses import dataclass

from hub.rooms.fact import Fact
from hub.rooms.facts import Happened, Observed, Stood
from hub.rooms.mode_facts import ModeChanged
from hub.rooms.order_facts import OrderReached, Progress
from hub.rooms.radar_facts import THE_ROOM, CommissioningEnded
from hub.rooms.score_facts import SetCharted
from hub.staff.facts import SiteFact
from ward.charted import Where
from ward.units import Instant

HUB = "hub"
# Worked out by the hub itself: nobody typed them.
BY_HUB = frozenset({
    "alarm began", "alarm ended", "alarm over", "alarm again", "escalated", "notice told", "passed",
    "numbers lost", "clock set back", "clock set on", "care issued", "breathing stopped",
    "breathing again", "out of sight", "in sight", "absence contradicted", "breathing slow",
    "breathing faster", "part scored", "usual learnt", "rate strayed", "rate returned",
    "spell at handover",
})  # fmt: skip
# Told by a node of its own room: what was done at that door was done on that door unit.
BY_NODE = frozenset({"happened", "stood", "observed", "reviewed", "order reached"})
# Somebody did it, and the device on which they did stands in the fact itself.
BY_PEOPLE = frozenset({
    "looked remotely", "episode began", "episode ended", "plan set", "authorised", "order asked",
    "alarm acknowledged", "audio paused", "alarm marked", "limit set", "observers set", "refused",
    "commissioned", "commissioning ended", "mode changed", "age set", "set charted",
    "assessment made", "staff set", "staff left", "rota set", "pin set",
    "signed in", "sign-in refused", "objected", "privacy reviewed",
    "profile signed", "inspected", "defect mended", "defect handed on",
    "defect checked", "used regardless",
})  # fmt: skip
# Where each kind of fact says by whom, and when it was so, in the order in which they are asked.
WHO = (
    "by", "decided_by", "ended_by", "plan.set_by", "order.asked_by", "authorisation.by",
    "observation.evidence.by", "commissioning.by", "change.by", "change.mode.by",
)  # fmt: skip
WHEN = ("observed_at", "taken_at", "made_at", "looked_at", "began_at", "since", "at")


@dataclass(frozen=True, slots=True)
class Device:
    """What it was typed or sensed on. ``boot`` and ``n`` are a node's own count of its messages."""

    name: str
    boot: str | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """``is_latest``: nobody knows when it happened; this is the latest that it can have been."""

    happened_at: Instant
    is_latest: bool
    said_to_be_at: Instant | None
    written_at: Instant
    by: str | None
    device: Device | None
    grade: str | None
    ends_spell: bool | None


def of(fact: Fact | SiteFact) -> Provenance:
    """Everything that the fact itself says of it."""
    seen = fact if isinstance(fact, Observed) else None
    return Provenance(
        happened_at=_when(fact),
        is_latest=bool(getattr(fact, "untimed", False)),
        said_to_be_at=getattr(fact, "said_to_be_at", None),
        written_at=fact.at,
        by=_who(fact),
        device=_device(fact),
        grade=seen.grade if seen else None,
        ends_spell=seen.ends_spell if seen else None,
    )


def _when(fact: Fact | SiteFact) -> Instant:
    found = (getattr(fact, name, None) for name in WHEN)
    return next((at for at in found if at is not None), fact.at)


def _who(fact: Fact | SiteFact) -> str | None:
    for place in WHO:
        holder: object = fact
        for step in place.split("."):
            holder = getattr(holder, step, None)
        if isinstance(holder, str):
            return holder
    return None


def _device(fact: Fact | SiteFact) -> Device | None:
    """As the fact has it, else what it can only have come from."""
    if fact.device is not None:
        return Device(fact.device)
    if isinstance(fact, ModeChanged) and fact.told_from is not None:
        return Device(f"node of {fact.told_from}")
    return _node(fact) or (Device(HUB) if _by_hub(fact) else None)


def _node(fact: Fact | SiteFact) -> Device | None:
    match fact:
        case Observed():
            here = fact.observation.evidence.form_here
            name = f"door unit of {fact.room}" if here else f"node of {fact.room}"
            return Device(name, fact.boot, fact.n)
        case SetCharted(where=Where.DOOR):
            return Device(f"door unit of {fact.told_from or fact.room}", fact.boot, fact.n)
        case Happened() | Stood():
            return Device(f"node of {fact.room}", fact.boot, fact.n)
        case OrderReached(progress=Progress.DONE | Progress.REFUSED):
            return Device(f"node of {fact.room}")
        case CommissioningEnded(by=by) if by == THE_ROOM:
            return Device(f"node of {fact.room}")
    return None


def _by_hub(fact: Fact | SiteFact) -> bool:
    """An order that was sent, or whose time ran out, got no further by anybody's doing."""
    return isinstance(fact, OrderReached) or getattr(fact, "fact", "") in BY_HUB
