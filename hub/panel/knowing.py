"""Who knows a person, and what was set for them alone: in words, and as people type it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from hub.office import Office
from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.panel.who import initials
from hub.rooms.episode_facts import KnownObserver
from hub.rooms.own_limit import OwnLimit
from hub.rooms.state import RoomState
from hub.rooms.values import Episode
from hub.staff.duty import Duty
from hub.staff.register import Register
from ward.observers import said, strange
from ward.units import Instant

_ONE = re.compile(r"(?P<who>\S+)(?:\s+since\s+(?P<since>\d{4}-\d{2}-\d{2}))?")


@dataclass(frozen=True, slots=True)
class Known:
    """Of whoever is confined: who knows them, whom they would rather have, limits of their own."""

    knows: str
    preference: str
    rather_not: str
    strangers: tuple[str, ...]
    limits: tuple[str, ...]


NOBODY = Known("", "", "", (), ())


def known(state: RoomState, office: Office, local: Local) -> Known:
    """What a room page says of it."""
    if state.episode is None:
        return NOBODY
    person = state.episode.person.initials
    names = ", ".join(known_as(state, one.ref) for one in state.episode.observers)
    return Known(
        knows=f"{person} is known to {names}" if names else f"Nobody has said who knows {person}",
        preference=state.episode.preference,
        rather_not=rather_not_typed(state),
        strangers=tuple(_strangers(state, state.episode, office, local)),
        limits=tuple(_limits(state, state.episode, local)),
    )


def _strangers(state: RoomState, episode: Episode, office: Office, local: Local) -> Iterator[str]:
    """Whoever the rota has observe this room now, and should rather not."""
    listed = [one.ref for one in episode.observers]
    for ref in office.rota_of(state.room).on(Duty.OBSERVER, local.now):
        staff = office.register.by_ref.get(ref)
        for found in strange(staff, listed, episode.rather_not) if staff else ():
            yield said(found, known_as(state, ref), episode.person.initials)


def holding(episode: Episode, now: Instant) -> tuple[OwnLimit, ...]:
    """The limits of this person's own that hold at this moment."""
    return tuple(one for one in episode.limits if one.set_at <= now < one.until)


def _limits(state: RoomState, episode: Episode, local: Local) -> Iterator[str]:
    for one in holding(episode, local.now):
        until = local.clock(one.until)
        limit = f"{one.limit[0].upper()}{one.limit[1:]} {one.value_s:.0f} s"
        yield f"{limit}, set by {known_as(state, one.by)} until {until}: {one.why}"


def as_typed(state: RoomState) -> str:
    """The list as it would have been typed: ``S.B. since 2026-01-03, M.T.``."""
    observers = state.episode.observers if state.episode else ()
    return ", ".join(
        known_as(state, one.ref) + (f" since {one.knows_since}" if one.knows_since else "")
        for one in observers
    )


def rather_not_typed(state: RoomState) -> str:
    """Those whom the person would rather not have, as they would have been typed."""
    refs = state.episode.rather_not if state.episode else ()
    return ", ".join(known_as(state, one) for one in refs)


def observers(typed: str, register: Register) -> tuple[KnownObserver, ...]:
    """Those who were typed, by reference. Raises ``ValueError`` naming who is not known."""
    return tuple(
        _observer(one.strip(), register) for one in re.split(r"[,;\n]", typed) if one.strip()
    )


def _observer(typed: str, register: Register) -> KnownObserver:
    found = _ONE.fullmatch(typed)
    if found is None:
        raise ValueError(f'“{typed}” is not understood: write "S.B." or "S.B. since 2026-01-03"')
    staff = register.known(found["who"]) or register.known(str(initials(found["who"])))
    if staff is None:
        raise ValueError(f"{found['who']} is nobody in the register, or more than one")
    return KnownObserver(ref=staff.ref, knows_since=_day(found["since"]))


def _day(typed: str | None) -> date | None:
    """Raises ``ValueError``."""
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise ValueError(f"{typed} is no day") from None
