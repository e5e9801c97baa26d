"""One golden alarm of each condition, as the hub says it: made by the very code that says it."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from hub.alarms.ladder import ladder_of
from hub.announce import alarm_changed
from hub.effects import Publish
from hub.rooms.alarm import Alarm, Step
from hub.rooms.alarm_facts import AlarmBegan
from ward.codec import encode
from ward.conditions import (
    ALL,
    BLANK_SPELL,
    BREATHING_SLOW,
    CALL_LINE_FAILS,
    CALL_LINE_FAILS_EMPTY,
    CALL_STILL_UNANSWERED,
    CALL_UNANSWERED,
    CANNOT_SEE,
    CONFINED_WITHOUT_EPISODE,
    HUB_CANNOT_RECORD,
    INSIDE_UNSEEN,
    LEFT_ALONE,
    MEASURING_OVER,
    NO_BREATHING_SEEN,
    NOBODY_TOLD,
    NODE_SILENT,
    NOT_BACK,
    PRIVACY_OVERDUE,
    RESTRAINT_UNSAID,
    REVIEW_OVERDUE,
    ROTA_GAP,
    RULE_BROKEN,
    VITAL_SIGNS_MISSING,
    Condition,
)
from ward.room_conditions import NOT_SUITING, TEMPERATURE_UNKNOWN, VERY_HOT
from ward.rooms import RoomId
from ward.score_conditions import (
    ASSESSMENT_OVERDUE,
    CHECKS_OVERDUE,
    DANGEROUS_RATE,
    EMERGENCY_SCORE,
    RAISED_SCORE,
    SET_OVERDUE,
    SINGLE_RED,
    URGENT_SCORE,
)
from ward.straying_conditions import (
    BREATHING_SLOWING,
    FAST_BREATHING,
    FAST_PULSE,
    PULSE_SLOWING,
)

ROOM = RoomId("ash", 4)
AT = datetime(2026, 11, 23, 2, 12, 8, tzinfo=UTC)

# What the rule of each says, of one room at one moment.
WORDS: Mapping[Condition, str] = {
    BLANK_SPELL: "Nobody has been for 15 min",
    CONFINED_WITHOUT_EPISODE: "Locked with somebody inside for 5 min, and no episode was begun",
    NO_BREATHING_SEEN: "No breathing movement seen for 20 s",
    INSIDE_UNSEEN: "Inside but cannot be seen, for 3 min: in the ensuite",
    NOT_BACK: "Not back for 1 min: in the garden for 31 min, with K.O.",
    BREATHING_SLOWING: "Breathing slowing: 16 → 12 in 9 min",
    FAST_BREATHING: "Fast breathing: 15 → 22 in 34 min",
    PULSE_SLOWING: "Pulse slowing: 72 → 51 in 12 min",
    FAST_PULSE: "Fast pulse: 70 → 96 in 21 min",
    CALL_UNANSWERED: "Called just now, and nobody has answered",
    LEFT_ALONE: "Nobody is known to be within sight and sound, for 1 min",
    REVIEW_OVERDUE: "Nursing review overdue by 10 min: it takes two nurses, one of them not in the "
    "decision",
    PRIVACY_OVERDUE: "J.T. objects to CCTV: it waits for a review, overdue by 10 min",
    CALL_STILL_UNANSWERED: "A call has waited for 2 min, and nobody came or spoke",
    CALL_LINE_FAILS: "The call button may not work: its line is broken, or off",
    CALL_LINE_FAILS_EMPTY: "The call button may not work: its line is broken, or off",
    TEMPERATURE_UNKNOWN: (
        "No thermometer of this room can be believed: it is heated by guess, a little"
    ),
    NOT_SUITING: "17.2 °C for 15 min: what suits is 18 to 24 °C. It is heating",
    VERY_HOT: "29.5 °C for 1 min. The room does all it can, and that is not enough",
    VITAL_SIGNS_MISSING: "No breathing rate for 2 min: weak signal",
    NODE_SILENT: "Nothing heard from this room for 11 s",
    RULE_BROKEN: "The rule no_breathing_seen failed: ValueError('a sample')",
    HUB_CANNOT_RECORD: "The hub cannot write to its disk: nothing is recorded",
    EMERGENCY_SCORE: "NEWS2: 8, taken 1 min ago",
    DANGEROUS_RATE: (
        "Part-score from breathing and pulse: at least 3 (breathing 8, pulse 62); "
        "full NEWS2 last done 3 h 10 min ago"
    ),
    URGENT_SCORE: (
        "Part-score from breathing and pulse: at least 5 (breathing 28, pulse 124); "
        "no full NEWS2 yet"
    ),
    SINGLE_RED: "Part-score from breathing and pulse: at least 3 (breathing 26); no full NEWS2 yet",
    RAISED_SCORE: (
        "Part-score from breathing and pulse: at least 4 (breathing 24, pulse 118); "
        "no full NEWS2 yet"
    ),
    ASSESSMENT_OVERDUE: "An assessment of J.T. was due 0 s ago, for a score of 1 h 00 min ago",
    SET_OVERDUE: "A full set was due 0 s ago; full NEWS2 last done 1 h 00 min ago",
    CHECKS_OVERDUE: "Breathing, pulse and consciousness were due 2 min ago; last 17 min ago",
    ROTA_GAP: "The rota names no observer here in 15 min, for 30 min",
    BREATHING_SLOW: "Breathing 9.9 a minute, 13 min after rapid tranquillisation (benzodiazepine, "
    "by injection into muscle)",
    CANNOT_SEE: "Breathing cannot be seen, and it matters now: weak signal",
    MEASURING_OVER: "The authorisation ran out 2 min ago: nothing is measured, and it matters now",
    RESTRAINT_UNSAID: "Position? Airway clear? Nobody has said since restraint began, 1 min ago",
    NOBODY_TOLD: "No message about “blank spell” reached anybody, 1 min",
}


def golden(condition: Condition) -> Publish:
    """That an alarm of this condition began."""
    slug = condition.name.replace(" ", "-")
    fact = AlarmBegan(
        room=ROOM,
        at=AT,
        id=f"{ROOM.slug}-{slug}-{AT:%Y%m%dT%H%M%S%f}",
        condition=condition.name,
        words=WORDS[condition],
    )
    steps = (Step(0, AT),) if ladder_of(condition) else ()
    alarm = Alarm(fact.id, fact.condition, fact.at, fact.words, steps=steps)
    return alarm_changed(fact, alarm, ())


def files() -> Iterator[tuple[str, str]]:
    """Each example's file name, and the text that stands in it."""
    for condition in ALL:
        yield f"alarm-{condition.name.replace(' ', '-')}.json", text(golden(condition))


def text(said: Publish) -> str:
    """As it stands in its file."""
    payload = json.loads(encode(said.message))
    whole = {"topic": said.topic, "retained": said.retained, "payload": payload}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def write(directory: Path) -> list[Path]:
    """Write every one into the folder of examples; the paths written."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name, said in files():
        path = directory / name
        path.write_text(said, encoding="utf-8")
        written.append(path)
    return written
