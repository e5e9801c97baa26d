"""Asking a running hub for a profile, giving it one, and reading the file between the two."""

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from pydantic import ValidationError

from attune.errand import DIRECT, FINE, PATIENCE_S, REFUSED, UNUSABLE, ErrandError, said_by
from attune.profile_page import page, told
from hub.config import ConfigError, HubConfig, load
from hub.device import COMMAND_LINE
from ward.profile_document import ProfileDocument
from ward.rooms import RoomId

BYTES_MOST = 64_000  # no profile is as long


class RefusedError(Exception):
    """The hub said no, in words for whoever asked."""


def guarded(do: Callable[[], int]) -> int:
    """What came of it as an exit code, said in one sentence."""
    try:
        return do()
    except RefusedError as no:
        sys.stderr.write(f"attune: {str(no).removesuffix('.')}.\n")
        return REFUSED
    except (ErrandError, ConfigError) as wrong:
        sys.stderr.write(f"attune: {str(wrong).removesuffix('.')}.\n")
        return UNUSABLE


def export(config: Path, room: str, to: Path | None) -> int:
    """The document of whoever is confined there."""
    answer = _open(urllib.request.Request(_address(load(config), room), method="GET"))  # noqa: S310  (this machine's own hub)
    document = ProfileDocument.model_validate_json(answer)
    text = document.model_dump_json(indent=2) + "\n"
    if to is None:
        sys.stdout.write(text)
    else:
        _write(to, text)
        sys.stdout.write(f"{to}: what suits {document.initials}\n")
    return FINE


def show(file: Path, to: Path | None) -> int:
    document = read(file)
    if to is None:
        sys.stdout.write(told(document))
    else:
        _write(to, page(document))
        sys.stdout.write(f"{to}: a page of what suits {document.initials}\n")
    return FINE


def bring(config: Path, room: str, file: Path, by: str, pin: str) -> int:
    """Signed for whoever is confined there."""
    document = read(file)
    body = {"profile": document.profile.model_dump(mode="json"), "by": by, "pin": pin}
    data, headers = json.dumps(body).encode(), said_by(COMMAND_LINE)
    where = _address(load(config), room)
    _open(urllib.request.Request(where, data, headers, method="POST"))  # noqa: S310  (this machine's own hub)
    sys.stdout.write(f"{room}: what suited {document.initials} holds from now on, signed by {by}\n")
    return FINE


def read(file: Path) -> ProfileDocument:
    """Raises ``ErrandError`` for what is none, and for one that leaves the hard bounds."""
    try:
        text = file.read_bytes()[: BYTES_MOST + 1]
    except OSError as refused:
        raise ErrandError(f"{file}: cannot be read ({refused.strerror})") from None
    if len(text) > BYTES_MOST:
        raise ErrandError(f"{file}: is longer than any sensory profile")
    try:
        return ProfileDocument.model_validate_json(text)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the whole"
        raise ErrandError(f"{file}: is no sensory profile: {where}: {first['msg']}") from None


def _write(to: Path, text: str) -> None:
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as refused:
        raise ErrandError(f"{to}: cannot be written ({refused.strerror})") from None


def _address(config: HubConfig, room: str) -> str:
    try:
        named = RoomId.parse(room)
    except ValueError as wrong:
        raise ErrandError(str(wrong)) from None
    host = f"[{config.panel.host}]" if ":" in config.panel.host else config.panel.host
    return f"http://{host}:{config.panel.port}/api/v1/rooms/{named}/profile"


def _open(request: urllib.request.Request) -> bytes:
    try:
        with DIRECT.open(request, timeout=PATIENCE_S) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as refused:
        try:
            words = str(json.load(refused)["refused"])
        except (ValueError, LookupError, TypeError):
            words = f"the hub answered {refused.code}"
        raise RefusedError(words) from None
    except OSError as why:
        raise ErrandError(f"no hub answers at {request.host} ({why})") from None
