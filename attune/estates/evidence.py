"""`attune estates import` and `export`: evidence out of a table into the journal, and back."""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from attune.estates.asked import AskedError, catalogue_of, configured
from attune.estates.rows import act_of, rows_of
from attune.export.kept import TakenError, keep
from hub.acts import On
from hub.config import HubConfig
from hub.device import COMMAND_LINE
from hub.effects import Denied, Keep
from hub.estates.catalogue import Catalogue
from hub.estates.evidence_table import (
    BYTES_MOST,
    COLUMNS,
    ROWS_MOST,
    Row,
    Step,
    TableError,
    key,
    keys,
    parsed,
    written,
)
from hub.outside import clock
from hub.outside.journal import UnreadableFactError
from hub.outside.keeping import go_on
from hub.outside.opening import StoreInUseError
from hub.outside.reading import DamagedError, Reading
from hub.outside.store import Store, StoreError
from hub.panel.upkeep_asks import wrong_check, wrong_look
from hub.rooms.facts import AnyFact
from hub.rooms.upkeep import Found
from hub.rooms.upkeep_facts import OfUpkeep
from hub.round import Round
from ward.units import Instant

FINE, REFUSED, UNUSABLE = 0, 1, 2
HUB_RUNS = (
    "a hub has the store open: write these on its pages; or stop it, import, and start it again, "
    "and have somebody watch the rooms meanwhile"
)
WRONG_MOST = 10
Refusal = tuple[Row, str]  # and why, in a sentence


def take(chosen: argparse.Namespace) -> int:
    """All of the table or nothing; the process's exit code."""
    try:
        config = configured(chosen.config)
        catalogue = catalogue_of(config, chosen.standards)
        rows = _rows(chosen, config, catalogue)
        known = keys(_written(config.store.file))
        news = [row for row in rows if key(row) not in known]
        wrong = list(_not_to_be_said(news, catalogue)) or _kept(config, news, catalogue)
    except (AskedError, StoreError, DamagedError, UnreadableFactError) as refused:
        sys.stderr.write(f"attune: {str(refused).removesuffix('.')}.\n")
        return UNUSABLE
    except TableError as refused:
        sys.stderr.write(f"{refused}\nNothing was taken.\n")
        return UNUSABLE
    if wrong:
        more = [f"and {len(wrong) - WRONG_MOST} more"] if len(wrong) > WRONG_MOST else []
        sys.stderr.write("\n".join([*wrong[:WRONG_MOST], *more, "Nothing was taken.\n"]))
        return REFUSED
    there = len(rows) - len(news)
    sys.stdout.write(f"{len(news):,} rows taken, {there:,} were there already.\n")
    return FINE


def _written(store: Path) -> list[Row]:
    """Everything that was ever said of a room as a building, as it was told."""
    reading = Reading(store)
    try:
        return list(rows_of(one for _, one in reading.facts() if isinstance(one, OfUpkeep)))
    finally:
        reading.close()


def _rows(chosen: argparse.Namespace, config: HubConfig, catalogue: Catalogue) -> list[Row]:
    path: Path = chosen.table
    try:
        if path.stat().st_size > BYTES_MOST:
            raise AskedError(f"{path} is larger than {BYTES_MOST:,} bytes")
        text = path.read_bytes().decode()  # with the ends of its lines as they are
    except OSError as wrong:
        raise AskedError(f"{path} cannot be read ({wrong.strerror})") from None
    except UnicodeDecodeError:
        raise AskedError(f"{path} is no text in UTF-8") from None
    return parsed(text, path.name, catalogue, config.site.rooms)


def _not_to_be_said(rows: Iterable[Row], catalogue: Catalogue) -> Iterator[str]:
    """What the panel would not take either: a number that is not given, or is out of bounds."""
    for row in rows:
        for words in _wrong(row, catalogue).values():
            yield f"line {row.line}: {words}"


def _wrong(row: Row, catalogue: Catalogue) -> Mapping[str, str]:
    one = row.evidence
    if row.step is Step.LOOKED:
        return wrong_look(one, catalogue)
    if row.step is Step.CHECKED:
        holds = one.found is Found.MET
        return wrong_check(one.value, catalogue.clause(one.clause), holds=holds)
    return {}


def _kept(config: HubConfig, rows: Sequence[Row], catalogue: Catalogue) -> list[str]:
    """Written down as if each had been said on the panel, in one commit; else why not."""
    try:
        store = Store(config.store.file)
    except StoreInUseError:
        raise AskedError(HUB_RUNS) from None
    try:
        now, refused = clock.now(), list[Refusal]()
        for order in orders_of(rows):
            machine = go_on(lambda: Round(config.site.by_clock(config.panel.zone), now), store)
            said = Saying(machine, catalogue, now)
            wrong = said.in_order(order)
            if said.facts and not wrong:
                store.commit(said.facts, ())
            if not wrong:
                return []
            refused = wrong if order.is_of_time else refused
        return [f"line {row.line}: {words}" for row, words in refused]
    finally:
        store.close()


class Order(NamedTuple):
    """Rows as they are said to the hub: as they stand in their table, or in the order of time."""

    rows: Sequence[Row]
    is_of_time: bool


def orders_of(rows: Sequence[Row]) -> tuple[Order, Order]:
    """Both, the likelier first; nothing is kept of one in which something is refused.

    An export stands in the order in which it was told, so a look that was told late is in its
    place. A table made by hand may stand in any: where what was done about a defect is in no order
    of time, time goes first.
    """
    told, in_time = Order(rows, False), Order(sorted(rows, key=_done_at), True)
    done = defaultdict[tuple[object, ...], list[Instant]](list)
    for row in rows:
        if row.step is not Step.LOOKED:
            done[row.evidence.room, row.evidence.clause].append(_done_at(row))
    is_told = all(times == sorted(times) for times in done.values())
    return (told, in_time) if is_told else (in_time, told)


def _done_at(row: Row) -> Instant:
    return row.evidence.at


class Saying:
    """Rows said to the hub, one after another, and the facts that come of them."""

    def __init__(self, machine: Round, catalogue: Catalogue, now: Instant) -> None:
        self.facts: list[AnyFact] = []
        self._machine, self._catalogue, self._now = machine, catalogue, now

    def in_order(self, order: Order) -> list[Refusal]:
        """Which were refused, and why.

        What is refused in its place in time is said once more after all others: as it was where
        somebody told late, of a defect that was mended since, what they had seen before.
        """
        refused = self._all_of(order.rows)
        return self._all_of([row for row, _ in refused]) if order.is_of_time else refused

    def _all_of(self, rows: Iterable[Row]) -> list[Refusal]:
        return [(row, words) for row in rows for words in self._one(row)]

    def _one(self, row: Row) -> list[str]:
        upkeep = self._machine.state(row.evidence.room).upkeep
        act = act_of(row, upkeep, self._catalogue, self._now)
        effects = self._machine.feed(On(act, COMMAND_LINE), self._now)
        self.facts += [effect.fact for effect in effects if isinstance(effect, Keep)]
        return [effect.words for effect in effects if isinstance(effect, Denied)]


def _table(output: Path, config: Path) -> Path:
    if output.suffix not in (".csv", ".json"):
        raise AskedError(f"{output}: expected a file that ends in .csv or .json")
    return config


def give(chosen: argparse.Namespace) -> int:
    """Everything that was ever looked at, as a table; the process's exit code."""
    output: Path = chosen.output
    try:
        config = configured(_table(output, chosen.config))
        found = _written(config.store.file)
        text = "".join(_json(found)) if output.suffix == ".json" else written(found)
        table = text.encode()
        keep(output, [table])
    except (AskedError, StoreError, DamagedError, UnreadableFactError, TakenError) as refused:
        sys.stderr.write(f"attune: {str(refused).removesuffix('.')}.\n")
        return UNUSABLE
    except OSError as refused:
        sys.stderr.write(f"attune: {output} cannot be written ({refused.strerror}).\n")
        return UNUSABLE
    sys.stdout.write(f"{output}: {len(found):,} rows.\n")
    if len(found) > ROWS_MOST or len(table) > BYTES_MOST:
        sys.stderr.write(
            f"attune: {output} is more than import takes at once, {ROWS_MOST:,} rows and "
            f"{BYTES_MOST:,} bytes: divide it by rooms.\n"
        )
    return FINE


def _json(rows: Iterable[Row]) -> Iterator[str]:
    said = [dict(zip(COLUMNS, _cells(row), strict=True)) for row in rows]
    yield json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _cells(row: Row) -> tuple[object, ...]:
    one, due = row.evidence, None if row.due is None else str(row.due)
    of = (str(one.room), one.clause, one.at.isoformat(), one.by, one.found, one.value, one.words)
    step = None if row.step is Step.LOOKED else row.step
    return *of, row.severity, row.owner or None, due, step, row.alone or None
