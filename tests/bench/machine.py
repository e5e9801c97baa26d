"""What it is measured on, and what a process on it has used."""

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

CORES = tuple(sorted(os.sched_getaffinity(0)))  # as they were ours when this began
SYNCS = 30
_SYNC = """
import os, sys, tempfile, time
with tempfile.NamedTemporaryFile() as file:
    took = []
    for _ in range(int(sys.argv[1])):
        file.write(b"x" * 4096)
        file.flush()
        began = time.perf_counter()
        os.fsync(file.fileno())
        took.append(1000 * (time.perf_counter() - began))
print(sorted(took)[len(took) // 2])
"""


def cpu_s(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mib(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def fsync_ms(environment: dict[str, str] | None = None) -> float:
    """The middle one of some, as a process in this environment sees it."""
    command = [sys.executable, "-c", _SYNC, str(SYNCS)]
    env = {**os.environ, **(environment or {})}
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=True, timeout=60)
    return float(ran.stdout)


def slow_disk(folder: Path) -> dict[str, str] | None:
    """The environment in which every fsync takes 10 ms longer; none without a C compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return None
    shim = folder / "slow_fsync.so"
    source = Path(__file__).with_suffix("").parent / "slow_fsync.c"
    command = [compiler, "-shared", "-fPIC", "-O1", "-o", str(shim), str(source), "-ldl"]
    subprocess.run(command, check=True, timeout=60)
    return {"LD_PRELOAD": str(shim)}


def alone(process: int) -> None:
    """The last core for it, as far as that is ours to say."""
    if len(CORES) > 1:
        os.sched_setaffinity(process, CORES[-1:])


def out_of_its_way() -> None:
    """The other cores for us, and for all that we start from now on."""
    if len(CORES) > 1:
        os.sched_setaffinity(0, CORES[:-1])


def described() -> str:
    return (
        f"{_processor()}, {len(CORES)} cores (load {os.getloadavg()[0]:.1f} "
        f"now), Python {platform.python_version()}, one fsync {fsync_ms():.2f} ms"
    )


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()


class Stopwatch:
    """Processor time of one process since it was asked last."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._used_s, self._at = cpu_s(process), time.monotonic()

    def read(self) -> tuple[float, float]:
        """Seconds of processor, and seconds that passed."""
        used_s, at = cpu_s(self._process), time.monotonic()
        passed = used_s - self._used_s, at - self._at
        self._used_s, self._at = used_s, at
        return passed


def temporary() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="attune-bench-")
