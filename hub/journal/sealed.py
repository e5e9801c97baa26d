"""What of each kind of fact identifies a person: a table, and the words taken out and put back."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

ERASED = "erased"

# For each kind the places that are sealed with the key of the person whom the fact is about.
SEALED: Mapping[str, tuple[str, ...]] = {
    "happened": (),
    "stood": (),
    "breathing stopped": (),
    "breathing again": (),
    "out of sight": (),
    "in sight": (),
    "usual learnt": (),
    "rate strayed": (),
    "rate returned": (),
    "observed": ("observation.content.said",),
    "reviewed": (),
    "looked remotely": ("words",),
    "episode began": ("person.ref", "person.initials", "why", "plan.source", "label"),
    "episode ended": ("why",),
    "plan set": ("plan.source",),
    "authorised": ("authorisation.why", "authorisation.view", "authorisation.capacity"),
    "age set": (),
    "set charted": (),
    "part scored": (),
    "assessment made": ("words",),
    "care issued": (
        "care.profile.how_to_be_with_me",
        "care.profile.assessed_on",
        "care.profile.warn_how",
        "care.profile.distresses",
        "care.profile.helps",
        "care.profile.never",
        "care.confinement.person.ref",
        "care.confinement.person.initials",
        "care.confinement.plan.source",
        "care.confinement.authorisation.why",
        "care.confinement.authorisation.view",
        "care.confinement.authorisation.capacity",
        "care.confinement.preference",
    ),
    "profile signed": (
        "profile.how_to_be_with_me",
        "profile.assessed_on",
        "profile.warn_how",
        "profile.distresses",
        "profile.helps",
        "profile.never",
    ),
    "order asked": (),
    "order reached": (),
    "alarm began": (),
    "alarm ended": (),
    "alarm over": (),
    "alarm again": (),
    "alarm acknowledged": (),
    "audio paused": (),
    "alarm marked": ("why",),
    "escalated": (),
    "notice told": (),
    "spell at handover": (),
    "limit set": ("why",),
    "observers set": ("preference",),
    "objected": ("words",),
    "privacy reviewed": ("why",),
    "refused": (),
    "passed": (),
    "numbers lost": (),
    "clock set back": (),
    "clock set on": (),
    "absence contradicted": (),
    "commissioned": (),
    "commissioning ended": (),
    "mode changed": ("change.why",),
    "breathing slow": (),
    "breathing faster": (),
    "inspected": (),
    "defect mended": (),
    "defect handed on": (),
    "defect checked": (),
    "used regardless": ("why",),
    "staff set": (),
    "staff left": (),
    "rota set": (),
    "pin set": (),
    "signed in": (),
    "sign-in refused": (),
}
# Free text that stays open: a program composed it, or it is about staff and nobody confined.
COMPOSED: Mapping[str, tuple[str, ...]] = {
    "happened": ("happening.words", "happening.leading.asked", "happening.asked"),  # a node's
    "observed": ("because",),  # the grading table's own words
    "reviewed": ("because",),  # the table of reviews' own words
    "order reached": ("words",),  # a node's, or the table of journeys
    "alarm began": ("words",),  # a rule's
    "alarm again": ("words",),  # a rule's
    "escalated": ("words",),  # the ladder's
    "notice told": ("words",),  # a teller's
    "refused": ("words",),  # the table of authority's
    "passed": ("words",),  # a rule's
    "commissioning ended": ("why",),
    "inspected": ("words",),  # about the building, and nobody confined
    "defect mended": ("words",),
    "defect handed on": ("owner", "why"),
    "defect checked": ("words", "alone"),
    "assessment made": ("assessor",),  # about staff
    "staff left": ("why",),
    "sign-in refused": ("why",),
}
# Where a fact says itself whom it is about. Every other is about whoever is in the room.
WHOSE: Mapping[str, str] = {
    "episode began": "person.ref",
    "care issued": "care.confinement.person.ref",
}
BEGAN, ENDED = "episode began", "episode ended"

BOX = "sealed"  # beside what is left of the fact: the key's name, and the words in it

Said = dict[str, Any]  # a fact as JSON has it


def person_of(kind: str, said: Said) -> str | None:
    """Whom this fact itself names, by reference."""
    place = WHOSE.get(kind)
    found = next(_at(said, place), None) if place else None
    return str(found[0][found[1]]) if found else None


def key_named(kind: str, body: str | bytes) -> str | None:
    """Under whose key this entry's words are sealed, if they are. Raises ``ValueError``."""
    box = json.loads(body).get(BOX) if SEALED.get(kind) else None
    return str(box["key"]) if box else None


def taken_out(kind: str, said: Said) -> dict[str, str]:
    """The words to be sealed, by their places; what is left of the fact has none of them."""
    words = {}
    for place in SEALED[kind]:
        for holder, last in _at(said, place):
            words[place] = holder[last]
            holder[last] = ""
    return words


def put_back(said: Said, words: Mapping[str, str]) -> None:
    """The fact as it was."""
    for place, word in words.items():
        for holder, last in _at(said, place):
            holder[last] = word


def put_erased(kind: str, said: Said, key: str) -> None:
    """Says "erased" wherever words were; two people who were erased are still two."""
    for place in SEALED[kind]:
        for holder, last in _at(said, place):
            holder[last] = f"{ERASED} {key}" if last == "ref" else ERASED


def _at(said: Said, place: str) -> Iterator[tuple[Said, str]]:
    """What holds the value at this place, and under which name; nothing where there is none."""
    *above, last = place.split(".")
    holder: Any = said
    for step in above:
        holder = holder.get(step)
        if not isinstance(holder, dict):
            return
    if isinstance(holder.get(last), str):
        yield holder, last
