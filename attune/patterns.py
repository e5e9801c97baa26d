"""`attune patterns`: what in a hub's journal is worth asking about, with its evidence."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attune.journal import Commands

ABOUT = """\
Look in a hub's journal, also while the hub runs, for what a ward manager may want to ask about:
runs of entries written afterwards, looks from afar that rise while visits fall, alarms nobody came
to, stays of seconds, badges in two places, entries on the quarter hour, the same text again.
Nothing that is found says that anybody did wrong. Nothing is written."""

MORE = """\
ends with 0 when it could be looked for, whatever was found; 1 when the file cannot be read on;
2 when it is no store.

TIME is 2026-11-23T02:14, with an offset from UTC or without one as clocks have it in ZONE. Without
--from and --to the whole journal is looked at; the trend of visits and looks compares the first
half of that time with the second.
Every number by which something is found is our own proposal. Words of a person who was erased are
not compared.
"""


def add(commands: "Commands") -> None:
    """The subcommand."""
    patterns = commands.add_parser(
        "patterns",
        help="what is worth asking about in who came and what was written",
        description=ABOUT,
        epilog=MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    patterns.add_argument("store", type=Path, help="the store's file")
    patterns.add_argument("--from", dest="since", metavar="TIME", help="only from then on")
    patterns.add_argument("--to", dest="until", metavar="TIME", help="only before then")
    patterns.add_argument("--ward", metavar="WARD", help='only of this ward, for example "ash"')
    patterns.add_argument(
        "--zone", default="Europe/London", help="time zone (default: %(default)s)"
    )
    patterns.add_argument("--json", action="store_true", help="one JSON object a line")
    patterns.set_defaults(run=_show)


def _show(chosen: argparse.Namespace) -> int:
    from attune.patterns_show import show  # noqa: PLC0415  (each program loads only its own)

    return show(chosen)
