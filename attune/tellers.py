"""`attune tellers`: by whom a hub tells people of alarms, and whether each takes a message."""

import argparse
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from attune.saying import say

if TYPE_CHECKING:
    from hub.config import HubConfig
    from hub.outside.calling import AppriseCaller
    from hub.outside.teller_config import TellerConfig

    Teller = tuple[TellerConfig, AppriseCaller]
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (it has no other name)

FINE, FAILED, UNUSABLE = 0, 1, 2

TEST_MORE = """\
ends with 0 when each of them took the message; 1 when one did not; 2 when there is none to test.
Nobody's name and no room is in it. The hub may be running or not.
"""


def add(commands: "Commands") -> None:
    """The subcommand and what belongs under it."""
    about = "by whom a hub tells people of alarms"
    tellers = commands.add_parser("tellers", help=about, description=f"{about.capitalize()}.")
    under = tellers.add_subparsers(required=True, metavar="WHAT")
    listing = under.add_parser("list", help="print them", description="Print them.")
    listing.add_argument("config", type=Path, help="the hub's TOML file, such as hub.toml")
    listing.set_defaults(run=_list)
    test = under.add_parser(
        "test",
        help="send a test message by each",
        description="Send a test message by each teller, or by one, and say what became of it.",
        epilog=TEST_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    test.add_argument("config", type=Path, help="the hub's TOML file, such as hub.toml")
    test.add_argument("name", nargs="?", help="only this one")
    test.set_defaults(run=_test)


def _list(chosen: argparse.Namespace) -> int:
    def lines(config: "HubConfig", tellers: "Sequence[Teller]") -> int:
        said = (_line(one, caller) for one, caller in tellers)
        return say(chain(said, _untold(config)), FINE)

    return _with_tellers(chosen.config, None, lines)


def _test(chosen: argparse.Namespace) -> int:
    def tried(config: "HubConfig", tellers: "Sequence[Teller]") -> int:
        whys = {one.name: why for (one, _), why in zip(tellers, _tried(tellers), strict=True)}
        width = max(map(len, whys))
        said = (f"{name:<{width}}  {why or 'took the message'}" for name, why in whys.items())
        return say(chain(said, _untold(config)), FAILED if any(whys.values()) else FINE)

    return _with_tellers(chosen.config, chosen.name, tried)


def _untold(config: "HubConfig") -> Iterator[str]:
    """What no test message can show: whom no teller is for."""
    from hub.outside.teller_config import gaps  # noqa: PLC0415

    return (f"!! {gap}" for gap in gaps(config.tellers, config.site.rooms))


def _with_tellers(
    path: Path, name: str | None, do: "Callable[[HubConfig, Sequence[Teller]], int]"
) -> int:
    from hub.config import ConfigError, load  # noqa: PLC0415  (each program loads only its own)
    from hub.run import callers  # noqa: PLC0415

    try:
        config = load(path)
        every = list(zip(config.tellers, callers(path, config), strict=True))
    except ConfigError as wrong:
        sys.stderr.write(f"{wrong}\n")
        return UNUSABLE
    asked = [one for one in every if name in (None, one[0].name)]
    if not asked:
        wanted = f"no teller named {name}" if name else "no teller"
        sys.stderr.write(f"{path}: there is {wanted}; expected a table [[tellers]].\n")
        return UNUSABLE
    return do(config, asked)


def _line(config: "TellerConfig", caller: "AppriseCaller") -> str:
    """One teller, without its address."""
    where = ", ".join([*map(str, config.rooms), *config.wards]) or "every room"
    more = ["ends too"] * config.tell_ends + ["with initials"] * config.say_person
    said = [caller.kind, ", ".join(config.duties), f"from {config.least} on", where, *more]
    return f"{config.name}: {'; '.join(said)}"


def _tried(tellers: "Sequence[Teller]") -> Iterator[str]:
    """Of each, all at once, why it did not take the message; empty for one that did."""
    from hub.effects import Tell  # noqa: PLC0415
    from hub.outside.tellers import TRY_MOST_S  # noqa: PLC0415

    answers: dict[str, str] = {}

    def call(name: str, caller: "AppriseCaller") -> None:
        tell = Tell(
            teller=name,
            ref="test",
            title="Attune: test",
            words="A test message from Attune. Nothing is to be done.",
            priority=1,
            about=(),
        )
        try:
            answers[name] = caller.call(tell)
        except Exception as wrong:  # noqa: BLE001  (its text may hold a password)
            answers[name] = f"failed with {type(wrong).__name__}"

    threads = [
        threading.Thread(target=call, args=(config.name, caller), daemon=True)
        for config, caller in tellers
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(TRY_MOST_S)
    for config, _ in tellers:
        yield answers.get(config.name, f"no answer within {TRY_MOST_S:.0f} s")
