"""Alarms in a real browser: heard after a gesture, quiet for a while, still under a finger."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from hub.rooms.alarm import Quiet
from hub.rooms.state import RoomState
from tests.browser.alarmed import a_week, rang, three_alarms
from tests.browser.test_live import LIVE_WITHIN_MS, live
from tests.browser.test_looks import SMALL, TARGET_LEAST_PX, opened, violations
from tests.hub.panel.night import ASH_1, ASH_2, ASH_3, ASH_4, PIN, FakeDesk, facts
from tests.hub.panel.served import Served, served
from ward.conditions import CALL_UNANSWERED
from ward.units import Span, seconds

PAGES = ("/", "/rooms/ash/01", "/rooms/ash/04", "/alarms")
C4_HZ = 262

# Every note that the page gives the loudspeaker, with its pitch and when it begins.
HEAR = """window.heard = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) {
  window.heard.push([this.frequency.value, at, performance.now()]);
  return start.call(this, at);
};"""


@pytest.fixture
def panel() -> Iterator[Served]:
    desk = three_alarms()
    desk.past = list(a_week())
    with served(desk) as panel:
        yield panel


def quiet_for(state: RoomState, span: Span, now_desk: FakeDesk) -> RoomState:
    """All that alarms in this room, acknowledged from now on for so long."""
    now = now_desk.now()
    quiet = Quiet("k2", now, now + span)
    alarms = tuple(replace(one, acknowledged=quiet, paused=None) for one in state.alarms)
    return replace(state, alarms=alarms)


def all_quiet(panel: Served, span: Span) -> None:
    desk = panel.desk
    desk.set(*(quiet_for(desk.state(room), span, desk) for room in (ASH_1, ASH_2, ASH_4)))


def notes(page: Page) -> int:
    return int(page.evaluate("window.heard.length"))


def rows(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        ".alarm", "all => all.map(one => one.querySelector('.alarm__where a').textContent)"
    )
    return found


def row(page: Page, room: str) -> Locator:
    return page.locator(f".alarm:has(.alarm__where a:text-is('{room}'))")


# -- what is heard


@pytest.mark.hazard("H-28")
def test_sound_is_an_alarm_of_its_own_until_a_gesture_and_then_the_most_urgent_is_heard(
    page: Page, panel: Served
) -> None:
    page.add_init_script(HEAR)
    live(page, panel)
    expect(page.locator("#soundless")).to_be_visible()
    expect(page.locator("#soundless")).to_contain_text("Sound is off on this screen")
    assert notes(page) == 0
    page.get_by_role("button", name="Turn sound on").click()
    expect(page.locator("#soundless")).to_be_hidden()
    expect(page.locator("#sound")).to_have_text("Sound is on")
    page.wait_for_function("() => window.heard.length >= 10")
    heard = page.evaluate("window.heard.slice(0, 10)")
    assert {round(pitch) for pitch, _, _ in heard} == {C4_HZ}
    starts = [at for _, at, _ in heard]
    gaps = [round(later - early, 2) for early, later in pairwise(starts)]
    assert gaps == [0.25, 0.25, 0.5, 0.25, 0.65, 0.25, 0.25, 0.5, 0.25]  # three and two, twice
    page.wait_for_function("() => window.heard.length >= 20", timeout=10_000)
    again = page.evaluate("window.heard[10][2] - window.heard[0][2]") / 1000
    assert 2.5 <= again - 3.3 <= 15  # the rest between two bursts


def test_any_gesture_anywhere_turns_the_sound_on(page: Page, panel: Served) -> None:
    live(page, panel)
    expect(page.locator("#soundless")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("#soundless")).to_be_hidden()


def test_a_page_that_is_not_in_view_says_on_its_tab_what_alarms(page: Page, panel: Served) -> None:
    live(page, panel)
    page.wait_for_function("() => document.title.startsWith('!!! ')")
    all_quiet(panel, seconds(60))
    page.wait_for_function("() => document.title.startsWith('Ward')")


def test_a_room_page_sounds_for_every_room(page: Page, panel: Served) -> None:
    page.add_init_script(HEAR)
    live(page, panel, "/rooms/ash/03")
    page.locator("#sound").click()
    page.wait_for_function("() => window.heard.length >= 10")
    assert "2 HIGH" in page.inner_text("#standing")


# -- quiet, and its end


@pytest.mark.hazard("H-28")
def test_a_quiet_counts_down_by_the_hubs_clock_and_ends_though_the_stream_is_lost(
    page: Page, panel: Served
) -> None:
    page.add_init_script(HEAR)
    all_quiet(panel, seconds(6))
    live(page, panel)
    page.locator("#sound").click()
    left = row(page, "Ash 2").locator(".left")
    expect(left).to_have_text("0:03 left")
    before = page.evaluate("window.heard.length")
    panel.freeze()
    assert page.evaluate("document.documentElement.dataset.burst") in (None, "tried")
    expect(left).to_have_text("over: sounding", timeout=6_000)
    page.wait_for_function(f"() => window.heard.length >= {before} + 10")
    assert page.evaluate("document.documentElement.dataset.burst") == "3"
    page.wait_for_function(
        "() => document.documentElement.dataset.burst === 'blind'", timeout=LIVE_WITHIN_MS
    )
    panel.thaw()
    expect(page.locator("html")).to_have_class("live", timeout=LIVE_WITHIN_MS)


@pytest.mark.parametrize("width", [390, 1280, 1920])
def test_whether_it_was_worth_it_is_never_asked_above_acknowledge(
    page: Page, panel: Served, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 1000})
    live(page, panel)
    both = page.locator(".alarm:has(.act--first):has(.alarm__mark)").first
    asked = both.locator(".alarm__mark").bounding_box()
    taken_on = both.locator(".act--first").bounding_box()
    assert asked is not None
    assert taken_on is not None
    assert asked["y"] >= taken_on["y"] + (taken_on["height"] if width == 390 else 0)


@pytest.mark.hazard("H-29")
def test_a_press_in_a_tab_that_shows_somebody_else_is_nobodys_and_signs_off(
    page: Page, panel: Served
) -> None:
    live(page, panel)
    desk = panel.desk
    desk.pins["m17"] = PIN["st-05"]
    said: dict[str, str | float | bool] = {"by": "m17", "pin": PIN["st-05"]}
    assert page.context.request.post(f"{panel.url}/you", form=said).ok
    row(page, "Ash 2").get_by_role("button", name="Acknowledge").click()
    expect(page.locator("#not-done")).to_contain_text("Somebody else had signed")
    expect(page.locator("#signed")).to_contain_text("Signed off")
    expect(page.locator("#not-done-who")).to_be_visible()
    assert desk.acts == []


def test_a_press_shows_who_took_it_on_at_once_on_every_screen_and_without_a_reload(
    page: Page, panel: Served
) -> None:
    live(page, panel)
    other = live(page.context.new_page(), panel)
    row(page, "Ash 2").get_by_role("button", name="Acknowledge").click()
    for screen in (page, other):
        mark = row(screen, "Ash 2").locator(".mark--acknowledged")
        expect(mark).to_contain_text("acknowledged by K.O. 1:5")
        expect(row(screen, "Ash 2").get_by_role("button", name="Acknowledge")).to_have_count(0)
        assert screen.evaluate("window.notReloaded")
    expect(row(page, "Ash 4").locator(".mark--acknowledged")).to_have_count(0)


def test_pausing_rests_the_sound_of_one_room(page: Page, panel: Served) -> None:
    live(page, panel)
    row(page, "Ash 2").get_by_role("button", name="Pause sound 2 min").click()
    expect(row(page, "Ash 2").locator(".mark--paused")).to_contain_text("1:5")
    expect(row(page, "Ash 2").get_by_role("button", name="Acknowledge")).to_be_visible()


def test_whether_there_was_something_to_do_is_asked_and_shown(page: Page, panel: Served) -> None:
    live(page, panel)
    row(page, "Ash 1").get_by_role("button", name="Yes").click()
    expect(row(page, "Ash 1")).to_contain_text("Something to do, says K.O.")


@pytest.mark.hazard("H-28")
def test_no_button_clears_anything(page: Page, panel: Served) -> None:
    live(page, panel)
    words = set(page.locator(".alarm button").all_inner_texts())
    assert {one.split(":")[0].split(" in ")[0].strip() for one in words} == {
        "Acknowledge",
        "Pause sound 2 min",
        "Yes",
        "No",
    }


def test_a_press_that_was_not_done_says_why_and_goes_on_saying_it(
    page: Page, panel: Served
) -> None:
    page.context.clear_cookies()
    live(page, panel)
    row(page, "Ash 2").get_by_role("button", name="Acknowledge").click()
    expect(page.locator("#not-done")).to_contain_text(
        "Not done. Give your initials or reference, and your PIN"
    )
    page.wait_for_timeout(1500)  # the next beat does not take it away
    expect(page.locator("#not-done a")).to_be_visible()
    assert panel.desk.acts == []


def test_a_press_that_the_hub_does_not_answer_is_not_shown_as_done(
    page: Page, panel: Served
) -> None:
    live(page, panel)
    panel.freeze()
    row(page, "Ash 2").get_by_role("button", name="Acknowledge").click()
    expect(page.locator("#not-done")).to_contain_text("The hub did not answer", timeout=9_000)
    expect(row(page, "Ash 2").locator(".mark--acknowledged")).to_have_count(0)


# -- rows come and go


def rings(panel: Served) -> None:
    """A call in Ash 3, which had no alarm."""
    call = rang(ASH_3, CALL_UNANSWERED, seconds(0), "Call not answered for 2 min")
    panel.desk.set(facts(panel.desk.state(ASH_3), call))


def test_a_new_alarm_comes_in_its_place_and_is_told_to_who_cannot_see(
    page: Page, panel: Served
) -> None:
    live(page, panel)
    assert rows(page) == ["Ash 2", "Ash 4", "Ash 1"]
    rings(panel)
    expect(page.locator(".alarm")).to_have_count(4)
    assert rows(page) == ["Ash 2", "Ash 4", "Ash 1", "Ash 3"]
    expect(page.locator("#news")).to_have_text(
        "MEDIUM, Ash 3: Call not answered for 2 min. "
        "Go to the door and speak through it, where they can see you."
    )
    expect(page.locator("#h-alarms")).to_have_text("4 alarms")


def test_no_row_comes_while_a_finger_is_down_but_for_no_longer_than_two_seconds(
    page: Page, panel: Served
) -> None:
    live(page, panel)
    page.mouse.move(300, 700)
    page.mouse.down()
    rings(panel)
    expect(page.locator("#standing")).to_contain_text("2 MEDIUM")
    page.wait_for_timeout(700)
    assert len(rows(page)) == 3
    expect(page.locator(".alarm")).to_have_count(4, timeout=3_000)
    page.mouse.up()


def test_the_list_is_worked_from_the_keyboard_and_keeps_its_place_when_rows_move(
    page: Page, panel: Served
) -> None:
    live(page, panel)
    button = row(page, "Ash 4").get_by_role("button", name="Acknowledge")
    button.focus()
    desk = panel.desk
    desk.set(replace(desk.state(ASH_2), alarms=()))
    rings(panel)
    expect(row(page, "Ash 2")).to_have_count(0)
    expect(row(page, "Ash 3")).to_be_visible()
    assert rows(page) == ["Ash 4", "Ash 1", "Ash 3"]
    assert page.evaluate("document.activeElement.closest('.alarm').id").startswith("alarm-ash-04")
    page.keyboard.press("Enter")
    expect(row(page, "Ash 4").locator(".mark--acknowledged")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") in ("BUTTON", "A")


def test_a_row_that_goes_leaves_the_keyboard_at_the_head_of_the_list(
    page: Page, panel: Served
) -> None:
    live(page, panel)
    row(page, "Ash 2").get_by_role("button", name="Acknowledge").focus()
    panel.desk.set(replace(panel.desk.state(ASH_2), alarms=()))
    expect(page.locator(".alarm")).to_have_count(2)
    assert page.evaluate("document.activeElement.id") == "h-alarms"


def test_the_next_hours_stay_open_while_the_ward_changes(page: Page, panel: Served) -> None:
    live(page, panel)
    page.get_by_text("Next 12 hours").click()
    rings(panel)
    expect(page.locator(".alarm")).to_have_count(4)
    expect(page.locator(".lane__bar").first).to_be_visible()
    assert "nobody named from 03:00 to 03:30" in page.inner_text("#handover")


# -- looks


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_to_object_to(page: Page, panel: Served, path: str, theme: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    assert violations(opened(page, panel, path, theme)) == []


@pytest.mark.parametrize("path", PAGES)
def test_everything_fits_and_can_be_hit_at_twice_the_size_too(
    page: Page, panel: Served, path: str
) -> None:
    opened(page, panel, path, "day")
    for width in (320, 390, 640, 1024, 1280, 1920):  # 640 is 1280 at 200 %
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(SMALL, TARGET_LEAST_PX) == []


def test_nothing_flashes_for_who_asked_for_no_motion_and_never_three_times_a_second(
    page: Page, panel: Served
) -> None:
    live(page, panel)
    lasts = (
        "all => all.map(one => getComputedStyle(one, '::before'))"
        ".map(style => [parseFloat(style.animationDuration), style.animationIterationCount])"
    )
    moving = page.eval_on_selector_all(".alarm--sounding", lasts)
    assert moving
    assert all(half_s * 2 > 1 / 2.8 for half_s, _ in moving)
    page.emulate_media(reduced_motion="reduce")
    still = page.eval_on_selector_all(".alarm--sounding", lasts)
    assert {count for _, count in still} == {"1"}
