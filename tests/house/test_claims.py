"""What a radar module claims by itself is decoded, and then goes nowhere."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.tree import Module, product

CLAIMS = frozenset({"ModuleRate", "ModuleBreath", "ModuleWave", "Claim", "claimed_per_min"})
# A module's reports as an event are for play on virtual time: nothing of the node makes one.
NEVER_MADE = "RatesReported"


def believed(module: Module) -> Iterator[str]:
    for node in ast.walk(module.body):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                if name in CLAIMS:
                    yield f"{module.name}:{node.lineno} reads {name}"
            case ast.Call(func=ast.Name(id=name)) if name == NEVER_MADE:
                yield f"{module.name}:{node.lineno} makes {name}"


def listeners() -> list[Module]:
    """The node, without what takes bytes apart."""
    return [
        module
        for module in product()
        if module.name.startswith("edge/") and not module.name.startswith("edge/decode/")
    ]


@pytest.mark.hazard("H-19")
def test_nothing_in_the_node_reads_what_a_module_claims() -> None:
    assert len(listeners()) > 50
    found = [complaint for module in listeners() for complaint in believed(module)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "text",
    [
        "from edge.decode.sayings import ModuleRate",
        "import edge.decode.sayings as said\nx = said.ModuleWave",
        "rate = said.claimed_per_min",
        "event = RatesReported(True, False, 14)",
    ],
)
def test_the_check_can_fail(text: str) -> None:
    assert list(believed(Module("edge/sense/somewhere.py", text)))
