"""Locks name no host, and no file names the machine or the registry that it was made with."""

import re
from collections.abc import Iterator

import pytest

from tests.house.tree import CHECKOUT, texts

LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-node.lock",
    "package-lock.json",
)

REGISTRY = re.compile(
    r"""https?://(?:registry|files|index|mirror|pypi|deb)[\w-]*\.[\w.-]+
      | https?://\S+/simple\b
      | https?://\S+\.(?:whl|tgz|tar\.gz|deb)\b
      | (?:index|find-links|extra-index)-url\s*=?\s*https?""",
    re.VERBOSE,
)
MACHINE_PATH = re.compile(r"""(?<![\w.$}*>)~-])/(?:work|root|farm)(?![\w-])""")


def addresses(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        if "://" in line:
            yield f"{name}:{number} names an address: {line.strip()[:80]}"


def traces(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), start=1):
        for found in (*REGISTRY.finditer(line), *MACHINE_PATH.finditer(line)):
            yield f"{name}:{number} names {found.group()}"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    found = list(addresses(lock, (CHECKOUT / lock).read_text(encoding="utf-8")))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.startswith("requirements")])
def test_everything_in_a_lock_is_held_by_its_hash(lock: str) -> None:
    text = (CHECKOUT / lock).read_text(encoding="utf-8").replace("\\\n", "")
    pins = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert pins
    assert all(re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:", pin) for pin in pins)


def test_the_developers_lock_holds_all_of_the_other_in_the_same_versions() -> None:
    assert pins_of("requirements.lock") < pins_of("requirements-dev.lock")


def pins_of(lock: str) -> set[str]:
    lines = (CHECKOUT / lock).read_text(encoding="utf-8").splitlines()
    return {line.rstrip(" \\") for line in lines if "==" in line and not line.startswith("#")}


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = [trace for name, text in texts() for trace in traces(name, text)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        "see https" + "://packages.example.invalid/simple",
        "https" + "://files.example.invalid/packages/x",
        "https" + "://example.invalid/packages/x.whl",
        '"resolved": "https' + '://registry.example.invalid/sass"',
        "--index-url" + " https" + "://example.invalid",
        "cd /wo" + "rk/main",
        "'/ro" + "ot'",
        "HOME=/ro" + "ot/.cache",
    ],
)
def test_a_trace_of_where_it_was_made_is_found_out(line: str) -> None:
    assert list(traces("sample", line))


@pytest.mark.parametrize(
    "line",
    [
        "ward/wo" + "rk/plan",
        "GET /wo" + "rking",
        "$HOME/ro" + "ot",
        "docs/ro" + "ot/",
        "/ro" + "ots",
    ],
)
def test_an_innocent_line_is_left_alone(line: str) -> None:
    assert not list(traces("sample", line))


def test_an_address_in_a_lock_is_found_out() -> None:
    assert list(addresses("sample", "sass @ https" + "://example.invalid/sass.tgz"))
