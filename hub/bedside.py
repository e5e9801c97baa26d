"""One room on the round: what is known of it, what was found there, and when to look again."""

from collections.abc import Iterable, Sequence

from hub.alarms.held import Held, hear, is_belated, let_go
from hub.charting import went_to
from hub.clock_watch import Step
from hub.deciding.modes import worn_off
from hub.effects import Effect, Keep, Publish, Took
from hub.hearing import heard_of, take_in
from hub.ingest.doorkeeper import Admitted, Past
from hub.ingest.tally import Gap, Tally
from hub.judging import Judging
from hub.orders.journey import expired
from hub.past import passed_in, points_of, settled
from hub.rooms.absence import contradicted
from hub.rooms.clock_facts import ClockSetBack, ClockSetOn
from hub.rooms.facts import NumbersLost
from hub.rooms.order_facts import OrderReached, Progress
from hub.rooms.replaced import replace
from hub.rooms.state import RoomState
from hub.rooms.suits import choices
from hub.rules.rhythm import heeds
from hub.rules.rulebook import Rule
from hub.rules.warmth import says_so
from hub.site import Site
from ward.announcements import Receipt
from ward.envelope import HealthBody
from ward.orders import Order
from ward.rooms import RoomId
from ward.topics import Leaf, Topic
from ward.units import Instant, Span, seconds

SETTLES_AFTER = seconds(10)  # of the hub's time: then no more of a backlog is waited for
AT_ONCE = frozenset({"happening", "observation", "charted", "answer"})  # are receipted
OF_THE_ROOM = frozenset({"readings", "vital"})


class Bedside(Judging):
    """One room of the round. The tally of its numbers is changed last, when nothing can fail."""

    def __init__(
        self, room: RoomId, site: Site, rulebook: Sequence[Rule], tally: Tally, started: Instant
    ) -> None:
        super().__init__(room, site, rulebook, started)
        self._tally = tally
        self._receipt_topic = str(Topic(room, Leaf.RECEIPT))

    # ---- what a node says --------------------------------------------------------------------

    def hear(
        self, said: Admitted, now: Instant, *, elsewhere: RoomId | None = None
    ) -> tuple[Effect, ...]:
        """One message, admitted; of somebody who is ``elsewhere``, if that is known."""
        if said.again:
            return self._again(said, now)
        if said.envelope.age_s is None and said.envelope.body.kind in OF_THE_ROOM:
            return self._of_the_past((said,), said, now)
        taken = take_in(self.state, said, now)
        gaps = self._gaps(said)
        facts = taken.facts if elsewhere is None else went_to(taken.facts, elsewhere)
        facts = (*facts, *_lost(self.room, gaps, now)) if gaps else facts
        self._held = self._hold(said, now)
        self.state = self._caught_up(taken.state, said)
        kept = self.keep(facts) if facts else ()
        care = self._care_held(said, now)
        told = self._judged(said, bool(facts), now)
        return (
            *kept,
            *taken.points,
            *care,
            *told,
            *self._taken(said, gaps, now),
            self._changed,
        )

    def _again(self, said: Admitted, now: Instant) -> tuple[Effect, ...]:
        """Stored before: it changes nothing but that the room was heard, and is receipted."""
        envelope = said.envelope
        self.state = heard_of(self.state, said, now)
        told = self._judged(said, False, now)
        if envelope.body.kind not in AT_ONCE:
            self._tally.heard_again(envelope.boot, envelope.n, now)
            return (*told, self._changed)
        receipt = self._tally.receipt(envelope.boot, (envelope.n,))
        return (*told, self._receipted(receipt), self._changed)

    def backlog(self, past: Past, now: Instant) -> tuple[Effect, ...]:
        """Many messages of the past together."""
        first = {said.envelope.n: said for said in reversed(past.kept)}
        news = tuple(
            said for said in past.kept if not said.again and first[said.envelope.n] is said
        )
        return self._of_the_past(news, past.kept[0], now, past)

    def _of_the_past(
        self, news: Sequence[Admitted], said: Admitted, now: Instant, past: Past | None = None
    ) -> tuple[Effect, ...]:
        points = points_of(self.state, news)
        facts = passed_in(self.state, news, self._site.limits, now)
        self.state = heard_of(self.state, said, now)
        kept = self.keep(facts)
        told = self._judged(said, bool(facts), now)
        self._settle_at = now + SETTLES_AFTER
        boot = said.envelope.boot
        self._tally.speaks(said.envelope.sent_boot or boot)
        for one in news:
            self._tally.take(boot, one.envelope.n, one.observed_at, now, told=past is not None)
        took = (self._took(boot), *self._forgotten()) if news else ()
        receipt: tuple[Effect, ...] = ()
        if past is not None:
            numbers = sorted({one.n for one in past.backlog.kept})
            receipt = (self._receipted(self._tally.receipt(boot, numbers)),)
        return (*kept, *points, *told, *took, *receipt, self._changed)

    def _gaps(self, said: Admitted) -> tuple[Gap, ...]:
        """What of this room's numbers is lost, by what this message says or is."""
        envelope = said.envelope
        if isinstance(envelope.body, HealthBody):
            return self._tally.given_up(envelope.boot, envelope.n, envelope.body.owes)
        gap = self._tally.too_many(envelope.boot, envelope.n)
        return () if gap is None else (gap,)

    def _hold(self, said: Admitted, now: Instant) -> Held | None:
        """What begins no alarm yet, with this message heard."""
        envelope, body = said.envelope, said.envelope.body
        if self._held is None and not is_belated(said, now):
            return None  # nearly always
        if self._held is None or not isinstance(body, HealthBody):
            return hear(self._held, said, self.state, now)
        whole = self._tally.caught_up(envelope.boot, envelope.n, body.owes)
        return let_go(self._held, now) if whole or _stands(body) else self._held

    def _caught_up(self, state: RoomState, said: Admitted) -> RoomState:
        """Whether its node has told this hub all that it kept; once it has, it has."""
        envelope, body = said.envelope, said.envelope.body
        if state.caught_up or not isinstance(body, HealthBody):
            return state
        whole = self._tally.caught_up(envelope.boot, envelope.n, body.owes)
        return replace(state, caught_up=True) if whole else state

    def _judged(self, said: Admitted, spoke: bool, now: Instant) -> tuple[Effect, ...]:
        """Judge at once whatever this message may begin or end; the rest has time until a tick."""
        if (
            spoke
            or self._is_time(now)
            or says_so(said.envelope.body, self.found)
            or (self.found and heeds(self.found, said.envelope.body.kind))
        ):
            return self.judge(now, spoke=spoke, ended_at=said.observed_at)
        return ()

    def _taken(self, said: Admitted, gaps: Sequence[Gap], now: Instant) -> tuple[Effect, ...]:
        """The number is stored with this turn. Nothing after this can fail."""
        envelope, tally = said.envelope, self._tally
        boot, n, body = envelope.boot, envelope.n, envelope.body
        tally.speaks(envelope.sent_boot or boot)
        for gap in gaps:
            tally.close(gap)
        if isinstance(body, HealthBody):
            tally.health(boot, n, body.owes, said.observed_at, now)
            boots = {gap.boot for gap in gaps}
            return (*map(self._took, sorted(boots)), *self._forgotten())
        at_once = body.kind in AT_ONCE
        tally.take(boot, n, said.observed_at, now, told=at_once)
        took = (self._took(boot), *self._forgotten())
        return (*took, self._receipted(tally.receipt(boot, (n,)))) if at_once else took

    def _took(self, boot: str) -> Took:
        return Took(self.room, boot, self._tally.stretches(boot), self._tally.lost(boot))

    def _forgotten(self) -> tuple[Took, ...]:
        return tuple(Took(self.room, boot, ()) for boot in self._tally.forget())

    def _receipted(self, receipt: Receipt) -> Publish:
        return Publish(self._receipt_topic, receipt)

    # ---- time --------------------------------------------------------------------------------

    def tick(self, now: Instant) -> tuple[Effect, ...]:
        """What is due by now; nothing, most of the time."""
        back = self.keep(()) if self._unkept else ()
        late = self.keep(expired(self.state, now)) if self.state.orders else ()
        worn = self._worn_off(now) if self.state.modes else ()
        over = self._settled(now) if self.state.past_stop is not None else ()
        over = (*over, *self._contradicted(now))
        told: tuple[Effect, ...] = ()
        if (
            back or over or worn or self.found or self.state.alarms or self._is_time(now)
        ):  # what is found ages in words
            told = self.judge(now)
        again: tuple[Effect, ...] = ()
        if self._status_at is None or now >= self._status_at:
            again = (self.status(now),)
        changed = (self._changed,) if back or late or over or worn else ()
        return (*back, *late, *over, *worn, *changed, *told, *again, *self._receipts(now))

    def _worn_off(self, now: Instant) -> tuple[Effect, ...]:
        """A mode that is over by time alone; its door is told."""
        ended = worn_off(self.state, now)
        return (*self.keep(ended), *self.care(now)) if ended else ()

    def _contradicted(self, now: Instant) -> tuple[Keep, ...]:
        """Whoever is said to be out and is inside after all."""
        away = self.state.watch.away if self.state.watch else None
        return self.keep(contradicted(self.state, now)) if away else ()

    def _settled(self, now: Instant) -> tuple[Keep, ...]:
        if self._settle_at is None:
            self._settle_at = now + SETTLES_AFTER
        return self.keep(settled(self.state, now)) if now >= self._settle_at else ()

    def _receipts(self, now: Instant) -> tuple[Publish, ...]:
        if self._tally.due_at is None or now < self._tally.due_at:
            return ()
        return tuple(self._receipted(receipt) for receipt in self._tally.receipts(now))

    def clock_stepped(self, step: Step, now: Instant) -> None:
        """Whatever waits for a moment waits no longer because of it."""
        if step.on:
            self.set_on(step.on, now)
        else:
            self.hurry(now)
        if step.back:
            self.set_back(step.back, now)

    def set_back(self, by: Span, now: Instant) -> None:
        """By more than a moment: nothing must seem heard, told, or seen to, for as long."""
        back = ClockSetBack(room=self.room, at=now, by_s=by.total_seconds())
        self._unkept = (*self._unkept, back)
        self.state = self.state.heard_by(now)
        self._judge_at, self._looked = now, None
        self._status_at = self._settle_at = None
        self._held = let_go(self._held, now)
        self._tally.set_back(now)

    def set_on(self, by: Span, now: Instant) -> None:
        """By more than a moment: when plans were set, and who was confined, is not as it says."""
        watch = self.state.watch
        marked = watch is not None and (len(watch.limits) > 1 or watch.windows)
        if self.state.formers or self.state.modes or self.state.scores.checks or marked:
            on = ClockSetOn(room=self.room, at=now, by_s=by.total_seconds())
            self._unkept = (*self._unkept, on)

    def send(self, order: Order, now: Instant) -> tuple[Effect, ...]:
        """On its way once, if there is a way; an order is never kept for later."""
        sent = OrderReached(room=order.room, at=now, order=order.id, progress=Progress.SENT)
        return (*self.keep((sent,)), Publish(str(Topic(order.room, Leaf.ORDER)), order))

    def _care_held(self, said: Admitted, now: Instant) -> tuple[Effect, ...]:
        """Another version: it has none, its node is beyond it, its radar is new, a mode moved.

        Or the person chose something.
        """
        body, care = said.envelope.body, self.state.care
        known = care.confinement.modes if care and care.confinement else ()
        if known != self.state.modes or (care and care.choices != choices(self.state)):
            return self.care(now)
        if not isinstance(body, HealthBody):
            return ()
        same_radar = care and care.commissioning == self.state.commissioning
        if care and same_radar and body.care_version <= care.version:
            return ()
        return self.care(now)


def _lost(room: RoomId, gaps: Iterable[Gap], now: Instant) -> tuple[NumbersLost, ...]:
    return tuple(
        NumbersLost(
            room=room,
            at=now,
            boot=gap.boot,
            first=gap.first,
            last=gap.last,
            after=gap.after,
            before=gap.before,
        )
        for gap in gaps
    )


def _stands(body: HealthBody) -> bool:
    """A node that says how it stands has said before it all that led to it."""
    return body.standing != type(body.standing)()
