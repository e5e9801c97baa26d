"""A condition: a named thing that can be wrong, how urgent it is, and what to do about it."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from ward.authority import Authority


class Harm(StrEnum):
    """What happens if nobody responds."""

    IRREVERSIBLE = "death or irreversible injury"
    REVERSIBLE = "reversible injury"
    MINOR = "minor injury or discomfort"


class Onset(StrEnum):
    """How soon."""

    IMMEDIATE = "immediate"
    PROMPT = "prompt"
    DELAYED = "delayed"


class Kind(StrEnum):
    """What an alarm is about."""

    PHYSIOLOGICAL = "physiological"
    PERSON = "about a person"
    TECHNICAL = "technical"


class Priority(IntEnum):
    """Derived from harm and onset, never chosen."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @classmethod
    def of(cls, harm: Harm, onset: Onset) -> "Priority":
        return _PRIORITIES[harm, onset]

    @property
    def marks(self) -> str:
        """The on-screen symbol, beside colour and word: ``!``, ``!!``, ``!!!``."""
        return "!" * self.value


# IEC 60601-1-8, alarm condition priorities. From memory: check against the text before relying
# on it. The standard lets (MINOR, DELAYED) be low or no alarm; we take low.
_PRIORITIES = {
    (Harm.IRREVERSIBLE, Onset.IMMEDIATE): Priority.HIGH,
    (Harm.IRREVERSIBLE, Onset.PROMPT): Priority.HIGH,
    (Harm.IRREVERSIBLE, Onset.DELAYED): Priority.MEDIUM,
    (Harm.REVERSIBLE, Onset.IMMEDIATE): Priority.HIGH,
    (Harm.REVERSIBLE, Onset.PROMPT): Priority.MEDIUM,
    (Harm.REVERSIBLE, Onset.DELAYED): Priority.LOW,
    (Harm.MINOR, Onset.IMMEDIATE): Priority.MEDIUM,
    (Harm.MINOR, Onset.PROMPT): Priority.LOW,
    (Harm.MINOR, Onset.DELAYED): Priority.LOW,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """A named thing that is wrong; ``do`` tells the nurse what to do about it.

    One that ``latches`` shows on when it is over, until somebody was at that door and saw.
    ``hazard`` is its line in docs/hazards.md.
    """

    name: str
    kind: Kind
    harm: Harm
    onset: Onset
    do: str
    authority: Authority
    source: str
    hazard: str
    latches: bool = False

    def __post_init__(self) -> None:
        if self.latches and self.kind is Kind.TECHNICAL:
            raise ValueError(f"{self.name} is technical: nobody can go and see that it is over")

    @property
    def priority(self) -> Priority:
        return Priority.of(self.harm, self.onset)
