"""`attune node selftest`: every sensor and actuator of a room, and a sheet to sign."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001

ABOUT = """\
Try out one room's hardware and print its commissioning sheet. The node must not be running, and
nobody is to be in the room: its lamps go to full, by their fades. It is refused while somebody is
confined there or sensed; --nobody-inside says that you have looked. Somebody has to stand at the
door and do there what is asked for; a thermometer beside the sensor is read first.

  attune node selftest node.toml --reference-c 20.8

Exit code 0: nothing failed; 1: something did; 2: it could not be tried. What was not seen or is to
be judged by hand does not fail: it is on the sheet, for whoever signs."""


def add(commands: "Commands") -> None:
    """The subcommand; also written `attune node selftest`."""
    test = commands.add_parser(
        "selftest",
        help="try out a room's hardware, and print its commissioning sheet",
        description=ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    test.add_argument("config", type=Path, metavar="NODE.TOML", help="the node's TOML file")
    test.add_argument("--reference-c", type=float, metavar="C", help="a reference thermometer's")
    test.add_argument(
        "--wait", type=float, default=60.0, metavar="S", help="for hands (default: %(default)s)"
    )
    test.add_argument(
        "--nobody-inside", action="store_true", help="you have looked, and the room is empty"
    )
    test.set_defaults(run=_selftest)


def _selftest(chosen: argparse.Namespace) -> int:
    from edge.config import ConfigError, load  # noqa: PLC0415  (each program loads only its own)
    from edge.outside.nobody import SomebodyInsideError  # noqa: PLC0415
    from edge.outside.selftest import selftest  # noqa: PLC0415
    from edge.sheet import ends_well  # noqa: PLC0415

    try:
        config = load(chosen.config)
        nobody = chosen.nobody_inside
        lines = asyncio.run(
            selftest(config, chosen.reference_c, chosen.wait, _say, nobody_inside=nobody)
        )
    except SomebodyInsideError as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return 2
    except (ConfigError, OSError, LookupError, ImportError) as refused:
        print(f"It cannot be tried: {refused}", file=sys.stderr)  # noqa: T201
        return 2
    return 0 if ends_well(lines) else 1


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - for the person at the terminal
