"""The ground truth: everything that the nodes of a farm ever owed, as JSON lines in a file."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from edge.moment import Moment
from edge.post import Post
from ward.envelope import Body


@dataclass(frozen=True, slots=True)
class Owed:
    """One message that a node owed its hub; ``body`` as it stands on the wire."""

    room: str
    boot: str
    n: int
    at: str
    kind: str
    body: dict[str, Any]

    @property
    def key(self) -> tuple[str, str, int]:
        return self.room, self.boot, self.n

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


class Truth:
    """Each message is in the file before it can be on the wire, and after the node keeps it."""

    def __init__(self, path: Path) -> None:
        self.count = 0
        self._file = path.open("a", encoding="utf-8")

    def witness(self) -> None:
        """From now on write down what any node of this process owes, and tell none of them."""
        say = Post.say

        def said(post: Post, body: Body, now: Moment) -> Any:
            before = post.next_n
            follows = say(post, body, now)
            if post.next_n > before and body.kind != "health":
                self.write(str(post.room), post.boot, before, now, body)
            return follows

        instead(Post, "say", said)

    def write(self, room: str, boot: str, n: int, now: Moment, body: Body) -> None:
        wire = body.model_dump(mode="json", exclude_none=True)
        owed = Owed(room, boot, n, now.at.isoformat(), body.kind, wire)
        self._file.write(json.dumps(asdict(owed)) + "\n")
        self._file.flush()
        self.count += 1

    def close(self) -> None:
        self._file.close()


def instead(thing: object, name: str, call: Callable[..., Any]) -> None:
    """Put this in place of a method of this one thing, or of all of a class."""
    setattr(thing, name, call)


def read_truth(path: Path) -> Iterator[Owed]:
    """What stands in the file; a line that a kill tore is none."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.endswith("\n"):
                yield Owed(**json.loads(line))
