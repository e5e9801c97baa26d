"""What is typed after `attune estates`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attune.journal import Commands

SIMULATE = """\
Make a simulated site: a hub's store of some months of readings, calls and tests, with breaches of
every clause that is measured planted in some rooms, sensors that lied, nodes that were away or
never there, and evidence that is old. What was planted stands in HOME/planted.json, so that
whatever checks the site can be checked. The same seed makes the same site."""


CHECK = """\
Hold every room of a site against every clause: what its sensors measured over the time asked for,
and what was looked at, tried or said by its end. Also while the hub runs; nothing is written."""

CHECK_MORE = """\
ends with 0 when every room is fit; 1 when one lacks a must-have, or a danger is open in it; 2 when
it could not be checked.

A gap is never met: what was not measured for at least 95 % of the time is "not measured". TIME is
2026-11-23T02:14, with an offset from UTC or without one as the clocks of the site have it; without
any, the last week. Points are kept for a week, and what each hour came to for years.
"""


REPORT = """\
Write what a site, a ward or a room is against the standards: a page to look at first, then clause
by clause with its evidence, and what the rooms were like. The PDF is tagged, to be read aloud; the
same store and the same time make the same bytes."""

REPORT_MORE = """\
  attune estates report hub.toml --month 2026-10 -o october
  attune estates report hub.toml --ward ash --from 2026-11-01 --to 2026-11-08 -o ash.pdf
ends with 0 when written, 2 when nothing was. A file that is there and says otherwise is never
replaced.
"""

LAMPS = """\
Try both lights of an empty room from outside its door: ask each for so many lux, look at what the
room's own sensor says, and put it back. Refused while anybody is in there, or nobody can tell; it
ends at once when somebody is sensed. What came of it is evidence for "Light from outside", and
`attune estates check` finds it by itself. After dark: by day the sun is in what is measured.

The hub must be running."""

LAMPS_MORE = """\
  attune estates lamps hub.toml ash/04 --by st-09
ends with 0 when both lights reached their levels, 1 when one did not, 2 when it could not be tried.
"""

IMPORT = """\
Take what was looked at, tried or said from a table, as if it had been said on the panel: all rows
or none. What stands there already is not taken twice. Stop the hub first."""

IMPORT_MORE = """\
Columns: room, clause, at, by, found; value, words; beside what is not met severity, owner, due.
  ash/04,framework.31,2026-11-23T14:30+00:00,st-09,met
  ash/04,framework.30,2026-11-23T14:31+00:00,st-09,not met,,cracked,broken,estates,2026-12-10
``found`` is "met", "not met" or "does not apply"; ``severity`` is "danger", "broken" or "worn";
``due`` is a day, or a number of days from now. ``by`` is a reference in the register.
A column ``step`` says what was done about a clause's defect: "mended" (words: how), "handed on"
(owner, due; words: why), "checked" (met: it holds; ``alone``: why nobody else than who mended it).
  ash/04,framework.30,2026-12-01T09:00+00:00,st-09,not met,,new glass,,,,mended,
  ash/04,framework.30,2026-12-02T10:00+00:00,st-03,met,,,,,,checked,
Photographs, and who answered for a room's use, are in no table.
ends with 0 when taken; 1 when a row may not be written down so; 2 when the table cannot be read.
"""


def add(commands: "Commands") -> None:
    """The subcommand and what belongs under it."""
    about = "rooms held against the standards: check, report, evidence"
    estates = commands.add_parser(
        "estates", help=about, description=f"{about[0].upper()}{about[1:]}."
    )
    under = estates.add_subparsers(required=True, metavar="WHAT")
    _add_check(under)
    _add_sensed(under)
    _add_report(under)
    _add_lamps(under)
    _add_evidence(under)
    _add_simulate(under)


def _add_check(under: "Commands") -> None:
    check = _of_site(under, "check", "every room against every clause", CHECK, CHECK_MORE)
    check.add_argument("--all", action="store_true", help="show what is met too")
    check.add_argument("--json", action="store_true", help="one JSON object a line")
    check.set_defaults(run=_check)


def _add_sensed(under: "Commands") -> None:
    about = "what the rooms measured, as a hub asks it for its own pages"
    made = _of_site(under, "sensed", about, f"{about[0].upper()}{about[1:]}.", "")
    made.set_defaults(run=_sensed)


def _sensed(chosen: argparse.Namespace) -> int:
    from attune.estates.sensing import sensed  # noqa: PLC0415  (each program loads only its own)

    return sensed(chosen)


def _add_report(under: "Commands") -> None:
    report = _of_site(under, "report", "the same as PDF, CSV and JSON", REPORT, REPORT_MORE)
    report.add_argument(
        "-o", "--output", type=Path, default=Path(), metavar="DIR|FILE",
        help="a folder for all three, or one file that ends in .pdf, .csv or .json (default: here)",
    )  # fmt: skip
    report.set_defaults(run=_report)


def _report(chosen: argparse.Namespace) -> int:
    from attune.estates.report import report  # noqa: PLC0415  (each program loads only its own)

    return report(chosen)


def _add_lamps(under: "Commands") -> None:
    lamps = under.add_parser(
        "lamps",
        help="try both lights of an empty room",
        description=LAMPS,
        epilog=LAMPS_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    lamps.add_argument("config", type=Path, metavar="HUB.TOML", help="the hub's TOML file")
    lamps.add_argument("room", metavar="ROOM", help="which, such as ash/04")
    lamps.add_argument("--by", required=True, metavar="REF", help="who tries them")
    lamps.add_argument(
        "--pin-file", type=Path, metavar="FILE", help="holds their PIN (default: asked for)"
    )
    lamps.set_defaults(run=_lamps)


def _lamps(chosen: argparse.Namespace) -> int:
    from attune.estates.lamps import lamps  # noqa: PLC0415  (each program loads only its own)

    return lamps(chosen)


def _of_site(
    under: "Commands", name: str, about: str, description: str, epilog: str
) -> argparse.ArgumentParser:
    """A command about some rooms of a site over some time."""
    made = under.add_parser(
        name,
        help=about,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("config", type=Path, metavar="HUB.TOML", help="the hub's TOML file")
    made.add_argument("--room", metavar="ROOM", help="only this one, for example ash/04")
    made.add_argument("--ward", metavar="WARD", help='only this ward, for example "ash"')
    made.add_argument("--month", metavar="MONTH", help="this month, for example 2026-10")
    made.add_argument("--from", dest="since", metavar="TIME", help="from then on")
    made.add_argument("--to", dest="until", metavar="TIME", help="until then")
    made.add_argument(
        "--standards", type=Path, nargs="+", action="extend", default=[], metavar="FILE",
        help="sets of a site's own, besides those that ship and that HUB.TOML names",
    )  # fmt: skip
    return made


def _add_simulate(under: "Commands") -> None:
    simulate = under.add_parser(
        "simulate", help="a simulated site with planted breaches", description=SIMULATE
    )
    simulate.add_argument("--home", type=Path, required=True, metavar="DIR", help="where to")
    simulate.add_argument("--seed", type=int, default=1, help="default: %(default)s")
    simulate.add_argument("--rooms", type=int, default=30, help="16 to 60 (default: %(default)s)")
    simulate.add_argument("--days", type=int, default=90, help="14 or more (default: %(default)s)")
    simulate.add_argument(
        "--until",
        default="2026-11-01T00:00",
        metavar="TIME",
        help="where it ends, in UTC if it does not say otherwise (default: %(default)s)",
    )
    simulate.add_argument(
        "--zone", default="Europe/London", help="clocks on the wall (default: %(default)s)"
    )
    simulate.set_defaults(run=_simulate)


def _add_evidence(under: "Commands") -> None:
    take = under.add_parser(
        "import",
        help="evidence from a table into the journal",
        description=IMPORT,
        epilog=IMPORT_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    take.add_argument("config", type=Path, metavar="HUB.TOML", help="the hub's TOML file")
    take.add_argument("table", type=Path, metavar="FILE", help="CSV or JSON")
    take.add_argument(
        "--standards", type=Path, nargs="+", action="extend", default=[], metavar="FILE",
        help="sets of a site's own, besides those that ship and that HUB.TOML names",
    )  # fmt: skip
    take.set_defaults(run=_take)
    give = under.add_parser(
        "export",
        help="all evidence as a table, as import takes it",
        description="Write all that was looked at, tried, said, mended and checked, as a table.",
    )
    give.add_argument("config", type=Path, metavar="HUB.TOML", help="the hub's TOML file")
    give.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="ends in .csv or .json"
    )
    give.set_defaults(run=_give)


def _take(chosen: argparse.Namespace) -> int:
    from attune.estates.evidence import take  # noqa: PLC0415  (each program loads only its own)

    return take(chosen)


def _give(chosen: argparse.Namespace) -> int:
    from attune.estates.evidence import give  # noqa: PLC0415  (each program loads only its own)

    return give(chosen)


def _check(chosen: argparse.Namespace) -> int:
    from attune.estates.check import check  # noqa: PLC0415  (each program loads only its own)

    return check(chosen)


def _simulate(chosen: argparse.Namespace) -> int:
    from attune.estates.simulate import simulate  # noqa: PLC0415  (each program loads only its own)

    return simulate(chosen)
