"""Whatever is begun by the command leaves linear algebra one thread, unless somebody says more."""

import os
import subprocess
import sys

import pytest

NAME = "OPENBLAS_NUM_THREADS"
ASKED = f"""
import os, sys
from attune.__main__ import main
try:
    main(["--help"])
except SystemExit:
    print(os.environ["{NAME}"], "numpy" in sys.modules)
"""


@pytest.mark.parametrize(("said", "expected"), [(None, "1"), ("3", "3")])
def test_the_command_says_so_before_numpy_is_there(said: str | None, expected: str) -> None:
    known = {name: value for name, value in os.environ.items() if name != NAME}
    env = known if said is None else {**known, NAME: said}
    told = subprocess.run(
        [sys.executable, "-c", ASKED], env=env, check=True, capture_output=True, text=True
    )
    assert told.stdout.splitlines()[-1] == f"{expected} False"
