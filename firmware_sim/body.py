"""A body in the room: where it is, how it lies, and when it moves."""

from enum import StrEnum
from math import sqrt
from random import Random

from firmware_sim.chest import Chest, nearer


class Place(StrEnum):
    """Where somebody is, as far as any sensor can tell."""

    BED = "bed"
    FLOOR = "floor"
    ENSUITE = "ensuite"
    AWAY = "away"


class Posture(StrEnum):
    """How somebody lies, sits or stands."""

    ON_BACK = "on-back"
    ON_SIDE = "on-side"
    FACE_DOWN = "face-down"
    SITTING = "sitting"
    UP_AND_ABOUT = "up-and-about"


IN_BED = (Posture.ON_BACK, Posture.ON_BACK, Posture.ON_SIDE, Posture.ON_SIDE, Posture.SITTING)
RISE_S, WALK_S = 3.0, 4.0  # from the bed, where its radar sees it; and across the room
BOUT_EVERY_S = {Place.BED: 600.0, Place.FLOOR: 15.0, Place.ENSUITE: 20.0}  # on average
BOUT_S = (2.0, 7.0)
TURNS_OVER = 0.4  # the share of bouts in bed that end in another posture
JERK_MM = 70.0  # per second and square root of a second
LET_GO_S, SETTLE_S = 0.4, 0.1  # how fast a movement dies away while moving, and after
FARTHEST_MM = 200.0
ASLEEP_AFTER_S = 300.0


class Body:
    """One person, in one place at a time, who now and then moves.

    Surprising: going from one place to another takes a walk across the floor, and before it, from
    the bed, getting up: nobody is gone from there without having moved, and whoever leaves gets up.
    """

    def __init__(self, chest: Chest, rng: Random, place: Place = Place.BED) -> None:
        self.place = place
        self.posture = rng.choice(IN_BED) if place is Place.BED else Posture.UP_AND_ABOUT
        self.still_for_s = ASLEEP_AFTER_S if place is Place.BED else 0.0
        self._chest = chest
        self._rng = rng
        self._was_here = place is not Place.AWAY
        self._way: list[tuple[Place, float]] = []  # where to next, and how long it takes from there
        self._moving_s = 0.0
        self._sway_mm = self._sway_mm_per_s = 0.0

    @property
    def about(self) -> str:
        """Where this body comes from; nobody until it was here for the first time."""
        return self._chest.about if self._was_here else "nobody"

    @property
    def present(self) -> bool:
        return self.place is not Place.AWAY

    @property
    def moving(self) -> bool:
        return self.present and self._moving_s > 0

    @property
    def asleep(self) -> bool:
        return self.place is Place.BED and self.still_for_s >= ASLEEP_AFTER_S

    @property
    def displacement_mm(self) -> float:
        return self._chest.mm + self._sway_mm

    @property
    def breathing_per_min(self) -> float:
        return self._chest.breathing_per_min

    @property
    def heart_per_min(self) -> float:
        return self._chest.heart_per_min

    def breathe(self, per_min: float, over_s: float) -> None:
        self._chest.breathe(per_min, over_s)

    def beat(self, per_min: float, over_s: float) -> None:
        self._chest.beat(per_min, over_s)

    def move(self, for_s: float) -> None:
        """Toss and turn for so long."""
        self._moving_s = max(self._moving_s, for_s)

    def go(self, place: Place) -> None:
        """Walk there, across the floor; somebody who leaves is gone as soon as they are up."""
        self._way.clear()
        if place is self.place or (place is Place.AWAY and self.place is not Place.BED):
            self._arrive(place)
            return
        self._way = (
            [(Place.FLOOR, WALK_S), (place, 0.0)] if place is not Place.AWAY else [(place, 0.0)]
        )
        if self.place is Place.BED:
            self.move(RISE_S)
        else:
            self._go_on()

    def step(self, dt: float) -> None:
        self._chest.step(dt)
        was_moving, self._moving_s = self._moving_s > 0, max(0.0, self._moving_s - dt)
        if was_moving and not self._moving_s:
            self._come_to_rest()
        self._maybe_stir(dt)
        self._sway(dt)
        self.still_for_s = 0.0 if self.moving else self.still_for_s + dt

    def _arrive(self, place: Place) -> None:
        self.place = place
        self._was_here = self._was_here or self.present
        self.posture = self._rng.choice(IN_BED) if place is Place.BED else Posture.UP_AND_ABOUT

    def _come_to_rest(self) -> None:
        if self._way:
            self._go_on()
        elif self.place is Place.BED and self._rng.random() < TURNS_OVER:
            self.posture = self._rng.choice(IN_BED)

    def _go_on(self) -> None:
        place, takes_s = self._way.pop(0)
        self._arrive(place)
        self.move(takes_s)

    def _maybe_stir(self, dt: float) -> None:
        every_s = BOUT_EVERY_S.get(self.place)
        if every_s is not None and self.breathing_per_min and self._rng.random() < dt / every_s:
            self.move(self._rng.uniform(*BOUT_S))

    def _sway(self, dt: float) -> None:
        if self._moving_s:
            self._sway_mm_per_s += self._rng.gauss(0, JERK_MM * sqrt(dt))
        fade_s = LET_GO_S if self._moving_s else SETTLE_S
        self._sway_mm_per_s = nearer(self._sway_mm_per_s, 0, dt, fade_s)
        swayed = self._sway_mm + self._sway_mm_per_s * dt
        self._sway_mm = min(max(swayed, -FARTHEST_MM), FARTHEST_MM)
