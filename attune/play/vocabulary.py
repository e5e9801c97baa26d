"""The whole vocabulary of a night file, by group; the parser and every explanation read it here."""

from collections.abc import Mapping

from attune.play.pattern import Row, Word
from attune.play.words import expected, faults, head, modes, people, scores

HEAD, WHEN, EXPECT = "the head of the file", "when", "what is expected"
HUB, BROKER, FAULTS, SITE = "the hub", "the broker", "faults of a room", "the site"
_ROWS: Mapping[str, tuple[Row, ...]] = {
    HEAD: head.HEADER,
    WHEN: head.WHEN,
    "the body": people.BODY,
    "staff": people.STAFF,
    "the person": people.PERSON,
    "orders": people.ORDERS,
    "alarms": people.ALARMS,
    "care and plan": people.CARE,
    "closer watch": modes.MODES,
    "scores": scores.SCORES,
    "the room": faults.AIR,
    FAULTS: faults.FAULTS,
    BROKER: faults.BROKER,
    HUB: faults.HUB,
    SITE: people.SITE,
    EXPECT: (*expected.EXPECT, *scores.EXPECT),
}
GROUPS: Mapping[str, tuple[Word, ...]] = {
    group: tuple(Word(group, *row) for row in rows) for group, rows in _ROWS.items()
}
WORDS: tuple[Word, ...] = tuple(word for words in GROUPS.values() for word in words)
OF_ROOM: tuple[Word, ...] = tuple(
    word for word in WORDS if word.group not in (HEAD, WHEN, EXPECT, HUB, BROKER, SITE)
)
OF_HEAD, OF_HUB, OF_BROKER = GROUPS[HEAD], GROUPS[HUB], GROUPS[BROKER]
OF_SITE = GROUPS[SITE]
OF_EXPECT, OF_WHEN = GROUPS[EXPECT], GROUPS[WHEN]
