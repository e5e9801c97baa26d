"""The law, and its mirror: what must be shown, and what must be over, whatever else happened."""

from collections.abc import Iterator

from hub.panel.local import Local
from hub.panel.tiles import tile
from hub.panel.tone import Tone
from tests.hub.world import TWO_AM
from tests.unseen.ward import ROOMS, Ward
from tests.unseen.witness import STEP_S
from ward.conditions import BLANK_SPELL, NOT_BACK
from ward.rooms import RoomId
from ward.units import Instant

BLANK = BLANK_SPELL.name
Breaches = Iterator[str]


def broken(ward: Ward, *, looks: bool) -> Breaches:
    """Whatever is otherwise than it must be, in either room. ``looks`` at the panel too."""
    for room in ROOMS:
        yield from nothing_hides_a_spell(ward, room)
        yield from it_is_the_same_spell(ward, room)
        yield from nothing_hides_that_they_are_not_back(ward, room)
        if looks:
            yield from every_screen_says_so(ward, room)


def nothing_hides_a_spell(ward: Ward, room: RoomId) -> Breaches:
    """Whoever must be seen is watched, is due no later than they are, and shows when overdue."""
    waits = ward.witness.open(room)
    if not waits:
        return
    state, latest_s = ward.state(room), ward.witness.latest_due_s(room)
    if state.watch is None:
        yield f"{room}: nobody is watched over, and somebody must come by {latest_s:.1f} s"
        return
    if state.showing(BLANK) is not None:
        return
    due_s, since_s = (_true_s(ward, at) for at in (state.watch.due_at, state.watch.since))
    if due_s <= ward.true_s + STEP_S and ward.ticked_s <= ward.witness.begun_s + STEP_S:
        return  # at once, and that is the next tick by a clock that may go back a moment
    if due_s > latest_s:
        yield f"{room}: due at {due_s:.1f} s, and must be by {latest_s:.1f} s"
    unseen_s = min(one.since_s + ward.witness.slack_s(one) for one in waits)
    if since_s > unseen_s:
        yield f"{room}: unseen since {since_s:.1f} s, truly since {unseen_s:.1f} s at the latest"
    if ward.ticked_s > latest_s:
        yield f"{room}: overdue since {latest_s:.1f} s, and no alarm shows it"


def nothing_hides_that_they_are_not_back(ward: Ward, room: RoomId) -> Breaches:
    """Whoever is out, and should be back, is missing there or unseen: one of the two shows."""
    until_s, alarms = ward.witness.latest_shown_s(room), ward.state(room).showing
    if ward.ticked_s <= until_s or ward.ticked_s <= ward.witness.begun_s + STEP_S:
        return
    if alarms(BLANK) is None and alarms(NOT_BACK.name) is None:
        yield f"{room}: should be back since {until_s:.1f} s, and no alarm shows it"


def it_is_the_same_spell(ward: Ward, room: RoomId) -> Breaches:
    """While nobody came, a spell that shows is one alarm: it is not ended and begun anew."""
    alarm, known = ward.state(room).showing(BLANK), ward.spells.get(room)
    goods = ward.witness.goods
    was = known is not None and known[1] == goods and any(ward.witness.open(room))
    if known and was and (alarm is None or alarm.id != known[0]):
        yield f"{room}: the spell {known[0]} is over, and nobody was there"
    if alarm is None:
        ward.spells.pop(room, None)
    else:
        ward.spells[room] = (alarm.id, goods)


def every_screen_says_so(ward: Ward, room: RoomId) -> Breaches:
    """Tile and status of a room whose spell shows, or must show."""
    state = ward.state(room)
    if state.showing(BLANK) is None:
        return
    shown = tile(state, ward.round.findings(room), Local(ward.now))
    if all(banner.condition != BLANK for banner in shown.banners):
        yield f"{room}: the tile does not lead with the blank spell"
    if state.watch and state.watch.overdue(ward.now) and shown.seen.tone is not Tone.HIGH:
        yield f"{room}: the tile shows nobody overdue"
    status = ward.statuses.get(room)
    if ward.round.connected and (
        status is None or all(one.condition != BLANK for one in status.alarms)
    ):
        yield f"{room}: the status tells doors and pagers nothing of the blank spell"


def evidence_ends_it(ward: Ward, room: RoomId, at_s: float) -> Breaches:
    """The mirror: somebody was at that door, later than anybody before, and has just said so."""
    least_s = ward.witness.every_least_s
    if ward.true_s > at_s + least_s - 1.0 or any(one.unseen for one in ward.witness.open(room)):
        return  # by the closest plan they may be overdue again since
    state = ward.state(room)
    if state.showing(BLANK) is not None:
        yield f"{room}: somebody was there at {at_s:.1f} s, and the spell goes on"
    if state.watch is not None and state.watch.overdue(ward.now):
        yield f"{room}: somebody was there at {at_s:.1f} s, and is overdue"
    if state.seen is None or abs(_true_s(ward, state.seen.at) - at_s) > 1.0:
        yield f"{room}: somebody was there at {at_s:.1f} s, and it is not known"


def they_are_out(ward: Ward, room: RoomId, until_s: float) -> Breaches:
    """The mirror: whoever was taken out through that door, with somebody, is due at its limit."""
    state = ward.state(room)
    if state.episode is None or state.watch is None or ward.true_s > until_s - 1.0:
        return
    if _true_s(ward, state.watch.due_at) < until_s - 1.0:
        yield f"{room}: out until {until_s:.1f} s, and due before"


def _true_s(ward: Ward, moment: Instant) -> float:
    return (moment - TWO_AM).total_seconds() - ward.ahead_s
