"""The dashboards as Grafana reads them: the JSON files of ``dashboards/``, made from the tables."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attune.dashboards.asking import NOT_LIVE, Board, Kind, Panel
from attune.dashboards.boards import BOARDS

SOURCE = {"type": "influxdb", "uid": "attune-series"}
SOURCE_NAME = "Attune series"
FOLDER_UID, FOLDER = "attune", "Attune"
SCHEMA = 39  # of Grafana 11; newer ones read it
WIDTH, HALF, HIGH = 24, 12, 8
PLUGIN = {
    Kind.LINES: "timeseries", Kind.BARS: "timeseries", Kind.STEPS: "state-timeline",
    Kind.TABLE: "table",
}  # fmt: skip
STYLE = {Kind.LINES: "line", Kind.BARS: "bars"}
WARDS = 'SHOW TAG VALUES FROM "watch" WITH KEY = "ward"'
ROOMS = 'SHOW TAG VALUES FROM "watch" WITH KEY = "room" WHERE "ward" =~ /^${ward:regex}$/'


def files() -> Iterator[tuple[str, str]]:
    """Each file's name and what stands in it."""
    for board in BOARDS:
        yield f"{board.uid.removeprefix('attune-')}.json", text(as_json(board))


def text(found: object) -> str:
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def write(folder: Path) -> list[Path]:
    """Raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, words in files():
        path = folder / name
        path.write_text(words, encoding="utf-8")
        paths.append(path)
    return paths


def as_json(board: Board) -> dict[str, Any]:
    """It refreshes by nobody's hand but a person's, so that nobody takes it for live."""
    return {
        "uid": board.uid,
        "title": f"{board.title} (not live)",
        "description": board.says,
        "tags": ["attune"],
        "schemaVersion": SCHEMA,
        "editable": True,
        "refresh": "",
        "liveNow": False,
        "timezone": "browser",
        "time": {"from": f"now-{board.days}d", "to": "now"},
        "templating": {"list": [_variable("ward", WARDS), _variable("room", ROOMS, board)]},
        "annotations": {"list": []},
        "links": [_others()],
        "panels": [_warning(), *_panels(board)],
    }


def _variable(name: str, query: str, board: Board | None = None) -> dict[str, Any]:
    one = board is not None and board.one_room
    return {
        "name": name,
        "label": name.capitalize(),
        "type": "query",
        "datasource": SOURCE,
        "query": query,
        "refresh": 2,  # whenever the time is changed
        "sort": 1,
        "multi": not one,
        "includeAll": not one,
        "current": {} if one else {"text": ["All"], "value": ["$__all"]},
    }


def _others() -> dict[str, Any]:
    return {
        "title": "Attune", "type": "dashboards", "tags": ["attune"], "asDropdown": True,
        "includeVars": True, "keepTime": True,
    }  # fmt: skip


def _warning() -> dict[str, Any]:
    return {
        "id": 1,
        "type": "text",
        "title": "",
        "gridPos": {"x": 0, "y": 0, "w": WIDTH, "h": 3},
        "options": {"mode": "markdown", "content": NOT_LIVE},
    }


def _panels(board: Board) -> Iterator[dict[str, Any]]:
    """Two beside each other, a wide one by itself."""
    x, y = 0, 3
    for number, panel in enumerate(board.panels, start=2):
        wide = WIDTH if panel.wide else HALF
        if x + wide > WIDTH:
            x, y = 0, y + HIGH
        yield _panel(number, panel) | {"gridPos": {"x": x, "y": y, "w": wide, "h": HIGH}}
        x += wide


def _panel(number: int, panel: Panel) -> dict[str, Any]:
    return {
        "id": number,
        "type": PLUGIN[panel.kind],
        "title": panel.title,
        "description": panel.says,
        "datasource": SOURCE,
        "targets": [_target(chr(ord("A") + n), query, panel) for n, query in enumerate(panel.asks)],
        "fieldConfig": {"defaults": _drawn(panel), "overrides": []},
        "options": {},
    }


def _drawn(panel: Panel) -> dict[str, Any]:
    """Nothing is drawn across a gap, and no colour says that all is well."""
    drawn: dict[str, Any] = {"unit": panel.unit, "color": {"mode": "palette-classic"}}
    if panel.kind in STYLE:
        style = STYLE[panel.kind]
        drawn["custom"] = {"drawStyle": style, "spanNulls": False, "showPoints": "auto"}
    return drawn


def _target(ref: str, query: str, panel: Panel) -> dict[str, Any]:
    return {
        "refId": ref,
        "datasource": SOURCE,
        "rawQuery": True,
        "query": query,
        "resultFormat": "table" if panel.kind is Kind.TABLE else "time_series",
        "alias": _alias(query),
    }


def _alias(query: str) -> str:
    """By its room, or sensor, or condition, and what it shows of it."""
    grouped = query.rpartition("GROUP BY")[2]
    tag = next(name for name in ("condition", "sensor", "room") if name in grouped)
    field = query.split('"')[1]
    return f"$tag_{tag} {field.replace('_', ' ') if field != 'm' else ''}".strip()
