"""A call in a real browser: heard, and louder once a second person was fetched to it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from hub.staff.duty import Duty
from tests.browser.alarmed import NOW, climbs, desk_of, known, quiet, rang
from tests.browser.test_live import live
from tests.browser.test_looks import violations
from tests.hub.panel.night import ASH_4, FakeDesk, began, empty, facts, happened, heard, visited
from tests.hub.panel.served import Served, served
from ward.conditions import CALL_UNANSWERED
from ward.happenings import CallPressed
from ward.units import minutes, seconds

CALL = rang(ASH_4, CALL_UNANSWERED, seconds(50), "Called 50 s ago, nobody came")


def calling() -> FakeDesk:
    presses = (happened(ASH_4, NOW - seconds(ago), CallPressed()) for ago in (50, 40, 30))
    state = facts(
        known(empty(ASH_4)),
        began(ASH_4, NOW - minutes(90)),
        visited(ASH_4, NOW - minutes(8), "m17"),
        *presses,
        CALL,
        climbs(CALL, 0, Duty.OBSERVER, NOW - seconds(50)),
    )
    return desk_of(quiet(), heard(state))


@pytest.fixture
def panel() -> Iterator[Served]:
    with served(calling()) as panel:
        yield panel


def gain(page: Page) -> str:
    return str(page.evaluate("document.documentElement.dataset.gain"))


@pytest.mark.hazard("H-15")
def test_a_call_sounds_louder_at_once_when_a_second_person_is_fetched(
    page: Page, panel: Served
) -> None:
    live(page, panel)
    page.locator("#sound").click()
    page.wait_for_function("() => document.documentElement.dataset.burst === '2'")
    assert gain(page) == "0.3"
    second = climbs(CALL, 1, Duty.IN_CHARGE, NOW)
    panel.desk.set(facts(panel.desk.state(ASH_4), second))
    page.wait_for_function(  # it waits for no rest of eight seconds
        "() => document.documentElement.dataset.gain === '0.6'", timeout=4_000
    )
    expect(page.locator(".alarm")).to_contain_text("nurse in charge")


@pytest.mark.parametrize("theme", ["day", "night"])
def test_distress_and_the_state_of_the_line_can_be_read_by_all(
    page: Page, panel: Served, theme: str
) -> None:
    page.context.add_cookies([{"name": "theme", "value": theme, "url": panel.url}])
    page.goto(f"{panel.url}/rooms/ash/04")
    page.wait_for_selector("html.live")
    expect(page.locator("article")).to_contain_text("line: not tested yet")
    assert violations(page) == []
