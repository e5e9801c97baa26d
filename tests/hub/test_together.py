"""What one commit lets be told, told together: nothing of it is lost, and nothing mixed."""

import asyncio
from collections import defaultdict
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hub.effects import Publish, Standing
from hub.outside.together import NUMBERS_MOST, apart, receipts_together, without_old_standing
from tests.hub.shell import ASH_4, ASH_5, STARTED, a_hub, look, until
from ward.announcements import AlarmChanged, Change, Head, Receipt, Showing, Status
from ward.conditions import Kind
from ward.rooms import RoomId

HEAD = Head(entry=7, hash="00" * 32, at=STARTED, key="00" * 32, signature="00" * 64)
SHOWING = Showing(
    id="a", condition="c", kind=Kind.PERSON, priority=2, began_at=STARTED, words="w", do="Go."
)
Of = tuple[str, RoomId, str]  # topic, room and boot
ROOMS = st.sampled_from((ASH_4, ASH_5))


def receipt(room: RoomId, boot: str, *numbers: int, through: int = 0, missing=()) -> Publish:
    told = Receipt(room=room, boot=boot, numbers=numbers, through=through, missing=missing)
    return Publish(f"{room}/receipt", told)


def status(room: RoomId, seen_by: str) -> Standing:
    told = Status(room=room, at=STARTED, linked=True, seen_by=seen_by)
    return Standing(f"{room}/status", room, lambda: told)


def alarm(room: RoomId, change: Change) -> Publish:
    told = AlarmChanged(room=room, at=STARTED, change=change, alarm=SHOWING)
    return Publish(f"{room}/alarm", told)


RECEIPTS = st.lists(
    st.builds(
        receipt,
        ROOMS,
        st.sampled_from(("a", "b")),
        st.integers(1, 99),
        through=st.integers(0, 99),
    ),
    max_size=30,
)


def stored(receipts: list[Publish]) -> dict[Of, tuple[set[int], int]]:
    """Of each boot the numbers, and up to which all of them."""
    numbers: dict[Of, set[int]] = defaultdict(set)
    through: dict[Of, int] = defaultdict(int)
    for one in receipts:
        assert isinstance(one.message, Receipt)
        of = (one.topic, one.message.room, one.message.boot)
        numbers[of] |= set(one.message.numbers)
        through[of] = max(through[of], one.message.through)
    return {of: (numbers[of], through[of]) for of in numbers}


def in_few(told: list[Publish], head: Head | None = None) -> list[Receipt]:
    together = [one.message for one in receipts_together(told, head)]
    return [one for one in together if isinstance(one, Receipt)]


@given(RECEIPTS)
def test_what_is_receipted_is_the_same_room_by_room_and_boot_by_boot(told):
    together = receipts_together(told, HEAD)
    assert stored(together) == stored(told)
    assert len(together) == len(stored(told))
    assert all(one.head == HEAD for one in in_few(told, HEAD))


def test_more_than_the_wire_has_room_for_is_more_than_one_receipt():
    told = [receipt(ASH_4, "a", n, through=n, missing=((9, 9),)) for n in range(1, 2002)]
    together = in_few(told)
    assert [len(one.numbers) for one in together] == [NUMBERS_MOST, NUMBERS_MOST, 1]
    assert [one.through for one in together] == [2001] * 3
    assert [one.missing for one in together] == [((9, 9),), (), ()]


def test_what_was_asked_for_last_is_asked_for():
    first, last = ((2, 3),), ((5, 5),)
    told = [receipt(ASH_4, "a", 9, missing=first), receipt(ASH_4, "a", 4, missing=last)]
    assert [one.missing for one in in_few(told)] == [last]
    told = [receipt(ASH_4, "a", 9, missing=first), receipt(ASH_4, "a", 4)]
    assert [one.missing for one in in_few(told)] == [first]


@given(
    st.lists(
        st.builds(status, ROOMS, st.sampled_from("KLM"))
        | st.builds(alarm, ROOMS, st.sampled_from(Change)),
        max_size=20,
    )
)
def test_every_change_of_an_alarm_is_told_in_its_order_and_of_each_room_how_it_stands_last(told):
    kept = without_old_standing(told)
    alarms = [one for one in told if isinstance(one.message, AlarmChanged)]
    assert [one for one in kept if isinstance(one.message, AlarmChanged)] == alarms
    for room in (ASH_4, ASH_5):
        standing = [
            one for one in told if isinstance(one.message, Status) and one.message.room == room
        ]
        left = [one for one in kept if isinstance(one.message, Status) and one.message.room == room]
        assert [id(one) for one in left] == [id(one) for one in standing[-1:]]
    places = [next(n for n, one in enumerate(told) if one is each) for each in kept]
    assert places == sorted(places), "the order was changed"


def test_a_room_that_says_much_at_once_is_receipted_once_and_never_before_its_commit(
    tmp_path: Path,
) -> None:
    """A hub whose disk is slow: what gathers meanwhile is one commit, and one receipt."""

    async def told() -> None:
        async with a_hub(tmp_path) as hub:
            hub.disk.goes_on.clear()
            looks = [asyncio.create_task(hub.carrier.do(look("first")))]
            await until(lambda: hub.disk.sizes)
            looks += [asyncio.create_task(hub.carrier.do(look(f"look {n}"))) for n in range(60)]
            await until(lambda: hub.round.counters["fed"] == 61)
            assert not hub.done
            hub.disk.goes_on.set()
            await asyncio.gather(*looks)
            await until(lambda: hub.done[-1] == "said 2")  # the first of its sixty numbers
            assert [one for one in hub.done if one.startswith("said")] == ["said 1", "said 2"]
            assert hub.done.index("stored look 59") < hub.done.index("said 2")

    asyncio.run(told())


def test_an_alarm_waits_for_no_word_on_how_its_room_stands() -> None:
    """And what is never told is never put into words; what is, once."""
    worded: list[str] = []

    def standing(words: str) -> Standing:
        def say() -> Status:
            worded.append(words)
            return Status(room=ASH_4, at=STARTED, linked=True)

        return Standing("ash/04/status", ASH_4, say)

    began, over = alarm(ASH_4, Change.BEGAN), alarm(ASH_4, Change.OVER)
    told = [began, standing("old"), over, standing("new")]
    news, standings = apart(without_old_standing(told))
    assert news == [began, over]
    assert worded == []
    assert [(one.topic, one.retained, one.message.room) for one in standings] == [
        ("ash/04/status", True, ASH_4)
    ]
    assert standings[0].message is standings[0].message
    assert worded == ["new"]
