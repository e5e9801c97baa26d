"""Sets of standards, read: those that ship, and a site's own files."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from hub.estates.catalogue import Catalogue, StandardsError, catalogue, parsed
from hub.estates.clause import Standard

SHIPPED = ("framework", "code", "local")
BYTES_MOST = 1_000_000


def shipped() -> tuple[Standard, ...]:
    """What comes with the product."""
    where = files("hub.estates") / "standards"
    return tuple(
        parsed((where / f"{name}.yaml").read_text("utf-8"), f"{name}.yaml") for name in SHIPPED
    )


def load(own: Iterable[Path] = ()) -> Catalogue:
    """With a site's own sets. Raises ``StandardsError``, whatever is wrong with one of them."""
    return catalogue((*shipped(), *(_read(path) for path in own)))


def _read(path: Path) -> Standard:
    try:
        raw = path.read_bytes()
    except OSError as wrong:
        raise StandardsError(f"{path} cannot be read: {wrong.strerror}") from wrong
    if len(raw) > BYTES_MOST:
        raise StandardsError(f"{path} is larger than {BYTES_MOST:,} bytes")
    try:
        return parsed(raw.decode(), path.name)
    except UnicodeDecodeError as wrong:
        raise StandardsError(f"{path} is no text in UTF-8") from wrong
