"""Acconeer's exploration protocol, the server's side of the wire: bytes to replies.

A reply is one line of JSON and, if it has ``payload_size``, so many binary bytes after the line.
Source: acconeer-exptool 7.17.4. The protocol has no check of its own, so a flipped bit in a payload
cannot be seen. Lost bytes can: after a payload the next reply must begin, and none inside it.
"""

import json
from dataclasses import dataclass
from typing import Any

LINE_MOST = 4096  # the longest seen, a setup's, is under 500
PAYLOAD_MOST = 4 * 4095  # the sensor's buffer holds 4095 points of four bytes
OPENS = b'{"'
KEYS = (b'"status"', b'"result_info"', b'"payload_size"')  # one of them opens every reply seen
OPENINGS_MOST = 16  # places in one line where a reply might begin that are tried
BLANK = b" \t\r"

Words = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said: the JSON object of the line, and the bytes that belong to it."""

    words: Words
    payload: bytes


class Replies:
    """Whole replies out of whatever pieces the wire delivers; what is dropped is counted.

    Surprising: a reply with a payload is given out when the first byte of the next one has come,
    a frame later. Without that look, a frame short of three bytes would be filled up from the
    next line and believed.
    """

    def __init__(self) -> None:
        self.junk_bytes = 0
        self.bad_lines = 0
        self.torn = 0
        self._held = bytearray()
        self._words: Words | None = None  # of the reply whose payload is awaited

    def feed(self, data: bytes) -> tuple[Reply, ...]:
        """Take bytes; return the replies they completed, oldest first."""
        self._held += data
        replies: list[Reply] = []
        while self._words is not None or self._read_line():
            size = _size(self._words)
            if len(self._held) < size + (size > 0):
                break
            replies += self._take(size)
        return tuple(replies)

    def forget(self) -> None:
        """The port was closed: what was half received will never be whole."""
        self._skip(len(self._held))
        self._words = None

    def _take(self, size: int) -> tuple[Reply, ...]:
        words, self._words = self._words or {}, None
        payload = bytes(self._held[:size])
        if size and (self._held[size : size + 1] != OPENS[:1] or any(map(payload.count, KEYS))):
            self.torn += 1  # what was held may hold the next reply: it is looked through as lines
            return ()
        del self._held[:size]
        return (Reply(words, payload),)

    def _read_line(self) -> bool:
        """Take lines until one opens a reply; whether one did."""
        while (end := self._held.find(b"\n")) >= 0:
            line = bytes(self._held[:end])
            del self._held[: end + 1]
            self._words = self._opened(line)
            if self._words is not None:
                return True
        self._skip(max(0, len(self._held) - LINE_MOST))
        return False

    def _opened(self, line: bytes) -> Words | None:
        """The reply in this line, wherever in it that begins: torn payloads stand before."""
        start = line.find(OPENS)
        for _ in range(OPENINGS_MOST):
            if start < 0:
                break
            words = _parsed(line[start:])
            if words is not None:
                self.junk_bytes += start
                return words
            start = line.find(OPENS, start + 1)
        if line.strip(BLANK):
            self.bad_lines += 1
            self.junk_bytes += len(line) + 1
        return None

    def _skip(self, count: int) -> None:
        self.junk_bytes += count
        del self._held[:count]


def _parsed(text: bytes) -> Words | None:
    """The JSON object that this is, if its payload is one that anybody would wait for."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    return found if 0 <= _size(found) <= PAYLOAD_MOST else None


def _size(words: Words | None) -> int:
    """How many bytes come after the line; less than none if it does not say so in a number."""
    size = (words or {}).get("payload_size", 0)
    return size if type(size) is int else -1
