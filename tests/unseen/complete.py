"""Whether every kind of input that there is comes in the stories: by the product's own unions."""

from collections.abc import Iterable, Iterator, Mapping
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from hub.acts import Event
from hub.rooms.facts import AnyFact
from tests.unseen.story import KINDS
from ward.deeds import Deed
from ward.envelope import Backlog, Body, Link
from ward.happenings import Happening
from ward.vitals import Said

# Facts that no input of these two rooms can bring about, each with the reason.
CANNOT_COME: Mapping[str, str] = {}

# What follows from hours of rates; a story has minutes of them. Nothing of the watch reads these.
NOT_YET = frozenset({"UsualLearnt", "RateStrayed", "RateReturned"})

# What is looked at and mended in a building: nothing of the watch reads it. What the hub makes of
# it is in tests/hub/test_upkeep.py.
OF_THE_BUILDING = frozenset({
    "Inspect", "Mend", "HandOn", "CheckMended", "UseRegardless",
    "Inspected", "DefectMended", "DefectHandedOn", "DefectChecked", "UsedRegardless",
})  # fmt: skip
NOT_OF_THE_WATCH = NOT_YET | OF_THE_BUILDING


def members(union: object) -> Iterator[type]:
    """Every type in a union, through whatever it is annotated with."""
    if get_origin(union) is Annotated:
        yield from members(get_args(union)[0])
    elif get_origin(union) in (Union, UnionType):
        for one in get_args(union):
            yield from members(one)
    elif isinstance(union, type):
        yield union
    else:
        raise TypeError(f"{union!r} is no union of types")


def inputs() -> Iterator[type]:
    """Whatever the hub can be fed, and whatever a node can say."""
    for union in (Event, Body, Happening, Deed, Said, Backlog, Link):
        yield from members(union)


def not_generated(extra: Iterable[type] = ()) -> list[str]:
    """By name, what nobody generates: write a kind of input for it in tests/unseen."""
    made = frozenset[type]().union(*(kind.makes for kind in KINDS))
    return [
        f"nobody generates {one.__module__}.{one.__name__}: see tests/unseen/kinds.py"
        for one in (*inputs(), *extra)
        if one not in made and one.__name__ not in NOT_OF_THE_WATCH
    ]


def lacking(counted: Mapping[str, int]) -> list[str]:
    """By name, the facts that never came in all that was played."""
    named = {one: one.model_fields["fact"].default for one in members(AnyFact)}  # type: ignore[attr-defined]
    return [
        f"no input brought about the fact {fact!r} ({one.__name__})"
        for one, fact in named.items()
        if not counted.get(fact)
        and fact not in CANNOT_COME
        and one.__name__ not in NOT_OF_THE_WATCH
    ]
