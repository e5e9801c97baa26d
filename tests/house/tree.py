"""The tree as the house rules read it: its modules, which of them are shells, and its texts."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

CHECKOUT = Path(__file__).resolve().parents[2]
PRODUCT = ("attune", "ward", "edge", "hub", "firmware_sim")

# Shells wait, read clocks and open things; every other module of the product is pure.
SHELLS = (
    "attune/**",
    "*/run.py",
    "*/config.py",  # read once, as a program starts
    "*/outside/**",
    "*/door/**",
    "hub/panel/**",
    "firmware_sim/shell/**",
)

# What set-up and tools make, beside whatever hides behind a dot.
MADE = frozenset({"node_modules", "built", "build", "dist", "__pycache__"})
HIDDEN_AND_OURS = frozenset({".ci", ".github"})


@dataclass(frozen=True)
class Module:
    """One Python file; ``name`` is its path from the top of the checkout."""

    name: str
    text: str

    @property
    def body(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    @property
    def is_shell(self) -> bool:
        return any(_matches(PurePosixPath(self.name), shell) for shell in SHELLS)


def _matches(name: PurePosixPath, pattern: str) -> bool:
    """Whether the path matches; ``/**`` at the end stands for everything below."""
    if not pattern.endswith("/**"):
        return name.match(pattern) and len(name.parts) == pattern.count("/") + 1
    folder = PurePosixPath(pattern.removesuffix("/**"))
    return any(
        above.match(str(folder)) and len(above.parts) == len(folder.parts) for above in name.parents
    )


@cache
def product() -> tuple[Module, ...]:
    return tuple(
        Module(path.relative_to(CHECKOUT).as_posix(), path.read_text(encoding="utf-8"))
        for package in PRODUCT
        for path in sorted((CHECKOUT / package).rglob("*.py"))
    )


def pure() -> tuple[Module, ...]:
    return tuple(module for module in product() if not module.is_shell)


def texts() -> Iterator[tuple[str, str]]:
    """Every file of text that is ours, as its name and what it says."""
    for folder, inside, files in os.walk(CHECKOUT):
        inside[:] = sorted(name for name in inside if _is_ours(name))
        for name in sorted(set(files) - {".git"}):  # of a second working tree it is a file
            path = Path(folder, name)
            try:
                yield path.relative_to(CHECKOUT).as_posix(), path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def _is_ours(folder: str) -> bool:
    if folder.startswith("."):
        return folder in HIDDEN_AND_OURS
    return folder not in MADE and not folder.endswith(".egg-info")


def functions(module: Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(module.body):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
