"""Fetching: what the round tells to people of its alarms, and what became of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from hub.acts import Delivered, Sign
from hub.alarms.reached import Heard
from hub.alarms.route import Route
from hub.alarms.telling import Telling
from hub.alarms.wrong_pins import told
from hub.effects import Changed, Effect, Keep, Tell
from hub.judging import Judging
from hub.rooms.alarm_facts import AlarmAgain, AlarmEnded, Escalated
from ward.rooms import RoomId
from ward.units import Instant

TELLING = (Escalated, AlarmAgain, AlarmEnded)  # facts by which people have something to be told
Beds = Mapping[RoomId, Judging]


class Fetching:
    """Behind the rooms, never before them: whatever goes wrong here leaves their alarms standing.

    A tick tries again what an event could not.
    """

    def __init__(self, beds: Beds, routes: Sequence[Route], counters: Counter[str]) -> None:
        self.telling = Telling(routes)
        self._routes = routes
        self._beds = beds
        self._counters = counters

    def recall(self) -> None:
        """What shows as the hub begins."""
        self.telling.recall(bed.state for bed in self._beds.values())

    def after(self, effects: Iterable[Effect], now: Instant) -> tuple[Effect, ...]:
        """What follows for people from an event."""
        if self.telling.is_silent:
            return ()
        rooms = {
            effect.fact.room: None
            for effect in effects
            if isinstance(effect, Keep) and isinstance(effect.fact, TELLING)
        }
        return tuple(
            said
            for room in rooms
            for said in self._safely(partial(self.telling.feed, self._heard(room), now))
        )

    def wrong_pins(self, act: Sign, now: Instant) -> tuple[Tell, ...]:
        """What the nurse in charge is told of somebody who is kept from signing."""
        return told(act, self._routes, now)

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        """What time brings, and what no teller has answered for."""
        if self.telling.is_silent:
            return ()
        late = [
            effect
            for said in self.telling.unanswered(now)
            for effect in self._safely(partial(self.of, said, now))
        ]
        rooms = map(self._heard, self._beds)
        return (*late, *self._safely(partial(self.telling.tick, rooms, now)))

    def _safely(self, follows: Callable[[], Sequence[Effect]]) -> Sequence[Effect]:
        """The alarm itself is told on panel and wire, whatever happens here."""
        try:
            return follows()
        except Exception:  # noqa: BLE001  (said above)
            self._counters["notices that failed"] += 1
            return ()

    def of(self, said: Delivered, now: Instant) -> tuple[Effect, ...]:
        """What became of a notice, written down; a room that is none of ours has none."""
        bed = self._beds.get(said.room)
        if bed is None:
            return ()
        mark = bed.mark()
        try:
            facts = self.telling.delivered(said, bed.state, now)
            return (*bed.keep(facts), *bed.judge(now), Changed(bed.room)) if facts else ()
        except Exception:
            bed.back_to(mark)
            raise

    def _heard(self, room: RoomId) -> Heard:
        bed = self._beds[room]
        return Heard(bed.state, bed.found)
