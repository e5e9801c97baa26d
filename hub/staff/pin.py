"""PINs: which ones may be set. What is kept of one is no business of this module."""

import re
from itertools import pairwise

LEAST, MOST = 4, 8  # digits; our own proposal
_STEP = {1, 9}  # up by one, or down by one, round the nought


def refusal(pin: str) -> str | None:
    """Why this may be nobody's PIN, in a sentence that does not repeat it; ``None`` if it may."""
    if re.fullmatch(rf"[0-9]{{{LEAST},{MOST}}}", pin) is None:
        return f"A PIN is {LEAST} to {MOST} digits"
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    if steps == {0}:
        return "A PIN must not be one digit again and again"
    if len(steps) == 1 and steps <= _STEP:
        return "A PIN must not simply count up or down"
    return None
