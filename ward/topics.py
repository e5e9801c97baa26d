"""Topics: where each message lives under ``attune/v1/{ward}/{room}/…``."""

from dataclasses import dataclass
from enum import StrEnum

from ward.rooms import RoomId

ROOT = "attune/v1"


class Leaf(StrEnum):
    """The last word of a topic."""

    READINGS = "readings"
    VITALS = "vitals"
    HAPPENINGS = "happenings"
    OBSERVATIONS = "observations"
    CHARTED = "charted"
    ANSWERS = "answers"
    HEALTH = "health"
    BACKLOG = "backlog"
    LINK = "link"
    ORDER = "order"
    CARE = "care"
    RECEIPT = "receipt"
    STATUS = "status"
    ALARM = "alarm"


# Which leaf carries which kind of body.
LEAF_OF_KIND = {
    "readings": Leaf.READINGS,
    "vital": Leaf.VITALS,
    "happening": Leaf.HAPPENINGS,
    "observation": Leaf.OBSERVATIONS,
    "charted": Leaf.CHARTED,
    "answer": Leaf.ANSWERS,
    "health": Leaf.HEALTH,
}
FROM_NODE = (*LEAF_OF_KIND.values(), Leaf.BACKLOG, Leaf.LINK)
TO_NODE = (Leaf.ORDER, Leaf.CARE, Leaf.RECEIPT)
TO_WORLD = (Leaf.STATUS, Leaf.ALARM)
RETAINED = frozenset({Leaf.LINK, Leaf.CARE, Leaf.STATUS})


@dataclass(frozen=True, slots=True)
class Topic:
    """One room's topic; ``str(Topic(RoomId("ash", 4), Leaf.CARE)) == "attune/v1/ash/04/care"``."""

    room: RoomId
    leaf: Leaf

    @classmethod
    def parse(cls, topic: str) -> "Topic":
        """Raises ``ValueError`` for what is not one of ours."""
        head, _, leaf = topic.rpartition("/")
        if not head.startswith(f"{ROOT}/"):
            raise ValueError(f"{topic[:120]!r} is not under {ROOT}")
        return cls(RoomId.parse(head.removeprefix(f"{ROOT}/")), Leaf(leaf))

    def __str__(self) -> str:
        return f"{ROOT}/{self.room}/{self.leaf}"


def hub_listens() -> tuple[str, ...]:
    """Subscriptions that bring a hub all that nodes say, of any ward."""
    return tuple(f"{ROOT}/+/+/{leaf}" for leaf in FROM_NODE)


def node_listens(room: RoomId) -> tuple[str, ...]:
    """Subscriptions of one room's node."""
    return tuple(str(Topic(room, leaf)) for leaf in (*TO_NODE, Leaf.STATUS))
