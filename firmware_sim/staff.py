"""Staff who come to the door: when they come, and what a visit consists of."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from firmware_sim.body import Posture


class Keeping(StrEnum):
    """How the staff keep to their rounds."""

    ROUNDS = "rounds"
    LATE = "late"
    NEVER = "never"


LATER_BY = {Keeping.ROUNDS: 1.0, Keeping.LATE: 1.6}
FIRST_AFTER = (0.1, 0.2)  # of an interval; they do not all come when the world begins
EARLIER_BY = (0.85, 1.0)  # a round is made in good time
TALK_S = 6.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody sees who looks in at the door."""

    in_sight: bool
    asleep: bool
    moving: bool
    breathing_per_min: float
    posture: Posture


@dataclass(frozen=True, slots=True)
class Arrive:
    """Somebody stands at the door."""


@dataclass(frozen=True, slots=True)
class ShowBadge:
    """A card is held to the reader."""

    uid: bytes


@dataclass(frozen=True, slots=True)
class Talk:
    """They talk through the intercom."""

    for_s: float


@dataclass(frozen=True, slots=True)
class FillForm:
    """The form at the door unit is filled in and sent."""


@dataclass(frozen=True, slots=True)
class Depart:
    """They go on."""


Act = Arrive | ShowBadge | Talk | FillForm | Depart


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit: stand at the door, show the badge, look, write down what was seen, go."""

    uid: bytes
    stay_s: float
    form: bool = True
    talks: bool = False

    def timeline(self) -> tuple[tuple[float, Act], ...]:
        """Each act at its second; a short stay is made in a hurry."""
        badge_s = min(2.0, self.stay_s * 0.2)
        form_s = max(badge_s, self.stay_s - min(4.0, self.stay_s * 0.25))
        acts: list[tuple[float, Act]] = [(0.0, Arrive()), (badge_s, ShowBadge(self.uid))]
        if self.talks:
            acts.append((badge_s, Talk(min(TALK_S, self.stay_s / 2))))
        if self.form:
            acts.append((form_s, FillForm()))
        return (*acts, (self.stay_s, Depart()))


class Underway:
    """A visit that is being made."""

    def __init__(self, visit: Visit) -> None:
        self._left = visit.timeline()
        self._second = 0.0

    @property
    def over(self) -> bool:
        return not self._left

    def step(self, dt: float) -> tuple[Act, ...]:
        self._second += dt
        due = tuple(act for at, act in self._left if at <= self._second)
        self._left = self._left[len(due) :]
        return due


class Rounds:
    """When the next visit is: in good time, late by more than half, or never."""

    def __init__(self, keeping: Keeping, every_s: float, rng: Random) -> None:
        self.keeping = keeping
        self._every_s = every_s
        self._rng = rng
        self._next_s = every_s * rng.uniform(*FIRST_AFTER)

    def keep(self, keeping: Keeping) -> None:
        """From now on keep to the rounds like this; the next comes a whole interval from now."""
        self.keeping = keeping
        self._next_s = self._interval_s()

    def step(self, dt: float) -> bool:
        """Let time pass; true when a round begins."""
        if self.keeping is Keeping.NEVER:
            return False
        self._next_s -= dt
        if self._next_s > 0:
            return False
        self._next_s = self._interval_s()
        return True

    def _interval_s(self) -> float:
        share = LATER_BY.get(self.keeping, 1.0)
        early = self._rng.uniform(*EARLIER_BY) if self.keeping is Keeping.ROUNDS else 1.0
        return self._every_s * share * early


SLOW_BELOW_PER_MIN = 8.0
WORDS_ASLEEP = ("", "", "Asleep, chest seen to move.", "Sleeping on and off.", "Resting quietly.")
WORDS_AWAKE = (
    "", "", "Says the light is fine like this.", "Asked for a drink; brought one.",
    "Asked when the doctor comes.", "Did not want to talk.", "Talked about the music yesterday.",
    "Asked what time it is.",
)  # fmt: skip
MOODS = ("calm", "calm", "calm", "low", "low", "distressed", "angry")
READY_TO_END = 0.15  # the share of calm people of whom it is said
AWARENESS_WORDS = ("awake", "awake", "awake", "drowsy")


def filled_form(seen: Seen, rng: Random) -> dict[str, str]:
    """The form as somebody fills it in who saw this; it never says more than could be seen."""
    if not seen.in_sight:
        return _not_in_sight()
    if seen.breathing_per_min <= 0:
        return _not_breathing(seen)
    return _asleep(seen, rng) if seen.asleep else _awake(seen, rng)


def _not_in_sight() -> dict[str, str]:
    return {
        "awareness": "cannot-tell", "rousable": "not-tried", "breathing": "not-seen",
        "colour": "cannot-tell", "position": "up-and-about", "mood": "cannot-tell",
        "could_end": "not-yet", "said": "In the bathroom; answered through the door.",
    }  # fmt: skip


def _not_breathing(seen: Seen) -> dict[str, str]:
    return {
        "awareness": "cannot-tell", "rousable": "no-response", "breathing": "not-seen",
        "colour": "pale-or-blue", "position": seen.posture.value, "mood": "cannot-tell",
        "could_end": "yes-ask-for-review", "said": "No answer. Help called.",
    }  # fmt: skip


def _breathing(seen: Seen, rng: Random) -> str:
    if seen.breathing_per_min < SLOW_BELOW_PER_MIN:
        return "slow-or-shallow"
    return rng.choice(("easy", "easy", "easy", "easy", "noisy" if seen.asleep else "easy"))


def _asleep(seen: Seen, rng: Random) -> dict[str, str]:
    slow = seen.breathing_per_min < SLOW_BELOW_PER_MIN
    return {
        "awareness": "asleep",
        "rousable": rng.choice(("to-voice", "to-touch")) if slow else "not-tried",
        "breathing": _breathing(seen, rng),
        "colour": "usual",
        "position": seen.posture.value,
        "mood": "cannot-tell",
        "could_end": "not-yet",
        "said": rng.choice(WORDS_ASLEEP),
    }


def _awake(seen: Seen, rng: Random) -> dict[str, str]:
    awareness, mood = rng.choice(AWARENESS_WORDS), rng.choice(MOODS)
    form = {
        "awareness": awareness,
        "breathing": _breathing(seen, rng),
        "colour": "usual",
        "position": seen.posture.value,
        "mood": mood,
        "could_end": "yes-ask-for-review"
        if mood == "calm" and rng.random() < READY_TO_END
        else "not-yet",
        "said": rng.choice(WORDS_AWAKE),
    }
    if awareness != "awake":
        form["rousable"] = "to-voice"
    return form
