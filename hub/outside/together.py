"""What one commit lets be told, told together: after an outage sixty words of a room come at once.

Each word by itself had its own receipt and its own status, which the hub had to say and its node
to hear, before the next room's words were looked at.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from hub.effects import Publish, Standing
from hub.outside.turn import Said
from ward.announcements import Head, Receipt
from ward.rooms import RoomId

NUMBERS_MOST = 1000  # of one receipt, as the wire has it


def without_old_standing(said: Sequence[Said]) -> list[Said]:
    """The same in its order, but of how a room stands only the newest: the rest is past by now."""
    kept: list[Said] = []
    told: set[RoomId] = set()
    for one in reversed(said):
        if isinstance(one, Standing):
            if one.room in told:
                continue
            told.add(one.room)
        kept.append(one)
    return kept[::-1]


def apart(said: Sequence[Said]) -> tuple[list[Said], list[Said]]:
    """What changed, each in its order; and how rooms stand with it, which is said after it."""
    news = [one for one in said if not isinstance(one, Standing)]
    return news, [one for one in said if isinstance(one, Standing)]


def receipts_together(receipts: Sequence[Publish], head: Head | None) -> list[Publish]:
    """All that is receipted by these, with the journal's head, in as few as the wire has room for.

    Of each boot in the order in which they were made.
    """
    of_boot: defaultdict[tuple[str, RoomId, str], list[Receipt]] = defaultdict(list)
    for one in receipts:
        if not isinstance(one.message, Receipt):
            raise TypeError(f"a {type(one.message).__name__} is no receipt")
        of_boot[one.topic, one.message.room, one.message.boot].append(one.message)
    return [
        Publish(topic, each)
        for (topic, *_), told in of_boot.items()
        for each in _as_few(told, head)
    ]


def _as_few(told: Sequence[Receipt], head: Head | None) -> Iterator[Receipt]:
    """Of one boot. What is missed is asked for once, as it was asked last."""
    numbers = tuple(dict.fromkeys(n for receipt in told for n in receipt.numbers))
    through = max(receipt.through for receipt in told)
    missing = next((one.missing for one in reversed(told) if one.missing), ())
    for begin in range(0, max(len(numbers), 1), NUMBERS_MOST):
        said = {"numbers": numbers[begin : begin + NUMBERS_MOST], "through": through, "head": head}
        yield told[-1].model_copy(update=said | {"missing": missing if begin == 0 else ()})
