"""`attune staff`: who works here, with which role, badge and PIN."""

import argparse
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attune.errand import Books, Errand
    from ward.care import Staff

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (it has no other name)

ABOUT = """\
The register of staff: reference, initials, role, badge, and who has a PIN. It stands in the hub's
store. The [[site.staff]] tables of hub.toml begin it, at the first start of a new store, and count
no more afterwards.

A hub that runs is asked through its panel's address, and whoever --by names signs with their PIN.
Where none runs, the change is made on the store itself, by whoever may write that file."""

EXAMPLES = """\
try:
  attune staff list hub.toml
  attune staff add hub.toml st-07 S.B. "health-care assistant" 04D4E5F6 --by st-05
  attune staff add hub.toml st-08 A.G. nurse 04F6A7B8 --agency --by st-05
  attune staff set hub.toml st-07 --role nurse --by st-05
  attune staff pin hub.toml st-07 --by st-05
  attune staff remove hub.toml st-07 --why "has left" --by st-05

A PIN is 4 to 8 digits, is asked for on the terminal, and is shown nowhere. Somebody's own PIN needs
no --by. A new register has nobody who may change it: the first member is added by whoever may write
the store's file, while the hub does not run, and so is the first PIN.
"""

ROLES = """\
health-care assistant, nurse, nurse in charge, doctor, ward manager, estates or administrator"""
REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
INITIALS = re.compile(r"([A-Z]\.){1,4}")
BADGE = re.compile(r"[0-9A-F]{8,20}")


def add(commands: "Commands") -> None:
    """The subcommand and what belongs under it."""
    about = "who works here: roles, badges and PINs"
    staff = commands.add_parser(
        "staff", help=about, description=ABOUT, epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    under = staff.add_subparsers(required=True, metavar="WHAT")
    _parser(under, "list", "print the register", _list)
    new = signed(_parser(under, "add", "somebody new", _add))
    for name, what in (("ref", "their reference, such as st-07"), ("initials", "such as S.B.")):
        new.add_argument(name, metavar=name.upper(), help=what)
    new.add_argument("role", metavar="ROLE", help=ROLES)
    new.add_argument("badge", metavar="BADGE", help="the number of their card")
    new.add_argument("--agency", action="store_true", help="lent to this ward by an agency")
    other = signed(_parser(under, "set", "other initials, role or badge", _set))
    other.add_argument("ref", metavar="REF", help="whose")
    for name in ("initials", "role", "badge"):
        other.add_argument(f"--{name}", help=f"another {name} than before")
    other.add_argument(
        "--agency", action=argparse.BooleanOptionalAction, default=None, help="lent by an agency"
    )
    gone = signed(_parser(under, "remove", "somebody who has left", _remove))
    gone.add_argument("ref", metavar="REF", help="who")
    gone.add_argument("--why", required=True, metavar="WHY", help="a few words for the journal")
    pin = signed(_parser(under, "pin", "give somebody a PIN, or another one", _pin))
    pin.add_argument("ref", metavar="REF", help="whose")
    pin.add_argument(
        "--new-pin-file", type=Path, metavar="FILE", help="holds the new PIN (default: asked for)"
    )


def _parser(
    under: "Commands", name: str, about: str, run: Callable[["Books", argparse.Namespace], int]
) -> argparse.ArgumentParser:
    made = under.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    made.add_argument("config", type=Path, metavar="HUB.TOML", help="the hub's TOML file")
    made.set_defaults(run=lambda chosen: in_words(run, chosen))
    return made


def signed(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--by", metavar="REF", help="who decides it, by reference or initials")
    parser.add_argument(
        "--pin-file", type=Path, metavar="FILE", help="holds their PIN (default: asked for)"
    )
    return parser


def in_words(run: Callable[["Books", argparse.Namespace], int], chosen: argparse.Namespace) -> int:
    """Whatever goes wrong is one sentence."""
    from attune.errand import UNUSABLE, ErrandError, books  # noqa: PLC0415  (each program loads only its own)

    try:
        return run(books(chosen.config), chosen)
    except ErrandError as wrong:
        sys.stderr.write(f"attune: {str(wrong).removesuffix('.')}.\n")
        return UNUSABLE


def _list(found: "Books", _chosen: argparse.Namespace) -> int:
    from attune.saying import say  # noqa: PLC0415  (each program loads only its own)

    lines = [_line(found, one) for one in found.office.register.staff]
    if not found.office.is_founded:
        lines.append("These are of hub.toml: no hub has begun a register in its store yet.")
    return say(lines or ["Nobody is in the register."], 0)


def _line(found: "Books", one: "Staff") -> str:
    since = found.pins.get(one.ref)
    pin = f"PIN since {since:%Y-%m-%d}" if since else "no PIN"
    agency = ", agency" if one.agency else ""
    return f"{one.ref:10} {one.initials:8} {one.role:22} badge {one.badge:20} {pin}{agency}"


def _add(found: "Books", chosen: argparse.Namespace) -> int:
    from attune.errand import ErrandError, run  # noqa: PLC0415  (each program loads only its own)

    known = found.office.register.by_ref.get(chosen.ref)
    if known is not None:
        raise ErrandError(
            f"{chosen.ref} is {known.initials} already: `attune staff set` changes it"
        )
    if REF.fullmatch(chosen.ref) is None:
        raise ErrandError(
            f"{chosen.ref!r} is no reference; expected letters, digits, - and _, such as st-07"
        )
    one = _member(chosen.ref, chosen.initials, chosen.role, chosen.badge, agency=chosen.agency)
    ended = run(_setting(one), found.config, decided_by(found, chosen), chosen.pin_file)
    return _warned(ended, found, one)


def _set(found: "Books", chosen: argparse.Namespace) -> int:
    from attune.errand import run  # noqa: PLC0415  (each program loads only its own)

    before = found.office.register.by_ref[found.ref_of(chosen.ref)]
    one = _member(
        before.ref,
        chosen.initials or before.initials,
        chosen.role or before.role.value,
        chosen.badge or before.badge,
        agency=before.agency if chosen.agency is None else chosen.agency,
    )
    ended = run(_setting(one), found.config, decided_by(found, chosen), chosen.pin_file)
    return _warned(ended, found, one)


def _warned(ended: int, found: "Books", one: "Staff") -> int:
    """As it ended; and once it is done, whether several have those initials now."""
    namesakes = [each.ref for each in found.office.register.of_initials(one.initials)]
    others = [ref for ref in namesakes if ref != one.ref]
    if ended == 0 and others:
        sys.stderr.write(
            f"attune: {one.initials} is not one person's any more: {', '.join(others)} and "
            f"{one.ref} each sign by their reference.\n"
        )
    return ended


def _setting(one: "Staff") -> "Errand":
    from attune.errand import Errand  # noqa: PLC0415  (each program loads only its own)
    from hub.acts import SetStaff  # noqa: PLC0415

    body = one.model_dump(mode="json", exclude={"ref"})
    return Errand(lambda by: SetStaff(one, by), "PUT", f"staff/{one.ref}", body)


def _remove(found: "Books", chosen: argparse.Namespace) -> int:
    from attune.errand import Errand, run  # noqa: PLC0415  (each program loads only its own)
    from hub.acts import RemoveStaff  # noqa: PLC0415

    ref, why = found.ref_of(chosen.ref), chosen.why
    gone = Errand(lambda by: RemoveStaff(ref, by, why), "DELETE", f"staff/{ref}", {"why": why})
    return run(gone, found.config, decided_by(found, chosen), chosen.pin_file)


def _pin(found: "Books", chosen: argparse.Namespace) -> int:
    from attune.errand import Errand, ErrandError, run, secret  # noqa: PLC0415  (each program loads only its own)
    from hub.acts import SetPin  # noqa: PLC0415
    from hub.outside.pins import HASHER  # noqa: PLC0415
    from hub.staff.pin import refusal  # noqa: PLC0415

    ref = found.ref_of(chosen.ref)
    new = secret(chosen.new_pin_file, f"New PIN of {ref}: ", twice=True)
    if wrong := refusal(new):
        raise ErrandError(wrong)
    setting = Errand(
        lambda by: SetPin(ref, HASHER.hash(new), by),
        "PUT", f"staff/{ref}/pin", {"new_pin": new}, by=ref,
    )  # fmt: skip
    return run(setting, found.config, decided_by(found, chosen), chosen.pin_file)


def decided_by(found: "Books", chosen: argparse.Namespace) -> str | None:
    return found.ref_of(chosen.by) if chosen.by else None


def _member(ref: str, initials: str, role: str, badge: str, *, agency: bool) -> "Staff":
    """Raises ``ErrandError``."""
    from attune.errand import ErrandError  # noqa: PLC0415  (each program loads only its own)
    from ward.care import Role, Staff  # noqa: PLC0415

    if INITIALS.fullmatch(initials) is None:
        raise ErrandError(
            f"{initials!r} are no initials; expected capitals with dots, such as S.B."
        )
    if role not in list(Role):
        roles = ", ".join(Role)
        raise ErrandError(f"{role!r} is no role; expected one of: {roles}")
    if BADGE.fullmatch(badge) is None:
        raise ErrandError(
            f"{badge!r} is no badge; expected the card's number, 8 to 20 digits or letters A to F"
        )
    return Staff(ref=ref, initials=initials, role=Role(role), badge=badge, agency=agency)
