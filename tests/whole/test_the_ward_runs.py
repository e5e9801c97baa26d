"""`attune run`: four rooms, real programs, a real broker; on the embedded one and on mosquitto."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from playwright.sync_api import Page, sync_playwright

from attune.ward_files import PINS
from tests.brokers import start_mosquitto
from tests.whole.running import RunningWard, until, ward_running

ASH_1, ASH_2, ASH_3, ASH_4 = "ash/01", "ash/02", "ash/03", "ash/04"
BLANK = "blank spell"
BADGE = "04A1B2C3"
CHROMIUM_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def page_of(address: str) -> Iterator[Page]:
    """The page at this address in a browser of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=CHROMIUM_ARGS
        )
        page = browser.new_page()
        page.goto(address)
        yield page
        browser.close()


def asked_of(room: dict[str, Any]) -> list[dict[str, Any]]:
    """What was asked of its light and warmth, the newest first; without the steps of a walk."""
    return [order for order in room["orders"] if order["asked"]["what"] != "walk"]


@pytest.fixture(scope="class")
def ward(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningWard]:
    folder = tmp_path_factory.mktemp("w")
    with ExitStack() as running:
        broker = None
        if request.cls.on_mosquitto:
            port = running.enter_context(start_mosquitto(folder))
            broker = f"mqtt://127.0.0.1:{port}"
        yield running.enter_context(ward_running(folder / "h", broker=broker))


class WardRuns:
    """What must be so on any broker. One ward runs through all of it, in this order."""

    on_mosquitto: bool

    def test_four_rooms_are_listed_with_fresh_readings(self, ward: RunningWard) -> None:
        assert [room["name"] for room in ward.rooms()] == [ASH_1, ASH_2, ASH_3, ASH_4]
        until(lambda: ward.room(ASH_4)["episode"], 20)
        ward.post(
            f"{ASH_4}/plan", {"by": "K.O.", "every_min": 1, "authority": "local", "source": "test"}
        )

    def test_one_room_says_which_recording_it_breathes_from(
        self, ward: RunningWard, shared_data: Path
    ) -> None:
        assert (shared_data / "radar" / "acconeer_a121_breathing").is_dir()
        until(lambda: all(room["source"] for room in ward.rooms()), 15, "each node's health")
        assert "recording acconeer_a121_breathing" in ward.room(ASH_1)["source"]
        assert "synthetic body" in ward.room(ASH_2)["source"]
        assert "nobody" in ward.room(ASH_3)["source"]

    @pytest.mark.hazard("H-31")
    def test_its_radars_are_commissioned_and_marked_as_simulated(self, ward: RunningWard) -> None:
        until(lambda: all(room["coverage"]["shows_numbers"] for room in ward.rooms()), 60)
        assert all(room["coverage"]["simulated"] for room in ward.rooms())
        assert ward.room(ASH_1)["coverage"]["commissioning"]["by"] == "st-03"

    def test_in_a_browser_the_tiles_change_without_a_reload(self, ward: RunningWard) -> None:
        with page_of(f"http://127.0.0.1:{ward.port}/") as page:
            hosts: set[str] = set()
            page.on("request", lambda asked: hosts.add(asked.url.split("/")[2]))
            page.reload()
            page.evaluate("window.sameDocument = true")
            before = page.locator("main").inner_text()
            ward.sim(ASH_3, "move", for_s=5)
            page.wait_for_function(
                "before => document.querySelector('main').innerText !== before", arg=before
            )
            assert page.evaluate("window.sameDocument") is True
            assert "not a certified medical device" in page.locator("body").inner_text()
            assert hosts == {f"127.0.0.1:{ward.port}"}

    def test_an_order_changes_the_room_and_the_measured_value_follows(
        self, ward: RunningWard
    ) -> None:
        before = next(
            reading["value"]
            for reading in ward.room(ASH_3)["readings"]
            if reading["quantity"] == "light"
        )
        # The one order of light that no night holds back: this test runs at any hour.
        ward.post(f"{ASH_3}/orders", {"by": "K.O.", "press": "full light"})
        until(lambda: asked_of(ward.room(ASH_3))[0]["progress"] == "done", 10)
        until(
            lambda: any(
                reading["quantity"] == "light" and (reading["value"] or 0) > before + 100
                for reading in ward.room(ASH_3)["readings"]
            ),
            20,
        )
        ward.post(f"{ASH_3}/orders", {"by": "K.O.", "temperature": 24})
        until(lambda: asked_of(ward.room(ASH_3))[0]["progress"] == "done", 10)
        until(
            lambda: held_to(ward) == 24,
            10,
            "measured warmth follows, on virtual time, in the nights",
        )

    def test_what_hurts_is_refused_in_words(self, ward: RunningWard) -> None:
        ward.post(f"{ASH_3}/orders", {"by": "K.O.", "temperature": 31})
        orders = until(
            lambda: [o for o in ward.room(ASH_3)["orders"] if o["progress"] == "refused"], 10
        )
        assert "16 to 28" in orders[0]["words"]

    @pytest.mark.hazard("H-18")
    def test_an_order_to_a_stopped_node_expires_and_is_not_obeyed_when_it_returns(
        self,
        ward: RunningWard,
    ) -> None:
        node = ward.program("node", "ash-02")
        node.suspend()
        ward.post(f"{ASH_2}/orders", {"by": "K.O.", "temperature": 25})
        until(lambda: asked_of(ward.room(ASH_2))[0]["progress"] == "expired", 40)
        assert "node silent" in ward.alarms(ASH_2)
        node.resume()
        until(lambda: "node silent" not in ward.alarms(ASH_2), 30)
        # Whether it came to the node at all is the broker's luck: what was sent to somebody who had
        # stopped reading may be lost with the connection. A later order tells that all has come.
        ward.post(f"{ASH_2}/orders", {"by": "K.O.", "temperature": 22})
        until(lambda: asked_of(ward.room(ASH_2))[0]["progress"] == "done", 30)
        newest, late = asked_of(ward.room(ASH_2))
        assert late["progress"] in {"expired", "refused"}
        assert newest["progress"] == "done"
        assert held_to(ward, 2) == 22

    @pytest.mark.hazard("H-01")
    @pytest.mark.hazard("H-02")
    def test_nobody_comes_cameras_look_and_only_a_visit_ends_it(self, ward: RunningWard) -> None:
        until(lambda: BLANK in ward.alarms(ASH_4), 90, "a plan of one minute was set first of all")
        for _ in range(3):
            ward.post(f"{ASH_4}/looks", {"by": "K.O.", "how": "CCTV"})
        ward.post(
            f"{ASH_4}/looks", {"by": "K.O.", "how": "entry typed at the station", "words": "asleep"}
        )
        room = ward.room(ASH_4)
        assert (room["looks"], room["seen_at"], room["overdue"]) == (4, None, True)
        assert BLANK in ward.alarms(ASH_4)
        ward.sim(ASH_4, "visit", badge=BADGE, stay_s=20, form=True)
        until(lambda: ward.room(ASH_4)["seen_by"] == "M.T.", 40)
        assert BLANK not in ward.alarms(ASH_4)

    def test_a_door_unit_serves_its_own_page_and_the_form(self, ward: RunningWard) -> None:
        with page_of(f"http://127.0.0.1:{ward.port + 4}/") as page:
            assert "Ash 4" in page.locator("body").inner_text()
            assert page.locator("input[type=radio]").count() > 20
            assert page.locator("input[type=radio]:checked").count() == 0

    def test_a_person_locked_in_without_an_episode_is_on_its_way_to_an_alarm(
        self,
        ward: RunningWard,
    ) -> None:
        """The five minutes themselves pass on virtual time, in the nights."""
        ward.sim(ASH_3, "enter")
        ward.sim(ASH_3, "lock")
        until(
            lambda: (
                ward.room(ASH_3)["standing"]["locked"] and ward.room(ASH_3)["standing"]["in_room"]
            ),
            20,
        )

    def test_bad_messages_are_counted_and_shown_and_nothing_else_suffers(
        self, ward: RunningWard
    ) -> None:
        broker = next(
            line.split('"')[1]
            for line in (ward.home / "hub.toml").read_text(encoding="utf-8").splitlines()
            if line.startswith("url")
        )
        script = (
            "import sys, paho.mqtt.publish as p\n"
            "from urllib.parse import urlsplit\n"
            "u = urlsplit(sys.argv[1])\n"
            "bad = [b'{\"v\":1', b'x' * 40000, b'\\xff\\xfe', b'[]', b'{\"v\": 9}']\n"
            "p.multiple([('attune/v1/ash/04/happenings', b, 1, False) for b in bad],"
            " hostname=u.hostname, port=u.port)\n"
        )
        subprocess.run([sys.executable, "-c", script, broker], check=True, timeout=20)
        wanted = {"torn", "oversized", "not UTF-8", "malformed", "wrong version"}
        until(lambda: wanted <= set(_rejections(ward)), 10, "rejections by name")
        assert ward.room(ASH_4)["heard"]

    def test_a_node_is_small_and_idle_enough_for_its_pi(self, ward: RunningWard) -> None:
        """Resident memory under 120 MB; processor time is measured by `make bench`."""
        for room in ("ash-01", "ash-02", "ash-03", "ash-04"):
            resident = ward.program("node", room).memory_info().rss
            assert resident < 120e6, f"{room}: {resident / 1e6:.0f} MB"

    def test_a_program_that_falls_is_started_again(self, ward: RunningWard) -> None:
        ward.program("node", "ash-03").kill()
        until(lambda: ward.program("node", "ash-03"), 20)
        until(lambda: "node silent" not in ward.alarms(ASH_3) and ward.room(ASH_3)["heard"], 30)

    @pytest.mark.hazard("H-09")
    @pytest.mark.hazard("H-23")
    def test_a_killed_hub_goes_on_where_it_was(self, ward: RunningWard) -> None:
        before = ward.room(ASH_4)
        ward.program("attune", "hub").kill()
        after = until(lambda: ward.room(ASH_4), 30)
        assert (after["seen_at"], after["seen_by"]) == (before["seen_at"], before["seen_by"])
        assert after["episode"]["began_at"] == before["episode"]["began_at"]


class TestOnTheEmbeddedBroker(WardRuns):
    on_mosquitto = False


class TestOnMosquitto(WardRuns):
    on_mosquitto = True


def held_to(ward: RunningWard, room: int = 3) -> float:
    """What the door unit of this room of Ash ward says that it holds the room to."""
    door = httpx.get(f"http://127.0.0.1:{ward.port + room}/api/v1/door").raise_for_status().json()
    return float(door["in_force"]["temperature_c"])


def _rejections(ward: RunningWard) -> dict[str, int]:
    counts = ward.get("/api/v1/health")["rejections"]
    return {name.removeprefix("turned away: "): count for name, count in counts.items()}


def test_ctrl_c_leaves_no_process_and_a_second_start_goes_on(tmp_path: Path) -> None:
    home = tmp_path / "h"
    with ward_running(home) as first:
        began = until(lambda: first.room(ASH_4)["episode"], 20)["began_at"]
        born = [first.process.pid, *(process.pid for process in first.processes())]
        assert len(born) == 8
        second_run = run_again(home)
        assert second_run.returncode == 2
        assert "running in" in second_run.stderr
        assert "Traceback" not in second_run.stderr
        assert first.stop() == 0
        assert [pid for pid in born if psutil.pid_exists(pid)] == []
    log = first.log.read_text(encoding="utf-8")
    assert "Traceback" not in log, log
    assert f"http://127.0.0.1:{first.port}" in log
    assert f"Sign as K.O. with PIN {PINS['st-03']} (nurse in charge" in log
    with ward_running(home) as second:
        assert until(lambda: second.room(ASH_4)["episode"], 20)["began_at"] == began


def run_again(home: Path) -> "subprocess.CompletedProcess[str]":
    """Another ward in the same home, while the first runs there."""
    return subprocess.run(
        [sys.executable, "-m", "attune", "run", "--home", str(home)],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_children_do_not_outlive_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    with ward_running(tmp_path / "h") as ward:
        children = ward.processes()
        ward.process.kill()
        ward.process.wait()
        gone, alive = psutil.wait_procs(children, timeout=20)
        assert (len(gone), alive) == (7, [])
