"""The stall: the subscriber stands still for 15 s, with a broker as mosquitto comes."""

import os
import signal
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

from tests.bench.ladder import Alarms, Subject, generated
from tests.bench.machine import temporary
from tests.bench.subjects import SAID, STORE, SUBJECTS
from tests.brokers import start_mosquitto
from tests.farm.compared import compare
from tests.farm.program import farm_running
from tests.farm.truth import read_truth

RATE, NUMBER = 100.0, 50
BEFORE_S, STALL_S, AFTER_S = 5.0, 15.0, 7.0
SETTLES_WITHIN_S = 120.0
# What mosquitto does of itself: a thousand messages wait for a subscriber, the rest is dropped.
AS_IT_COMES = {"max_queued_messages": "", "max_queued_bytes": "", "max_inflight_messages": ""}


def stall() -> None:
    print(f"\na subscriber that stands still for {STALL_S:.0f} s, at {RATE:.0f} messages/s:")
    with temporary() as folder:
        said, lost = _naive(Path(folder))
        print(f"  naive: {lost} of {said} messages lost, and nobody is told", flush=True)
    with temporary() as folder:
        print(f"    hub: {_hub(Path(folder))}", flush=True)


def _stand_still(process: int) -> None:
    time.sleep(BEFORE_S)
    os.kill(process, signal.SIGSTOP)
    time.sleep(STALL_S)
    os.kill(process, signal.SIGCONT)
    time.sleep(AFTER_S)


def _naive(folder: Path) -> tuple[int, int]:
    """Messages said, and how many of them are not stored a few seconds later."""
    with (
        start_mosquitto(folder, told=AS_IT_COMES) as port,
        SUBJECTS["naive"](folder, port, NUMBER, None) as process,
    ):
        alarms = Alarms(port)
        subject = Subject(port, process.pid, alarms, NUMBER, folder)
        time.sleep(2)  # it subscribes
        span_s = BEFORE_S + STALL_S + AFTER_S / 2
        sent: list[dict[str, object]] = []
        sending = threading.Thread(
            target=lambda: sent.append(generated(subject, "stall", RATE, span_s))
        )
        sending.start()
        _stand_still(process.pid)
        sending.join()
        alarms.close()
        said = int(str(sent[0]["count"]))
        return said, said - _stored(folder / SAID, said)


def _stored(path: Path, wanted: int) -> int:
    """Once no more are added."""
    before = -1
    with closing(sqlite3.connect(path)) as store:
        while True:
            (count,) = store.execute("SELECT count(*) FROM said").fetchone()
            if count in {before, wanted}:
                return int(count)
            before = count
            time.sleep(1)


def _hub(folder: Path) -> str:
    """Fifty real nodes, that owe what they say until the hub receipts it."""
    with (
        start_mosquitto(folder, told=AS_IT_COMES) as port,
        farm_running(folder / "farm", port, rooms=NUMBER, rate=RATE) as farm,
    ):
        with SUBJECTS["hub"](folder, port, NUMBER, None) as process:
            _stand_still(process.pid)
            began = time.monotonic()
            told = farm.settle(SETTLES_WITHIN_S)
            took_s = time.monotonic() - began
        compared = compare(read_truth(farm.truth), folder / STORE)
    missing = len(compared.missing)
    return (
        f"{missing} of {told['said']} messages lost, {compared.wrong or 'each stored once'}; "
        f"all of it receipted {took_s:.0f} s after the nodes fell quiet"
    )
