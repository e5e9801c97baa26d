"""`attune alarms`: how many alarms each room made, whether they were worth it, who came when."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attune.journal import Commands

ABOUT = """\
Count the alarms in a hub's journal, also while the hub runs: for each room, day and condition how
many began, how many of them staff marked as worth acting on or not, and how long it was until staff
were at the door. Then the shifts, against the budget of clinical alarms a room. Nothing is written.
"""

MORE = """\
ends with 0 when it could be counted, 1 when the file cannot be read on, 2 when it is no store.

TIME is 2026-11-23T02:14, with an offset from UTC or without one as clocks have it in ZONE.
The budget, three clinical alarms of a room in a shift, and the shifts themselves, from 07:30 and
from 19:30, are our own proposal. Clinical are alarms that are physiological or about a person.
An alarm that latched and was there again before anybody came counts each time.
"""


def add(commands: "Commands") -> None:
    """The subcommand."""
    alarms = commands.add_parser(
        "alarms",
        help="the alarm load: how many, worth it or not, and how soon somebody came",
        description=ABOUT,
        epilog=MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    alarms.add_argument("store", type=Path, help="the store's file")
    alarms.add_argument("--since", metavar="TIME", help="only what began from then on")
    alarms.add_argument("--until", metavar="TIME", help="only what began before then")
    alarms.add_argument("--zone", default="Europe/London", help="time zone (default: %(default)s)")
    form = alarms.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a line")
    form.add_argument("--csv", action="store_true", help="the rows as comma-separated values")
    alarms.set_defaults(run=_show)


def _show(chosen: argparse.Namespace) -> int:
    from attune.alarms_show import show  # noqa: PLC0415  (each program loads only its own)

    return show(chosen)
