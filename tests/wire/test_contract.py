"""The wire contract in docs/wire is what the programs speak: somebody can write a node from it."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from attune.wire import DOCUMENTS, schema, text
from ward.codec import MODEL_OF_LEAF, decode, encode
from ward.conditions import BY_NAME, Kind
from ward.envelope import Envelope
from ward.happenings import Happening
from ward.topics import LEAF_OF_KIND, RETAINED, Topic

WIRE = Path(__file__).parents[2] / "docs" / "wire"
EXAMPLES = sorted((WIRE / "examples").glob("*.json"))


def example(path: Path) -> dict[str, Any]:
    found = json.loads(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_schema_on_file_is_the_one_the_models_make(name: str) -> None:
    on_file = (WIRE / f"{name}.schema.json").read_text(encoding="utf-8")
    assert on_file == text(name), "write it anew with: attune wire"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_golden_example_is_read_and_written_without_a_change(path: Path) -> None:
    golden = example(path)
    topic = Topic.parse(golden["topic"])
    message = decode(topic, json.dumps(golden["payload"]).encode())
    assert json.loads(encode(message)) == golden["payload"]
    assert golden["retained"] is (topic.leaf in RETAINED)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_golden_example_meets_the_schema_on_file(path: Path) -> None:
    golden = example(path)
    model = MODEL_OF_LEAF[Topic.parse(golden["topic"]).leaf]
    (name,) = [name for name, kind in DOCUMENTS.items() if kind is model]
    Draft202012Validator(schema(name)).validate(golden["payload"])


def test_every_document_and_every_kind_of_body_has_a_golden_example() -> None:
    golden = [example(path) for path in EXAMPLES]
    leaves = {Topic.parse(one["topic"]).leaf for one in golden}
    assert leaves == set(MODEL_OF_LEAF)
    kinds = {one["payload"]["body"]["kind"] for one in golden if "body" in one["payload"]}
    assert kinds == set(LEAF_OF_KIND)
    happenings = {
        one["payload"]["body"]["happening"]["what"]
        for one in golden
        if one["payload"].get("body", {}).get("kind") == "happening"
    }
    union = Happening.__origin__  # type: ignore[attr-defined]  # Annotated, as typing builds it
    assert happenings == {kind.model_fields["what"].default for kind in union.__args__}


def test_the_wire_page_names_every_topic_every_rejection_and_every_condition() -> None:
    page = (WIRE / "README.md").read_text(encoding="utf-8")
    for leaf in MODEL_OF_LEAF:
        assert f"`{leaf}`" in page, leaf
    for name, condition in BY_NAME.items():
        assert f"| {name} | {condition.kind} | {condition.priority.name} |" in page, name
    for kind in Kind:
        assert kind in page


def test_an_envelope_stays_under_a_kilobyte_for_what_is_said_each_second() -> None:
    golden = example(WIRE / "examples" / "vital-rate.json")
    body = encode(Envelope.model_validate_json(json.dumps(golden["payload"])))
    assert len(body) < 400
