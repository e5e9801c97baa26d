"""The hub as it is deployed, writing down when each step on the way to an alarm was reached.

`python -m tests.bench.traced CONFIG` runs it. Beside CONFIG comes a file of one line of JSON for
each alarm: its room, and seconds of the monotonic clock by step. A tap costs some microseconds.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from sqlalchemy import event

from hub.outside import carrier, following, gathering, inbox, journal, store, writer
from hub.rooms.alarm_facts import AlarmAgain, AlarmBegan
from hub.run import main
from tests.bench.subjects import STEPS as STEPS_FILE
from tests.farm.truth import instead
from ward.announcements import AlarmChanged, Change

STEPS = (
    ("broker", "the message through the broker to the hub's loop, and read"),
    ("turn", "until the round has it"),
    ("round", "decoded, judged, put to the rules: the facts are there"),
    ("open", "until their turn to be stored comes"),
    ("hop", "over to the writer's thread"),
    ("sealed", "sealed, chained, signed"),
    ("written", "statements, until COMMIT"),
    ("synced", "COMMIT: the disk"),
    ("back", "over to the loop again"),
    ("told", "encoded and given to paho"),
    ("out", "sent"),
    ("heard", "through the broker to the listener"),
)


class Taps:
    """When each step was reached, of the alarms that are under way."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("w", buffering=1)
        self._under_way: dict[str, dict[str, float]] = {}
        self._telling: list[str] = []
        self._came: dict[int, float] = {}

    def came(self, what: object) -> None:
        self._came[id(what)] = time.monotonic()

    def taken(self, what: object) -> float:
        return self._came.pop(id(what), 0.0)

    def begun(self, facts: Any, times: dict[str, float]) -> None:
        for fact in facts:
            if isinstance(fact, AlarmBegan | AlarmAgain):
                self._under_way[fact.id] = {"room": str(fact.room), **times}  # type: ignore[dict-item]

    def reached(self, step: str, facts: Any) -> None:
        now = time.monotonic()
        for fact in facts:
            if isinstance(fact, AlarmBegan | AlarmAgain) and fact.id in self._under_way:
                self._under_way[fact.id][step] = now

    def told(self, alarm: str) -> None:
        if alarm in self._under_way:
            self._under_way[alarm]["told"] = time.monotonic()
            self._telling.append(alarm)

    def out(self) -> None:
        if self._telling:
            now = time.monotonic()
            for alarm in self._telling:
                self._file.write(json.dumps({**self._under_way.pop(alarm), "out": now}) + "\n")
            self._telling.clear()


def tap_the_loop(taps: Taps) -> None:
    """From now on, in this process: what the loop's own thread does."""
    put, feed, wait = inbox.Inbox.put, carrier.Carrier._feed, writer.Writer.commit
    publish, flush = following.Following._publish, gathering.Gathering.flush

    def putting(self: Any, thing: Any, *, urgent: bool = False) -> None:
        taps.came(thing)
        put(self, thing, urgent=urgent)

    def feeding(self: Any, waiting: Any) -> Any:
        came, began = taps.taken(waiting), time.monotonic()
        before = len(self._following._open.facts)
        changed = feed(self, waiting)
        facts = self._following._open.facts[before:]
        taps.begun(facts, {"broker": came, "turn": began, "round": time.monotonic()})
        return changed

    async def waiting_for(self: Any, turn: Any) -> Any:
        taps.reached("open", turn.facts)
        head = await wait(self, turn)
        taps.reached("back", turn.facts)
        return head

    def publishing(self: Any, published: Any) -> None:
        publish(self, published)
        match published.message:
            case AlarmChanged(change=Change.BEGAN | Change.AGAIN, alarm=alarm):
                taps.told(alarm.id)

    def flushing(self: Any) -> None:
        flush(self)
        taps.out()

    instead(inbox.Inbox, "put", putting)
    instead(carrier.Carrier, "_feed", feeding)
    instead(writer.Writer, "commit", waiting_for)
    instead(following.Following, "_publish", publishing)
    instead(gathering.Gathering, "flush", flushing)


def tap_the_writer(taps: Taps) -> None:
    """From now on, in this process: what the writer's thread does."""
    commit, take, written = store.Store.commit, store.Store._take, journal.Journal.written
    now_storing: list[Any] = []

    def committing(self: Any, facts: Any, *others: Any) -> Any:
        taps.reached("hop", facts)
        now_storing[:] = facts
        head = commit(self, facts, *others)
        taps.reached("synced", facts)
        return head

    def writing(self: Any, facts: Any) -> Any:
        done = written(self, facts)
        taps.reached("sealed", facts)
        return done

    def taking(self: Any, opened: Any) -> None:
        take(self, opened)
        event.listen(self._engine, "commit", lambda _: taps.reached("written", now_storing))

    instead(store.Store, "commit", committing)
    instead(store.Store, "_take", taking)
    instead(journal.Journal, "written", writing)


if __name__ == "__main__":
    taps = Taps(Path(sys.argv[1]).with_name(STEPS_FILE))
    tap_the_loop(taps)
    tap_the_writer(taps)
    raise SystemExit(main(Path(sys.argv[1])))
