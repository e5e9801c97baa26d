"""A room's trends in a real browser: the curves are drawn, and gaps are gaps."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from hub.deterioration.usual import Block
from tests.browser.test_looks import SMALL, TARGET_LEAST_PX, opened, violations
from tests.hub.panel.night import ASH_4
from tests.hub.panel.served import Served, served
from tests.hub.panel.test_trend import NOW, SINCE, desk, lying
from ward.units import seconds
from ward.vitals import Vital

PAGE = f"/trend/{ASH_4}"
USUAL = tuple(
    Block(vital=Vital.BREATHING, still=still, rate=15.0, steps=80) for still in (True, False)
)

# How many dark points stand in the column of this second, inside the plot.
INK = """([curve, at]) => {
  const plot = document.querySelector(`[data-curve="${curve}"]`).plot;
  const x = Math.round(plot.valToPos(at, "x", true));
  const { top, height } = plot.bbox;
  const seen = plot.ctx.getImageData(x, top, 1, height).data;
  const ink = getComputedStyle(document.getElementById("trend")).getPropertyValue("--text").trim();
  const wanted = [1, 3, 5].map((n) => parseInt(ink.slice(n, n + 2), 16));
  let count = 0;
  for (let n = 0; n < seen.length; n += 4)
    if (seen[n + 3] > 200 && wanted.every((one, of) => Math.abs(seen[n + of] - one) < 40)) count++;
  return count;
}"""


@pytest.fixture(scope="module")
def panel() -> Iterator[Served]:
    state = lying()
    shown = desk(state)
    shown.states[ASH_4] = replace(state, usual=USUAL)
    with served(shown) as panel:
        yield panel


def drawn(page: Page, panel: Served, theme: str = "day", path: str = PAGE) -> None:
    opened(page, panel, path, theme)
    expect(page.locator("#trend[data-drawn]")).to_be_visible()


def ink(page: Page, after_s: float, curve: Vital = Vital.BREATHING) -> int:
    found: int = page.evaluate(INK, [curve.value, (SINCE + seconds(after_s)).timestamp()])
    return found


@pytest.mark.parametrize("theme", ["day", "night"])
def test_a_curve_is_drawn_and_a_gap_is_a_gap(page: Page, panel: Served, theme: str) -> None:
    drawn(page, panel, theme)
    assert ink(page, 600) > 0
    assert ink(page, 2700) > 0
    assert [ink(page, n) for n in range(1230, 1780, 50)] == [0] * 11
    assert ink(page, 1500, Vital.HEART) > 0, "the pulse was seen all along"


def test_a_rate_without_a_neighbour_is_a_dot(page: Page, panel: Served) -> None:
    known = panel.desk.points[Vital.BREATHING]
    panel.desk.points[Vital.BREATHING] = [*known, (SINCE + seconds(1500), 16.0)]
    panel.desk.points[Vital.BREATHING].sort()
    try:
        drawn(page, panel)
        assert ink(page, 1500) > 0
        assert [ink(page, n) for n in (1300, 1400, 1600, 1700)] == [0] * 4
    finally:
        panel.desk.points[Vital.BREATHING] = known


def test_over_hours_there_are_dots_and_no_line(page: Page, panel: Served) -> None:
    drawn(page, panel, path=f"{PAGE}?hours=8")
    curve = 'document.querySelector("[data-curve=breathing]")'
    assert page.evaluate(f"{curve}.plot.series[1].paths()") is None
    assert ink(page, 600) > 0
    assert ink(page, 1500) == 0


@pytest.mark.hazard("H-13")
def test_what_expires_is_gone_from_an_open_page(page: Page, panel: Served) -> None:
    drawn(page, panel)
    before = panel.desk.states[ASH_4]
    panel.desk.states[ASH_4] = lying(until=NOW - seconds(1))
    try:
        expect(page.locator("[data-curve=breathing] canvas")).to_have_count(0, timeout=8000)
        expect(page.locator("[data-curve=breathing]")).to_contain_text("not authorised now")
    finally:
        panel.desk.states[ASH_4] = before


@pytest.mark.parametrize("theme", ["day", "night"])
def test_axe_finds_nothing_to_object_to(page: Page, panel: Served, theme: str) -> None:
    drawn(page, panel, theme)
    assert violations(page) == []


def test_it_fits_every_screen(page: Page, panel: Served) -> None:
    drawn(page, panel, "night")
    for width, height in ((320, 700), (390, 844), (1024, 768), (1920, 1080)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL, TARGET_LEAST_PX) == []
