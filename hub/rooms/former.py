"""When a confinement before truly ended, and whose it was at some moment."""

from hub.rooms.values import Former
from ward.units import Instant, seconds


def ended_at(former: Former) -> Instant:
    """By the clock as it goes since it was set on."""
    return former.ended_at + seconds(former.set_on_s)


def there_at(formers: tuple[Former, ...], at: Instant) -> Former | None:
    """Who was confined there then, and is not any more."""
    for former in formers:
        on = seconds(former.set_on_s)
        if at <= ended_at(former) and (former.began_at is None or former.began_at + on <= at):
            return former
    return None
