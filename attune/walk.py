"""`attune walk`: leads somebody with a terminal through a room, to find where its radar can see."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (it has no other name)

ABOUT = """\
Before the numbers of a room's radar are shown to anybody, somebody walks the room: first it must be
empty, then they lie on the bed and stand in its corners, at the window, at the door and in the
ensuite, a minute each. What the radar answered at each spot is kept with who signed for it, and is
shown on the room's page. Another radar or another board must be walked anew.

The same can be done on a phone, at /rooms/WARD/NUMBER/walk of the panel. The hub must be running,
and nobody confined in the room."""

EXAMPLES = """\
try:
  attune walk hub.toml ash/04 --by st-06
  attune walk hub.toml ash/04 --by st-03 --simulated
                                      a simulated radar is taken for walked, by what its simulator
                                      says of itself, and is marked so; any other radar refuses

Estates or the nurse in charge sign, with their PIN. Exit code 0: signed for; 1: not; 2: it could
not be walked.
"""


def add(commands: "Commands") -> None:
    """The subcommand."""
    walk = commands.add_parser(
        "walk",
        help="walk a room, to find where its radar can see",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    walk.add_argument("config", type=Path, metavar="HUB.TOML", help="the hub's TOML file")
    walk.add_argument("room", metavar="ROOM", help="which, such as ash/04")
    walk.add_argument("--by", required=True, metavar="REF", help="who walks and signs for it")
    walk.add_argument(
        "--pin-file", type=Path, metavar="FILE", help="holds their PIN (default: asked for)"
    )
    walk.add_argument("--simulated", action="store_true", help="of a simulated radar: no walking")
    walk.set_defaults(run=_run)


def _run(chosen: argparse.Namespace) -> int:
    from attune.errand import UNUSABLE, ErrandError, secret  # noqa: PLC0415  (each program loads only its own)
    from attune.walked import Walker  # noqa: PLC0415
    from hub.config import ConfigError, load  # noqa: PLC0415

    try:
        config = load(chosen.config)
        pin = secret(chosen.pin_file, f"PIN of {chosen.by}: ")
        walker = Walker.of(config, chosen.room, chosen.by, pin)
        return walker.simulate() if chosen.simulated else walker.walk()
    except (ErrandError, ConfigError) as wrong:
        sys.stderr.write(f"attune: {str(wrong).removesuffix('.')}.\n")
        return UNUSABLE
    except (KeyboardInterrupt, EOFError):
        sys.stderr.write("\nattune: the walk was left, and nothing is signed.\n")
        return UNUSABLE
