"""The echo at several ranges: how much of it moves, over what noise, and how far it moved."""

import numpy as np

from edge.sense.signals import Echoes, Signal

RANGES_MOST = 8  # listened to; of more the liveliest
NOISE_OF_SECOND_DIFFERENCE = 6 * 0.69  # its variance over the noise's; median over mean of power
NOISE_OF_REAL_DIFFERENCE = 6 * 0.455  # the same, of what has no imaginary part
GLITCH = 5.0  # times the usual step between frames is no step of a chest
STILL_LEAST = 1e-9
INNER, CLEAR_RING = 10, 0.6  # of a circle's radius: all but one in ten lie further out
GONE = 0.3  # of that radius: nearer to the middle nobody goes round there any longer
TREMBLES_LEAST = 1e-2  # of the mean power of second differences


def moved(echoes: Echoes) -> float:
    """How much of the echo moves, over all ranges, root mean square, in the radar's own unit."""
    moving = echoes - echoes.mean(axis=0)
    return float(np.sqrt((moving.real**2 + moving.imag**2).mean(axis=0).sum()))


def noise(echoes: Echoes) -> float:
    """What one frame of the quietest range trembles by: no chest moves as fast as frames follow."""
    second = np.diff(echoes, 2, axis=0)
    if not len(second):
        return 0.0
    power = _usual(second.real**2 + second.imag**2)
    return float(np.sqrt(power.min() / NOISE_OF_SECOND_DIFFERENCE))


def radial_noise(echoes: Echoes) -> float:
    """The same of the liveliest range, from how far it is from the centre of its circle.

    However fast a chest goes round there, it stays as far out. At least three samples.
    """
    liveliest = echoes[:, [int(np.argmax(np.var(echoes, axis=0)))]]
    second = np.diff(np.abs(liveliest - centres(liveliest)), 2, axis=0)
    return float(np.sqrt(2 * _usual(second**2)[0] / NOISE_OF_REAL_DIFFERENCE))


def _usual(power: Signal) -> Signal:
    """The median down each column; the mean where most of it is nought, and infinite where all is.

    Whole numbers and frames that were bridged can stand still without a tremble, and a floor of
    nought would see somebody in every empty room.
    """
    middle, mean = np.median(power, axis=0), power.mean(axis=0)
    trembles = np.where(middle > TREMBLES_LEAST * mean, middle, mean)
    return np.where(trembles > 0, trembles, np.inf)


def is_gone(before: Echoes, now: Echoes) -> bool:
    """Whether the echo that went round its circle has left it for the middle, where nobody is.

    A chest that stops stays on its circle. Where there was no clear circle nothing is said.
    """
    liveliest = int(np.argmax(np.var(before, axis=0)))
    ring = before[:, [liveliest]]
    centre = centres(ring)
    far, near = np.abs(ring - centre)[:, 0], np.abs(now[:, liveliest] - centre[0])
    inner, usual = np.partition(far, (places := (len(far) // INNER, len(far) // 2)))[list(places)]
    return bool(inner > CLEAR_RING * usual and np.median(near) < GONE * usual)


def steps(echoes: Echoes) -> Signal:
    """The change of phase from each frame to the next, over all ranges, in radians within a turn.

    The static part of each range is taken off first: the centre of the circle on which the rest
    turns. Ranges are added as complex steps, so that each weighs as much as it moves, and none
    is unwrapped by itself.
    """
    liveliest = _liveliest(echoes)
    turning = liveliest - centres(liveliest)
    return np.asarray(np.angle((turning[1:] * turning[:-1].conj()).sum(axis=1)))


def centres(echoes: Echoes) -> Echoes:
    """The centre of the circle that fits each range best (Kasa 1976), for all at once.

    A fit that flees, as on an arc too short to say, is drawn back to the mean.
    """
    mean = echoes.mean(axis=0)
    near = echoes - mean
    x, y, power = near.real, near.imag, near.real**2 + near.imag**2
    xx, yy, xy = (x * x).mean(axis=0), (y * y).mean(axis=0), (x * y).mean(axis=0)
    xp, yp = (x * power).mean(axis=0), (y * power).mean(axis=0)
    area = 2 * (xx * yy - xy**2)
    safe = np.where(area > STILL_LEAST * (xx + yy) ** 2 + 1e-300, area, np.inf)
    centre = (xp * yy - yp * xy) / safe + 1j * (yp * xx - xp * xy) / safe
    return np.asarray(mean + centre)


def without_glitches(change: Signal) -> Signal:
    """Steps cut to what this chest usually makes: a wrap or a knock moves nobody for good."""
    middle = np.median(change)
    usual = GLITCH * 1.4826 * np.median(np.abs(change - middle))
    return np.clip(change, middle - usual, middle + usual)


def _liveliest(echoes: Echoes) -> Echoes:
    if echoes.shape[1] <= RANGES_MOST:
        return echoes
    moved = np.var(echoes, axis=0)
    return echoes[:, np.argsort(moved)[-RANGES_MOST:]]
