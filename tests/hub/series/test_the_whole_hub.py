"""The hub as a program, with a broker and a real series database, as hub.toml has them."""

import os
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from urllib.request import urlopen

import pytest

from hub.outside.store import Store
from tests.brokers import free_port, start_mosquitto
from tests.databases import Front, start_influxd
from tests.hub.journal.entries import began

TOKEN = "not-for-a-log"  # noqa: S105


@pytest.mark.hazard("H-71")
def test_the_program_says_that_it_is_not_reached_and_passes_on_what_waited_and_no_token(tmp_path):
    with start_influxd(tmp_path) as influxd, start_mosquitto(tmp_path) as broker:
        front = Front(influxd.port, token=TOKEN)
        panel = free_port()
        config = tmp_path / "hub.toml"
        config.write_text(
            f'[site]\nrooms = ["ash/04"]\n[broker]\nurl = "mqtt://127.0.0.1:{broker}"\n'
            f"[panel]\nport = {panel}\n"
            f'[influxdb]\nurl = "{front.url}"\ntoken_file = "token"\n'
        )
        (tmp_path / "token").write_text(f"{TOKEN}\n")
        with closing(Store(tmp_path / "store.sqlite3")) as store:
            store.commit([began(0)], [])
        log = tmp_path / "hub.log"
        with log.open("w") as out:
            command = [sys.executable, "-m", "attune", "hub", str(config)]
            hub = subprocess.Popen(command, stderr=out, stdout=out, env={**os.environ})
        try:
            _until(lambda: "series database is not reached since" in _page(panel))
            assert "points wait. Rooms are watched as ever." in _page(panel)
            assert not influxd.asks("SHOW MEASUREMENTS")
            front.give()
            _until(lambda: influxd.asks('SELECT last("confined") FROM "watch"'))
            _until(lambda: _page(panel) and "series database" not in _page(panel))
        finally:
            hub.send_signal(signal.SIGTERM)
            assert hub.wait(20) == 0, log.read_text()
            front.take_away()
        (series,) = influxd.asks('SELECT last("confined") FROM "watch" GROUP BY *')
        assert series["tags"] == {"ward": "ash", "room": "ash/04"}
        assert series["values"][0][1] == 1
        assert TOKEN not in log.read_text()


def _page(port):
    with suppress(OSError), urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
        return page.read().decode()
    return ""


def _until(so, within_s=60):
    deadline = time.monotonic() + within_s
    while not so():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.1)


def test_without_a_database_its_client_is_not_even_loaded():
    command = [sys.executable, "-c", "import sys, hub.run; print('influxdb_client' in sys.modules)"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False\n"
