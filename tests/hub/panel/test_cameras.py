"""A camera system may say that somebody looked: counted, and nothing else."""

import asyncio
from typing import Any

import pytest
from httpx import ASGITransport, AsyncClient, Response

from hub.decide import decide
from hub.panel.app import build
from hub.panel.cameras import LOOKS_MOST, Budget
from hub.privacy_acts import CameraLook
from hub.rooms.facts import How, LookedRemotely
from tests.hub.panel.night import FakeDesk
from tests.hub.world import ASH_1, ASH_4, TWO_AM, World
from ward.units import seconds

TOKEN = "a-token-of-its-own-for-cameras"  # noqa: S105  (of this test alone)
WITH = {"authorization": f"Bearer {TOKEN}"}
ELSEWHERE: tuple[tuple[str, dict[str, object]], ...] = (
    ("episode/end", {"why": "x"}),
    ("plan", {"every_min": 60, "authority": "local", "source": "x"}),
    ("looks", {"how": "CCTV"}),
    ("observations", {}),
)
LOOK = {"room": "ash/04", "viewer": "desk 2"}


async def post(
    desk: FakeDesk,
    *,
    headers: dict[str, str],
    times: int = 1,
    token: str = TOKEN,
    path: str = "looks",
) -> list[Response]:
    app = build(desk, cameras=token)
    async with AsyncClient(transport=ASGITransport(app), base_url="http://127.0.0.1") as client:
        address = f"/api/v1/cameras/{path}"
        return [await client.post(address, json=LOOK, headers=headers) for _ in range(times)]


def posted(desk: FakeDesk, **how: Any) -> list[Response]:
    return asyncio.run(post(desk, **how))


def desk() -> FakeDesk:
    ward = World()
    ward.begins(ASH_4)
    made = FakeDesk(ward.state(ASH_4), ward.state(ASH_1))
    made.stopped_at = ward.now
    return made


def test_a_look_is_taken_with_the_token_alone_and_counts_as_nothing_seen() -> None:
    one = desk()
    (answer,) = posted(one, headers=WITH)
    assert answer.json() == {"recorded": True, "counts_as_seen": False}
    assert one.acts == [CameraLook(ASH_4, "desk 2")]


@pytest.mark.parametrize(
    "headers", [{}, {"authorization": "Bearer wrong"}, {"authorization": TOKEN}]
)
def test_without_the_token_nothing_is_taken(headers: dict[str, str]) -> None:
    one = desk()
    (answer,) = posted(one, headers=headers)
    assert answer.status_code == 401
    assert one.acts == []


def test_where_no_token_is_configured_there_is_no_way_in() -> None:
    (answer,) = posted(desk(), headers={"authorization": "Bearer "}, token="")
    assert answer.status_code == 404


def test_the_token_opens_nothing_else() -> None:
    one = desk()

    async def tries() -> list[int]:
        app = build(one, cameras=TOKEN)
        async with AsyncClient(transport=ASGITransport(app), base_url="http://127.0.0.1") as client:
            base = "/api/v1/rooms/ash/4"
            return [
                (await client.post(f"{base}/{path}", json=body, headers=WITH)).status_code
                for path, body in ELSEWHERE
            ]

    assert set(asyncio.run(tries())) <= {401, 409}
    assert one.acts == []


def test_more_than_the_bound_in_a_minute_is_turned_away() -> None:
    one = desk()
    answers = posted(one, headers=WITH, times=LOOKS_MOST + 2)
    assert [answer.status_code for answer in answers[-3:]] == [200, 429, 429]
    assert len(one.acts) == LOOKS_MOST


def test_the_bound_is_of_a_minute_and_a_clock_set_back_shuts_nobody_out() -> None:
    budget = Budget()
    for _ in range(LOOKS_MOST):
        budget = budget.spend(TWO_AM)
    assert budget.at(TWO_AM + seconds(59)).is_spent
    assert not budget.at(TWO_AM + seconds(60)).is_spent
    assert not budget.at(TWO_AM - seconds(600)).is_spent


@pytest.mark.hazard("H-02")
def test_however_often_a_camera_looks_the_spell_goes_on() -> None:
    ward = World()
    ward.begins(ASH_4)
    for minute in range(1, 15):
        ward.until(f"02:{minute:02d}")
        ward.does(CameraLook(ASH_4, "desk 2"))
    ward.until("02:15:01")
    assert "blank spell" in ward.alarms(ASH_4)
    assert "14 looks by CCTV" in ward.words(ASH_4)
    fact = decide(CameraLook(ASH_4, "desk 2"), {ASH_4: ward.state(ASH_4)}, ward.now)
    assert isinstance(fact, LookedRemotely)
    assert (fact.how, fact.by, fact.words) == (How.CCTV, "camera system", "viewer: desk 2")
