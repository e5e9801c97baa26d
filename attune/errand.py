"""An errand to the office: done on a store that no hub has open, or asked of the hub that has."""

import getpass
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path

from hub.acts import On, SiteAct
from hub.config import ConfigError, HubConfig, load
from hub.device import COMMAND_LINE
from hub.effects import Denied, Keep, KeepPin
from hub.office import OWNER, Office
from hub.outside import clock
from hub.outside.keeping import go_on
from hub.outside.opening import StoreInUseError
from hub.outside.reading import DamagedError, Reading
from hub.outside.store import Store, StoreError
from hub.rooms.fact import Fact
from hub.round import Round
from ward.units import Instant

FINE, REFUSED, UNUSABLE = 0, 1, 2
# Never by way of a proxy: what is sent holds a PIN, and the hub is on this machine.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
PATIENCE_S = 10.0


class ErrandError(Exception):
    """It cannot be run; the text is one sentence for whoever typed the command."""


@dataclass(frozen=True)
class Errand:
    """What is wanted: as an act, and as a call of the JSON interface.

    ``by`` is who decides it where nobody was named: the owner of the store's file, or nobody.
    """

    act: Callable[[str], SiteAct]
    method: str
    path: str
    body: Mapping[str, object] = field(repr=False)
    by: str | None = OWNER


@dataclass(frozen=True)
class Books:
    """What stands in the store of a hub, running or not."""

    config: HubConfig
    office: Office
    pins: Mapping[str, Instant]

    def ref_of(self, who: str) -> str:
        """By reference or by initials. Raises ``ErrandError``."""
        staff = self.office.register.known(who)
        if staff is None:
            raise ErrandError(
                f"{who} is nobody in the register, or more than one: give a reference"
            )
        return staff.ref


def books(path: Path) -> Books:
    """Raises ``ErrandError``."""
    try:
        config = load(path)
        office = Office.of(config.site.staff)
        if not config.store.file.exists():
            return Books(config, office, {})
        reading = Reading(config.store.file)
        try:
            found = [fact for _, fact in reading.facts(after=reading.last())]
            of_site = (fact for fact in found if not isinstance(fact, Fact))
            return Books(config, reduce(Office.after, of_site, office), reading.pins_set())
        finally:
            reading.close()
    except (ConfigError, StoreError, DamagedError) as wrong:
        raise ErrandError(str(wrong)) from None


def run(errand: Errand, config: HubConfig, by: str | None, pin_file: Path | None) -> int:
    """Run it; the process's exit code. Raises ``ErrandError``."""
    try:
        store = Store(config.store.file)
    except StoreInUseError:
        return _ask(errand, config, by, pin_file)
    except StoreError as refused:
        raise ErrandError(str(refused)) from None
    try:
        denied = directly(store, config, errand.act(_decided(errand, by)))
    except StoreError as refused:
        raise ErrandError(f"nothing was changed: {refused}") from None
    finally:
        store.close()
    if denied:
        return _refused(denied)
    sys.stdout.write("Done, on the store itself: no hub runs on it.\n")
    return FINE


def directly(store: Store, config: HubConfig, act: SiteAct, device: str = COMMAND_LINE) -> str:
    """As a hub would, in one commit; why not, if it may not be. Raises ``StoreError``."""
    now = clock.now()
    machine = go_on(lambda: Round(config.site.by_clock(config.panel.zone), now), store)
    effects = machine.feed(On(act, device), now)
    denied = [effect.words for effect in effects if isinstance(effect, Denied)]
    facts = [effect.fact for effect in effects if isinstance(effect, Keep)]
    if facts:
        pins = [one for one in effects if isinstance(one, KeepPin)]
        store.commit(facts, (), pins_kept=pins)
    return " ".join(denied)


def _decided(errand: Errand, by: str | None) -> str:
    if by is None and errand.by is None:
        raise ErrandError("say with --by who decides it")
    return by or errand.by or OWNER


def _refused(words: str) -> int:
    if words.startswith(OWNER):
        words = "say with --by who decides it: an administrator or a ward manager of the register"
    sys.stderr.write(f"Nothing was changed: {words.removesuffix('.')}.\n")
    return REFUSED


# ---- of a hub that runs --------------------------------------------------------------------------


def _ask(errand: Errand, config: HubConfig, by: str | None, pin_file: Path | None) -> int:
    who = by or (errand.by if errand.by != OWNER else None)
    if who is None:
        raise ErrandError("the hub runs: say with --by who decides it, and sign with their PIN")
    pin = secret(pin_file, f"PIN of {who}: ")
    where = f"http://{_host(config)}:{config.panel.port}"
    request = urllib.request.Request(  # noqa: S310  (this machine's own hub)
        f"{where}/api/v1/{errand.path}",
        json.dumps({**errand.body, "by": who, "pin": pin}).encode(),
        said_by(COMMAND_LINE),
        method=errand.method,
    )
    try:
        with DIRECT.open(request, timeout=PATIENCE_S):
            pass
    except urllib.error.HTTPError as refused:
        return _refused(_words(refused))
    except OSError as why:
        raise ErrandError(
            f"a hub has the store open but does not answer at {where} ({why})"
        ) from None
    sys.stdout.write(f"Done, by the hub that runs at {where}.\n")
    return FINE


def said_by(device: str) -> dict[str, str]:
    """What a program sends with its words: that they are JSON, and what it is."""
    return {"Content-Type": "application/json", "Attune-Device": device}


def _host(config: HubConfig) -> str:
    return f"[{config.panel.host}]" if ":" in config.panel.host else config.panel.host


def _words(refused: urllib.error.HTTPError) -> str:
    """What the hub says; never what was sent."""
    try:
        said = json.load(refused)
        places = [f"{one['where']}: {one['what']}" for one in said["problems"]]
        return " ".join([said["refused"], *places])
    except (ValueError, LookupError, TypeError):
        return f"the hub answered {refused.code}"


def secret(file: Path | None, prompt: str, *, twice: bool = False) -> str:
    """A PIN, from a file or from the terminal; never shown. Raises ``ErrandError``."""
    if file is not None:
        try:
            held = file.read_text(encoding="utf-8-sig").strip()
        except (OSError, UnicodeDecodeError):
            raise ErrandError(f"{file} cannot be read; expected a file that holds a PIN") from None
        if not held:
            raise ErrandError(f"{file} is empty; expected a file that holds a PIN")
        return held
    if not sys.stdin.isatty():
        raise ErrandError("there is no terminal to ask for a PIN: name a file that holds it")
    try:
        typed = getpass.getpass(prompt)
        again = getpass.getpass("Once more: ") if twice else typed
    except (KeyboardInterrupt, EOFError):
        raise ErrandError("no PIN was typed: nothing was changed") from None
    if again != typed:
        raise ErrandError("the two were not the same: nothing was changed")
    return typed
