"""What a node needs can be installed on a Raspberry Pi from wheels alone, or is named here."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from pip._vendor.packaging.requirements import Requirement

from tests.house.tree import CHECKOUT

PI = {
    "sys_platform": "linux",
    "platform_machine": "aarch64",
    "platform_system": "Linux",
    "os_name": "posix",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "python_version": "3.11",
    "python_full_version": "3.11.2",  # Raspberry Pi OS 12
}
# On a Pi with a newer Python there is no wheel of it: set-up borrows Debian's own build.
COMPILED_ELSEWHERE = {"lgpio": "Python 3.13 and newer: Debian's python3-lgpio"}
PLATFORMS = ("manylinux2014_aarch64", "manylinux_2_17_aarch64", "manylinux_2_28_aarch64",
             "manylinux_2_36_aarch64", "linux_aarch64")  # fmt: skip


def asked_for(extra: str) -> list[Requirement]:
    """What the distribution itself asks for with this extra."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *project["optional-dependencies"][extra]]
    return [Requirement(line) for line in lines]


def applies(one: Requirement, extras: frozenset[str] = frozenset()) -> bool:
    if one.marker is None:
        return True
    return any(one.marker.evaluate({**PI, "extra": extra}) for extra in ({""} | extras))


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    """Each entry of the lock, hashes and all, by its name; what is not for a Pi is left out."""
    entries = re.split(r"\n(?=[a-z0-9])", (CHECKOUT / "requirements.lock").read_text("utf-8"))
    found = {}
    for entry in entries:
        head = entry.partition("\\")[0].strip()
        if "==" in head and applies(one := Requirement(head)):
            found[plain(one.name)] = entry
    return found


def needed() -> set[str]:
    """The node extra and all that it leans on, by the metadata of what is installed here.

    What only a Pi has is not installed here, and its own needs not known: it has none.
    """
    lock, found = locked(), set[str]()
    todo = [one for one in asked_for("node") if applies(one)]
    while todo:
        one = todo.pop()
        name = plain(one.name)
        if name in found or name not in lock:  # drivers of USB bridges are left out of the lock
            continue
        found.add(name)
        try:
            requires = distribution(name).requires or []
        except ModuleNotFoundError:
            continue
        todo += [r for line in requires if applies(r := Requirement(line), frozenset(one.extras))]
    return found


def test_the_lock_names_all_that_a_node_asks_for() -> None:
    assert {plain(one.name) for one in asked_for("node") if applies(one)} <= needed()
    assert {"lgpio", "gpiod", "numpy", "pydantic-core"} <= needed()
    assert not {"fastapi", "sqlalchemy", "typst"} & needed()


def test_every_package_of_a_node_has_a_wheel_for_a_raspberry_pi(tmp_path: Path) -> None:
    lock = locked()
    wanted = tmp_path / "node.lock"
    wanted.write_text("\n".join(lock[name] for name in sorted(needed())), encoding="utf-8")
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--quiet"]
    command += ["--only-binary=:all:", "--python-version", "3.11", "--implementation", "cp"]
    command += ["--target", str(tmp_path / "pi"), "--disable-pip-version-check", "--retries", "1"]
    command += ["--timeout", "10", "--requirement", str(wanted)]
    for platform in PLATFORMS:
        command += ["--platform", platform]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    if done.returncode and unreachable(done.stderr) and not os.environ.get("CI"):
        pytest.skip(f"no package index can be reached from here: {done.stderr.strip()[-120:]}")
    assert done.returncode == 0, done.stderr


def unreachable(said: str) -> bool:
    """Whether pip could not ask anybody, as opposed to having been told that there is no wheel."""
    asked_in_vain = ("Failed to establish", "Temporary failure", "timed out", "Connection refused")
    return any(words in said for words in asked_in_vain)


def test_what_has_no_wheel_on_every_python_is_named_in_the_set_up() -> None:
    set_up = (CHECKOUT / "deploy" / "setup" / "python.sh").read_text(encoding="utf-8")
    assert all(f"python3-{name}" in set_up for name in COMPILED_ELSEWHERE)
