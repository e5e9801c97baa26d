"""One room put to the rules: what is found there, what it begins and ends, and how it is told."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hub.alarms.held import Held, sift
from hub.alarms.ladder import climbed
from hub.alarms.ledger import Moved, changes
from hub.alarms.tagged import tagged
from hub.announce import alarm_changed, audio_paused, care_due, care_published, status
from hub.deterioration.course import NOTHING_HEARD
from hub.effects import Changed, Effect, Keep, Publish
from hub.office import Office
from hub.rooms.alarm_facts import AlarmAcknowledged, AudioPaused
from hub.rooms.evolve import after
from hub.rooms.facts import CareIssued, RoomFact
from hub.rooms.replaced import replace
from hub.rooms.state import RoomState
from hub.rooms.values import NO_VITALS
from hub.rules.finding import Finding
from hub.rules.rhythm import again_at, is_known
from hub.rules.rulebook import Rule, findings
from hub.site import Site
from ward.conditions import RULE_BROKEN
from ward.rooms import RoomId
from ward.units import Instant, seconds

STATUS_EVERY = seconds(5)  # doors know by it that the hub is alive


class Mark(NamedTuple):
    """A room as it was before an event, so that one that fails leaves no trace."""

    state: RoomState
    found: tuple[Finding, ...]
    held: Held | None
    judge_at: Instant | None
    looked: tuple[RoomState, Instant] | None
    status_at: Instant | None
    settle_at: Instant | None
    unkept: tuple[RoomFact, ...]


class Judging:
    """What is known of one room, and what is wrong there. Only this room can be changed by it.

    Facts are applied before they are returned, and in the order in which they are. ``mark`` and
    ``back_to`` undo all of it.
    """

    def __init__(
        self, room: RoomId, site: Site, rulebook: Sequence[Rule], started: Instant
    ) -> None:
        self.room = room
        self.state = RoomState(room, since=started, has_cctv=room in site.cctv)
        self.found: tuple[Finding, ...] = ()
        self._site = site
        self._rulebook = rulebook
        self._eager = not is_known(rulebook)
        self._held: Held | None = None
        self._judge_at: Instant | None = started
        self._looked: tuple[RoomState, Instant] | None = None  # at which, and when, since then
        self._status_at: Instant | None = None
        self._settle_at: Instant | None = None
        self._unkept: tuple[RoomFact, ...] = ()  # so already, and kept before whatever is next
        self._changed = Changed(room)
        self._staff = site.staff

    def know(self, office: Office) -> None:
        """Who works here, and whom the rota names for this room."""
        self._staff = office.register.staff
        rota, second_s = office.rota_of(self.room), self._site.limits.call_second_s
        schedules = self._site.schedules
        zone = self._site.profile.zone
        self.state = replace(
            self.state, rota=rota, second_after_s=second_s, schedules=schedules, zone=zone
        )

    def mark(self) -> Mark:
        return Mark(
            self.state,
            self.found,
            self._held,
            self._judge_at,
            self._looked,
            self._status_at,
            self._settle_at,
            self._unkept,
        )

    def back_to(self, mark: Mark) -> None:
        self.state, self.found, self._held = mark.state, mark.found, mark.held
        self._judge_at, self._looked, self._status_at, self._settle_at, self._unkept = mark[3:]

    # ---- what is found and told --------------------------------------------------------------

    def judge(
        self, now: Instant, *, spoke: bool = False, ended_at: Instant | None = None
    ) -> tuple[Effect, ...]:
        """Put the room to the rules; say what began, what is over, and how it stands then."""
        back = self.keep(()) if self._unkept else ()  # what is judged is how it is by now
        sifted = sift(
            self._held,
            findings(self._rulebook, self.state, self._site.limits, now),
            ended_at or now,
            now,
        )
        self.found, self._held = sifted.found, sifted.held
        moved = changes(self.state, self.found, now, sifted.released)
        passed = self.keep(sifted.passed) if sifted.passed else ()
        kept, told = self._moved(moved, now)
        if not self._eager:
            self._looked = self.state, now
        if not (back or passed or kept or spoke):
            return ()
        return (*back, *passed, *kept, *told, self.status(now), self._changed)

    def _moved(
        self, moved: Sequence[Moved], now: Instant, *, climbs: bool = True
    ) -> tuple[tuple[Keep, ...], tuple[Publish, ...]]:
        """Alarms as they changed, then who is fetched to whatever shows now; and both told."""
        shown = {alarm.id: alarm for alarm in self.state.said(now)}
        kept = self.keep(moved) if moved else ()
        steps = climbed(self.state, now) if climbs and self.state.alarms else ()
        if steps:
            kept = (*kept, *self.keep(steps))
        tags = tagged(self.state, now) if climbs and self.state.alarms else ()
        if tags:
            kept = (*kept, *self.keep(tags))
        shown |= {alarm.id: alarm for alarm in self.state.said(now)}
        told = tuple(
            alarm_changed(fact, shown.get(fact.id), self.found)
            for fact in (*moved, *(one for one in steps if one.step))
        )
        return kept, told

    def of_alarms(self, fact: RoomFact) -> tuple[Publish, ...]:
        """What somebody did about an alarm, told to the world."""
        match fact:
            case AlarmAcknowledged():
                said = {one.id: one for one in self.state.said(fact.at)}
                return (alarm_changed(fact, said.get(fact.id), self.found),)
            case AudioPaused():
                return audio_paused(fact, self.state.said(fact.at), self.found)
        return ()

    def _is_time(self, now: Instant) -> bool:
        """Whether time alone may have begun something, or nobody knows."""
        if self._eager or self._held is not None:
            return True
        if self._looked is not None:  # not before somebody asks: an alarm does not wait for it
            state, then = self._looked
            self._looked = None
            self._judge_at = again_at(self._rulebook, state, self._site.limits, then)
        return self._judge_at is not None and now >= self._judge_at

    def greet(self, now: Instant, status_again_at: Instant) -> tuple[Effect, ...]:
        """All that is retained, said again: the broker may have forgotten it."""
        issued = self.care(now)
        care = self.state.care
        again = () if issued or care is None else (care_published(care),)
        told = (*self.judge(now), self.status(now))
        self._status_at = status_again_at
        return (*issued, *again, *told, self._changed)

    def care(self, now: Instant) -> tuple[Effect, ...]:
        """A new version of the room's care, when what a node must know has changed."""
        care = care_due(self.state, self._site.profile, self._staff, now)
        if care is None:
            return ()
        issued = CareIssued(room=self.room, at=now, care=care)
        return (*self.keep((issued,)), care_published(care))

    def status(self, now: Instant) -> Publish:
        self._status_at = now + STATUS_EVERY
        return status(self.state, self.found, now)

    def keep(self, facts: Iterable[RoomFact]) -> tuple[Keep, ...]:
        facts = (*self._unkept, *facts)
        self._unkept = ()
        for fact in facts:
            self.state = after(self.state, fact)
        return tuple(map(Keep, facts))

    def arrives(self, facts: Iterable[RoomFact], now: Instant) -> tuple[Effect, ...]:
        """What comes to this room from another one."""
        kept = self.keep(facts)
        return (*kept, *self.care(now), *self.judge(now, spoke=True), self._changed)

    def linked(self, linked: bool) -> None:
        self.state = replace(self.state, linked=linked)

    def forget_vitals(self) -> None:
        """The confinement is over: what was measured of that person is not shown of the room."""
        self.state = replace(self.state, vitals=NO_VITALS, course=NOTHING_HEARD)

    def replay(self, fact: RoomFact) -> None:
        self.state = after(self.state, fact)

    # ---- what is so and what goes wrong ------------------------------------------------------

    def hurry(self, now: Instant) -> None:
        """The hub's clock went back: whatever waits for a moment waits no longer."""
        self._judge_at, self._looked = now, None

    def broken(self, wrong: Exception, now: Instant) -> tuple[Effect, ...]:
        """The room itself cannot be judged any more: that is found, and nothing there is over."""
        words = f"Attune cannot go on here: {wrong!r:.200}"
        rest = tuple(f for f in self.found if f.condition is not RULE_BROKEN)
        self.found = (Finding(self.room, RULE_BROKEN, words), *rest)
        self._judge_at, self._looked = now, None
        shows = self.state.showing(RULE_BROKEN.name) is not None
        moved = () if shows else changes(self.state, self.found, now)
        mark = self.mark()
        try:
            kept, told = self._moved(moved, now)
        except Exception:  # noqa: BLE001  (the ladder may be what is broken)
            self.back_to(mark)
            kept, told = self._moved(moved, now, climbs=False)
        return (*kept, *told, self._changed)
