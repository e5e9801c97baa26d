"""Learnt: what a room was seen to do, remembered over a power cut when it is worth it."""

from edge.act.hold import Hold
from edge.act.whose_word import RoomKept

LEARNT_BY = 0.1  # what was learnt of a lamp or a room is remembered anew when it is so different
LEARNT_WITHIN_S = 60.0


def with_learnt(kept: RoomKept, before: RoomKept, hold: Hold) -> RoomKept:
    """What is to be kept, with what its lamps, its heating and its surface were seen to do."""
    light, preheat = hold.light, hold.preheat
    return kept.model_copy(
        update={
            "main_full_lux": _learnt(before.main_full_lux, light.full_lux(main=True)),
            "night_full_lux": _learnt(before.night_full_lux, light.full_lux(main=False)),
            "warms_k_per_s": _learnt(before.warms_k_per_s, preheat.k_per_s),
            "too_hot_to_touch": hold.thermostat.too_hot_to_touch,
        }
    )


def within_s(kept: RoomKept, before: RoomKept) -> float:
    """How soon it has to be on the disk: what was learnt can wait, whose choice it is cannot."""
    learnt = ("main_full_lux", "night_full_lux", "warms_k_per_s")
    only_learnt = kept == before.model_copy(update={name: getattr(kept, name) for name in learnt})
    return LEARNT_WITHIN_S if only_learnt else 0.0


def _learnt(before: float | None, now: float | None) -> float | None:
    """What is worth remembering: each small change is not."""
    if before is None or now is None:
        return now if now is not None else before
    return now if abs(now - before) > LEARNT_BY * abs(before) else before
