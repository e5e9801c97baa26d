"""Files as the store needs them: which one stands at a path, and who alone may write beside it."""

import fcntl
import os
from pathlib import Path


def lock(path: Path) -> int:
    """Held until it is closed, or the process ends, however it does.

    Raises ``BlockingIOError`` where somebody else has it, ``OSError`` where nobody can.
    """
    held = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(held)
        raise
    return held


def file_at(path: Path) -> tuple[int, int] | None:
    """Which file stands there; ``None`` for none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
