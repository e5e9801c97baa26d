"""`attune estates sensed`: what the rooms measured, as a running hub asks it for its own pages."""

import argparse
import os
import sys

from attune.estates.asked import AskedError, asked_of
from attune.estates.gathered import Asked, Of, measure
from hub.estates.sensed import Sensed, written
from hub.estates.told import Telling, Told
from hub.outside.journal import UnreadableFactError
from hub.outside.reading import DamagedError, Reading
from hub.outside.store import StoreError

NICE = 19  # the hub that asks it goes before it in everything


def sensed(chosen: argparse.Namespace) -> int:
    """One room after another, in one process that lets every other go first."""
    os.nice(NICE)
    try:
        found = worked_out(asked_of(chosen)._replace(daily=True))
    except (AskedError, StoreError, DamagedError, UnreadableFactError) as wrong:
        sys.stderr.write(f"{wrong}\n")
        return 2
    sys.stdout.write(f"{written(found)}\n")
    return 0


def worked_out(asked: Asked) -> Sensed:
    """Raises ``StoreError``, ``DamagedError`` and ``UnreadableFactError``."""
    told = _told(asked).of()
    came = [measure(Of(room, told.get(room, Told()), asked)) for room in asked.rooms]
    return Sensed(
        asked.until,
        tuple(one for each in came for one in each.measured),
        tuple(one for each in came for one in each.tried),
        tuple(one for each in came for one in each.daily),
    )


def _told(asked: Asked) -> Telling:
    telling, reading = Telling(), Reading(asked.store)
    try:
        for _, fact in reading.facts():
            telling.feed(fact)
    finally:
        reading.close()
    return telling
