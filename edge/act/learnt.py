"""Learnt: what a room was seen to do, remembered over a power cut when it is worth it."""

from edge.act.hold import Hold
from edge.act.whose_word import RoomKept

LEARNT_BY = 0.1  # what was learnt of a lamp or a room is remembered anew when it is so different
LEARNT_WITHIN_S = 60.0
LEARNT = ("main_full_lux", "night_full_lux", "main_seen_lux", "night_seen_lux", "warms_k_per_s")


def with_learnt(kept: RoomKept, before: RoomKept, hold: Hold) -> RoomKept:
    """What is to be kept, with what its lamps, its heating and its surface were seen to do."""
    light, preheat = hold.light, hold.preheat
    return kept.model_copy(
        update={
            "main_full_lux": _learnt(before.main_full_lux, light.full_lux(main=True)),
            "night_full_lux": _learnt(before.night_full_lux, light.full_lux(main=False)),
            "main_seen_lux": _learnt(before.main_seen_lux, light.seen_lux[0]),
            "night_seen_lux": _learnt(before.night_seen_lux, light.seen_lux[1]),
            "warms_k_per_s": _learnt(before.warms_k_per_s, preheat.k_per_s),
            "too_hot_to_touch": hold.thermostat.too_hot_to_touch,
        }
    )


def within_s(kept: RoomKept, before: RoomKept) -> float:
    """How soon it has to be on the disk: what was learnt can wait, whose choice it is cannot."""
    only_learnt = kept == before.model_copy(update={name: getattr(kept, name) for name in LEARNT})
    return LEARNT_WITHIN_S if only_learnt else 0.0


def _learnt(before: float | None, now: float | None) -> float | None:
    """What is worth remembering: each small change is not."""
    if before is None or now is None:
        return now if now is not None else before
    return now if abs(now - before) > LEARNT_BY * abs(before) else before
