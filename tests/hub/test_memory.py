"""What a hub holds on to: a PIN that was looked at leaves no memory behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

# A process of its own, as the hub begins one: what it told its allocator holds until it ends.
PROGRAM = """
import asyncio, pathlib
from hub.outside.pins import Pins
from hub.run import main

class Keeps:
    def pin_hash(self, ref):
        return None

def resident_mib():
    pages = int(pathlib.Path("/proc/self/statm").read_text().split()[1])
    return pages * {page} / (1 << 20)

async def looked_at(times):
    pins = Pins(Keeps())
    before = resident_mib()
    for _ in range(times):
        await pins.fits("st-01", "2580")
    return resident_mib() - before

main(pathlib.Path("no such file"))  # as far as a hub comes that nobody configured
print(asyncio.run(looked_at(4)))
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this machine says nothing of it")
def test_the_memory_that_a_pin_is_looked_at_in_is_given_back():
    """argon2 works in 19 MiB, and a hub has 120 for all that it does."""
    command = [sys.executable, "-c", PROGRAM.format(page=os.sysconf("SC_PAGE_SIZE"))]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(ran.stdout) < 4
