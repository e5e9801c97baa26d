"""`attune rota`: who has which duty, where and when."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from attune.staff import decided_by, in_words, signed

if TYPE_CHECKING:
    from attune.errand import Books

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (it has no other name)

ABOUT = """\
The rota: who observes, who is in charge, who is the duty senior, in which rooms and when. It is set
as a whole; the one before is replaced. Who may: nurse in charge, ward manager, administrator."""

FILE = """\
FILE is TOML, when its name ends so:
  [[shift]]
  duty = "observer"              # or "nurse in charge", "duty senior"
  staff = "S.B."                 # reference, or initials that only one has
  rooms = ["ash/01", "ash/04"]   # left out: all rooms
  begins = 2026-11-27T19:30:00   # as clocks of the panel's zone have it
  ends = 2026-11-28T07:30:00

or else CSV, its first line being the names of the columns:
  duty,staff,rooms,begins,ends
  observer,S.B.,ash/01 ash/04,2026-11-27 19:30,2026-11-28 07:30
  nurse in charge,K.O.,,2026-11-27 19:30,2026-11-28 07:30

A time that clocks show twice, in the night when they go back, is refused without its offset:
  2026-10-25 01:30+01:00

try:
  attune rota set hub.toml nights.csv --by K.O.
  attune rota show hub.toml --csv > now.csv
"""


def add(commands: "Commands") -> None:
    """The subcommand and what belongs under it."""
    about = "who has which duty, where and when"
    rota = commands.add_parser(
        "rota", help=about, description=ABOUT, epilog=FILE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    under = rota.add_subparsers(required=True, metavar="WHAT")
    show = under.add_parser("show", help="print it", description="Print the rota.")
    show.add_argument("config", type=Path, metavar="HUB.TOML", help="the hub's TOML file")
    show.add_argument("--csv", action="store_true", help="as a file that `attune rota set` reads")
    show.set_defaults(run=lambda chosen: in_words(_show, chosen))
    new = under.add_parser(
        "set", help="replace it by that of a file", description="Replace the rota.", epilog=FILE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    new.add_argument("config", type=Path, metavar="HUB.TOML", help="the hub's TOML file")
    new.add_argument("file", type=Path, metavar="FILE", help="the rota, as TOML or CSV")
    signed(new).set_defaults(run=lambda chosen: in_words(_set, chosen))


def _show(found: "Books", chosen: argparse.Namespace) -> int:
    from attune.rota_file import as_clocks_have_it, written  # noqa: PLC0415  (each program loads only its own)
    from attune.saying import say  # noqa: PLC0415

    zone, shifts = ZoneInfo(found.config.panel.zone), found.office.rota.shifts
    if chosen.csv:
        return say(written(shifts, zone), 0)
    known = found.office.register.by_ref
    lines = []
    for one in shifts:
        who = f"{known[one.staff].initials} ({one.staff})" if one.staff in known else one.staff
        begins, ends = (as_clocks_have_it(at, zone) for at in (one.begins_at, one.ends_at))
        rooms = ", ".join(str(room) for room in one.rooms) or "all rooms"
        lines.append(f"{begins}  to {ends}  {one.duty:16} {who:18} {rooms}")
    return say(lines or ["There is no rota."], 0)


def _set(found: "Books", chosen: argparse.Namespace) -> int:
    from attune.errand import Errand, ErrandError, run  # noqa: PLC0415  (each program loads only its own)
    from attune.rota_file import Reader, RotaFileError  # noqa: PLC0415
    from hub.acts import SetRota  # noqa: PLC0415

    config = found.config
    zone, rooms = ZoneInfo(config.panel.zone), frozenset(config.site.rooms)
    try:
        text = chosen.file.read_text(encoding="utf-8-sig")
        shifts = Reader(str(chosen.file), rooms, found.office.register, zone).read(text)
    except (OSError, UnicodeDecodeError):
        raise ErrandError(f"{chosen.file} cannot be read; expected a rota in TOML or CSV") from None
    except RotaFileError as wrong:
        raise ErrandError(str(wrong)) from None
    body = {"shifts": [one.model_dump(mode="json") for one in shifts]}
    setting = Errand(lambda by: SetRota(shifts, by), "PUT", "rota", body, by=None)
    code = run(setting, config, decided_by(found, chosen), chosen.pin_file)
    if code == 0:
        sys.stdout.write(f"The rota has {len(shifts)} shifts.\n")
    return code
