"""A small Grafana for tests: the calls that a push makes, as Grafana 8 and later answer them.

Debian ships no Grafana, so this stands in for one; it was written from Grafana's own description
of its interface, and keeps to what that says of status and body.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ALLOWED = "of-an-admin"


class Grafana:
    """Folders, data sources and dashboards by uid, and every call that came."""

    def __init__(self) -> None:
        self.folders: dict[str, dict[str, Any]] = {}
        self.sources: list[dict[str, Any]] = []
        self.boards: dict[str, dict[str, Any]] = {}
        self.calls: list[tuple[str, str]] = []
        self.answers: tuple[int, Any] | None = None  # to whatever is written
        self.odd: tuple[str, Any] | None = None  # answered to whatever is asked of such a thing
        grafana = self

        class Door(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                grafana.takes(self, {})

            def do_POST(self) -> None:
                grafana.takes(self, self._body())

            do_PUT = do_POST  # noqa: N815  (the name that http.server calls)

            def _body(self) -> dict[str, Any]:
                found = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                assert isinstance(found, dict)
                return found

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.url = f"http://127.0.0.1:{self._server.server_port}/grafana"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def takes(self, door: BaseHTTPRequestHandler, body: dict[str, Any]) -> None:
        self.calls.append((door.command, door.path))
        if door.headers["Authorization"] != f"Bearer {ALLOWED}":
            return _says(door, 401, {"message": "Invalid API key"})
        if self.answers and door.command != "GET":
            return _says(door, *self.answers)
        path = door.path.removeprefix("/grafana/api")
        status, found = self._asked(path) if door.command == "GET" else self._told(path, body)
        return _says(door, status, found)

    def _asked(self, path: str) -> tuple[int, Any]:
        kind, _, name = path.strip("/").partition("/")
        if self.odd and kind.startswith(self.odd[0]):
            return 200, json.dumps(self.odd[1])
        name = name.replace("%20", " ")
        if kind == "folders":
            found: Any = self.folders.get(name)
        elif kind == "datasources":
            wanted = name.removeprefix("name/")
            found = next((one for one in self.sources if one["name"] == wanted), None)
        else:
            board = self.boards.get(name.removeprefix("uid/"))
            found = board and {"dashboard": board, "meta": {"folderUid": board["folder"]}}
            found = found and {**found, "dashboard": _without(board or {}, "folder")}
        return (200, found) if found else (404, {"message": "not found"})

    def _told(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        match path.strip("/").split("/"):
            case ["folders"]:
                self.folders[body["uid"]] = body
            case ["datasources"]:
                self.sources.append({**body, "id": 7})
            case ["datasources", "7"]:
                self.sources = [{**body, "id": 7}]
            case ["dashboards", "db"]:
                return self._board(body)
            case other:
                raise AssertionError(f"nobody told this of Grafana: {other}")
        return 200, {"message": "done"}

    def _board(self, body: dict[str, Any]) -> tuple[int, Any]:
        board, folder = body["dashboard"], body["folderUid"]
        known = self.boards.get(board["uid"])
        if folder not in self.folders:
            return 400, {"message": "folder not found"}
        if known and not body["overwrite"]:
            return 412, {"message": "exists", "status": "version-mismatch"}
        version = known["version"] + 1 if known else 1
        self.boards[board["uid"]] = {**board, "id": 11, "version": version, "folder": folder}
        return 200, {"uid": board["uid"], "status": "success", "version": version}


def _without(found: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in found.items() if key not in names}


def _says(door: BaseHTTPRequestHandler, status: int, found: Any) -> None:
    words = found.encode() if isinstance(found, str) else json.dumps(found).encode()
    door.send_response(status)
    door.send_header("Content-Length", str(len(words)))
    door.end_headers()
    door.wfile.write(words)
