"""`attune profile`: takes what suited somebody along to their next home, and brings it in there."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (it has no other name)

ABOUT = """\
The sensory profile that worked for somebody, for wherever they live next: as a document that
another Attune reads, and as a page that anybody reads. It has the person's initials and what suits
them, and nothing of their care. A ward's default is nobody's and is not exported.

The hub must be running to export and to import; `show` only reads the file."""

EXAMPLES = """\
try:
  attune profile export hub.toml ash/04 --to jt.json
  attune profile show jt.json                      what is in it, in words
  attune profile show jt.json --page jt.html       the same as a page to print and to give along
  attune profile import hub.toml elm/02 jt.json --by st-08
                                                   an assessor signs it for who is confined there

Exit code 0: done; 1: refused, in words; 2: it could not be tried.
"""


def add(commands: "Commands") -> None:
    """The subcommand."""
    profile = commands.add_parser(
        "profile",
        help="take a sensory profile along, and bring one in",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    doing = profile.add_subparsers(dest="doing", required=True, metavar="export | show | import")
    export = doing.add_parser("export", help="the profile of whoever is confined there, as JSON")
    _room(export)
    export.add_argument("--to", type=Path, metavar="FILE", help="where to (default: printed)")
    export.set_defaults(run=_export)
    show = doing.add_parser("show", help="what is in such a file")
    show.add_argument("file", type=Path, metavar="FILE")
    show.add_argument("--page", type=Path, metavar="HTML", help="write it as a page instead")
    show.set_defaults(run=_show)
    bring = doing.add_parser("import", help="sign it for whoever is confined in a room")
    _room(bring)
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--by", required=True, metavar="REF", help="the assessor who signs it here")
    bring.add_argument("--pin-file", type=Path, metavar="FILE", help="their PIN (default: asked)")
    bring.set_defaults(run=_import)


def _room(command: argparse.ArgumentParser) -> None:
    command.add_argument("config", type=Path, metavar="HUB.TOML", help="the hub's TOML file")
    command.add_argument("room", metavar="ROOM", help="which, such as ash/04")


def _export(chosen: argparse.Namespace) -> int:
    from attune.profile_errand import export, guarded  # noqa: PLC0415  (each program loads only its own)

    return guarded(lambda: export(chosen.config, chosen.room, chosen.to))


def _show(chosen: argparse.Namespace) -> int:
    from attune.profile_errand import guarded, show  # noqa: PLC0415

    return guarded(lambda: show(chosen.file, chosen.page))


def _import(chosen: argparse.Namespace) -> int:
    from attune.errand import secret  # noqa: PLC0415
    from attune.profile_errand import bring, guarded  # noqa: PLC0415

    def with_pin() -> int:
        pin = secret(chosen.pin_file, f"PIN of {chosen.by}: ")
        return bring(chosen.config, chosen.room, chosen.file, chosen.by, pin)

    return guarded(with_pin)
