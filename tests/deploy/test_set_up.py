"""The set-up: what was broken off half-way is made anew, and what stands is left alone."""

import subprocess
import sys
from pathlib import Path

from tests.conftest import CHECKOUT

# Everything that would reach out is replaced; what is asked is which steps are taken.
STUBS = f"""
. {CHECKOUT}/deploy/setup/python.sh
. {CHECKOUT}/deploy/setup/stamps.sh
works_with_pip() {{ [ -x "$1" ]; }}
was_made_here() {{ true; }}
find_python() {{ python=$PYTHON; }}
say() {{ :; }}
stop() {{ echo "stopped: $1"; exit 1; }}
raspberry_pi_pins() {{ :; }}
quietly() {{
    echo "made anew"
    rm -rf .venv
    mkdir -p .venv/bin
    ln -s "$PYTHON" .venv/bin/python
}}
pip_install() {{ echo installed; eval "$BREAKS"; }}
"""


def set_up(folder: Path, breaks: str = "true") -> list[str]:
    env = {"PATH": "/usr/bin:/bin", "BREAKS": breaks, "PYTHON": sys.executable}
    steps = f"{STUBS}\npython_packages requirements.lock\n"
    ran = subprocess.run(
        ["sh", "-c", steps], cwd=folder, env=env,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert not ran.stderr, ran.stderr
    return ran.stdout.splitlines()


def test_what_was_broken_off_half_way_is_made_anew_and_what_stands_is_left_alone(
    tmp_path: Path,
) -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text("\n", encoding="utf-8")
    assert set_up(tmp_path, "kill -9 $$") == ["made anew", "installed"]
    assert set_up(tmp_path, "false")[:2] == ["made anew", "installed"]
    assert set_up(tmp_path) == ["made anew", "installed", "installed"]
    assert set_up(tmp_path) == []
    (tmp_path / "requirements.lock").write_text("# another\n", encoding="utf-8")
    assert set_up(tmp_path) == ["installed", "installed"]
