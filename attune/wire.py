"""The wire contract as files: a JSON Schema of every message, a golden alarm of each condition."""

import json
from pathlib import Path
from typing import Any

from attune import golden
from ward.announcements import AlarmChanged, Receipt, Status
from ward.care import Care
from ward.envelope import Backlog, Envelope, Link
from ward.orders import Order
from ward.units import Wire

DOCUMENTS: dict[str, type[Wire]] = {
    "envelope": Envelope,
    "backlog": Backlog,
    "link": Link,
    "order": Order,
    "care": Care,
    "receipt": Receipt,
    "status": Status,
    "alarm": AlarmChanged,
}


def schema(name: str) -> dict[str, Any]:
    """JSON Schema (2020-12) of one kind of document."""
    body = DOCUMENTS[name].model_json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"attune/v1/{name}",
        **body,
    }


def text(name: str) -> str:
    """The schema as it stands in its file."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def write(directory: Path) -> list[Path]:
    """Write every schema, and under ``examples`` every golden alarm; the paths written."""
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    for name in DOCUMENTS:
        path = directory / f"{name}.schema.json"
        path.write_text(text(name), encoding="utf-8")
        written.append(path)
    return [*written, *golden.write(directory / "examples")]
