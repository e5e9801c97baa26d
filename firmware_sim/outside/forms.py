"""Sends the form at the door unit, as the screen's browser would."""

import asyncio
import logging
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping

PATIENCE_S = 5.0
MOST_UNDERWAY = 4

log = logging.getLogger(__name__)


class FormPost:
    """Posts one door unit's forms; what cannot be sent is told in the log and forgotten."""

    def __init__(self, room: str, door_url: str) -> None:
        self._room = room
        self._url = door_url.rstrip("/") + "/observations"
        self._underway: set[asyncio.Task[None]] = set()

    def send(self, fields: Mapping[str, str]) -> None:
        """Begin to send; with too many underway this one is given up."""
        if len(self._underway) >= MOST_UNDERWAY:
            log.warning("%s: the door unit is too slow; a form is given up", self._room)
            return
        task = asyncio.create_task(self._send(dict(fields)))
        self._underway.add(task)
        task.add_done_callback(self._underway.discard)

    def stop(self) -> None:
        for task in tuple(self._underway):
            task.cancel()

    async def _send(self, fields: Mapping[str, str]) -> None:
        try:
            status = await asyncio.to_thread(post, self._url, fields)
        except (OSError, urllib.error.URLError, ValueError) as error:
            log.warning("%s: the form could not be sent: %s", self._room, error)
        else:
            log.info("%s: the form is sent (%s)", self._room, status)


def post(url: str, fields: Mapping[str, str]) -> int:
    """Send one form and wait for the answer; its status."""
    content = urllib.parse.urlencode(fields).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    request = urllib.request.Request(url, content, kind)  # noqa: S310 - http(s) by configuration
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310 - as above
        return int(answer.status)
