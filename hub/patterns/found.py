"""All patterns, one after another, over what was gathered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import tzinfo

from hub.patterns.coming import looks_for_visits, to_the_door
from hub.patterns.doors import one_badge_two_doors, short_stays, two_badges
from hub.patterns.evidence import Evidence
from hub.patterns.pattern import Case, Pattern
from hub.patterns.written import back_filled, on_the_quarter, same_text

LookFor = Callable[[Evidence, tzinfo], Pattern]

# In the order in which they are shown: what bears on whether somebody came, before the rest.
PATTERNS: tuple[LookFor, ...] = (
    back_filled,
    looks_for_visits,
    to_the_door,
    short_stays,
    one_badge_two_doors,
    two_badges,
    on_the_quarter,
    same_text,
)


def patterns(found: Evidence, zone: tzinfo, ward: str | None = None) -> tuple[Pattern, ...]:
    """Of this ward, or of all. One badge at doors of two wards belongs to either."""
    here = found.of(ward)
    return tuple(
        _touching(look(found, zone), ward) if look is one_badge_two_doors else look(here, zone)
        for look in PATTERNS
    )


def _touching(pattern: Pattern, ward: str | None) -> Pattern:
    """Only what has to do with this ward."""
    if ward is None:
        return pattern
    cases = []
    for case in pattern.cases:
        rows = [row for row in case.rows if any(room.ward == ward for room in row.rooms)]
        if rows:
            cases.append(Case(case.words, tuple(rows)))
    return replace(pattern, cases=tuple(cases))
