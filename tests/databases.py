"""Real series databases for tests, each a process of its own on the loopback address.

Debian's influxd is older than the second version of its own interface, so in front of it stands a
door that takes ``/api/v2/write`` as newer ones do, and hands the very bytes on.
"""

import json
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from tests.brokers import STARTS_WITHIN_S, free_port, lasting_port

BUCKET = "attune"
INFLUXD_CONF = """
reporting-disabled = true
bind-address = "127.0.0.1:{rpc}"
[meta]
dir = "{folder}/meta"
[data]
dir = "{folder}/data"
wal-dir = "{folder}/wal"
query-log-enabled = false
[http]
bind-address = "127.0.0.1:{port}"
log-enabled = false
[monitor]
store-enabled = false
[subscriber]
enabled = false
[continuous_queries]
enabled = false
"""


class Influxd:
    """Debian's influxd with one database, and what it answers to InfluxQL."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asks(f"CREATE DATABASE {BUCKET}", "POST")

    def asks(self, query: str, method: str = "GET") -> list[dict[str, Any]]:
        """The series of its answer. Raises ``AssertionError`` with what it says is wrong."""
        address = f"http://127.0.0.1:{self.port}/query?db={BUCKET}&q={quote(query)}"
        request = urllib.request.Request(address, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
                (result,) = json.load(answer)["results"]
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{query}: {refused.read().decode()}") from None
        assert "error" not in result, f"{query}: {result['error']}"
        found: list[dict[str, Any]] = result.get("series", [])
        return found

    def counted(self, measurement: str, field: str) -> int:
        (series,) = self.asks(f'SELECT count("{field}") FROM "{measurement}"')  # noqa: S608
        return int(series["values"][0][1])


@contextmanager
def start_influxd(folder: Path) -> Iterator[Influxd]:
    folder = folder / "influxd"
    folder.mkdir()
    port = free_port()
    conf = folder / "influxd.conf"
    conf.write_text(INFLUXD_CONF.format(rpc=free_port(), port=port, folder=folder))
    with _running(["influxd", "-config", str(conf)], folder / "log", port, "/ping"):
        yield Influxd(port)


class VictoriaMetrics:
    """One that can be taken away and given back on the same port, with what it had."""

    def __init__(self, folder: Path) -> None:
        self.port = lasting_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def give(self) -> None:
        command = [
            "victoria-metrics",
            f"-httpListenAddr=127.0.0.1:{self.port}",
            f"-storageDataPath={self._folder / 'victoria'}",
            "-retentionPeriod=100y",
            "-dedup.minScrapeInterval=1ms",  # else what comes twice is there twice
        ]
        with (self._folder / "victoria.log").open("ab") as out:
            self._process = subprocess.Popen(command, stdout=out, stderr=out)
        _wait_for(self.port, "/health", self._process, self._folder / "victoria.log")

    def take_away(self) -> None:
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)
            self._process = None

    def values(self, name: str) -> dict[tuple[int, str], float]:
        """By milliseconds and room."""
        _get(self.port, "/internal/force_flush")
        found = {}
        for line in _get(self.port, f"/api/v1/export?match={quote(name)}").splitlines():
            series = json.loads(line)
            for at, value in zip(series["timestamps"], series["values"], strict=True):
                key = (at, series["metric"]["room"])
                assert key not in found, f"{name} at {at} is there twice"
                found[key] = value
        return found


class Front:
    """The second version's door before an influxd of the first; it can fail in each known way."""

    def __init__(self, behind: int, token: str = "") -> None:
        self.port = lasting_port()
        self.behind = behind
        self.token = token
        self.loses_answers = 0  # so many times the points arrive, and nobody hears that
        self.refuses = b""  # what holds this is refused
        self.requests = 0
        self._server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def give(self) -> None:
        front = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                front.takes(self)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Door)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def take_away(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def takes(self, door: BaseHTTPRequestHandler) -> None:
        self.requests += 1
        body = door.rfile.read(int(door.headers["Content-Length"]))
        asked = urlsplit(door.path)
        told = {key: values[0] for key, values in parse_qs(asked.query).items()}
        wrong = asked.path != "/api/v2/write" or told["precision"] != "us"
        if self.token and door.headers["Authorization"] != f"Token {self.token}":
            return _answers(door, 401, repr(door.headers["Authorization"]).encode())
        if wrong or (self.refuses and self.refuses in unzipped(door, body)):
            return _answers(door, 400, b'{"code": "invalid"}')
        status, said = self._hands_on(told["bucket"], door.headers["Content-Encoding"], body)
        if self.loses_answers:
            self.loses_answers -= 1
            door.close_connection = True
            return None
        return _answers(door, status, said)

    def _hands_on(self, bucket: str, encoding: str | None, body: bytes) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.behind, timeout=60)
        headers = {"Content-Encoding": encoding} if encoding else {}
        connection.request("POST", f"/write?db={bucket}&precision=u", body, headers)
        answer = connection.getresponse()
        found = answer.status, answer.read()
        connection.close()
        return found


def unzipped(door: BaseHTTPRequestHandler, body: bytes) -> bytes:
    import gzip  # noqa: PLC0415

    return gzip.decompress(body) if door.headers["Content-Encoding"] == "gzip" else body


def _answers(door: BaseHTTPRequestHandler, status: int, words: bytes) -> None:
    door.send_response(status)
    door.send_header("Content-Length", str(len(words)))
    door.end_headers()
    door.wfile.write(words)


@contextmanager
def _running(command: list[str], log: Path, port: int, path: str) -> Iterator[None]:
    with log.open("ab") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        _wait_for(port, path, process, log)
        yield
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int, path: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            _get(port, path)
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"no database on port {port}: {log.read_text()}") from None
            time.sleep(0.02)
        else:
            return


def _get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        found: bytes = answer.read()
    return found.decode()
