"""What is asked of `attune estates`: which site, which rooms, which time, which standards."""

import argparse
import re
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from attune.estates.gathered import Asked
from attune.journal_show import moment, zone_named
from hub.config import ConfigError, HubConfig, load
from hub.estates.catalogue import Catalogue, StandardsError
from hub.estates.evidence_table import YEARS
from hub.outside import clock, standards
from ward.rooms import RoomId
from ward.units import Instant, hours

LATELY = hours(24 * 7 - 2)  # a week, as points are kept, less what is forgotten meanwhile
_MONTH = re.compile(r"(\d{4})-(\d{2})")
DECEMBER = 12


class AskedError(Exception):
    """It cannot be done; one sentence for whoever typed it."""


def configured(path: Path) -> HubConfig:
    """Raises ``AskedError``."""
    try:
        config = load(path)
    except ConfigError as wrong:
        raise AskedError(str(wrong)) from None
    if not config.store.file.is_file():
        raise AskedError(f"{config.store.file}: there is no store yet; has this hub ever run?")
    return config


def catalogue_of(config: HubConfig, more: list[Path]) -> Catalogue:
    """With the site's own sets, and those named beside. Raises ``AskedError``."""
    own = getattr(getattr(config, "estates", None), "own", ())
    try:
        return standards.load([*own, *more])
    except StandardsError as wrong:
        raise AskedError(str(wrong)) from None


def asked_of(chosen: argparse.Namespace) -> Asked:
    """All of it. Raises ``AskedError``."""
    config = configured(chosen.config)
    try:
        zone = zone_named(config.panel.zone)
        since, until = between(chosen, zone)
        rooms = rooms_of(config.site.rooms, chosen.room, chosen.ward)
    except ValueError as wrong:
        raise AskedError(str(wrong)) from None
    default = config.site.by_clock(config.panel.zone).profile
    known = catalogue_of(config, chosen.standards)
    return Asked(config.store.file, rooms, since, until, zone, default, known)


def between(chosen: argparse.Namespace, zone: tzinfo) -> tuple[Instant, Instant]:
    """By --month, by --from and --to, or the last week. Raises ``ValueError``."""
    if chosen.month:
        if chosen.since or chosen.until:
            raise ValueError("ask for --month, or for --from and --to, not for both.")
        since, until = month(chosen.month, zone)
        return since, min(until, max(clock.now(), since + hours(1)))
    until = _bounded("--to", moment("--to", chosen.until, zone) or clock.now())
    since = _bounded("--from", moment("--from", chosen.since, zone) or until - LATELY)
    if until <= since:
        raise ValueError("--to is not after --from: there is nothing between them.")
    return since, until


def _bounded(option: str, at: Instant) -> Instant:
    """In UTC. Raises ``ValueError``, one sentence."""
    if at.year not in YEARS:
        raise ValueError(f"{option} is in the year {at.year}, beyond what a clock here can say.")
    return at.astimezone(UTC)


def month(text: str, zone: tzinfo) -> tuple[Instant, Instant]:
    """From its first midnight on the wall to the next one's. Raises ``ValueError``."""
    found = _MONTH.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= DECEMBER or int(found[1]) not in YEARS:
        raise ValueError(f"--month is {text}; expected one like 2026-10.")
    year, number = int(found[1]), int(found[2])
    after = (year + 1, 1) if number == DECEMBER else (year, number + 1)
    begins, ends = (datetime(*first, 1, tzinfo=zone) for first in ((year, number), after))
    return begins.astimezone(UTC), ends.astimezone(UTC)


def rooms_of(rooms: tuple[RoomId, ...], room: str | None, ward: str | None) -> tuple[RoomId, ...]:
    """Those that are asked for. Raises ``ValueError``, one sentence."""
    named = str(RoomId.parse(room)) if room else None
    chosen = tuple(one for one in rooms if named in (None, str(one)) and ward in (None, one.ward))
    if not chosen:
        raise ValueError(f"there is no such room here; there are {', '.join(map(str, rooms))}.")
    return chosen
