"""A simulated week in a real influxd: every field of the table, and rows for every panel."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from attune.dashboards.asking import ask
from attune.dashboards.written import files
from hub import measurements
from hub.measurements import FIELDS, MEASUREMENTS
from hub.outside.passing_on import PassingOn
from hub.outside.store import Store
from tests.databases import Front, start_influxd
from tests.hub.series.test_passing_on import influx
from tests.hub.series.week import LASTS, week
from tests.hub.world import TWO_AM

BOARDS = Path(__file__).parents[3] / "dashboards"
TOKEN = "of-the-week"  # noqa: S105
ROWS = [
    (path.name, panel["title"], target["query"])
    for path in sorted(BOARDS.glob("*.json"))
    for panel in json.loads(path.read_text())["panels"]
    for target in panel.get("targets", ())
]


@pytest.fixture(scope="module")
def influxd(tmp_path_factory):
    """Loaded by the very way that a hub's points go."""
    folder = tmp_path_factory.mktemp("week")
    with (
        start_influxd(folder) as found,
        closing(Store(folder / "s", leaving=measurements.leaving(rates=False))) as store,
        ThreadPoolExecutor(1) as writer,
    ):
        front = Front(found.port, token=TOKEN)
        front.give()
        store.commit([], list(week()))
        passing = PassingOn(store, writer, influx(front.url, token=TOKEN), lambda: TWO_AM)
        while asyncio.run(passing.step()):
            pass
        assert passing.behind is None
        assert passing.counters["points that the series database refused"] == 0
        front.take_away()
        yield found


def as_grafana_asks(query):
    """With its own words filled in, as Grafana does for somebody who chose all rooms."""
    end = int((TWO_AM + LASTS).timestamp() * 1000)
    since = int(TWO_AM.timestamp() * 1000)
    for word, instead in (
        ("$timeFilter", f"time >= {since}ms and time <= {end}ms"),
        ("$__interval", "30m"),
        ("${room:regex}", r"(ash\/01|ash\/04)"),
        ("${ward:regex}", "ash"),
    ):
        query = query.replace(word, instead)
    assert "$" not in query.replace("$/", ""), f"nobody fills in all of {query}"
    return query


def rows(influxd, query):
    """What of its answer is not empty."""
    found = influxd.asks(as_grafana_asks(query))
    return [row for series in found for row in series["values"] if row[1] is not None]


@pytest.mark.parametrize(("board", "title", "query"), ROWS)
def test_every_query_of_every_panel_brings_rows(influxd, board, title, query):
    assert rows(influxd, query), f"{board}, {title}: nothing answers {query}"


def test_a_panel_that_asks_for_what_the_hub_does_not_write_is_found_out(influxd):
    assert rows(influxd, ask('max("confined")', "watch"))
    assert not rows(influxd, ask('max("patient")', "watch"))
    assert not rows(influxd, ask('max("confined")', "room"))


def test_every_word_of_a_query_is_a_measurement_a_tag_or_a_field_of_the_table():
    known = {
        *MEASUREMENTS, "ward", "room", "sensor", "condition", "m",
        *(field.name for field in FIELDS if not field.is_rate),
    }  # fmt: skip
    assert len(ROWS) > 50
    for board, title, query in ROWS:
        assert set(re.findall(r'"(\w+)"', query)) <= known, f"{board}, {title}: {query}"


def test_the_hub_writes_the_fields_of_its_table_and_no_others(influxd):
    wanted: dict[str, set[tuple[str, str]]] = {name: set() for name in MEASUREMENTS}
    for field in FIELDS:
        if not field.is_rate:
            wanted[field.measurement].add((field.name, "float"))
    found = {
        series["name"]: {(name, kind) for name, kind in series["values"]}
        for series in influxd.asks("SHOW FIELD KEYS")
    }
    assert found == wanted


@pytest.mark.hazard("H-25")
def test_the_tags_are_those_of_the_page_and_name_nobody(influxd):
    found = {
        series["name"]: {key for (key,) in series["values"]}
        for series in influxd.asks("SHOW TAG KEYS")
    }
    wanted: dict[str, set[str]] = {name: {"ward", "room"} for name in MEASUREMENTS}
    for field in FIELDS:
        if field.by_sensor and not field.is_rate:
            wanted[field.measurement].add(field.tag)
    assert found == wanted
    values = {
        value
        for tag in ("ward", "room", "sensor", "condition")
        for series in influxd.asks(f'SHOW TAG VALUES WITH KEY = "{tag}"')
        for _, value in series["values"]
    }
    assert not {value for value in values if "p-17" in value or "J.T." in value}


def test_the_choices_of_ward_and_room_are_there(influxd):
    for query, value in (
        ('SHOW TAG VALUES FROM "watch" WITH KEY = "ward"', "ash"),
        (
            'SHOW TAG VALUES FROM "watch" WITH KEY = "room" WHERE "ward" =~ /^${ward:regex}$/',
            "ash/04",
        ),
    ):
        (series,) = influxd.asks(as_grafana_asks(query))
        assert value in [row[1] for row in series["values"]]


def test_minutes_that_were_not_measured_are_in_no_band(influxd):
    """Of each shift forty minutes are measured: a third of the shifts cold, a third of them hot."""
    boards = {(board, title): query for board, title, query in ROWS}
    asked = {
        what: boards["estates.json", f"Minutes {what}, by the day"]
        for what in ("in which the temperature was measured", "under 18 °C", "over 28 °C")
    }
    measured, cold, hot = (sum(row[1] for row in rows(influxd, query)) for query in asked.values())
    assert measured == pytest.approx(2 * 42 * 40, rel=0.05)
    assert cold == hot == pytest.approx(measured / 3, rel=0.01)


# ---- the files -----------------------------------------------------------------------------------


def test_the_files_are_what_the_tables_say():
    found = {path.name: path.read_text() for path in BOARDS.glob("*.json")}
    assert found == dict(files()), "attune dashboards write"


@pytest.mark.hazard("H-70")
@pytest.mark.parametrize("path", sorted(BOARDS.glob("*.json")), ids=lambda path: path.name)
def test_no_dashboard_can_be_taken_for_live(path):
    board = json.loads(path.read_text())
    first = board["panels"][0]
    assert "**This is not live, and no monitor.**" in first["options"]["content"]
    assert first["gridPos"]["y"] == 0
    assert "not live" in board["title"]
    assert board["refresh"] == ""
    assert board["liveNow"] is False
    assert board["panels"][1]["title"] == "The newest minute of each room"
    assert "alert" not in path.read_text()
    for panel in board["panels"][1:]:
        assert "thresholds" not in json.dumps(panel), "a colour would say that all is well"
        if panel["type"] == "timeseries":
            assert panel["fieldConfig"]["defaults"]["custom"]["spanNulls"] is False


def test_no_panel_lies_over_another():
    for path in BOARDS.glob("*.json"):
        taken: set[tuple[int, int]] = set()
        for panel in json.loads(path.read_text())["panels"]:
            at = panel["gridPos"]
            cells = {
                (x, y)
                for x in range(at["x"], at["x"] + at["w"])
                for y in range(at["y"], at["y"] + at["h"])
            }
            assert not taken & cells, f"{path.name}: {panel['title']}"
            assert max(x for x, _ in cells) < 24
            taken |= cells
