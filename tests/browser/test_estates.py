"""The estates in a real browser: a walk round on a phone, the matrix on a wall, day and night."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from hub.rooms.upkeep import Found, Severity
from hub.upkeep_acts import Broken, Inspect, UseRegardless
from tests.browser.test_looks import SMALL, TARGET_LEAST_PX, opened, violations
from tests.browser.ward import ward
from tests.hub.panel.kept_up import CALLS, DOORS, ENSUITE, walked
from tests.hub.panel.night import ASH_4, PIN, TWO_AM, FakeDesk
from tests.hub.panel.served import Served, served

PHONE: ViewportSize = {"width": 390, "height": 844}
ROOM = "/rooms/ash/04/estates"
PAGES = (
    "/estates",
    "/estates/due",
    "/estates/defects",
    ROOM,
    f"{ROOM}/round?clause=framework.25",
    f"{ROOM}/clauses/{DOORS}",
)


def a_desk() -> FakeDesk:
    """Ash 4: the ensuite was never looked at, the doors are broken, all the rest is well."""
    overdue, new, open_, breathing = ward()
    walk = walked(breathing).finds(DOORS, Found.UNMET, days_ago=0.01)
    upkeep = walk.state.upkeep
    looks = tuple(one for one in upkeep.looks if one.clause != ENSUITE)
    kept = replace(walk.state, upkeep=replace(upkeep, looks=looks))
    return FakeDesk(overdue, new, open_, kept)


@pytest.fixture
def panel() -> Iterator[Served]:
    with served(a_desk()) as panel:
        yield panel


def ready(page: Page, panel: Served, path: str) -> Page:
    page.goto(panel.url + path)
    page.wait_for_selector("html.live")
    return page


def test_a_walk_on_a_phone_is_one_press_for_each_clause_that_is_met(
    page: Page, panel: Served
) -> None:
    page.set_viewport_size(PHONE)
    ready(page, panel, f"{ROOM}/round")
    expect(page.locator(".round__left")).to_have_text("1 to look at in Ash 4")
    expect(page.locator("#h-clause")).to_have_text("Ensuite")
    page.get_by_role("button", name="Met", exact=True).click()
    page.wait_for_selector("html.live")
    expect(page.locator(".round__left")).to_have_text("Nothing is due in Ash 4")
    assert panel.desk.acts == [Inspect(ASH_4, ENSUITE, Found.MET, "st-03")]


@pytest.mark.hazard("H-61")
def test_not_met_asks_on_the_phone_at_once_how_grave_whose_and_by_when(
    page: Page, panel: Served
) -> None:
    page.set_viewport_size(PHONE)
    ready(page, panel, f"{ROOM}/round")
    page.locator("summary", has_text="Not met").click()
    expect(page.get_by_label("Danger: somebody may be hurt by it")).not_to_be_checked()
    page.get_by_label("What is wrong").fill("the shower head is broken off")
    page.get_by_role("button", name="Write down: not met").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("This was not written down")
    expect(page.get_by_label("What is wrong")).to_have_value("the shower head is broken off")
    page.get_by_label("Danger: somebody may be hurt by it").check()
    page.get_by_label("Who is to mend it").fill("Hale & Sons")
    tomorrow = TWO_AM.date() + timedelta(days=1)
    page.get_by_label("By which day").fill(tomorrow.isoformat())
    page.get_by_role("button", name="Write down: not met").click()
    expect(page.locator(".done")).to_have_text("Written down.")
    words = "the shower head is broken off"
    broken = Broken(Severity.DANGER, "Hale & Sons", tomorrow)
    assert panel.desk.acts == [Inspect(ASH_4, ENSUITE, Found.UNMET, "st-03", words, broken=broken)]
    ready(page, panel, "/estates/defects")
    expect(page.locator(".defect").first).to_contain_text("!!! Danger")


def test_without_a_signal_nothing_that_was_typed_is_lost(page: Page, panel: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ready(page, panel, f"{ROOM}/round?clause=framework.14")  # no must-have
    page.locator("summary", has_text="Does not apply").click()
    why = page.get_by_label("Why it does not apply to this room")
    why.fill("it has a bathroom of its own next door")
    page.context.set_offline(True)
    page.get_by_role("button", name="Write down: does not apply").click()
    expect(page.locator("main .not-done")).to_contain_text("Nothing was sent")
    expect(why).to_have_value("it has a bathroom of its own next door")
    assert panel.desk.acts == []
    page.context.set_offline(False)
    page.get_by_role("button", name="Write down: does not apply").click()
    expect(page.locator(".done")).to_contain_text("Written down.")
    (act,) = panel.desk.acts
    assert isinstance(act, Inspect)
    assert act.words == "it has a bathroom of its own next door"


def test_a_cell_of_the_matrix_leads_to_what_stands_behind_it(page: Page, panel: Served) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    ready(page, panel, "/estates")
    cell = re.compile("^not met.*Doors open outwards, Ash 4$")
    page.get_by_role("link", name=cell).first.click()
    page.wait_for_selector("html.live")
    expect(page.locator("h1")).to_have_text("Doors open outwards, Ash 4")
    expect(page.locator(".clause__stopped")).to_contain_text("It stopped being met on")
    expect(page.locator("main")).to_contain_text("it hangs loose")
    page.get_by_role("link", name="Ash 4", exact=True).click()
    expect(page.locator("#h-verdict")).to_contain_text("✕ Ash 4 is not fit for use")


@pytest.mark.hazard("H-62")
def test_somebody_senior_answers_for_a_room_that_is_not_fit(page: Page, panel: Served) -> None:
    ready(page, panel, ROOM)
    expect(page.locator(".verdict")).to_contain_text("nobody has said why the room is used so")
    page.locator("#regardless summary").click()
    page.get_by_label("Why it is used all the same").fill("no other room is free")
    page.locator("#regardless").get_by_label("Your PIN").fill(PIN["st-03"])
    page.get_by_role("button", name="I answer for its use").click()
    expect(page.locator(".verdict")).to_contain_text("K.O. answers for it since")
    expect(page.locator("#h-verdict")).to_contain_text("not fit for use")
    (act,) = panel.desk.acts
    assert isinstance(act, UseRegardless)
    assert CALLS in act.lacking


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_to_object_to(page: Page, panel: Served, path: str, theme: str) -> None:
    assert violations(opened(page, panel, path, theme)) == []


@pytest.mark.parametrize("path", PAGES)
def test_it_fits_every_screen_and_a_gloved_thumb(page: Page, panel: Served, path: str) -> None:
    opened(page, panel, path, "night")
    for width in (320, 390, 640, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL, TARGET_LEAST_PX) == []
