"""A handover in words, as tiles, lines and records print it."""

from collections.abc import Callable

from hub.rooms.handover_facts import SpellAtHandover
from ward.units import Instant


def handover_words(
    fact: SpellAtHandover, known_as: Callable[[str], str], clock: Callable[[Instant], str]
) -> str:
    """``at the handover of the observer, S.B. to M.T., 19:30 to 20:00``."""
    leaving = ", ".join(map(known_as, fact.leaving)) or "nobody"
    coming = ", ".join(map(known_as, fact.coming)) or "nobody"
    gap = f" to {clock(fact.covered_at)}" if fact.covered_at > fact.changes_at else ""
    when = f"{clock(fact.changes_at)}{gap}"
    return f"at the handover of the {fact.duty}, {leaving} to {coming}, {when}"
