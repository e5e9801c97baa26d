"""Whether the person in a room knows whoever is at their door, and would have them there.

Nothing here lowers a grade or keeps a spell open: a stranger who came is better than nobody.
"""

from collections.abc import Collection
from enum import StrEnum

from ward.care import Staff


class Stranger(StrEnum):
    """Why somebody should not be the one who observes this person, if there is anybody else.

    Framework, Interactions with staff and Commencing: an established relationship; only agency
    staff who know the person; chosen by preference and trauma history.
    """

    AGENCY = "agency staff, not known to the person"
    NOT_LISTED = "not among those who know the person"
    RATHER_NOT = "against what the person prefers"


_SAID = {
    Stranger.AGENCY: "{who} is agency staff, and not known to {person}",
    Stranger.NOT_LISTED: "{who} is not among those who know {person}",
    Stranger.RATHER_NOT: "{person} would rather not have {who}",
}


def strange(
    staff: Staff, known_to: Collection[str], rather_not: Collection[str]
) -> tuple[Stranger, ...]:
    """What is so of this member of staff. Where nobody has said who knows the person, all may come.

    But for agency staff: of them somebody must have said so.
    """
    listed = staff.ref in known_to
    found = []
    if staff.agency and not listed:
        found.append(Stranger.AGENCY)
    elif known_to and not listed:
        found.append(Stranger.NOT_LISTED)
    if staff.ref in rather_not:
        found.append(Stranger.RATHER_NOT)
    return tuple(found)


def said(stranger: Stranger, who: str, person: str) -> str:
    """As a sentence without its end."""
    return _SAID[stranger].format(who=who, person=person)
