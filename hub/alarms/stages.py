"""The stages of the pipeline: each may mark a notice, and none drops one.

Whatever is about a person passes all of them unmarked, but for those that say who carries it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hub.alarms.notice import Notice
from hub.alarms.pipeline import Stage
from hub.alarms.route import Route
from ward.conditions import Condition, Kind
from ward.units import Instant, Span

ACKNOWLEDGED = "somebody has it acknowledged"
NO_TELLER = "no teller is for it"
TOLD = "told"
TOLD_WITH = "told with"
WAITS = "waits for others like it"

Alike = tuple[str, str, tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Explains:
    """While ``cause`` alarms in a room, ``effect`` there fetches nobody of its own."""

    cause: Condition
    effect: Condition

    def __post_init__(self) -> None:
        if self.effect.kind is not Kind.TECHNICAL:
            raise ValueError(f"nothing may explain {self.effect.name} away")
        if self.cause.priority < self.effect.priority:
            raise ValueError(f"{self.cause.name} is too mild to explain {self.effect.name}")


def explained(rules: Sequence[Explains]) -> Stage:
    """Withhold what has its cause alarming in the same room.

    Raises ``ValueError`` where one would explain and be explained: all might fall silent.
    """
    both = {rule.cause.name for rule in rules} & {rule.effect.name for rule in rules}
    if both:
        raise ValueError(f"{', '.join(sorted(both))} would explain and be explained")

    def stage(notices: tuple[Notice, ...], _now: Instant) -> tuple[Notice, ...]:
        lasting = {(one.room, one.condition) for one in notices if one.over_at is None}

        def marked(one: Notice) -> Notice:
            causes = (rule.cause for rule in rules if rule.effect == one.condition)
            cause = next((cause for cause in causes if (one.room, cause) in lasting), None)
            return one if cause is None else one.withhold(f"explained by {cause.name}")

        return tuple(map(marked, notices))

    return stage


def acknowledged(notices: tuple[Notice, ...], _now: Instant) -> tuple[Notice, ...]:
    """Withhold what is technical while somebody has it; a press quietens nothing about a person."""
    return tuple(
        one.withhold(ACKNOWLEDGED, waits=True) if one.is_technical and one.acknowledged else one
        for one in notices
    )


def routed(routes: Sequence[Route]) -> Stage:
    """Say who carries each."""

    def marked(one: Notice) -> Notice:
        tellers = tuple(route.name for route in routes if route.takes(one))
        return replace(one, tellers=tellers) if tellers else one.withhold(NO_TELLER)

    def stage(notices: tuple[Notice, ...], _now: Instant) -> tuple[Notice, ...]:
        return tuple(map(marked, notices))

    return stage


def once(notices: tuple[Notice, ...], _now: Instant) -> tuple[Notice, ...]:
    """Each teller gets each notice once; what failed everywhere waits for its next turn."""

    def marked(one: Notice) -> Notice:
        left = tuple(name for name in one.tellers if name not in one.had)
        return replace(one, tellers=left) if left else one.withhold(TOLD)

    return tuple(map(marked, notices))


def gathered(wait: Span) -> Stage:
    """What is technical and alike waits for others, and then reaches people as one.

    As soon as one of them has waited, all go, in the first one's name: a second later the next
    would begin to wait. Must come last: only what is to go to the same tellers now is alike.
    """

    def stage(notices: tuple[Notice, ...], now: Instant) -> tuple[Notice, ...]:
        groups: dict[Alike, list[Notice]] = {}
        for one in notices:
            if one.is_technical and one.withheld is None:
                groups.setdefault(_alike(one), []).append(one)
        marked = {one.id: one for group in groups.values() for one in _as_one(group, now, wait)}
        return tuple(marked.get(one.id, one) if one.withheld is None else one for one in notices)

    return stage


def _alike(one: Notice) -> Alike:
    return one.condition.name, one.duty, one.tellers, one.over_at is None


def _as_one(group: list[Notice], now: Instant, wait: Span) -> tuple[Notice, ...]:
    if all(_since(one) <= now < _since(one) + wait for one in group):
        return tuple(one.withhold(WAITS, waits=True) for one in group)
    first, *others = sorted(group, key=lambda one: one.room)
    rest = (one.withhold(f"{TOLD_WITH} {first.room.spoken}") for one in others)
    return (replace(first, together=tuple(others)), *rest)


def _since(one: Notice) -> Instant:
    return one.over_at or one.reached_at
