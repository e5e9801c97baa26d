"""Signing in a real browser: sign, act, be signed off while the page stays open."""

import re

import pytest
from playwright.sync_api import Page, expect

from hub.acts import Look
from hub.panel.signing import QUIET_MOST
from hub.privacy_acts import PanelLook
from tests.browser.test_live import live
from tests.browser.test_looks import SMALL, TARGET_LEAST_PX, opened, violations
from tests.hub.panel.night import PIN
from tests.hub.panel.served import Served
from ward.units import seconds

ROOM = "/rooms/ash/04"


@pytest.fixture
def unsigned(page: Page, panel: Served) -> Page:
    page.context.clear_cookies()
    return live(page, panel, ROOM)


def sign(page: Page) -> None:
    who = page.locator(".who")
    who.get_by_label("Your initials or reference").fill("ko")
    who.get_by_label("Your PIN").fill(PIN["st-03"])
    who.get_by_role("button", name="Sign").click()


def asked(panel: Served) -> list[object]:
    """Whatever somebody did; that a page with vital signs was opened is counted by itself."""
    return [act for act in panel.desk.acts if not isinstance(act, PanelLook)]


def test_sign_act_and_sign_off(unsigned: Page, panel: Served):
    page = unsigned
    page.get_by_role("button", name="24 °C").click()
    expect(page.locator("#refused-temperature")).to_contain_text("Not asked. Sign first")
    sign(page)
    expect(page.locator("#signed")).to_contain_text("Signed as K.O.")
    expect(page.locator("#signed")).to_contain_text("signs off in 4 min")
    page.wait_for_load_state("load")
    page.get_by_role("button", name="24 °C").click()
    expect(page.locator("#control-temperature")).to_contain_text("Room to 24 °C")
    assert panel.desk.acts[-1].by == "st-03"
    page.get_by_role("button", name="Sign off").click()
    expect(page.locator("#signed")).to_have_text("Sign")
    page.wait_for_load_state("load")  # its scripts too
    page.get_by_role("button", name="22 °C").click()
    expect(page.locator("#refused-temperature")).to_contain_text("Not asked. Sign first")


def test_a_pin_is_neither_shown_nor_kept_on_the_page(unsigned: Page):
    pin = unsigned.locator(".who").get_by_label("Your PIN")
    assert (pin.get_attribute("type"), pin.get_attribute("inputmode")) == ("password", "numeric")
    pin.fill("0852")
    unsigned.locator(".who").get_by_role("button", name="Sign").click()
    expect(unsigned.get_by_text("Give your initials or reference").first).to_be_visible()
    assert "0852" not in unsigned.content()


def test_a_page_that_stays_open_counts_down_and_asks_again_with_what_was_typed(
    page: Page, panel: Served
):
    """The hub's own clock goes on by nearly five minutes while this page is looked at."""
    page.clock.install()
    live(page, panel, ROOM)
    page.get_by_text("A look at CCTV, or an entry at the station").click()
    form = page.locator("#look")
    expect(form.get_by_label("Your PIN")).to_be_hidden()
    page.fill("#look-words", "asleep on the left side")
    page.clock.fast_forward(241_000)
    expect(page.locator(".signed__left")).to_have_text(re.compile(r"signs off in [2-5]\d s"))
    page.clock.fast_forward(61_000)
    panel.desk.stopped_at = panel.desk.now() + QUIET_MOST + seconds(5)
    expect(page.locator("#signed")).to_contain_text("Signed off")
    expect(form.get_by_label("Your PIN")).to_be_visible()
    page.get_by_label("On CCTV").check()
    form.get_by_role("button", name="Record the look").click()
    expect(page.get_by_text("Give your initials or reference").first).to_be_visible()
    assert page.input_value("#look-words") == "asleep on the left side"
    page.locator("#look").get_by_label("Your initials or reference").fill("K.O.")
    page.locator("#look").get_by_label("Your PIN").fill(PIN["st-03"])
    page.locator("#look").get_by_role("button", name="Record the look").click()
    expect(page.get_by_text("Recorded. It is not an in-person observation.")).to_be_visible()
    (look,) = asked(panel)
    assert isinstance(look, Look)
    assert (look.by, look.words) == ("st-03", "asleep on the left side")


def test_every_act_begins_the_five_minutes_anew_on_the_page_too(page: Page, panel: Served):
    live(page, panel, ROOM)
    panel.desk.stopped_at = panel.desk.now() + seconds(200)
    page.reload()
    expect(page.locator(".signed__left")).to_have_text("signs off in 1 min")
    page.get_by_role("button", name="24 °C").click()
    expect(page.locator(".signed__left")).to_have_text("signs off in 4 min")


def test_who_decides_gives_the_pin_again_and_not_their_name(page: Page, panel: Served):
    live(page, panel, ROOM)
    page.get_by_text("End the episode").first.click()
    form = page.locator("#end")
    expect(form.get_by_text("This is decided by your PIN each time")).to_be_visible()
    expect(form.get_by_label("Your initials or reference")).to_be_hidden()
    form.get_by_label("Why it ends").fill("calm")
    form.get_by_label("Your PIN").fill(PIN["st-03"])
    form.get_by_role("button", name="End the episode").click()
    expect(page.get_by_text("The episode has ended.")).to_be_visible()


def signs_in_another_tab(page: Page, panel: Served, who: str = "st-05") -> None:
    said: dict[str, str | float | bool] = {"by": who, "pin": PIN[who]}
    assert page.context.request.post(f"{panel.url}/you", form=said).ok


@pytest.mark.hazard("H-29")
def test_a_control_of_a_tab_that_shows_somebody_else_does_nothing_and_nobody_stays_signed(
    page: Page, panel: Served
):
    live(page, panel, ROOM)
    signs_in_another_tab(page, panel)
    page.get_by_role("button", name="24 °C").click()
    control = page.locator("#refused-temperature")
    expect(control).to_contain_text("Not asked. Somebody else had signed in this browser since")
    later = page.locator("#clock").inner_text()
    expect(page.locator("#clock")).not_to_have_text(later)  # the stream has brought the next second
    expect(control).to_contain_text("Not asked. Somebody else had signed in this browser since")
    expect(page.locator("#signed")).to_have_text("Sign")
    expect(page.get_by_text("What you ask for here is recorded as by")).to_be_hidden()
    expect(page.locator(".who").get_by_label("Your PIN")).to_be_visible()
    page.get_by_role("button", name="24 °C").click()
    expect(control).to_contain_text("Not asked. Sign first")
    assert asked(panel) == []


@pytest.mark.hazard("H-29")
def test_a_tab_that_shows_nobody_acts_for_nobody_though_somebody_signed_in_another(
    unsigned: Page, panel: Served
):
    page = unsigned
    signs_in_another_tab(page, panel)
    page.get_by_role("button", name="24 °C").click()
    control = page.locator("#refused-temperature")
    expect(control).to_contain_text("Not asked. Somebody had signed in this browser, not on this")
    assert asked(panel) == []


@pytest.mark.hazard("H-29")
def test_a_tab_that_says_signed_off_shows_nobody(page: Page, panel: Served):
    """They signed again in another tab; this one has said since that nobody is signed."""
    page.clock.install()
    live(page, panel, ROOM)
    page.clock.fast_forward(302_000)
    expect(page.locator("#signed")).to_contain_text("Signed off")
    assert page.locator("#signed").get_attribute("data-ref") is None
    signs_in_another_tab(page, panel, "st-03")
    page.get_by_role("button", name="24 °C").click()
    expect(page.locator("#refused-temperature")).to_contain_text("Not asked. Somebody had signed")
    assert asked(panel) == []


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("path", [ROOM, "/rooms/ash/03", "/you"])
def test_axe_finds_nothing_where_nobody_is_signed(page: Page, panel: Served, path, theme):
    page.context.clear_cookies()
    assert violations(opened(page, panel, path, theme)) == []
    page.set_viewport_size({"width": 320, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(SMALL, TARGET_LEAST_PX) == []


@pytest.mark.parametrize("theme", ["day", "night"])
def test_axe_finds_nothing_where_a_pin_was_wrong(page: Page, panel: Served, theme):
    page.context.clear_cookies()
    opened(page, panel, "/you", theme)
    page.get_by_label("Your initials or reference").fill("ko")
    page.get_by_label("Your PIN").fill("0852")
    page.get_by_role("button", name="Sign", exact=True).click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("That PIN does not go with")
    assert violations(page) == []
