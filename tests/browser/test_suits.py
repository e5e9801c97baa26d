"""What suits a person in a real browser: two taps, measured beside asked, a refusal in words."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from hub.acts import Ask
from hub.rooms.order_facts import Progress
from tests.browser.suited import HELD, LEADING, suited
from tests.browser.test_looks import SMALL, TARGET_LEAST_PX, opened, violations
from tests.hub.panel.night import ASH_4, facts, heard, reached
from tests.hub.panel.served import Served, served
from ward.orders import Lamp, LuxAsked, TemperatureAsked

PAGES = ("/rooms/ash/04/profile", "/rooms/ash/03/profile", "/rooms/ash/04/like", "/rooms/ash/04")
WALL: ViewportSize = {"width": 1920, "height": 1080}


@pytest.fixture
def panel() -> Iterator[Served]:
    with served(suited()) as panel:
        yield panel


def ready(page: Page, panel: Served, path: str = "/") -> Page:
    page.goto(panel.url + path)
    page.wait_for_selector("html.live")
    return page


def answers(panel: Served, progress: Progress, words: str = "") -> None:
    """The room's node says what became of the newest order."""
    state, now = panel.desk.state(ASH_4), panel.desk.now()
    order = state.orders[-1].order.id
    panel.desk.set(
        heard(facts(state, reached(ASH_4, now, progress, words, order)), now, in_force=HELD)
    )


def test_a_nurse_dims_the_light_in_two_taps_and_sees_asked_beside_measured(
    page: Page, panel: Served
) -> None:
    ready(page, panel)
    page.get_by_role("link", name="Light in Ash 4").click()
    page.wait_for_selector("html.live")
    light = page.locator("#light")
    light.get_by_role("button", name="Darker").click()
    expect(light).to_contain_text("Main light 10 lux")
    assert panel.desk.acts == [Ask(ASH_4, LuxAsked(lamp=Lamp.MAIN, lux=10), "st-03")]
    answers(panel, Progress.DONE)
    expect(light.locator(".journey").first).to_contain_text("done")
    expect(light.locator(".control__measured")).to_contain_text("measured 4 lx")
    expect(light).to_contain_text("staff, for a while, version 3, K.O., until")
    expect(light).to_contain_text("to get there")


def test_a_nurse_warms_the_room_in_two_taps(page: Page, panel: Served) -> None:
    ready(page, panel)
    page.get_by_role("link", name="Warmth in Ash 4").click()
    page.wait_for_selector("html.live")
    warmth = page.locator("#warmth")
    warmth.get_by_role("button", name="½ °C warmer").click()
    expect(warmth).to_contain_text("Room to 20 °C")
    assert panel.desk.acts == [Ask(ASH_4, TemperatureAsked(celsius=20), "st-03")]
    expect(warmth).to_contain_text("measured 20.4 °C")


@pytest.mark.hazard("H-47")
def test_a_reward_is_refused_in_words_before_whoever_asked(page: Page, panel: Served) -> None:
    ready(page, panel, "/rooms/ash/04")
    light = page.locator("#light")
    light.get_by_label("As a reward").check()
    light.get_by_role("button", name="Evening 20 lux").click()
    expect(light.get_by_role("alert")).to_contain_text("never a consequence or a reward")


def test_what_a_room_refuses_is_said_in_its_words(page: Page, panel: Served) -> None:
    ready(page, panel, "/rooms/ash/04")
    page.locator("#light").get_by_role("button", name="Morning 80 lux").click()
    expect(page.locator("#light")).to_contain_text("Main light 80 lux")
    answers(panel, Progress.REFUSED, "asked main light 80 lux; brighter than the person's night")
    expect(page.locator("#light .journey").first).to_contain_text(
        "brighter than the person's night"
    )


def test_the_profile_is_one_screen_of_the_wall(page: Page, panel: Served) -> None:
    page.set_viewport_size(WALL)
    ready(page, panel, "/rooms/ash/04/profile")
    bottoms = page.eval_on_selector_all(
        ".suits__cols .panel", "all => all.map(one => one.getBoundingClientRect().bottom)"
    )
    assert max(bottoms) <= WALL["height"]


def test_whose_word_leads_changes_on_the_open_page(page: Page, panel: Served) -> None:
    ready(page, panel, "/rooms/ash/04/profile")
    expect(page.locator("#suits-now")).to_contain_text("staff, for a while")
    back = HELD.model_copy(update={"leading": LEADING[1:]})
    panel.desk.set(heard(panel.desk.state(ASH_4), panel.desk.now(), in_force=back))
    expect(page.locator("#suits-now")).not_to_contain_text("staff, for a while")
    expect(page.locator("#suits-ranks")).not_to_contain_text("now: main light 20 lux")


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_to_object_to(page: Page, panel: Served, path: str, theme: str) -> None:
    assert violations(opened(page, panel, path, theme)) == []


@pytest.mark.parametrize("path", PAGES)
def test_it_fits_every_screen_and_a_gloved_thumb(
    context: BrowserContext, page: Page, panel: Served, path: str
) -> None:
    assert context
    opened(page, panel, path, "night")
    for width in (320, 390, 640, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL, TARGET_LEAST_PX) == []
