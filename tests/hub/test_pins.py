"""PINs in a store: hashed by argon2, beside the journal, and as slow for nobody as for somebody."""

import asyncio
import sqlite3
from contextlib import closing
from typing import Literal

import pytest
from argon2 import Parameters, PasswordHasher, extract_parameters
from argon2.low_level import Type

from hub.effects import KeepPin
from hub.outside.pins import HASHER, ITERATIONS, LANES, MEMORY_KIB, Pins
from hub.outside.reading import Reading
from hub.outside.store import Store
from hub.rooms.facts import FACTS
from hub.staff.facts import PinSet
from tests.hub.journal.entries import TWO_AM, look

SET = PinSet(at=TWO_AM, by="st-05", ref="st-01")


@pytest.fixture
def store(tmp_path):
    opened = Store(tmp_path / "s")
    yield opened
    opened.close()


def keep(store, ref="st-01", pin="2580"):
    kept = HASHER.hash(pin) if pin else None
    store.commit([SET], [], pins_kept=[KeepPin(ref, kept, TWO_AM, "st-05")])


def fits(store, ref, pin):
    return asyncio.run(Pins(store).fits(ref, pin))


def test_the_parameters_are_the_least_that_owasp_asks_for():
    found = extract_parameters(HASHER.hash("2580"))
    assert found.type is Type.ID
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19_456, 2, 1)


def test_a_pin_fits_whose_it_is_and_nobody_else(store):
    keep(store)
    assert fits(store, "st-01", "2580")
    assert not fits(store, "st-01", "2581")
    assert not fits(store, "st-02", "2580")
    assert not fits(store, None, "2580")
    assert not fits(store, None, "nobody's")


def test_another_pin_takes_the_place_of_the_one_before_and_none_discards_it(store):
    keep(store)
    keep(store, pin="1379")
    assert (fits(store, "st-01", "2580"), fits(store, "st-01", "1379")) == (False, True)
    keep(store, pin="")
    assert not fits(store, "st-01", "1379")


def test_it_is_looked_at_in_a_thread_and_the_loop_goes_on(store):
    keep(store)

    async def story():
        pins, beats = Pins(store), 0
        looking = asyncio.gather(*(pins.fits("st-01", "2580") for _ in range(5)))
        while not looking.done():
            beats += 1
            await asyncio.sleep(0.001)
        pins.close()
        return beats

    assert asyncio.run(story()) > 20


class Counting(PasswordHasher):
    """Notes what it was asked to compare with."""

    def __init__(self) -> None:
        super().__init__(time_cost=ITERATIONS, memory_cost=MEMORY_KIB, parallelism=LANES)
        self.compared: list[Parameters] = []

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
        self.compared.append(extract_parameters(str(hash)))
        return super().verify(hash, password)


@pytest.mark.parametrize("ref", ["st-01", "st-02", None])
def test_nobody_and_whoever_has_no_pin_cost_the_same_work_as_a_wrong_pin(store, ref):
    """What costs the same work takes the same time, whatever else this machine does."""
    keep(store)
    hasher = Counting()
    assert not asyncio.run(Pins(store, hasher).fits(ref, "0000"))
    assert hasher.compared == [extract_parameters(HASHER.hash("0000"))]


@pytest.mark.hazard("H-25")
def test_the_journal_holds_no_hash(store, tmp_path):
    keep(store)
    with closing(sqlite3.connect(tmp_path / "s")) as file:
        bodies = [body for (body,) in file.execute("SELECT body FROM entries ORDER BY number")]
        ((kept,),) = file.execute("SELECT hash FROM pins").fetchall()
    assert kept.startswith("$argon2id$")
    assert not [body for body in bodies if "argon2" in body]
    assert FACTS.validate_json(bodies[-1]) == SET


def test_a_commit_that_fails_keeps_neither_the_fact_nor_the_pin(store, tmp_path):
    keep(store)
    with closing(sqlite3.connect(tmp_path / "s")) as file:
        file.execute(
            "CREATE TRIGGER no_more BEFORE INSERT ON pins BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
        file.commit()
    with pytest.raises(Exception, match="full"):
        keep(store, ref="st-02")
    with closing(sqlite3.connect(tmp_path / "s")) as file:
        file.execute("DROP TRIGGER no_more")
        file.commit()
    store.commit([look(1)], [])
    assert list(store.facts()) == [SET, look(1)]
    assert store.pin_hash("st-02") is None


def test_whoever_reads_a_store_is_told_who_has_a_pin_and_no_hash(store, tmp_path):
    keep(store)
    reading = Reading(tmp_path / "s")
    assert reading.pins_set() == {"st-01": TWO_AM}
    reading.close()
