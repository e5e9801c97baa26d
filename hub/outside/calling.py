"""A caller by Apprise: e-mail, SMS gateways, Teams, ntfy, webhooks and more, by an address each."""

import logging
import re
import threading
import warnings
from collections.abc import Sequence
from typing import Self

from apprise import Apprise, AppriseAsset, NotifyBase, NotifyFormat, NotifyType

from hub.effects import Tell
from ward.conditions import Priority

# How a service may show it, where it shows such things at all.
_TYPES = {
    Priority.HIGH: NotifyType.FAILURE,
    Priority.MEDIUM: NotifyType.WARNING,
    Priority.LOW: NotifyType.INFO,
}
NOT_TAKEN = "it did not take the message"
NOT_REACHED = "it could not be reached"

_ANSWERED = re.compile(r"error=(\d{3})\b")
_UNREACHED = re.compile(r"connection error|timed? ?out|refused|unreachable", re.IGNORECASE)


class UnknownAddressError(Exception):
    """Apprise does not know what to do with an address. It holds nothing of the address."""


class AppriseCaller:
    """One address. Apprise says in its log alone why something failed, and names addresses there.

    So of that log nothing passes but the number of an answer, and whether there was one.
    """

    def __init__(self, name: str, url: str) -> None:
        self._name = name
        with _HEARD, warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of what Apprise loads
            made = Apprise.instantiate(url, asset=_asset())
        if not isinstance(made, NotifyBase):
            raise UnknownAddressError
        self._service = made

    @property
    def name(self) -> str:
        return self._name

    @property
    def kind(self) -> str:
        """What sort of service it is."""
        return str(self._service.service_name)

    def call(self, tell: Tell) -> str:
        kind = NotifyType.SUCCESS if tell.is_end else _TYPES[Priority(tell.priority)]
        with _HEARD as heard:
            took = self._service.notify(
                body=f"{tell.words} Ref {tell.ref}.",
                title=tell.title,
                notify_type=kind,
                body_format=NotifyFormat.TEXT,
            )
            return "" if took else why(heard.lines())


def why(lines: Sequence[str]) -> str:
    """In our own words."""
    said = " ".join(lines)
    if found := _ANSWERED.search(said):
        return f"it answered with error {found[1]}"
    return NOT_REACHED if _UNREACHED.search(said) else NOT_TAKEN


def _asset() -> AppriseAsset:
    """Nothing kept on disk, nothing loaded from anywhere, nothing of an address in a log."""
    return AppriseAsset(
        app_id="Attune",
        app_desc="Attune",
        app_url="",
        storage_mode="memory",
        secure_logging=True,
        plugin_paths=[],
    )


class _Heard(logging.Handler):
    """What Apprise logs in this thread while it is listened to. None of it goes anywhere else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._of = threading.local()
        log = logging.getLogger("apprise")
        log.propagate = False
        log.setLevel(logging.WARNING)
        log.addHandler(self)
        logging.getLogger("urllib3").setLevel(logging.CRITICAL)

    def __enter__(self) -> Self:
        self._of.lines = []
        return self

    def __exit__(self, *_: object) -> None:
        self._of.lines = []

    def lines(self) -> tuple[str, ...]:
        return tuple(getattr(self._of, "lines", ()))

    def emit(self, record: logging.LogRecord) -> None:
        if hasattr(self._of, "lines"):
            self._of.lines.append(record.getMessage())


_HEARD = _Heard()
