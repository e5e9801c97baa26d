"""Words and shapes for what is known of a clause: no answer is told by its colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hub.estates.answers import Answer
from hub.estates.clause import Clause, Way
from hub.panel.local import Local
from hub.rooms.upkeep import Found, Severity
from ward.authority import Authority
from ward.units import Instant


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape and a word; ``tone`` colours both and says nothing that they do not."""

    shape: str
    word: str
    tone: str


MARKS: Mapping[Answer, Mark] = {
    Answer.UNMET: Mark("✕", "not met", "high"),
    Answer.EXPIRED: Mark("↺", "too old", "medium"),
    Answer.NOT_CHECKED: Mark("?", "not checked", "medium"),
    Answer.NOT_MEASURED: Mark("○", "not measured", "medium"),
    Answer.MET: Mark("✓", "met", "well"),
    Answer.NOT_APPLICABLE: Mark("\N{EN DASH}", "does not apply", "quiet"),
    Answer.NOT_YET: Mark("·", "not asked yet", "quiet"),
}
FOUND: Mapping[Found, Mark] = {
    Found.MET: MARKS[Answer.MET],
    Found.UNMET: MARKS[Answer.UNMET],
    Found.NOT_APPLICABLE: MARKS[Answer.NOT_APPLICABLE],
}
KNOWN_BY: Mapping[Way, str] = {
    Way.MEASURED: "measured by the room",
    Way.TESTED: "tried",
    Way.INSPECTED: "looked at",
    Way.ATTESTED: "said, with a document",
}
SEVERITIES: Mapping[Severity, str] = {
    Severity.DANGER: "Danger: somebody may be hurt by it",
    Severity.BROKEN: "Broken: it does not do what it is for",
    Severity.WORN: "Worn: it still does, but not for long",
}


def today(local: Local) -> date:
    """The day on the ward's calendar."""
    return local.now.astimezone(local.zone).date()


def day(at: Instant, local: Local) -> str:
    """On which day that was: ``3 Nov``."""
    return of_day(at.astimezone(local.zone).date(), local)


def of_day(one: date, local: Local) -> str:
    """``3 Nov``; with the year where it is not this one."""
    year = "" if one.year == today(local).year else f" {one.year}"
    return f"{one.day} {one:%b}{year}"


def asked_by(clause: Clause) -> str:
    """By whose word it is asked, so that no proposal passes for law."""
    closer = f"; more closely: {clause.asked_closer} ({Authority.LOCAL})"
    return f"{clause.source} ({clause.authority}){closer if clause.asked_closer else ''}"


def authority_of(clause: Clause) -> str:
    """The same in a word or two."""
    closer = f", {Authority.LOCAL} beyond it" if clause.asked_closer else ""
    return f"{clause.authority}{closer}"
