"""How somebody's rates go, as far as it was only heard: a quarter minute at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from statistics import median
from types import MappingProxyType

from hub.deterioration.change import Mark
from hub.deterioration.fading import NOT_FADING, Fade
from hub.deterioration.numbers import (
    BUSY_SHARE,
    CHANGES,
    LATELY,
    QUALITY_LEAST,
    RESTED_S,
    STEP_S,
    STILL_BELOW,
    STIRRING_ABOVE,
    STIRS_S,
    WORDS_LEAST,
)
from ward.units import Instant
from ward.vitals import Doubt, Doubted, Rate, Said, Vital

RESTED_STEPS = RESTED_S // STEP_S
RESTLESS = frozenset({Doubt.MOVING, Doubt.MORE_THAN_ONE, Doubt.NOBODY_THERE, Doubt.TOO_FAR})
Rates = tuple[float, ...]
Learning = Mapping[tuple[Vital, bool], Rates]
NOTHING_LATELY: Mapping[Vital, Rates] = MappingProxyType(dict.fromkeys(Vital, ()))
NOTHING_LEARNT: Learning = MappingProxyType({})
NO_MARKS = (Mark(),) * len(CHANGES)


@dataclass(frozen=True, slots=True)
class Running:
    """The quarter minute that runs: good rates in it, words on who stirs, and restless ones."""

    step: int
    breathing: Rates = ()
    heart: Rates = ()
    words: int = 0
    restless: int = 0


@dataclass(frozen=True, slots=True)
class Course:
    """``stirs`` is how much of the time somebody stirs; ``learning`` waits to be usual.

    Surprising: before anything was heard they count as stirring, and as busy until they were
    quiet for a while.
    """

    running: Running | None = None
    lately: Mapping[Vital, Rates] = field(default_factory=lambda: NOTHING_LATELY)
    stirs: float = 1.0
    still: bool = False
    busy_at: int | None = None
    marks: tuple[Mark, ...] = NO_MARKS
    learning: Learning = field(default_factory=lambda: NOTHING_LEARNT)
    fade: Fade = NOT_FADING

    def rested(self, step: int) -> bool:
        """Whether they have not been busy for long enough to be at rest by then."""
        return self.busy_at is not None and step - self.busy_at > RESTED_STEPS


NOTHING_HEARD = Course()


def step_of(at: Instant) -> int:
    return int(at.timestamp()) // STEP_S


def is_over(course: Course, step: int) -> bool:
    """Whether a word of that quarter minute ends the one that runs."""
    return course.running is not None and step > course.running.step


def heard(
    course: Course, vital: Vital, said: Said, step: int, stirs_by: Vital = Vital.BREATHING
) -> Course:
    """One word more. What is older than the quarter minute that runs is of the past: let go.

    Whether they stir is told by ``stirs_by``: a vital sign that nobody may measure tells nothing.
    """
    running = course.running or Running(step)
    if step < running.step:
        return course
    breathing, heart, words = running.breathing, running.heart, running.words
    restless = running.restless
    if vital is stirs_by:
        words += 1
        restless += isinstance(said, Doubted) and said.doubt in RESTLESS
    if isinstance(said, Rate) and said.quality >= QUALITY_LEAST[vital]:
        if vital is Vital.BREATHING:
            breathing = (*breathing, said.per_minute)
        else:
            heart = (*heart, said.per_minute)
    return replace(course, running=Running(running.step, breathing, heart, words, restless))


def without(course: Course, vital: Vital) -> Course:
    """The same with no rate of this kind: it may be measured no longer."""
    running = course.running
    if running is not None and vital is Vital.BREATHING:
        running = replace(running, breathing=())
    elif running is not None:
        running = replace(running, heart=())
    return replace(
        course,
        running=running,
        lately={**course.lately, vital: ()},
        marks=tuple(
            Mark() if change.vital is vital else mark
            for change, mark in zip(CHANGES, course.marks, strict=True)
        ),
        learning={kind: rates for kind, rates in course.learning.items() if vital not in kind},
        fade=NOT_FADING,
    )


def stepped(course: Course, step: int) -> tuple[Course, Mapping[Vital, float]]:
    """The quarter minute that ran is over, with these rates; and another runs."""
    over = course.running or Running(step)
    share = over.restless / over.words if over.words else 0.0
    stirs = course.stirs + (share - course.stirs) * (STEP_S / STIRS_S if over.words else 0.0)
    busy = course.busy_at is None or share >= BUSY_SHARE
    told = {
        vital: median(rates)
        for vital, rates in ((Vital.BREATHING, over.breathing), (Vital.HEART, over.heart))
        if len(rates) >= WORDS_LEAST[vital]
    }
    lately = {
        vital: (*rates[1 - LATELY :], told[vital]) if vital in told else rates
        for vital, rates in course.lately.items()
    }
    after = replace(
        course,
        running=Running(step),
        lately=lately,
        stirs=stirs,
        still=stirs < (STIRRING_ABOVE if course.still else STILL_BELOW),
        busy_at=over.step if busy else course.busy_at,
    )
    return after, told
