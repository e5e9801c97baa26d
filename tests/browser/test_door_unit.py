"""The door unit in a real browser: one hand, eight taps, and a form that is left alone."""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from edge.door.app import missing_built
from edge.door.server import DoorServer
from edge.events import BadgeSensed, Measured
from tests.browser.suited import THEIRS
from tests.conftest import CHECKOUT
from tests.edge import night
from tests.edge.test_door import Room
from ward.readings import Quantity, Reading

TABLET, PHONE = (900, 1190), (390, 844)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
]
AXE = CHECKOUT / "node_modules" / "axe-core" / "axe.min.js"
EXPECTED_TO_SAY = ("[object Event]", "Failed to load resource: net::ERR_")  # of a lost stream
TAPS = (
    "awareness-asleep",
    "rousable-to-voice",
    "breathing-easy",
    "colour-usual",
    "position-on-side",
    "mood-calm",
    "could_end-not-yet",
)


class Served:
    """A node's door unit on a loop of its own; acts on the node happen there."""

    def __init__(self, port: int = 0) -> None:
        self.room = Room()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._live, args=(port,))
        self._thread.start()
        self._ready.wait(10)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def act(self, do: Callable[[], Any]) -> None:
        done = threading.Event()
        self._loop.call_soon_threadsafe(do)
        self._loop.call_soon_threadsafe(done.set)
        done.wait(5)

    def visit(self, stay_s: float = 30) -> None:
        self.act(lambda: self.room.visit(stay_s))

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._server.stop)
            self._thread.join(10)

    def _live(self, port: int) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = DoorServer(self.room, "127.0.0.1", port)
        self.port = self._server.port
        self._loop.call_soon(self._ready.set)
        self._loop.run_until_complete(self._server.serve())
        self._loop.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    assert not missing_built(), "the front end is not built: run deploy/setup.sh"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def served() -> Iterator[Served]:
    door = Served()
    yield door
    door.stop()


@contextmanager
def screen(
    browser: Browser,
    served: Served,
    size: tuple[int, int] = TABLET,
    theme: str = "night",
    **how: Any,
) -> Iterator[Page]:
    """A screen on the door's page. Fails when the page asks anybody else, or complains."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **how)
    context.add_cookies([{"name": "theme", "value": theme, "url": served.url}])
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    page.goto(served.url)
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(served.url)] == []
    assert [said for said in complaints if not said.startswith(EXPECTED_TO_SAY)] == []


def tap(page: Page, answer: str) -> None:
    page.locator(f"label[for={answer}]").click()


def test_nothing_is_chosen_beforehand_and_eight_taps_record_a_visit(
    browser: Browser, served: Served
) -> None:
    served.visit()
    with screen(browser, served) as page:
        assert page.locator("input:checked").count() == 0
        for answer in TAPS:
            tap(page, answer)
        record = page.get_by_role("button", name="Record what I saw · A.O.")
        record.click()
        assert len(TAPS) + 1 == 8
        page.get_by_text("✓ Recorded. Seen in person.").wait_for()
        page.get_by_role("link", name="Back to the door").click()
        page.wait_for_selector("#observation")
        assert page.locator("input:checked").count() == 0
        page.go_back()
        page.go_back()
        page.wait_for_selector("#observation")
        assert page.locator("input:checked").count() == 0
    made = served.room.view().last_recorded
    assert made is not None
    assert made.graded.ends_spell


def test_a_half_filled_form_is_left_alone_while_everything_around_it_changes(
    browser: Browser, served: Served
) -> None:
    with screen(browser, served) as page:
        tap(page, "awareness-asleep")
        tap(page, "mood-low")
        page.get_by_text("What was said and done").click()
        page.fill("#said", "Asked for water")
        before = page.locator("#clock").inner_text()
        light = Measured((Reading(quantity=Quantity.LIGHT, sensor="x", value=90.0),))
        served.act(lambda: served.room.happened(light))
        page.get_by_text("90 lx").wait_for()
        served.act(lambda: served.room.happened(BadgeSensed(night.AMAS_CARD)))
        page.get_by_role("button", name="Record what I saw · A.O.").wait_for()
        page.get_by_label("Main light brighter").click()
        page.get_by_text("50 %").wait_for()
        served.act(lambda: setattr(served.room, "second", 3.0))
        page.wait_for_function(
            "was => document.querySelector('#clock').innerText !== was", arg=before
        )
        chosen = page.eval_on_selector_all("input:checked", "all => all.map(one => one.id)")
        assert chosen == ["awareness-asleep", "mood-low"]
        assert page.input_value("#said") == "Asked for water"
        assert (
            page.evaluate("document.activeElement.closest('form').getAttribute('action')")
            == "/light"
        )


def test_asleep_is_not_enough_and_awake_needs_no_rousing(browser: Browser, served: Served) -> None:
    served.visit()
    with screen(browser, served) as page:
        rousable = page.locator("[data-field=rousable]")
        assert not rousable.is_visible()
        tap(page, "awareness-asleep")
        assert rousable.is_visible()
        for answer in TAPS[2:]:
            tap(page, answer)
        page.get_by_role("button", name="Record what I saw").click()
        page.get_by_text("can they be roused").wait_for()  # it is on record, and does not count
        assert not page.locator("input[name=rousable]:checked").count()
        tap(page, "rousable-no-response")
        tap(page, "awareness-awake")
        assert not rousable.is_visible()
        page.get_by_role("button", name="Record what I saw").click()
        page.get_by_text("✓ Recorded. Seen in person.").wait_for()
    made = served.room.view().last_recorded
    assert made is not None
    assert made.observation.content.rousable is None


@pytest.mark.hazard("H-21")
def test_a_screen_that_has_lost_its_node_says_since_when_and_shows_no_old_numbers(
    browser: Browser, served: Served
) -> None:
    with screen(browser, served) as page:
        tap(page, "awareness-asleep")
        page.wait_for_selector("#clock time")
        port = served.port
        served.stop()
        lost = page.locator("#lost")
        lost.wait_for(timeout=8000)
        assert "This screen has lost the node since 02:00" in lost.inner_text()
        assert not page.locator(".timer__big").is_visible()
        assert not page.locator(".control__measured").first.is_visible()
        assert not page.locator("#record button.act").first.is_visible()
        again = Served(port)
        try:
            lost.wait_for(state="hidden", timeout=8000)
            assert page.locator(".timer__big").is_visible()
            assert page.locator("#awareness-asleep").is_checked()
        finally:
            page.goto("about:blank")
            again.stop()


def test_without_javascript_a_visit_is_recorded_all_the_same(
    browser: Browser, served: Served
) -> None:
    served.visit()
    with screen(browser, served, java_script_enabled=False) as page:
        for answer in TAPS:
            tap(page, answer)
        page.get_by_label("Half a degree warmer").click()
        assert "asked 21.5 °C" in page.locator("#room").inner_text()
        for answer in TAPS:
            tap(page, answer)
        page.get_by_role("button", name="Record what I saw · A.O.").click()
        assert "✓ Recorded. Seen in person." in page.locator("main").inner_text()


def test_the_form_works_from_the_keyboard_alone(browser: Browser, served: Served) -> None:
    served.visit()
    with screen(browser, served) as page:
        page.focus("#awareness-awake")
        page.keyboard.press("ArrowRight")
        assert page.locator("#awareness-asleep").is_checked()
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        assert page.locator("#rousable-to-voice").is_checked()
        outline = (
            "getComputedStyle(document.querySelector('label[for=rousable-to-voice]')).outlineStyle"
        )
        assert page.evaluate(outline) == "solid"


def test_day_and_night_change_under_a_finger_without_a_new_page(
    browser: Browser, served: Served
) -> None:
    with screen(browser, served) as page:
        tap(page, "awareness-awake")
        page.get_by_role("button", name="Day colours").click()
        page.wait_for_selector("html[data-theme=day]")
        page.wait_for_timeout(1500)  # the next beat does not change it back
        assert page.get_attribute("html", "data-theme") == "day"
        assert page.locator("#awareness-awake").is_checked()


@pytest.mark.parametrize("size", [TABLET, PHONE])
@pytest.mark.parametrize("theme", ["day", "night"])
def test_every_target_is_large_enough_and_nothing_runs_over_the_edge(
    browser: Browser, served: Served, size: tuple[int, int], theme: str, tmp_path: Path
) -> None:
    with screen(browser, served, size, theme) as page:
        tap(page, "awareness-asleep")
        page.screenshot(path=tmp_path / "door.png", full_page=True)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size[0]
        targets = "main button, main summary, main .answers > label, .foot button"
        for target in page.locator(targets).all():
            box = target.bounding_box()
            if target.is_visible() and box:
                assert min(box["width"], box["height"]) >= 44, target.inner_text()


def test_on_the_tablet_the_whole_form_is_on_one_screen(browser: Browser, served: Served) -> None:
    served.visit()
    with screen(browser, served) as page:
        for answer in TAPS:
            tap(page, answer)
        assert page.evaluate("document.documentElement.scrollHeight") <= TABLET[1]


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("path", ["", "recorded"])
def test_the_pages_meet_the_accessibility_rules_in_both_themes(
    browser: Browser, served: Served, theme: str, path: str
) -> None:
    served.act(lambda: setattr(served.room, "second", 1000.0))  # overdue
    served.visit(stay_s=2)
    with screen(browser, served, theme=theme) as page:
        for answer in TAPS:
            tap(page, answer)
        if path:
            page.get_by_role("button", name="Record what I saw").click()
            page.wait_for_url(f"**/{path}")
        page.evaluate(AXE.read_text(encoding="utf-8"))  # past the page's own strict policy
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
        found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
        assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []


def test_going_out_takes_four_taps_and_nothing_is_chosen_beforehand(
    browser: Browser, served: Served
) -> None:
    with screen(browser, served) as page:
        page.click("text=Going out, or a talk")
        assert page.locator("input[type=radio]:checked").count() == 0
        page.click("label:has-text('Garden')")
        page.click("label:text-is('Me')")
        page.click("text=Record that")
        assert "The timer runs on" in page.inner_text("main")
        assert "the door was not opened" in page.inner_text("main")


# ---- counted as a user taps ------------------------------------------------------------------

MOST_TAPS = 8
SAW = {
    "awake": ("Awake", "Seen, easy", "Usual colour", "Sitting", "Calm", "Not yet"),
    "asleep, roused": (
        "Asleep", "Answers to voice", "Seen, easy", "Usual colour", "On the side", "Calm",
        "Not yet",
    ),
}  # fmt: skip


class Finger:
    """Taps where somebody would, on what can be seen, and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def on(self, words: str) -> None:
        """The answer in these words; one that is off the glass takes a swipe, which counts too."""
        target = self.page.locator(".answers > label:visible", has_text=words).first
        self._tap(target)

    def record(self) -> None:
        self._tap(self.page.locator("#record button.act").first)

    def _tap(self, target: Locator) -> None:
        box = target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, target.inner_text()
        height = self.page.evaluate("innerHeight")
        if not 0 <= box["y"] <= height - box["height"]:
            target.scroll_into_view_if_needed()
            self.taps += 1
            box = target.bounding_box()
            assert box is not None
        self.page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.taps += 1


@pytest.mark.hazard("H-01")
@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("person", SAW)
def test_a_complete_record_takes_no_more_than_eight_taps(
    browser: Browser, served: Served, person: str, theme: str, tmp_path: Path
) -> None:
    served.visit()
    with screen(browser, served, theme=theme, has_touch=True) as page:
        finger = Finger(page)
        for words in SAW[person]:
            finger.on(words)
        page.screenshot(path=shot(tmp_path, f"door-{person[:6].strip(',')}-{theme}.png"))
        finger.record()
        page.get_by_text("✓ Recorded. Seen in person.").wait_for()
        page.screenshot(path=shot(tmp_path, f"door-recorded-{theme}.png"))
    assert finger.taps <= MOST_TAPS
    assert finger.taps == len(SAW[person]) + 1
    made = served.room.view().last_recorded
    assert made is not None
    assert (made.graded.grade, made.graded.ends_spell) == ("full", True)


@pytest.mark.hazard("H-04")
@pytest.mark.parametrize("theme", ["day", "night"])
def test_an_incomplete_record_says_what_is_missing_and_one_tap_more_completes_it(
    browser: Browser, served: Served, theme: str, tmp_path: Path
) -> None:
    served.visit()
    with screen(browser, served, theme=theme, has_touch=True) as page:
        finger = Finger(page)
        for words in SAW["awake"]:
            if words != "Usual colour":
                finger.on(words)
        finger.record()
        page.get_by_text("does not count as seen in person").wait_for()
        assert page.locator(".verdict li").all_inner_texts() == ["colour"]
        chosen = page.eval_on_selector_all("input:checked", "all => all.map(one => one.value)")
        assert chosen == ["awake", "easy", "sitting", "calm", "not-yet"]
        page.screenshot(path=shot(tmp_path, f"door-missing-{theme}.png"), full_page=True)
        finger.on("Usual colour")
        finger.record()
        page.get_by_text("✓ Recorded. Seen in person.").wait_for()
        page.go_back()
        page.wait_for_timeout(300)
        assert page.locator("input:checked").count() == 0


def shot(tmp_path: Path, name: str) -> Path:
    """Where a picture goes: beside the test, or into the folder that somebody named."""
    return Path(os.environ.get("ATTUNE_SHOTS") or tmp_path) / name


def test_what_was_tapped_is_gone_from_the_glass_after_a_minute(
    browser: Browser, served: Served
) -> None:
    served.visit()
    with screen(browser, served) as page:
        tap(page, "awareness-awake")
        page.locator("#record button.act").first.click()
        page.wait_for_url("**/recorded")
        served.act(lambda: setattr(served.room, "second", served.room.second + 59))
        page.reload()  # a second is left
        page.wait_for_url(served.url, timeout=5000)
        assert page.locator("input:checked").count() == 0


# ---- what suits the person -------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["day", "night"])
def test_light_and_warmth_fit_the_glass_and_are_pressed_with_one_thumb(
    browser: Browser, served: Served, theme: str
) -> None:
    suited = night.care(2, suits=THEIRS, confinement=night.confined())
    served.act(lambda: served.room.happened(night.arrived(suited)))
    served.visit()
    with screen(browser, served, theme=theme) as page:
        page.get_by_role("link", name="Light and warmth").click()
        page.wait_for_url("**/room")
        page.wait_for_load_state("load")
        page.get_by_role("button", name="Evening 20 lux").wait_for()
        assert page.evaluate("document.documentElement.scrollHeight") <= TABLET[1]
        for button in page.get_by_role("button").all():
            box = button.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 43.5
        page.evaluate(AXE.read_text(encoding="utf-8"))
        assert page.evaluate("axe.run().then(found => found.violations.map(one => one.id))") == []
        page.locator("label[for=purpose-2]").click()
        page.get_by_role("button", name="½ °C warmer").click()
        page.wait_for_url("**/room?for=*")
        assert page.locator("#purpose-2").is_checked()
        page.locator("section[aria-label=Warmth]", has_text="the person's own choice").wait_for()
