"""The real programs of a night: started, killed on the spot, and all ended with it."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from attune.children import end_with_parent

STOPS_WITHIN_S = 8.0


class Programs:
    """Each with a log in the folder. Nothing is started again unless the night says so."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str, arguments: Sequence[str]) -> None:
        """Start it, if it does not run."""
        if name in self._running and self._running[name].poll() is None:
            return
        with (self._home / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(  # noqa: S603  (our own programs)
                [sys.executable, "-m", "attune", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=end_with_parent(os.getpid()),  # noqa: PLW1509  (two calls to the system)
            )

    def kill(self, name: str) -> None:
        """On the spot, with no word of warning."""
        process = self._running.pop(name, None)
        if process is not None:
            process.kill()
            process.wait()

    def fallen(self) -> tuple[str, ...]:
        """Those that ended though nobody killed them."""
        return tuple(name for name, each in self._running.items() if each.poll() is not None)

    def log(self, name: str) -> str:
        return (self._home / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Ask all to end, and make whoever does not."""
        for process in self._running.values():
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self._running.values():
            try:
                process.wait(STOPS_WITHIN_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._running.clear()
