"""Progress: how far each line has come, in being rolled up, forgotten and passed on."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from hub.outside import schema
from hub.outside.hours import HOUR_US, hour_of


class Progress(NamedTuple):
    """Of one line. Two marks, and whatever is late sets them back: then it is done again.

    Hours before ``rolled`` stand among the hours. Of hours before ``closed`` points were
    forgotten, so none of those is rolled anew. What is at or before ``sent`` a series database
    has; ``dropped`` points were forgotten before it had them.
    """

    rolled: int
    closed: int = 0
    sent: int = 0
    dropped: int = 0

    @property
    def late_before(self) -> int:
        """A point before this sets a mark back."""
        return max(self.rolled * HOUR_US, self.sent + 1)

    def with_late(self, at: int) -> "Progress":
        rolled = max(min(self.rolled, hour_of(at)), self.closed)
        return self._replace(rolled=rolled, sent=min(self.sent, at - 1))


def load(connection: Connection) -> dict[int, Progress]:
    rows = connection.execute(select(schema.progress))
    return {line: Progress(*marks) for line, *marks in rows}


def keep(connection: Connection, changed: Mapping[int, Progress]) -> None:
    if changed:
        connection.execute(_PUT, list(_rows(changed)))


def _rows(changed: Mapping[int, Progress]) -> Iterable[dict[str, int]]:
    for line, progress in changed.items():
        yield {"line": line, **progress._asdict()}


_PUT = insert(schema.progress)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["line"], set_={name: _PUT.excluded[name] for name in Progress._fields}
)
