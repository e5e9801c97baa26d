"""The machines that decide never wait, look at a clock, throw dice or open anything."""

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.house.tree import Module, product, pure

# What a pure module may not import, and what to do instead.
NOT_IMPORTED = {
    "asyncio": "be fed, and let the shell wait",
    "gpiozero": "say positions, and let `outside` drive the pins",
    "http": "say what to ask for, and let `outside` ask",
    "httpx": "say what to ask for, and let `outside` ask",
    "io": "take and return bytes",
    "logging": "return what happened, or count it",
    "os": "take what is needed as an argument",
    "paho": "say what to send, and let `outside` send it",
    "queue": "return a tuple of values",
    "select": "be fed, and let the shell wait",
    "serial": "be fed bytes",
    "shutil": "take and return bytes",
    "signal": "be told, and let `run` listen",
    "smbus2": "be fed readings",
    "socket": "take and return bytes",
    "sqlalchemy": "return what to keep, and let `outside` keep it",
    "sqlite3": "return what to keep, and let `outside` keep it",
    "subprocess": "say what to start, and let `run` start it",
    "tempfile": "take and return bytes",
    "threading": "be fed, one event at a time",
    "time": "take `now` as an argument",
    "urllib.request": "say what to ask for, and let `outside` ask",
}

# What a pure module may not call, and what to do instead.
NOT_CALLED = {
    "asyncio.sleep": "take `now` as an argument, and answer on a tick",
    "date.today": "take `now` as an argument",
    "datetime.now": "take `now` as an argument",
    "datetime.today": "take `now` as an argument",
    "datetime.utcnow": "take `now` as an argument",
    "input": "be fed",
    "open": "take and return bytes, and let the shell read and write",
    "secrets.token_bytes": "take it as an argument",
    "secrets.token_hex": "take it as an argument",
    "secrets.token_urlsafe": "take it as an argument",
    "time.monotonic": "take `now` as an argument",
    "time.sleep": "take `now` as an argument, and answer on a tick",
    "time.time": "take `now` as an argument",
    "uuid.uuid1": "take it as an argument",
    "uuid.uuid4": "take it as an argument",
}

# Methods that open a file, whatever they are called on.
NOT_ASKED = frozenset({"read_bytes", "read_text", "write_bytes", "write_text"})


def complaints(module: Module) -> Iterator[str]:
    for node in ast.walk(module.body):
        for what, instead in _wrongs(node):
            yield f"{module.name}:{getattr(node, 'lineno', 0)} {what}: {instead}"


def _wrongs(node: ast.AST) -> Iterable[tuple[str, str]]:
    match node:
        case ast.Import(names=names):
            return [wrong for name in names for wrong in _imported(name.name)]
        case ast.ImportFrom(module="random", names=names):
            return [wrong for name in names for wrong in _called(f"random.{name.name}")]
        case ast.ImportFrom(module=str(source), level=0):
            return _imported(source)
        case ast.Call(func=called):
            return _called(_dotted(called))
    return []


def _imported(source: str) -> list[tuple[str, str]]:
    found = [name for name in NOT_IMPORTED if f"{source}.".startswith(f"{name}.")]
    return [(f"imports {source}", NOT_IMPORTED[name]) for name in found]


def _called(name: str) -> list[tuple[str, str]]:
    if name.startswith("random.") and name != "random.Random":
        return [(f"calls {name}", "take a seeded random.Random as an argument")]
    if "." in name and name.rpartition(".")[2] in NOT_ASKED:
        return [(f"calls {name}", NOT_CALLED["open"])]
    last_two = ".".join(name.split(".")[-2:])
    return [(f"calls {name}", NOT_CALLED[key]) for key in {name, last_two} & NOT_CALLED.keys()]


def _dotted(called: ast.expr) -> str:
    """``datetime.datetime.now`` as written; what is not a plain name becomes a question mark."""
    match called:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            return f"{_dotted(value)}.{attr}"
    return "?"


def test_the_machines_that_decide_never_wait_look_or_open() -> None:
    found = [complaint for module in pure() for complaint in complaints(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "line",
    [
        *(f"import {name}" for name in NOT_IMPORTED),
        *(f"from {name} import anything" for name in NOT_IMPORTED),
        *(f"value = {name}()" for name in NOT_CALLED),
        "value = datetime.datetime.now(UTC)",
        "value = random.random()",
        "from random import choice",
        "import os.path",
        "value = Path('a').read_text()",
    ],
)
def test_a_machine_that_looks_is_found_out(line: str) -> None:
    assert list(complaints(Module("hub/rules/bad.py", f'"""Bad."""\n{line}\n')))


@pytest.mark.parametrize(
    "line",
    [
        "rng = random.Random(7)",
        "import timeit_of_ours",
        "now = moment.now",
        "door.open()",
        "from .time import x",
    ],
)
def test_a_quiet_machine_is_left_alone(line: str) -> None:
    assert not list(complaints(Module("hub/rules/good.py", f'"""Good."""\n{line}\n')))


@pytest.mark.parametrize(
    ("name", "is_shell"),
    [
        ("edge/run.py", True),
        ("edge/outside/pins.py", True),
        ("edge/door/pages.py", True),
        ("hub/panel/ward/tiles.py", True),
        ("attune/__main__.py", True),
        ("firmware_sim/run.py", True),
        ("hub/config.py", True),
        ("firmware_sim/outside/ports.py", True),
        ("edge/sense/run.py", False),
        ("edge/door_view.py", False),
        ("edge/sense/door/knock.py", False),
        ("hub/rules/person.py", False),
        ("ward/care.py", False),
    ],
)
def test_shells_are_told_from_machines_by_where_they_stand(name: str, is_shell: bool) -> None:
    assert Module(name, "").is_shell is is_shell


def test_most_of_the_house_is_quiet() -> None:
    assert len(pure()) > len(product()) / 3, "so few pure modules that the rule guards little"
