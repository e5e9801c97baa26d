"""Which of the stored values may be believed: sensors hang, leave their range, and disagree."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from hub.estates.plausible import PLAUSIBLE, Plausible
from hub.estates.trace import GAP_S, HOUR_S, NOTHING, Mask, Trace


def believed(quantity: str, traces: Sequence[Trace]) -> Trace:
    """One course of it, out of what one or several sensors said.

    Of two that differ by more than may be, neither is believed; one that hangs, or is out of all
    range, leaves the other to speak.
    """
    limits = PLAUSIBLE[quantity]
    honest = [one.where(_honest(one, limits)) for one in traces]
    honest = [one for one in honest if len(one)]
    if not honest:
        return traces[0].where(np.zeros(len(traces[0]), dtype=bool)) if traces else NOTHING
    agreed = [
        one.where(_agrees(one, honest[:place] + honest[place + 1 :], limits.apart))
        for place, one in enumerate(honest)
    ]
    course = agreed[0]
    for other in agreed[1:]:
        course = _filled(course, other)
    return replace(course, left_open=np.unique(np.concatenate([one.left_open for one in traces])))


def _honest(trace: Trace, limits: Plausible) -> Mask:
    possible = (trace.value >= limits.least) & (trace.value <= limits.most)
    return np.asarray(possible & ~_stuck(trace, limits.stuck_h * HOUR_S))


def _stuck(trace: Trace, most_s: float) -> Mask:
    """What stands without the least change, value after value, for as long as that or longer."""
    if not len(trace):
        return np.zeros(0, dtype=bool)
    begins = np.flatnonzero(np.concatenate(([True], np.diff(trace.value) != 0)))
    lasts = np.concatenate((begins[1:], [len(trace)])) - 1
    long = trace.at[lasts] - trace.at[begins] >= most_s
    return np.repeat(long, np.diff(np.concatenate((begins, [len(trace)]))))


def _agrees(trace: Trace, others: Sequence[Trace], apart: float) -> Mask:
    """Where no other that speaks at that moment says something quite else."""
    agrees = np.ones(len(trace), dtype=bool)
    for other in others:
        which = np.searchsorted(other.at, trace.at, side="right") - 1
        known = (which >= 0) & (trace.at - other.at[which] < GAP_S)
        agrees &= ~(known & (np.abs(trace.value - other.value[which]) > apart))
    return agrees


def _filled(course: Trace, other: Trace) -> Trace:
    """The course, and the other where it is silent."""
    if not len(course):
        return other
    which = np.searchsorted(course.at, other.at, side="right") - 1
    silent = (which < 0) | (other.at - course.at[which] >= GAP_S)
    if not silent.any():
        return course
    at = np.concatenate((course.at, other.at[silent]))
    order = np.argsort(at, kind="stable")
    value = np.concatenate((course.value, other.value[silent]))
    return Trace(at[order], value[order])
