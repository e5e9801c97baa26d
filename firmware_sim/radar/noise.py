"""A bad cable: junk between frames, torn frames, flipped bits and false beginnings."""

from random import Random

from firmware_sim.radar.tinyframe import START

MOST_JUNK = 12


def spoilt(sent: bytes, rng: Random) -> bytes:
    """What arrives of these bytes over a bad cable: at times all, never to be relied on."""
    fault = rng.choice((junk, torn, flipped, false_start))
    return fault(sent, rng)


def junk(sent: bytes, rng: Random) -> bytes:
    return rng.randbytes(rng.randint(1, MOST_JUNK)) + sent


def torn(sent: bytes, rng: Random) -> bytes:
    return sent[: rng.randint(0, len(sent))]


def flipped(sent: bytes, rng: Random) -> bytes:
    if not sent:
        return sent
    at = rng.randrange(len(sent))
    return sent[:at] + bytes([sent[at] ^ 1 << rng.randrange(8)]) + sent[at + 1 :]


def false_start(sent: bytes, rng: Random) -> bytes:
    """A beginning that promises a long frame, and then the real one."""
    return bytes([START]) + rng.randbytes(rng.randint(1, 7)) + sent
