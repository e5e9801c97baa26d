"""Where messages to people arrive in tests: web hooks and a mail server on this machine alone."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "correct-horse"  # noqa: S105  (it is none)


class Hook:
    """A web hook that takes messages, refuses them, or never answers, as it is told."""

    def __init__(self) -> None:
        self.got: list[dict[str, Any]] = []
        self.tries = 0
        self.answers = 200
        self.goes_on = threading.Event()
        self.goes_on.set()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.tries += 1
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if not hook.goes_on.wait(60):
                    return
                if hook.answers < 300:
                    hook.got.append(said)
                self.send_response(hook.answers)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """For Apprise, with a secret in it."""
        return f"json://nurse:{SECRET}@127.0.0.1:{self.port}/ward"

    @property
    def titles(self) -> list[str]:
        return [said["title"] for said in self.got]

    def hangs(self) -> None:
        self.goes_on.clear()

    def serve(self) -> None:
        self._server.serve_forever(0.05)

    def close(self) -> None:
        self.goes_on.set()
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def hook() -> Iterator[Hook]:
    """Serving, until the end."""
    one = Hook()
    serving = threading.Thread(target=one.serve, daemon=True)
    serving.start()
    try:
        yield one
    finally:
        one.close()
        serving.join()
