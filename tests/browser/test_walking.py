"""A walk on a phone: the page leads on by itself, and asks for a PIN only when there is a walk."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from hub.walk_acts import AskWalk, SignWalk
from tests.browser.ward import WALKING
from tests.hub.panel.night import ASH_3, ASH_4, PIN, empty, heard
from tests.hub.panel.served import Served
from tests.hub.world import WALKED
from ward.commissioning import Phase, Spot, WalkAsked, Walking, WalkStep

PHONE: ViewportSize = {"width": 390, "height": 844}
DONE = Walking(id=WALKED.id, phase=Phase.WALKED, spots=WALKED.spots, walked=WALKED)


def walks(panel: Served, walk: Walking | None) -> None:
    """The room says so; nobody has signed for anything there."""
    state = heard(empty(ASH_3), panel.desk.now(), walk=walk)
    panel.desk.set(replace(state, commissioning=None))


def opened(page: Page, panel: Served, path: str = "/rooms/ash/03/walk") -> Page:
    page.set_viewport_size(PHONE)
    page.goto(panel.url + path)
    page.wait_for_selector("html.live")
    return page


def test_a_phone_is_led_from_spot_to_spot_without_a_reload(page: Page, panel: Served) -> None:
    walks(panel, None)
    opened(page, panel)
    page.evaluate("window.notReloaded = true")
    expect(page.locator("#h-walk")).to_have_text("Everybody out of the room")
    walks(panel, WALKING)
    expect(page.locator("#h-walk")).to_have_text("Keep still: window")
    expect(page.locator(".walk__left")).to_have_text("14 s more")
    expect(page.locator(".walk__sees")).to_contain_text("presence only")
    walks(panel, WALKING.model_copy(update={"phase": Phase.BETWEEN, "spot": None}))
    first = page.locator(".walk__first")
    expect(first).to_have_text("I stand at the near right corner")
    assert first.bounding_box()["y"] < PHONE["height"], "the next press is on the first screen"
    assert page.evaluate("window.notReloaded")
    first.click()
    page.wait_for_selector("html.live")
    asked = WalkAsked(step=WalkStep.STAND, spot=Spot.NEAR_RIGHT)
    assert panel.desk.acts == [AskWalk(ASH_3, asked, "st-03")]


def test_there_is_nothing_to_sign_before_all_is_walked_and_then_it_takes_a_pin(
    page: Page, panel: Served
) -> None:
    walks(panel, WALKING)
    opened(page, panel)
    sign = page.locator("#sign-walk")
    expect(sign).to_be_hidden()
    walks(panel, DONE)
    expect(sign).to_be_visible()
    page.get_by_label("Your PIN").first.fill(PIN["st-03"])
    page.get_by_role("button", name="Sign for this walk").click()
    expect(page.locator(".done")).to_contain_text("signed for")
    assert panel.desk.acts == [SignWalk(ASH_3, WALKED.id, "st-03")]
    expect(page.locator("#coverage .spot--bed")).to_contain_text("breathing seen")
    expect(page.locator("#coverage")).to_contain_text("Cannot see: near left corner")


@pytest.mark.hazard("H-31")
def test_a_number_goes_from_the_glass_when_the_commissioning_does(
    page: Page, panel: Served
) -> None:
    opened(page, panel, "/rooms/ash/04")
    body = page.locator("#tile-ash-04 .body")
    expect(body).to_contain_text("breaths a minute")
    panel.desk.set(replace(panel.desk.state(ASH_4), commissioning=None))
    expect(body).to_contain_text("Not commissioned: numbers are not shown.")
    expect(body).not_to_contain_text("breaths a minute")
    expect(page.locator("#coverage")).to_contain_text("No walk of this room holds")
