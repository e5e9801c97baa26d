"""The command `attune series`: every measurement that a series database is given."""

import argparse
import sys
from collections.abc import Iterator

from hub.measurements import FIELDS, MEASUREMENTS, Field, Lasts
from hub.rooms.doubted import DOUBTS

FINE = 0
LASTS = {
    Lasts.VALUES: "least, mean, most, how often, how long",
    Lasts.COVER: "how often, how long",
    Lasts.NOTHING: "",
}
INTRODUCTION = """\
With a table [influxdb] in hub.toml the hub gives a series database what stands here, and nothing
else: by line protocol to /api/v2/write, times in microseconds, every field a float. The same time
and the same tags are the same point, so what is given twice is there once.

    [influxdb]
    url = "https://influxdb.example:8086"   # http only on this machine
    org = "trust"                           # InfluxDB 2 and 3
    bucket = "attune"                       # InfluxDB 1.8 and later: "database/retention policy"
    token_file = "influxdb.token"           # or ATTUNE_INFLUXDB_TOKEN; InfluxDB 1: "user:password"
    ca_file = "trust-ca.pem"                # where the hospital has its own certificates
    rates = false                           # true: breathing and pulse leave as numbers

Tags: "ward" (ash), "room" (ash/04), and "sensor" for what a sensor said or "condition" for an alarm
that began. No tag and no field says anything of who is in the room. Breathing and pulse are a
person's own, are stored only while an authorisation is in force, and leave only with rates = true;
whether they could be measured leaves in any case.

The hub stores first and passes on then, and waits for no database: while one is away, points wait
where they lie, in the hub's own store, for a week; the panel says since when and how many. What
is older is dropped, counted and said. The first time, the last week goes too; so it does with the
rates of that week once rates = true is set. A VictoriaMetrics takes the same words; give it
-dedup.minScrapeInterval=1ms, or what is given twice is there twice.

What the database refuses (it answers 400, 413 or 422) is tried in halves down to the single point.
Only that point is given up, never to be given again: it is counted apart ("points that the series
database refused"), said in the log once for each series, and shown on the panel for an hour with
what the database answers. That is so only while it takes other points: one that refuses whatever it
is sent, or what stands before it, counts as not reached, and all points wait.

These series are no monitor. Nobody watches a person by them: the panel alone is live, alarms, and
says when it does not know.

What the hub keeps itself, by the hour and for ten years, stands in the last column."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "series",
        help="every measurement that a series database is given",
        description=INTRODUCTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--markdown", action="store_true", help="as docs/series.md has it")
    parser.set_defaults(run=_show)


def _show(chosen: argparse.Namespace) -> int:
    sys.stdout.write(markdown() if chosen.markdown else plain())
    return FINE


def plain() -> str:
    """One field a line, for a terminal."""
    return "".join(
        f"{name}: {words}\n"
        + "".join(f"  {field.name:<18} {_unit(field)}\n" for field in _of(name))
        for name, words in MEASUREMENTS.items()
    )


def _unit(field: Field) -> str:
    return f"{field.unit:<10} {field.says}"


def _of(measurement: str) -> tuple[Field, ...]:
    return tuple(field for field in FIELDS if field.measurement == measurement)


def markdown() -> str:
    """docs/series.md, whole."""
    return "".join(f"{line}\n" for line in _page())


def _page() -> Iterator[str]:
    yield from ("# Series, and what a series database is given", "")
    yield from ("<!-- Made by `attune series --markdown`; a test holds it to the table. -->", "")
    yield from (INTRODUCTION, "")
    for name, words in MEASUREMENTS.items():
        yield from (f"## {name}", "", words, "")
        yield "| field | tags | unit | what it says | kept by the hour |"
        yield f"|{' --- |' * 5}"
        for field in _of(name):
            says = f"{field.says} (only with rates = true)" if field.is_rate else field.says
            cells = (field.name, tags(field), field.unit, says, LASTS[field.lasts])
            yield f"| {' | '.join(cells)} |"
        yield ""
    yield from ("Doubts by number:", "")
    yield ", ".join(f"{number} {doubt}" for number, doubt in enumerate(DOUBTS)) + "."


def tags(field: Field) -> str:
    return ", ".join(("ward", "room", *((field.tag,) if field.by_sensor else ())))
