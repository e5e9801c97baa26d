"""One chest in front of one radar: samples in, and each second a rate, a doubt, or a stillness."""

from collections import deque
from typing import cast

import numpy as np

from edge.sense import echo
from edge.sense.beats import Beaten, beaten
from edge.sense.breaths import Breathed, breathed
from edge.sense.crowd import Crowd
from edge.sense.evenness import Evenness
from edge.sense.floor import Floor
from edge.sense.heard import Heard, doubted
from edge.sense.last_breath import LastBreath
from edge.sense.own_echo import OwnEcho
from edge.sense.ring import Ring, Samples
from edge.sense.signals import Echoes, Signal, rms
from edge.sense.stillness import LEAVE_SHARE, Presence, Stillness, speed_of
from edge.sense.unfold import Unfold, without_jumps
from edge.sense.witnesses import Verdict
from ward.vitals import Doubt

WINDOW_S = 60.0
SETTLES_S = 20.0  # after whatever spoke against a rate; with less there is hardly a slow breath
BARE_SETTLES_S = 30.0  # of a bare phase, which cannot say how strong its echo is, for breathing
LIVELY_S = 10.0  # over which it is asked whether anything lives there: a slow breath and more
FLAT_RAD = 0.25  # rms: 0.1 mm at 60 GHz, under any breath
SMOOTH_S = 0.8  # leaves a quarter of a heartbeat at 60/min, and more than half a breath at 40/min
REST_S = 2.0  # after the last movement, before anybody is still
GONE_EVERY = 10  # samples: enough to see a circle
AFTER_S, DECIDED_S = 2.0, 15.0  # a movement: what is no part of it; and who is there is seen
BOUT_S = 3.0  # of movement; the window begins anew after it. Shorter ones are cut out of it
BREATHING_LEAST = 0.6  # quality; under this a rate is not said
BREATHS_LEAST = 2.5  # in the window: two swings of anything make no rate
HEART_LEAST = 0.7
CHEST_LIKE = 1.5  # times the heart's movement: less breathing than this is not a chest's
SILENT_MOST = 3  # askings without a sample, before the sensor is lost
SMOOTH = 40  # samples: multiples of it have quick spectra
SPOILT = 1e9  # larger than any sample of any radar


class Chest:
    """``feed`` it samples as they come; ask it once a second what was ``heard``.

    Samples are rows of complex echo, one column for each range, or of phase in radians, one
    column for each channel. Time is what the samples say, ``rate_hz`` of them a second. Memory
    is one window, and a second's work always the same. ``floor.most`` is the empty room's noise.
    """

    def __init__(
        self, rate_hz: float, channels: int, *, is_complex: bool, window_s: float = WINDOW_S
    ) -> None:
        self._ring = Ring(rate_hz, channels, window_s + 1, is_complex=is_complex)
        self._rate_hz = self._ring.rate_hz
        self._window = round(window_s * self._rate_hz)
        self._unfold = None if is_complex else Unfold(channels)
        self._still, self._presence, self._last = Stillness(), Presence(), LastBreath()
        self.floor, self._crowd, self._evenness = Floor(), Crowd(), Evenness()
        self._own = OwnEcho(self._rate_hz, is_bare=not is_complex)
        self._cut: deque[tuple[int, int]] = deque(maxlen=round(window_s))
        self._asked = 0
        self._waiting: list[Samples] = []
        self._at_once = max(round(rate_hz), 1)
        self.spoilt = self._silent = 0
        self.forget()

    def forget(self) -> None:
        """The signal broke off: what comes next belongs to nothing that came before."""
        self._waiting.clear()
        self._waits = 0
        self._ring.forget()
        self._begin_anew()
        self._asked = self._ring.count
        self._bout_s = self._rest_s = 0.0
        self._has_paused = False
        self._latest = doubted(Doubt.SETTLING, is_there=self._presence.is_there)
        self._last.forget_latest()
        if self._unfold:
            self._unfold.forget()

    @property
    def moved_before_it_stopped(self) -> bool:
        return self._rest_s <= self._last.age_s + DECIDED_S

    def feed(self, samples: Samples, *, is_patched: bool = False) -> None:
        """Rows in order; ``is_patched`` if among them are some made up for what was lost."""
        if is_patched:
            self.floor.patched(self._seconds(LIVELY_S) + self._at_once)
        self._waiting.append(samples)
        self._waits += len(samples)
        if self._waits >= self._at_once:
            self._take()

    def _take(self) -> None:
        """What waits, all at once: a frame by itself would cost as much as twenty."""
        if not self._waiting:
            return
        samples = np.concatenate(self._waiting)
        self._waiting.clear()
        self._waits = 0
        good = np.all(np.abs(samples) < SPOILT, axis=1)  # false for what is no number
        self.spoilt += int(len(good) - good.sum())
        samples = samples[good]
        if len(samples):
            self._ring.add(self._listened(samples))

    def heard(self, doubt: Doubt | None = None) -> Heard:
        """What may be said now; ``doubt`` is what somebody else knows against any rate."""
        self._take()
        new, self._asked = self._ring.count - self._asked, self._ring.count
        samples = self._ring.last(max(self._settled, self._seconds(LIVELY_S)))
        if not new:
            self._silent += 1
            if self._silent > SILENT_MOST:
                self.forget()
                self._latest = doubted(Doubt.SENSOR_LOST, is_there=self._presence.is_there)
            return self._latest
        self._silent = 0
        self._latest = self._hear(samples, new, doubt)
        return self._latest

    def _hear(self, samples: Samples, new: int, doubt: Doubt | None) -> Heard:
        if len(samples) < self._seconds(REST_S):
            return doubted(Doubt.SETTLING, is_there=self._presence.is_there)
        raw, change = self._changes(samples)
        lively = self._liveliness(samples, change, new)
        if self._unfold is None and lively < LEAVE_SHARE:
            raw = change = np.zeros_like(change)  # the steps of an echo that hardly moves are noise
        moving = self._moves(raw[-new:], new, new / self._rate_hz) or self._is_gone(samples, new)
        self._be_there(samples, lively, moved=moving)
        against = doubt or self._against(moving=moving)
        if against:
            return self._hushed(against)
        self._follow(change, new)
        if self._settled < self._seconds(SETTLES_S):
            return self._without_rates(Doubt.SETTLING)
        if self._is_crowded():
            return self._hushed(Doubt.MORE_THAN_ONE, anew=False)
        size = self._settled // SMOOTH * SMOOTH
        return self._estimate(np.cumsum(change[-size:]))

    def _listened(self, samples: Samples) -> Samples:
        """Phases unfolded; of echoes, the least that their frames were seen to tremble by."""
        if self._unfold is not None:
            return self._unfold.feed(cast(Signal, samples))
        self.floor.feed(cast(Echoes, samples), self._ring.every)
        return samples

    # ---- steps ---------------------------------------------------------------------------------

    def _changes(self, samples: Samples) -> tuple[Signal, Signal]:
        """The phase's steps as they are, and without jumps and what was cut out."""
        if self._unfold is None:
            raw = echo.steps(cast(Echoes, samples))
            change = echo.without_glitches(raw)
        else:
            each = np.diff(cast(Signal, samples), axis=0)
            raw, change = each.mean(axis=1), without_jumps(each)
        for begin, end in self._cut:
            first = len(change) - (self._ring.count - begin)
            if first + end - begin > 0:
                change[max(first, 0) : first + end - begin] = 0
        return raw, change

    # ---- presence and stillness ------------------------------------------------------------------

    def _moves(self, raw: Signal, new: int, passed_s: float) -> bool:
        """Whether there was movement just now; a bout of it begins the window anew."""
        if self._still.feed(speed_of(raw, self._rate_hz)):
            self._cut.append((self._ring.count - new, self._ring.count))
            self._bout_s, self._rest_s = self._bout_s + passed_s, 0.0
        else:
            self._rest_s += passed_s
        if self._bout_s >= BOUT_S and self._rest_s < REST_S:
            self._begin_anew()
        if self._rest_s >= REST_S:
            self._bout_s = 0.0
        return self._bout_s > 0

    def _be_there(self, samples: Samples, lively: float, *, moved: bool) -> None:
        was_there = self._presence.is_there
        self._presence.feed(lively, moved=moved or self._own.is_lost(samples))
        if not self._presence.is_there:
            self._last.forget_usual()
            self._own.forget()
        if not (was_there and self._presence.is_there):
            self._still.forget()
            self._begin_anew()

    def _liveliness(self, samples: Samples, change: Signal, new: int) -> float:
        lately = self._seconds(LIVELY_S)
        if self._unfold is None:
            return self.floor.liveliness(cast(Echoes, samples[-lately:]), new)
        place = np.cumsum(change[-lately:])
        noise = self._own.trembles(samples)
        power = float(np.var(place)) - noise**2
        return float(np.sqrt(max(power, 0.0))) / max(FLAT_RAD, noise)

    def _is_gone(self, samples: Samples, new: int) -> bool:
        before = samples[: -self._seconds(LIVELY_S) : GONE_EVERY]
        enough = self._unfold is None and len(before) * GONE_EVERY >= self._seconds(LIVELY_S)
        return enough and echo.is_gone(cast(Echoes, before), cast(Echoes, samples[-new:]))

    def _against(self, *, moving: bool) -> Doubt | None:
        if not self._presence.is_there:
            return Doubt.NOBODY_THERE
        return Doubt.MOVING if moving else None

    # ---- breaths ---------------------------------------------------------------------------------

    def _follow(self, change: Signal, new: int) -> None:
        """The chest went on by so much: was that a breath? Its heartbeat is smoothed away."""
        glance, smooth = self._seconds(self._last.glance_s), self._seconds(SMOOTH_S)
        steps = change[-(glance + smooth + 1) :]
        places = np.convolve(np.cumsum(steps), np.full(smooth, 1 / smooth), "valid")
        self._last.feed(places, self._rate_hz, new / self._rate_hz)
        if self._last.is_pausing:
            self._has_paused = True
        elif self._has_paused and self._last.has_returned:
            self._has_paused = False
            self._begin_anew()

    def _estimate(self, displacement: Signal) -> Heard:
        breath = breathed(displacement, self._rate_hz)
        beat = beaten(displacement, self._rate_hz, breath)
        if rms(breath.wave) < CHEST_LIKE * beat.rms:
            return self._without_rates(Doubt.WEAK_SIGNAL)
        since_s, heart = (self._ring.count - self._since) / self._rate_hz, _heart(beat)
        if even := self._evenness.against(breath, since_s):
            return self._without_rates(even, None if even is Doubt.MACHINE_LIKE else heart)
        early = breath.is_few and self._settled < self._window
        if self._is_bare() or self._has_paused or early:
            return self._without_rates(Doubt.SETTLING, heart)
        breaths = breath.verdict.per_minute * len(displacement) / self._rate_hz / 60
        if breaths < BREATHS_LEAST or not self._is_sure_of(breath):
            return self._without_rates(Doubt.WEAK_SIGNAL, heart)
        self._breathes(breath)
        return Heard(True, True, breath.verdict, heart)

    def _is_bare(self) -> bool:
        """Whether all there is are too few seconds of a phase whose echo may be nobody's."""
        needs = min(self._seconds(BARE_SETTLES_S), self._window)
        return self._unfold is not None and self._settled < needs

    def _is_sure_of(self, breath: Breathed) -> bool:
        """A bare phase trembles and wanders in an empty room too; an echo's strength does not."""
        clear = self._unfold is None or breath.is_clear
        return clear and breath.verdict.quality >= BREATHING_LEAST

    def _breathes(self, breath: Breathed) -> None:
        if self._last.age_s + AFTER_S < self._rest_s:  # and not a breath of before they moved
            self._presence.breathes()
        self._last.usually(breath.verdict.per_minute)
        self._own.breathes(self._ring.last(self._seconds(LIVELY_S)))

    def _without_rates(self, doubt: Doubt, heart: Verdict | Doubt | None = None) -> Heard:
        """Still, there and alone, but without a breathing rate."""
        is_undecided = self._presence.has_stirred and self._rest_s < DECIDED_S
        pausing = self._last.is_pausing and not is_undecided
        return Heard(
            is_there=True,
            is_still=True,
            breathing=None if pausing else doubt,
            heart=doubt if heart is None else heart,
            no_breath_s=self._last.age_s if pausing else None,
        )

    def _is_crowded(self) -> bool:
        window = cast(Echoes, self._ring.last(self._settled))
        return self._unfold is None and self._crowd.feed(window, self._rate_hz)

    def _hushed(self, doubt: Doubt, *, anew: bool = True) -> Heard:
        """Something speaks against everything: breaths are counted anew after it."""
        self._last.forget_latest()
        self._has_paused = False
        if anew and doubt is not Doubt.MOVING:
            self._begin_anew()
        still = self._presence.is_there and doubt is not Doubt.MOVING
        return doubted(doubt, is_there=self._presence.is_there, is_still=still)

    # ---- the window ------------------------------------------------------------------------------

    def _begin_anew(self) -> None:
        self._crowd.forget()
        self._evenness.forget()
        self._since = self._ring.count

    @property
    def _settled(self) -> int:
        """Samples since nothing spoke against a rate, as far as they are kept."""
        return min(self._ring.count - self._since, self._window)

    def _seconds(self, seconds: float) -> int:
        return round(seconds * self._rate_hz)


def _heart(beat: Beaten) -> Verdict | Doubt:
    sure = beat.verdict.quality >= HEART_LEAST and beat.is_own
    return beat.verdict if sure else Doubt.WEAK_SIGNAL
