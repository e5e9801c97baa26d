"""Conditions: the named things that can be wrong, and how urgent each is."""

from ward.authority import Authority
from ward.condition import Condition, Harm, Kind, Onset, Priority
from ward.room_conditions import ROOM_CONDITIONS
from ward.score_conditions import MEASURED, SCORE_CONDITIONS
from ward.straying_conditions import STRAYING_CONDITIONS, STRAYING_NAMES

__all__ = ["Condition", "Harm", "Kind", "Onset", "Priority"]

BLANK_SPELL = Condition(
    name="blank spell",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door, look, and record there what you see.",
    authority=Authority.PROPOSAL,
    source="Framework, Accommodation: CCTV is not a replacement for in-person observation",
    hazard="H-01",
)
CONFINED_WITHOUT_EPISODE = Condition(
    name="confined without an episode",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door. Open it, or begin an episode with the reason.",
    authority=Authority.PROPOSAL,
    source="Framework, Defining solitary confinement: it is so whatever it is called",
    hazard="H-10",
)
NO_BREATHING_SEEN = Condition(
    name="no breathing seen",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.IMMEDIATE,
    do="Go in now. Call for help: 2222 or 999.",
    authority=Authority.LOCAL,
    source="Default delay 20 s, our own proposal; adult monitors' default from memory",
    hazard="H-12",
    latches=True,
)
LEFT_ALONE = Condition(
    name="left alone",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Somebody must stay here all the time. Go to the door and show your badge.",
    authority=Authority.CODE,
    source="About 26.118 and 26.122, from memory; gaps of a minute are our own proposal",
    hazard="H-30",
)
INSIDE_UNSEEN = Condition(
    name="inside but cannot be seen",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go and look: to the door, and record there what you see.",
    authority=Authority.PROPOSAL,
    source="Framework, Accommodation: no blind spots; after 3 min is our own proposal",
    hazard="H-32",
    latches=True,
)
REVIEW_OVERDUE = Condition(
    name="review overdue",
    kind=Kind.PERSON,
    harm=Harm.REVERSIBLE,
    onset=Onset.DELAYED,
    do="Come to the door for the review, with both badges if it takes two, and record it there.",
    authority=Authority.CODE,
    source="About 26.128 to 26.134 and 26.155, from memory; each review says its own",
    hazard="H-34",
)
PRIVACY_OVERDUE = Condition(
    name="privacy review overdue",
    kind=Kind.TECHNICAL,
    harm=Harm.MINOR,
    onset=Onset.DELAYED,
    do="Decide whether it goes on, with a view to stopping it, and record why.",
    authority=Authority.PROPOSAL,
    source="Framework, Accommodation: CCTV reviewed regularly; both times are our own proposal",
    hazard="H-36",
)
NOT_BACK = Condition(
    name="not back",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Find them, through whoever went along. Record at the door when they are back.",
    authority=Authority.LOCAL,
    source="Our own proposal: how long an outing may last; neither framework nor Code says",
    hazard="H-06",
    latches=True,
)
CALL_UNANSWERED = Condition(
    name="call unanswered",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door and speak through it, where they can see you.",
    authority=Authority.PROPOSAL,
    source="Framework, Accommodation: means of communication and of summoning assistance",
    hazard="H-15",
)
CALL_STILL_UNANSWERED = Condition(
    name="call still unanswered",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.PROMPT,
    do="Nobody has answered the call. Go to the door now, and speak where they can see you.",
    authority=Authority.PROPOSAL,
    source="Framework, Accommodation: summoning assistance; after 2 min is our own proposal",
    hazard="H-15",
)
CALL_LINE_FAILS = Condition(
    name="call button may not work",
    kind=Kind.TECHNICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="They may not be able to call. Tell them, look in often, and have the line mended.",
    authority=Authority.PROPOSAL,
    source="Framework, Accommodation: means of summoning assistance when locked inside",
    hazard="H-33",
)
CALL_LINE_FAILS_EMPTY = Condition(
    name="call line broken in an empty room",
    kind=Kind.TECHNICAL,
    harm=Harm.MINOR,
    onset=Onset.DELAYED,
    do="Have the line mended before anybody is confined here.",
    authority=Authority.LOCAL,
    source="Our own proposal: a line is tested each day, before it is needed",
    hazard="H-33",
)
VITAL_SIGNS_MISSING = Condition(
    name="vital signs missing",
    kind=Kind.TECHNICAL,
    harm=Harm.REVERSIBLE,
    onset=Onset.DELAYED,
    do="Nothing is measured. Go and look.",
    authority=Authority.LOCAL,
    source="Our own proposal: cannot see is said, never hidden",
    hazard="H-14",
)
NODE_SILENT = Condition(
    name="node silent",
    kind=Kind.TECHNICAL,
    harm=Harm.REVERSIBLE,
    onset=Onset.PROMPT,
    do="Nothing is heard from this room. Go to the door.",
    authority=Authority.LOCAL,
    source="Our own proposal, two of its periods and 1 s: unwatched is never shown as watched",
    hazard="H-11",
)
RULE_BROKEN = Condition(
    name="rule broken",
    kind=Kind.TECHNICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Attune itself has failed here. Watch this room in person and call support.",
    authority=Authority.LOCAL,
    source="Our own rule: a rule that raises is itself a finding",
    hazard="H-16",
)

HUB_CANNOT_RECORD = Condition(
    name="hub cannot record",
    kind=Kind.TECHNICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Alarms still come. Write visits and looks on paper, and call support.",
    authority=Authority.LOCAL,
    source="Our own rule: what cannot be recorded is said, and never shown as recorded",
    hazard="H-26",
)
ROTA_GAP = Condition(
    name="rota gap",
    kind=Kind.TECHNICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Name somebody for that time, now.",
    authority=Authority.LOCAL,
    source="Our own proposal, told 15 min before: blank spells gather where nobody is named",
    hazard="H-27",
)
NOBODY_TOLD = Condition(
    name="nobody could be told",
    kind=Kind.TECHNICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="No message went out. Fetch them yourself, by voice or telephone, and call support.",
    authority=Authority.LOCAL,
    source="Our own rule: a notice that reached nobody is an alarm of its own",
    hazard="H-28",
)
BREATHING_SLOW = Condition(
    name="slow breathing",
    kind=Kind.PHYSIOLOGICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.PROMPT,
    do="Go in now, call the doctor, oxygen. Speak, check rousable and airway.",
    authority=Authority.LOCAL,
    source="Under 10 a minute, unrounded: our own proposal, after what many policies have",
    hazard="H-42",
    latches=True,
)
CANNOT_SEE = Condition(
    name="cannot see breathing",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door. Look, speak, check rousable, and record there what you see.",
    authority=Authority.LOCAL,
    source="Our own proposal: in a mode, no usable signal is a condition, and calms nothing",
    hazard="H-42",
)
MEASURING_OVER = Condition(
    name="measuring ran out",
    kind=Kind.TECHNICAL,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Go to the door and look. Authorise it anew, or record that it is not measured.",
    authority=Authority.LOCAL,
    source="Our own proposal: in a mode, that nobody may measure is a condition",
    hazard="H-42",
)
RESTRAINT_UNSAID = Condition(
    name="position not said",
    kind=Kind.PERSON,
    harm=Harm.IRREVERSIBLE,
    onset=Onset.DELAYED,
    do="Say position and airway at the door unit. Off the front; head and airway first.",
    authority=Authority.GUIDANCE,
    source="NICE NG10, from memory: one person leads; within a minute is our own proposal",
    hazard="H-43",
)

ALL = (
    BLANK_SPELL,
    CONFINED_WITHOUT_EPISODE,
    NO_BREATHING_SEEN,
    LEFT_ALONE,
    INSIDE_UNSEEN,
    REVIEW_OVERDUE,
    PRIVACY_OVERDUE,
    NOT_BACK,
    CALL_UNANSWERED,
    CALL_STILL_UNANSWERED,
    CALL_LINE_FAILS,
    CALL_LINE_FAILS_EMPTY,
    VITAL_SIGNS_MISSING,
    NODE_SILENT,
    RULE_BROKEN,
    HUB_CANNOT_RECORD,
    ROTA_GAP,
    NOBODY_TOLD,
    *SCORE_CONDITIONS,
    *STRAYING_CONDITIONS,
    *ROOM_CONDITIONS,
    BREATHING_SLOW,
    CANNOT_SEE,
    MEASURING_OVER,
    RESTRAINT_UNSAID,
)
BY_NAME = {condition.name: condition for condition in ALL}

# Whose words may hold a rate: of whom nobody may measure they are said without it.
OF_RATES = MEASURED | STRAYING_NAMES | {BREATHING_SLOW.name}
