"""What a nurse would try at the station to end a blank spell, in a real browser: refused."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hub.rooms.facts import How
from tests.browser.test_live import live
from tests.browser.test_looks import opened
from tests.browser.ward import ward
from tests.hub.panel.night import ASH_1, FakeDesk
from tests.hub.panel.served import Served, served

ROOM = "/rooms/ash/01"
WALL, TABLET, PHONE = (1920, 1080), (1280, 800), (390, 844)
THE_DOOR = "hold your badge to the reader there, stay for at least 10 s"
IS_OVERDUE = "Nobody has been for 17 min"


@pytest.fixture
def panel() -> Iterator[Served]:
    with served(FakeDesk(*ward())) as panel:
        yield panel


def unmoved(panel: Served) -> tuple[object, ...]:
    """What no press at the station may change of the room that is overdue."""
    state = panel.desk.state(ASH_1)
    assert state.watch is not None
    assert state.seen is not None
    return state.watch, state.seen, [(one.id, one.condition) for one in state.alarms]


@pytest.fixture
def overdue(page: Page, panel: Served) -> Iterator[Page]:
    """Its page; afterwards the spell runs on as before, and shows."""
    before = unmoved(panel)
    live(page, panel, ROOM)
    expect(page.locator("#main")).to_contain_text(IS_OVERDUE)
    yield page
    assert unmoved(panel) == before
    page.goto(panel.url + ROOM)
    expect(page.locator("#main")).to_contain_text(IS_OVERDUE)


@pytest.mark.hazard("H-03")
def test_saying_that_they_were_seen_is_written_down_and_refused_in_words(
    overdue: Page, panel: Served, tmp_path: Path
) -> None:
    overdue.get_by_text("Somebody was seen, and the door does not know").click()
    overdue.locator("#seen-said_to_be_at").fill("01:10")
    overdue.locator("#seen-words").fill("asleep in bed")
    overdue.get_by_role("button", name="Say that they were seen").click()
    summary = overdue.locator(".nhsuk-error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("does not count as seen in person")
    expect(summary).to_contain_text(THE_DOOR)
    overdue.screenshot(path=shot(tmp_path, "refused-seen.png"))
    entry = panel.desk.state(ASH_1).recent[-1]
    assert entry.fact == "looked remotely"
    assert (entry.how, entry.words, entry.by) == (How.STATION, "asleep in bed", "st-03")
    assert f"{entry.said_to_be_at:%H:%M}" == "01:10"
    assert entry.device == "a browser, this machine"
    expect(overdue.locator("#timeline")).to_contain_text("Entry typed at the station for 01:10")


@pytest.mark.hazard("H-03")
def test_an_entry_that_says_so_is_told_that_it_counts_for_nothing(
    overdue: Page, panel: Served
) -> None:
    overdue.get_by_text("A look at CCTV, or an entry at the station").click()
    overdue.get_by_label("Entry typed at the station").check()
    overdue.locator("#look-words").fill("seen in person at 03:10, asleep")
    overdue.get_by_role("button", name="Record the look").click()
    expect(overdue.locator(".done")).to_contain_text("It is not an in-person observation.")
    expect(overdue.locator(".done")).to_contain_text(THE_DOOR)
    assert panel.desk.state(ASH_1).recent[-1].fact == "looked remotely"


@pytest.mark.hazard("H-03")
def test_taking_an_alarm_on_says_that_it_is_not_ended_and_what_ends_it(
    overdue: Page, panel: Served, tmp_path: Path
) -> None:
    row = overdue.locator(".alarm", has_text=IS_OVERDUE)
    row.get_by_role("button", name="Acknowledge").click()
    expect(row).to_contain_text("acknowledged by")
    expect(row).to_contain_text("Not ended by this. Go to the door")
    expect(row).to_contain_text(THE_DOOR)
    overdue.screenshot(path=shot(tmp_path, "refused-acknowledged.png"))


@pytest.mark.hazard("H-03")
@pytest.mark.parametrize("where", ["", "/api/v1"])
def test_ending_the_alarm_by_its_address_is_refused_in_words_and_on_record(
    overdue: Page, panel: Served, where: str
) -> None:
    (alarm,) = panel.desk.state(ASH_1).alarms
    kind = "application/json" if where else "application/x-www-form-urlencoded"
    asked = """async ([where, kind, body]) => {
        const answer = await fetch(where, {method: "POST", body,
            headers: {"Content-Type": kind, Accept: "text/plain"}});
        return [answer.status, await answer.text()];
    }"""
    body = "{}" if where else "as=st-03"
    path = f"{where}{ROOM}/alarms/{alarm.id}/end"
    status, words = overdue.evaluate(asked, [path, kind, body])
    assert status == 409
    assert "Nobody ends an alarm about a person from the station" in words
    assert THE_DOOR in words
    assert panel.desk.state(ASH_1).recent[-1].fact == "refused"
    overdue.reload()
    expect(overdue.locator("#timeline")).to_contain_text("Refused: Nobody ends an alarm")


@pytest.mark.hazard("H-01")
@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("size", [WALL, TABLET, PHONE], ids=["wall", "tablet", "phone"])
def test_the_room_that_is_overdue_leads(
    page: Page, panel: Served, size: tuple[int, int], theme: str, tmp_path: Path
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    opened(page, panel, "/", theme)
    first = page.locator(".tile").first
    expect(first).to_contain_text("Ash 1")
    expect(first).to_contain_text(IS_OVERDUE)
    expect(first).to_contain_text("(full)")
    tops = page.eval_on_selector_all(
        ".tile", "all => all.map(one => one.getBoundingClientRect().top)"
    )
    assert tops[0] == min(tops)
    page.screenshot(path=shot(tmp_path, f"overdue-{size[0]}-{theme}.png"))


def shot(tmp_path: Path, name: str) -> Path:
    """Where a picture goes: beside the test, or into the folder that somebody named."""
    return Path(os.environ.get("ATTUNE_SHOTS") or tmp_path) / name
