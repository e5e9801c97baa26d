"""The pages in a real browser: readable by all, by day and by night, on wall, tablet and phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.ward import ward
from tests.hub.panel.night import FakeDesk, heard
from tests.hub.panel.served import Served, served

AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ("/", "/rooms/ash/01", "/rooms/ash/03", "/rooms/ash/03/walk", "/you")
MOST_BYTES = 150_000
TARGET_LEAST_PX = 44
SMALL = """least => [...document.querySelectorAll('a, button, summary, input:not([type=hidden])')]
    .filter(one => one.checkVisibility() && !one.matches('.nhsuk-skip-link, .nhsuk-radios__input'))
    .map(one => [one.textContent.trim() || one.name, one.getBoundingClientRect()])
    .filter(([, box]) => box.height < least - 0.5 || box.width < least - 0.5)
    .map(([name, box]) => `${name} ${box.width} x ${box.height}`)"""


@pytest.fixture(scope="module")
def panel() -> Iterator[Served]:
    """One ward for all these tests: they only look."""
    with served(FakeDesk(*ward())) as panel:
        yield panel


def opened(page: Page, panel: Served, path: str, theme: str) -> Page:
    """This page in this theme, with everything that folds unfolded."""
    page.context.add_cookies([{"name": "theme", "value": theme, "url": panel.url}])
    page.goto(panel.url + path)
    page.wait_for_selector("html.live")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    return page


def violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)
    return [
        f"{one['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_to_object_to(page, panel, path, theme):
    assert violations(opened(page, panel, path, theme)) == []


@pytest.mark.parametrize("theme", ["day", "night"])
def test_axe_finds_nothing_in_a_form_that_failed_on_a_hub_without_its_broker(page, panel, theme):
    panel.desk.broker_connected = False
    opened(page, panel, "/rooms/ash/03", theme)
    page.get_by_role("button", name="Begin the episode").click()
    panel.desk.broker_connected = True
    assert "This was not done" in page.inner_text("main")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    assert violations(page) == []


def test_axe_would_find_words_too_faint_to_read(page, panel):
    opened(page, panel, "/", "day")
    page.evaluate("document.documentElement.style.setProperty('--quiet', '#aabbcc')")
    assert any("color-contrast" in one for one in violations(page))


@pytest.mark.parametrize("path", PAGES)
def test_nothing_has_to_be_scrolled_sideways(page, panel, path):
    opened(page, panel, path, "night")
    for width in (320, 390, 640, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES)
def test_everything_that_can_be_pressed_can_be_hit_with_a_gloved_thumb(page, panel, path):
    opened(page, panel, path, "day")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(SMALL, TARGET_LEAST_PX) == []


def test_the_ward_page_weighs_less_than_150_kb_in_all(context: BrowserContext, page, panel):
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    weights: list[float] = []
    wire.on("Network.loadingFinished", lambda done: weights.append(done["encodedDataLength"]))
    page.goto(panel.url)
    page.wait_for_selector("html.live")
    page.wait_for_load_state("load")
    assert len(weights) >= 6
    assert sum(weights) < MOST_BYTES, sum(weights)


def test_night_is_dark_before_the_style_sheet_has_come(page, panel):
    page.route("**/*.css", lambda route: route.abort())
    page.context.add_cookies([{"name": "theme", "value": "night", "url": panel.url}])
    page.goto(panel.url)
    scheme = page.evaluate("document.querySelector('meta[name=color-scheme]').content")
    drawn = page.evaluate("getComputedStyle(document.body).color")
    assert (scheme, drawn) == ("dark", "rgb(255, 255, 255)")


@pytest.mark.parametrize(("theme", "most"), [("night", 30), ("day", 255)])
def test_the_page_is_as_bright_as_its_hour(page, panel, theme, most):
    opened(page, panel, "/", theme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    brightest = max(int(part) for part in ground.removeprefix("rgb(").rstrip(")").split(","))
    assert brightest <= most
    assert (brightest > 200) is (theme == "day")


def test_a_hand_on_the_theme_turns_the_page_at_once(page, panel):
    opened(page, panel, "/", "night")
    page.get_by_role("button", name="Day").click()
    page.wait_for_selector("html[data-theme=day]")


def test_four_rooms_fit_a_screen_on_the_wall(page, panel):
    panel.desk.set(*(heard(one, panel.desk.now()) for one in ward()))
    page.set_viewport_size({"width": 1920, "height": 1080})
    opened(page, panel, "/", "night")
    bottoms = page.eval_on_selector_all(
        ".tile", "all => all.map(one => one.getBoundingClientRect().bottom)"
    )
    assert max(bottoms) <= 1080
