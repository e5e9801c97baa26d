"""`attune journal`: verify, show, export from, and erase a person from, the hub's journal."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (it has no other name)

FINE, BROKEN, UNUSABLE = 0, 1, 2

VERIFY = """\
Read every entry of a hub's journal, also while the hub runs, and check that each holds the ones
before it fast, that every head is signed by the hub's key of then, and that the rooms kept to start
sooner are what the entries add up to. Of an exported record, which needs no store: that its entries
hold up to the head that the hub signed, that what is told of them is what is stored, and its seal.
Nothing is written."""

VERIFY_MORE = """\
ends with 0 when all holds; 1 when it does not, naming the first entry; 2 when it could not look,
or could not say.

Readings, vital signs, and which numbers of a node were taken are not part of the journal and are
not checked. A past that was written
anew from its first entry, with a key made for it, and an end that was cut off together with its
heads, can be shown only by heads that somebody else kept: ask the nodes for theirs.
  attune heads /etc/attune/node.toml > heads.jsonl
  attune journal verify store.sqlite3 --against heads.jsonl
"""

EXPORT = """\
Write the whole record of an episode, or of a room's time, for an investigator: as lines of JSON,
which anybody can verify without the store, and as a PDF to be read. Every entry has its number and
hash, when it happened, when it is said to have, when it was written, by whom and on what device.
The store is only read, also while a hub runs. Attune is not a certified medical device."""

EXPORT_MORE = """\
without EPISODE, or with one that there is not, lists those that there are.
  attune journal export store.sqlite3 ash-04-20261123T0200 -o for-the-coroner
  attune journal export store.sqlite3 --room ash/04 --from 2026-11-23T02:00 --to 2026-11-23T08:00
  attune journal verify for-the-coroner/record-ash-04-20261123T0200.jsonl
An episode's record goes from when the person was unseen to its end, with what was told late of it.

To show that nothing was taken out, the lines hold every entry between the first and the hub's next
signed head, those of other rooms closed: as they are stored, what identifies a person sealed. With
--without-others they are left out; then nothing but the seal shows what lay between.
The lines hold the card numbers of staff's badges, as they are stored; the PDF does not.
A PDF of fifteen days, some 6,000 entries, took 4 s and 630 MB of memory on a PC: on a small hub,
export from a copy of the store elsewhere. Beside a copy there is better no key, and then no seal.
ends with 0 when written, 1 when the journal does not hold or cannot be read on (what was written
says so), 2 when nothing was written. A file that is there and says otherwise is never replaced.
"""

SHOW_MORE = """\
TIME is 2026-11-23T02:14, with an offset from UTC or without one as clocks have it in ZONE.
What identifies a person is shown as long as their key was not discarded.
"""

ERASE = """\
Discard the key that opens what identifies one person: reference, initials, whatever staff wrote
of them. The journal still holds and still says what happened when; nobody can read of whom. That
it was done, by whom and why stands in the journal itself, so do not name the person in WHY. It
cannot be undone. Stop the hub first. Copies of the store made before still hold the key: erase
there too."""


def add(commands: "Commands") -> None:
    """The subcommand and what belongs under it."""
    about = "check, read, and erase from, what a hub wrote down"
    journal = commands.add_parser("journal", help=about, description=f"{about.capitalize()}.")
    under = journal.add_subparsers(required=True, metavar="WHAT")
    _add_verify(under)
    _add_show(under)
    _add_export(under)
    _add_erase(under)


def _add_verify(under: "Commands") -> None:
    what = "the store's file, or an exported record"
    about = "check that nothing was changed"
    verify = _parser(under, "verify", about, VERIFY, VERIFY_MORE, what=what)
    verify.add_argument(
        "--against",
        type=Path,
        nargs="+",
        action="extend",
        default=[],
        metavar="HEADS",
        help="files of heads that nodes kept, as `attune heads` prints them",
    )
    verify.set_defaults(run=_verify)


def _add_show(under: "Commands") -> None:
    show = _parser(under, "show", "print it in words", "Print a journal in words.", SHOW_MORE)
    show.add_argument("--room", metavar="ROOM", help="only of this room, for example ash/04")
    show.add_argument("--since", metavar="TIME", help="only what was written from then on")
    show.add_argument("--until", metavar="TIME", help="only what was written before then")
    show.add_argument("--kind", metavar="KIND", help='only of this kind, for example "observed"')
    show.add_argument("--zone", default="Europe/London", help="time zone (default: %(default)s)")
    show.add_argument("--json", action="store_true", help="one JSON object a line")
    show.set_defaults(run=_show)


def _add_export(under: "Commands") -> None:
    export = _parser(under, "export", "an episode's record, with proof", EXPORT, EXPORT_MORE)
    export.add_argument("episode", nargs="?", default="", metavar="EPISODE", help="its name")
    export.add_argument("--room", metavar="ROOM", help="instead: of this room, for example ash/04")
    export.add_argument("--from", dest="since", metavar="TIME", help="with --room: from then on")
    export.add_argument("--to", dest="until", metavar="TIME", help="with --room: before then")
    export.add_argument(
        "-o", "--output", type=Path, default=Path(), metavar="DIR|FILE",
        help="a folder for both files, or one file that ends in .jsonl or .pdf (default: here)",
    )  # fmt: skip
    export.add_argument(
        "--without-others", action="store_true", help="leave out the entries of other rooms"
    )
    export.add_argument("--zone", default="Europe/London", help="time zone (default: %(default)s)")
    export.set_defaults(run=_export)


def _add_erase(under: "Commands") -> None:
    erase = _parser(under, "erase", "discard the key of one person's words", ERASE, None)
    erase.add_argument(
        "person",
        help='the person\'s reference, as it was given to the hub; or "room ash/04" for what was '
        "written while nobody was confined there",
    )
    erase.add_argument("--by", required=True, metavar="WHO", help="who decided it")
    erase.add_argument("--why", required=True, metavar="WHY", help="by what right")
    erase.set_defaults(run=_erase)


def _parser(
    under: "Commands",
    name: str,
    about: str,
    description: str,
    epilog: str | None,
    *,
    what: str = "the store's file",
) -> argparse.ArgumentParser:
    made = under.add_parser(
        name,
        help=about,
        description=description,
        epilog=epilog,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("store", type=Path, help=what)
    return made


def _export(chosen: argparse.Namespace) -> int:
    from attune.export.command import export  # noqa: PLC0415  (each program loads only its own)

    return export(chosen)


def _verify(chosen: argparse.Namespace) -> int:
    from attune.export.verify import is_export, verify_export  # noqa: PLC0415
    from attune.journal_verify import verify  # noqa: PLC0415  (each program loads only its own)

    if is_export(chosen.store):
        return verify_export(chosen.store, chosen.against)
    return verify(chosen.store, chosen.against)


def _show(chosen: argparse.Namespace) -> int:
    from attune.journal_show import show  # noqa: PLC0415  (each program loads only its own)

    return show(chosen)


def _erase(chosen: argparse.Namespace) -> int:
    from hub.outside.migrating import copies_of  # noqa: PLC0415  (each program loads only its own)
    from hub.outside.store import LingersError, Store, StoreError  # noqa: PLC0415

    if not chosen.store.is_file():
        sys.stderr.write(f"{chosen.store}: there is no such file.\n")
        return UNUSABLE
    try:
        store = Store(chosen.store)
        try:
            store.erase(chosen.person, by=chosen.by, why=chosen.why)
        finally:
            store.close()
    except LingersError as lingers:
        sys.stderr.write(f"Erased, and the journal says so. But {lingers}\n")
        return BROKEN
    except StoreError as refused:
        sys.stderr.write(f"nothing was erased: {refused}\n")
        return UNUSABLE
    sys.stdout.write("Erased. The journal says so, and not of whom.\n")
    for copy in copies_of(store.path):
        sys.stdout.write(f"{copy} is an older copy and still names people: delete it.\n")
    return FINE
