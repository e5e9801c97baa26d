"""Brightness: one lamp held to so many lux at the room's reference point, whatever the sky does.

The lamp follows what is measured, a step for each measurement, and stands still while that is near
enough: a lamp that is corrected all the time is a lamp that flickers, slowly. How many lux it gives
at full is learnt from its own fades.
"""

from dataclasses import dataclass

from edge.act.dim import SOUND
from edge.act.fade import PACE_PER_S, Fade

NEAR_ENOUGH = 0.03  # of what is asked; the promise is a tenth, and the sky moves on meanwhile
NEAR_ENOUGH_LUX = 0.8  # what the light sensor can tell apart
CORRECTS = 0.8  # share of an error made good at once, so that a lamp brighter than thought settles
LEARNS_FROM = 0.12  # share of full that the lamp must have moved since it began to
LEARNS_WITHIN_S = 20.0  # the sky is taken to have stood still for so long
UNLIKE_MOST = 4.0  # a lamp gives no more, and no less, than this many times what it was set down as
HUNTS_AFTER = 3  # measurements, each of them wrong the other way: no cloud does that
CALMS_BY = 1.5
AHEAD_FROM = 1.0  # lux a second of the sky; a sensor that counts 1.2 a lux trembles by half of it
AHEAD_MOST = 0.06  # of what is asked; a cloud's edge may end right after a measurement
AHEAD_WITHIN_S = 5.0  # between two measurements: of older ones nothing follows
STANDS = 0.002  # share of full that a lamp may still have to go and be taken to stand
TRIES_MOST = 1.5  # times what it takes to give all of what is asked: daylight is never negative
FELT_FROM_LUX = 2.4  # of the lamp's own, by what was learnt of it: of less nothing follows
FAINTEST = 16.0  # a lamp of which the sensor sees less than so is taken not to be seen at all
AT_MOST_FOR = 2  # measurements in turn: the first may be of while it still faded
UNFELT_AFTER = 30  # measurements in turn, two seconds apart


@dataclass(frozen=True, slots=True)
class Aim:
    """What one lamp is asked: so many lux in the room, or where there is no number, a level.

    ``own_most_lux`` is how much it may give of its own, whatever is measured.
    """

    level: float = 0.0
    lux: float | None = None
    own_most_lux: float | None = None


class Brightness:
    """One lamp. ``full_lux`` is what it gives at full at the reference point, as was set down.

    Surprising: it learns only while it goes to something new. While it works against the sun the
    measured light stands still and the lamp moves, from which it would learn that it gives nothing.
    """

    def __init__(
        self,
        up_s: float,
        full_lux: float,
        learnt_lux: float | None = None,
        seen_lux: float | None = None,
    ) -> None:
        """``learnt_lux`` and ``seen_lux`` are of before a restart."""
        self._learnt_lux = learnt_lux
        self.set_down(full_lux)
        self.seen_lux = seen_lux  # at full, at most: by the sensor alone; ``None`` until then
        self.doubted = False  # that so little is seen of it may be the sensor's
        self.vouched = False  # the other lamp is seen well, so the sensor can be believed
        self.held_down = False  # it is darker than asked, for the sensor is not believed
        self._fade = Fade(up_s)
        self._aim: Aim | None = None
        self._goal = 0.0
        self._lux: float | None = None
        self._began: tuple[float, float, float] | None = None  # uptime, level and lux
        self._error_lux, self._swings = 0.0, 0
        self._sky: tuple[float, float] | None = None  # uptime, and lux without the lamp
        self._sky_moved = 0.0  # between the last two measurements
        self._at_most = 0  # measurements in turn
        self._unfelt = 0  # measurements in turn in which there was less than it gives

    @property
    def level(self) -> float:
        """Where the lamp stands, 0 to 1."""
        return self._fade.level

    @property
    def goal(self) -> float:
        """Where it is going."""
        return self._goal

    @property
    def at_limit(self) -> bool:
        """It is as far on as may be, or out, and what is measured is still not what was asked."""
        asked_lux = self._asked_lux
        if asked_lux is None or self._lux is None or self._near(asked_lux):
            return False
        at_most = self.level >= self._most(1.0) - STANDS
        return at_most if self._lux < asked_lux else self.level <= 0

    @property
    def is_unfelt(self) -> bool:
        """It is lit, and what is measured is far less than it gives alone."""
        return self._unfelt >= UNFELT_AFTER

    @property
    def seen(self) -> float | None:
        """What share of what was set down is seen of it, at most."""
        return None if self.seen_lux is None else self.seen_lux / self._set_down_lux

    @property
    def reckoned_lux(self) -> float:
        """What it gives at full, where it must not be too bright: the sensor alone may be dim.

        So by a dim sensor no lamp is brighter than a ceiling by more than ``1 / SOUND`` times, if
        what was set down is so; where the other lamp vouches for the sensor, that is believed.
        """
        if self.doubted:
            return max(self._set_down_lux, self.full_lux)
        least = 1 / UNLIKE_MOST if self.vouched else SOUND
        return max(self._set_down_lux * least, self.full_lux)

    @property
    def _asked_lux(self) -> float | None:
        return self._aim.lux if self._aim else None

    def set_down(self, full_lux: float) -> None:
        """What it gave at full when it was commissioned. What was learnt stays near that."""
        self._set_down_lux = full_lux
        least, most = full_lux / UNLIKE_MOST, full_lux * UNLIKE_MOST
        learnt = full_lux if self._learnt_lux is None else self._learnt_lux
        self.full_lux = max(least, min(most, learnt))

    def found(self, level: float) -> None:
        """The lamp stands here: after a restart it goes on from there, without a step."""
        self._fade.found(level)
        self._aim, self._began = None, None

    def measured(self, lux: float | None, up_s: float, *, alone: bool = True) -> None:
        """What the reference point has now, or ``None`` where nothing can be measured.

        ``alone``: no other lamp moved since the last time, so that it can learn from this.
        """
        self._lux, asked_lux = lux, self._asked_lux
        self._feel(lux)
        if lux is None or asked_lux is None:
            self._began = self._sky = None
            return
        ahead_lux = self._ahead_lux(lux, asked_lux, up_s)
        if alone:
            self._learn(lux, up_s)
        else:
            self._began = None
        if self._near(asked_lux, ahead_lux):
            self._error_lux, self._swings = 0.0, 0
        else:
            self._correct(asked_lux - lux - ahead_lux)

    def _ahead_lux(self, lux: float, asked_lux: float, up_s: float) -> float:
        """By how much a cloud's edge will have moved the light halfway to the next measurement.

        Two seconds lie between two of them, in which an edge moves it by more than a tenth. While
        the lamp moves nothing is made of it, nor of what goes to and fro: that is a sensor's.
        """
        sky = lux - self.level * self.full_lux
        before, moved_before = self._sky, self._sky_moved
        stands = abs(self._goal - self.level) <= STANDS
        self._sky, self._sky_moved = ((up_s, sky) if stands else None), 0.0
        if before is None or not stands or not 0 < up_s - before[0] <= AHEAD_WITHIN_S:
            return 0.0
        moved = self._sky_moved = sky - before[1]
        trembles = moved * moved_before <= 0
        if trembles or abs(moved) < AHEAD_FROM * (up_s - before[0]):
            return 0.0
        most = AHEAD_MOST * asked_lux
        return max(-most, min(most, moved / 2))

    def follow(self, aim: Aim, up_s: float, pace_per_s: float = PACE_PER_S) -> float:
        """The level to stand at now. Call it often."""
        if aim != self._aim:
            self._aim, self._swings = aim, 0
            self._goal = self._goal_of(aim)
            self._began = None if self._lux is None else (up_s, self.level, self._lux)
        return self._fade.towards(self._goal, up_s, pace_per_s)

    def _goal_of(self, aim: Aim) -> float:
        if aim.lux is None:
            return self._most(aim.level)
        if self._lux is None:
            return self._most(aim.lux / self.full_lux)
        return self._most(self.level + (aim.lux - self._lux) / self.full_lux)

    def _most(self, level: float) -> float:
        """No more than what is asked can take, however dark a covered sensor says it is."""
        most, aim = 1.0, self._aim or Aim()
        if aim.lux is not None:
            most = min(most, TRIES_MOST * aim.lux / self.full_lux)
        if aim.own_most_lux is not None:
            most = min(most, aim.own_most_lux / self.reckoned_lux)
        return max(0.0, min(most, level))

    def _feel(self, lux: float | None) -> None:
        """Whether the sensor sees this lamp at all: the sky only ever adds to it."""
        gives = self.level * self.full_lux
        if lux is None or gives < FELT_FROM_LUX:
            self._unfelt = self._unfelt if self.is_unfelt else 0
        else:
            self._unfelt = self._unfelt + 1 if lux < gives / UNLIKE_MOST else 0

    def _near(self, asked_lux: float, ahead_lux: float = 0.0) -> bool:
        within = max(NEAR_ENOUGH * asked_lux, NEAR_ENOUGH_LUX)
        return self._lux is not None and abs(asked_lux - self._lux - ahead_lux) <= within

    def _correct(self, error_lux: float) -> None:
        """From where the lamp stands; one that shoots over to and fro is brighter than thought."""
        self._swings = self._swings + 1 if error_lux * self._error_lux < 0 else 0
        if self._swings >= HUNTS_AFTER:
            self.full_lux = min(self.full_lux * CALMS_BY, self._set_down_lux * UNLIKE_MOST)
            self._swings = 0
        self._error_lux = error_lux
        wanted = self.level + CORRECTS * error_lux / self.full_lux
        self._goal = self._most(wanted)
        stands = abs(self._goal - self.level) <= STANDS
        self._at_most = self._at_most + 1 if stands and self._goal < wanted else 0
        if self._at_most >= AT_MOST_FOR:
            bounded = self._aim is not None and self._aim.own_most_lux is not None
            self.held_down = self.held_down or (bounded and self.doubted)
            self._gives_less()

    def _gives_less(self) -> None:
        """At its most it is too dark: it gives no more at full than all that is measured now."""
        least = self._set_down_lux / FAINTEST
        if self._lux is not None and self._lux >= self.level * least > 0:
            gives = self._lux / self.level
            self.full_lux = min(self.full_lux, gives)
            self.seen_lux = min(gives, self._set_down_lux, self.seen_lux or gives)

    def _learn(self, lux: float, up_s: float) -> None:
        if self._began is None:
            return
        began_up_s, level, before_lux = self._began
        if up_s - began_up_s > LEARNS_WITHIN_S:
            self._began = None
        elif abs(self.level - level) >= LEARNS_FROM:
            gives = (lux - before_lux) / (self.level - level)
            least, most = self._set_down_lux / UNLIKE_MOST, self._set_down_lux * UNLIKE_MOST
            if gives >= self._set_down_lux / FAINTEST:  # else the sky moved, or it is not seen
                self.full_lux = max(least, min(most, gives))
                self.seen_lux, self.held_down = gives, False
            self._began = None if self._near(self._asked_lux or 0.0) else self._began
