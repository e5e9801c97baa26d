"""The farm as a test or a bench sees it: a process that is told things and answers."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class FarmProgram:
    """One farm, started and started again over the same home, as a ward's power comes and goes."""

    def __init__(self, home: Path, port: int, *, rooms: int = 50, rate: float = 100) -> None:
        self.home = home
        self.truth = home / "truth.jsonl"
        self._command = [sys.executable, "-m", "tests.farm", str(home), "--port", str(port)]
        self._command += ["--rooms", str(rooms), "--rate", str(rate)]
        self._process: subprocess.Popen[str] | None = None

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def process(self) -> "subprocess.Popen[str]":
        if self._process is None:
            raise RuntimeError("the farm was not started")
        return self._process

    def start(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "farm.log").open("a", encoding="utf-8") as log:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def tell(self, *words: object) -> dict[str, Any]:
        """What it answers; it raises with the farm's own words if the farm has ended."""
        stdin, stdout = self.process.stdin, self.process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("the farm was started without pipes")
        try:
            stdin.write(" ".join(str(word) for word in words) + "\n")
            stdin.flush()
            answer = stdout.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            log = (self.home / "farm.log").read_text(encoding="utf-8")
            raise AssertionError(f"the farm has ended: {log[-3000:]}")
        return dict(json.loads(answer))

    def settle(self, within_s: float) -> dict[str, Any]:
        """Nothing new is said, and all that is owed arrives; fails if it does not."""
        self.tell("quiet")
        report = self.tell("settle", within_s)
        assert report["owed"] == 0, f"not within {within_s} s: {report}"
        return report

    def kill(self) -> None:
        """As a power cut does."""
        process, self._process = self.process, None
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()

    def suspend(self) -> None:
        os.kill(self.process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.process.pid, signal.SIGCONT)

    def close(self) -> None:
        if self._process is not None:
            self.kill()


@contextmanager
def farm_running(
    home: Path, port: int, *, rooms: int = 50, rate: float = 100
) -> Iterator[FarmProgram]:
    """From its start to its death."""
    farm = FarmProgram(home, port, rooms=rooms, rate=rate)
    farm.start()
    try:
        yield farm
    finally:
        farm.close()
