"""The pipeline: stages that notices pass on their way to people, in reading order."""

from collections.abc import Callable

from hub.alarms.notice import Notice
from ward.units import Instant

Stage = Callable[[tuple[Notice, ...], Instant], tuple[Notice, ...]]


def pipeline(*stages: Stage) -> Stage:
    """Each stage is given all that the one before it let through and all that it marked."""

    def run(notices: tuple[Notice, ...], now: Instant) -> tuple[Notice, ...]:
        for stage in stages:
            notices = stage(notices, now)
        return notices

    return run
