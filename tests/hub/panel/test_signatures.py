"""Many at one moment: no more tries than in a row, nobody right turned away, and bounds on all."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from typing import Any

import pytest
from fastapi import Request

from hub.panel import signatures as module
from hub.panel.signatures import BUSY, NO_FIT, Signatures, UnsignedError
from hub.staff.attempts import TRIES
from tests.hub.panel.night import PIN, TWO_AM, FakeDesk, empty


class SlowDesk(FakeDesk):
    """As argon2 in its thread: the loop goes on meanwhile."""

    async def fits(self, ref: str | None, pin: str) -> bool:
        await asyncio.sleep(0.001)
        return await super().fits(ref, pin)


@pytest.fixture
def desk() -> SlowDesk:
    desk = SlowDesk(empty())
    desk.stopped_at = TWO_AM
    return desk


def browser(token: str = "") -> Request:
    cookie = [(b"cookie", f"signed={token}".encode())] if token else []
    return Request({"type": "http", "headers": cookie})


def at_one_moment(*calls: Coroutine[Any, Any, object]) -> Counter[str]:
    """How often each came of it: what was raised, or nothing."""

    async def story() -> list[object]:
        return await asyncio.gather(*calls, return_exceptions=True)

    found = asyncio.run(story())
    return Counter(one.words if isinstance(one, UnsignedError) else "" for one in found)


def test_many_guesses_at_one_moment_are_five_tries(desk):
    signatures = Signatures(desk)
    said = at_one_moment(*(signatures.sign(browser(), "look", "ko", f"0{n}52") for n in range(18)))
    assert len(desk.looked_at) == TRIES
    assert said[NO_FIT] == TRIES


def test_many_who_are_right_at_one_moment_are_all_let_in(desk):
    signatures = Signatures(desk)
    calls = (signatures.sign(browser(), "look", "ko", PIN["st-03"]) for _ in range(15))
    assert at_one_moment(*calls) == {"": 15}


def test_more_than_can_be_looked_at_soon_are_told_to_try_again(desk):
    signatures = Signatures(desk)
    calls = (signatures.sign(browser(), "look", "ko", PIN["st-03"]) for _ in range(30))
    assert at_one_moment(*calls) == {"": 20, BUSY: 10}
    assert at_one_moment(signatures.sign(browser(), "look", "ko", PIN["st-03"])) == {"": 1}


def test_of_too_many_browsers_the_one_signed_longest_ago_is_signed_off(desk, monkeypatch):
    monkeypatch.setattr(module, "SESSIONS_MOST", 3)
    signatures = Signatures(desk)

    async def story() -> list[str]:
        return [(await signatures.begin(browser(), "st-03")).token for _ in range(5)]

    tokens = asyncio.run(story())
    signed = [signatures.on(browser(token)) is not None for token in tokens]
    assert signed == [False, False, True, True, True]


def test_no_flood_of_names_makes_the_hub_forget_who_of_staff_has_to_wait(desk, monkeypatch):
    monkeypatch.setattr(module, "NAMES_MOST", 10)
    signatures = Signatures(desk)

    async def story() -> str:
        for n in range(TRIES + 100):
            name = "ko" if n < TRIES else f"nobody {n}"
            with pytest.raises(UnsignedError):
                await signatures.sign(browser(), "look", name, "0852")
        with pytest.raises(UnsignedError) as turned_away:
            await signatures.sign(browser(), "look", "ko", PIN["st-03"])
        return turned_away.value.words

    assert asyncio.run(story()).startswith("Too many wrong PINs")
    assert len(signatures._attempts) <= 11
