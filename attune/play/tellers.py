"""Played tellers: what people are told is noted, and taken after a moment, or given up."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from attune.play.told import NoticeBecame, NoticeSent, Told
from hub.acts import Delivered
from hub.alarms.route import Route
from hub.effects import TakeBack, Tell
from ward.units import Instant, seconds

TAKES_S = 2.0
GIVES_UP_S = 20.0  # three tries at a notice that is HIGH, as the real ones
FAILS = "it could not be reached"


@dataclass(frozen=True, slots=True)
class OnItsWay:
    """One message, and what becomes of it then."""

    due_at: Instant
    tell: Tell
    took: bool


class PlayedTellers:
    """All tellers of a played hub, in true time. While one fails it takes nothing it is told."""

    def __init__(self, routes: tuple[Route, ...] = ()) -> None:
        self.routes = routes
        self.takes_s = TAKES_S
        self.gives_up_s = GIVES_UP_S
        self.failing: frozenset[str] = frozenset()
        self.tells: Callable[[Told], None] = lambda _told: None
        self._waiting: list[OnItsWay] = []

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(route.name for route in self.routes)

    def fail(self, *names: str) -> None:
        """These, or all, take nothing from now on."""
        self.failing |= frozenset(names or self.names)

    def work_again(self, *names: str) -> None:
        """These, or all."""
        self.failing -= frozenset(names or self.names)

    def tell(self, tell: Tell, now: Instant) -> None:
        took = tell.teller not in self.failing
        span_s = self.takes_s if took else self.gives_up_s
        self._waiting.append(OnItsWay(now + seconds(span_s), tell, took))
        self.tells(NoticeSent(now, tell))

    def take_back(self, back: TakeBack) -> None:
        """What is being given up goes nowhere anyway; what is being taken is said already."""

    def due(self, now: Instant) -> Iterator[Delivered]:
        """What has become of messages by now."""
        due = [one for one in self._waiting if one.due_at <= now]
        self._waiting = [one for one in self._waiting if one.due_at > now]
        for one in due:
            self.tells(NoticeBecame(now, one.tell, one.took))
            for about in () if one.tell.is_end else one.tell.about:
                yield Delivered(
                    about.room,
                    about.alarm,
                    about.step,
                    one.tell.teller,
                    one.took,
                    "" if one.took else FAILS,
                    about.times,
                )

    def forget(self) -> None:
        """The hub is dead: nobody waits for an answer. What was said was said."""
        self._waiting = []
