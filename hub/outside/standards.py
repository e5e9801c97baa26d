"""Sets of standards, read: those that ship, and a site's own files."""

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path

from hub.estates.catalogue import Catalogue, StandardsError, catalogue, parsed
from hub.estates.clause import Standard
from ward.authority import Authority

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
        return _only_local(parsed(raw.decode(), path.name), path.name)
    except UnicodeDecodeError as wrong:
        raise StandardsError(f"{path} is no text in UTF-8") from wrong


def _only_local(standard: Standard, name: str) -> Standard:
    """A site's own word is shown as that: it passes for no law."""
    for clause in standard.clauses:
        whose = (clause.authority, clause.measure.authority if clause.measure else Authority.LOCAL)
        if set(whose) != {Authority.LOCAL}:
            other = next(one for one in whose if one is not Authority.LOCAL)
            raise StandardsError(
                f"{name}: {clause.id}: a site's own clause is asked by its own word: write "
                f"“authority: {Authority.LOCAL}”, not “{other}”, and name the rest in “source”"
            )
    return standard
