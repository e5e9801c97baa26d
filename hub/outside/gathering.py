"""A socket that reads and writes much at once, for a protocol that asks for little at a time."""

import socket

READ_AT_ONCE = 1 << 16  # bytes
UNSENT_MOST = 1 << 20  # bytes, before whoever sends has to wait

END = b""


class Gathering:
    """What paho asks of a socket, with one system call for many packets instead of four for one.

    What is sent goes out at ``flush``. ``waits`` says whether something was read that nobody has
    asked for yet: of that the loop's selector knows nothing.
    """

    def __init__(self, plain: socket.socket) -> None:
        self.plain = plain
        self._come = END
        self._at = 0
        self._unsent = bytearray()

    @property
    def waits(self) -> bool:
        return self._at < len(self._come)

    @property
    def unsent(self) -> int:
        return len(self._unsent)

    def recv(self, most: int) -> bytes:
        """Raises ``BlockingIOError`` when nothing has come."""
        if self._at >= len(self._come):
            self._come, self._at = END, 0
            self._come = self.plain.recv(READ_AT_ONCE)
        begins, self._at = self._at, min(self._at + most, len(self._come))
        return self._come[begins : self._at]

    def send(self, said: bytes | bytearray) -> int:
        """Raises ``BlockingIOError`` when too much is waiting already."""
        if len(self._unsent) > UNSENT_MOST:
            raise BlockingIOError
        self._unsent += said
        return len(said)

    def flush(self) -> None:
        """As much as goes out now. Raises ``OSError``."""
        while self._unsent:
            try:
                sent = self.plain.send(self._unsent)
            except BlockingIOError:
                return
            del self._unsent[:sent]

    def setblocking(self, blocking: bool) -> None:
        self.plain.setblocking(blocking)

    def fileno(self) -> int:
        return self.plain.fileno()

    def close(self) -> None:
        """After what was sent, as far as it goes out at once."""
        try:
            self.flush()
        except OSError:
            self._unsent.clear()
        self.plain.close()
