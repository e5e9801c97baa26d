"""What is worth asking about, in a real browser: readable by all, by day and by night."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.alarmed import three_alarms
from tests.browser.asked import four_weeks
from tests.browser.test_looks import SMALL, TARGET_LEAST_PX, opened, violations
from tests.hub.panel.served import Served, served

PAGE = "/patterns"


@pytest.fixture(scope="module")
def panel() -> Iterator[Served]:
    """One ward for all these tests: they only look."""
    desk = three_alarms()
    desk.past = list(four_weeks())
    with served(desk) as panel:
        yield panel


@pytest.mark.parametrize("theme", ["day", "night"])
def test_axe_finds_nothing_to_object_to(page: Page, panel: Served, theme: str) -> None:
    opened(page, panel, PAGE, theme)
    expect(page.locator("h2")).to_have_count(9)
    assert violations(page) == []


def test_nothing_has_to_be_scrolled_sideways(page: Page, panel: Served) -> None:
    opened(page, panel, PAGE, "night")
    for width in (320, 390, 640, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_everything_that_can_be_pressed_can_be_hit_with_a_gloved_thumb(
    page: Page, panel: Served
) -> None:
    opened(page, panel, PAGE, "day")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(SMALL, TARGET_LEAST_PX) == []


def test_evidence_is_folded_until_somebody_asks_for_it(page: Page, panel: Served) -> None:
    page.goto(panel.url + PAGE)
    row = page.get_by_text("entry typed at the station, by S.B.", exact=False).first
    expect(row).to_be_hidden()
    page.locator("summary").first.click()
    expect(row).to_be_visible()
