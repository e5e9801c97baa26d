"""The services as systemd itself reads them, and what a node must be left."""

import shutil
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest

pytestmark = pytest.mark.hazard("H-11")
DEPLOY = Path(__file__).parents[2] / "deploy"
PROGRAM = "/opt/attune/.venv/bin/attune"
READS = shutil.which("systemd-analyze") or "systemd-analyze"  # which `make test` installs
LEFT_OPEN_MOST = 40  # tenths of ten, as `systemd-analyze security` counts; 85 without any bars


def service(program: str) -> dict[str, str]:
    """Its settings, each by its name in small letters."""
    unit = RawConfigParser(strict=False)
    unit.read(DEPLOY / f"attune-{program}.service")
    return dict(unit["Service"])


def read_by_systemd(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([READS, *words], capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("program", ["node", "hub"])
def test_systemd_reads_the_service_and_has_nothing_to_say(program: str, tmp_path: Path) -> None:
    """With a program that is there: /opt/attune is not on a developer's machine."""
    unit = tmp_path / f"attune-{program}.service"
    text = (DEPLOY / unit.name).read_text()
    assert PROGRAM in text
    unit.write_text(text.replace(PROGRAM, sys.executable))
    said = read_by_systemd("verify", str(unit))
    about = [line for line in said.stderr.splitlines() if unit.name in line]
    assert (said.returncode, about) == (0, [])


@pytest.mark.parametrize("program", ["node", "hub"])
def test_a_service_may_do_little_beside_its_work(program: str) -> None:
    unit = DEPLOY / f"attune-{program}.service"
    said = read_by_systemd(
        "security", "--offline=yes", f"--threshold={LEFT_OPEN_MOST}", "--no-pager", str(unit)
    )
    assert said.returncode == 0, said.stdout[-200:] + said.stderr


def test_a_node_keeps_its_wires_and_may_ask_whether_the_clock_is_set() -> None:
    """Barred from the clock's calls it takes the clock for wrong, and refuses every order."""
    node = service("node")
    assert not {"protectclock", "systemcallfilter", "privatedevices", "devicepolicy"} & set(node)
    assert {"gpio", "i2c", "dialout"} <= set(node["supplementarygroups"].split())


@pytest.mark.parametrize("program", ["node", "hub"])
def test_what_a_service_writes_is_its_own_and_it_is_said_who_makes_its_user(program: str) -> None:
    """The root is read-only to it: a store beside the hub's file in /etc could not be opened."""
    text = (DEPLOY / f"attune-{program}.service").read_text()
    assert "adduser --system" in text
    assert service(program)["statedirectory"] == "attune"
    assert service(program)["workingdirectory"] == "%S/attune", "lgpio writes where it begins"
    assert service(program)["umask"] == "0077"
    if program == "hub":
        assert 'path = "/var/lib/attune/store.sqlite3"' in text
