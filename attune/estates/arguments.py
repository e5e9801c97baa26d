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


def add(commands: "Commands") -> None:
    """The subcommand and what belongs under it."""
    about = "rooms held against the standards: check, report, evidence"
    estates = commands.add_parser(
        "estates", help=about, description=f"{about[0].upper()}{about[1:]}."
    )
    under = estates.add_subparsers(required=True, metavar="WHAT")
    _add_simulate(under)


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


def _simulate(chosen: argparse.Namespace) -> int:
    from attune.estates.simulate import simulate  # noqa: PLC0415  (each program loads only its own)

    return simulate(chosen)
