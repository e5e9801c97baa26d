"""NXP's PN532 badge reader on a serial line (HSU). From its user manual, UM0701-02."""

from collections.abc import Callable

PREFIX = b"\x00\x00\xff"
ACK = b"\x00\x00\xff\x00\xff\x00"
SYNTAX_ERROR = b"\x00\x00\xff\x01\xff\x7f\x81\x00"
TO_READER, FROM_READER = 0xD4, 0xD5
WAKE = 0x55
HEAD = len(PREFIX) + 2  # with the length and its check
HELD_S = 1.0  # how long a card is held in the field
LONGEST_HELD = 1024  # bytes of an unfinished frame that are kept

FIRMWARE_VERSION, GENERAL_STATUS, SAM_CONFIGURATION = 0x02, 0x04, 0x14
POWER_DOWN, RF_CONFIGURATION = 0x16, 0x32
DATA_EXCHANGE, LIST_PASSIVE_TARGET, RELEASE = 0x40, 0x4A, 0x52
PN532_VERSION = bytes((0x32, 0x01, 0x06, 0x07))  # IC, version 1.6, all card families
IDLE_STATUS = bytes((0x00, 0x00, 0x00, 0x80))
NO_CARD = b"\x01"  # the error byte for a card that does not answer
ATQA_SAK = bytes((0x00, 0x04, 0x08))  # as a common 4-byte card says them
TYPE_A_AT_106_KBPS = 0x00


def framed(content: bytes) -> bytes:
    """A normal information frame: length and content each with their check."""
    length, total = len(content), sum(content)
    return PREFIX + bytes((length, -length & 0xFF)) + content + bytes((-total & 0xFF, 0))


class Pn532:
    """Acknowledges each command, answers it, and waits for a card when asked to.

    Surprising: asleep until it hears a wake-up byte; a new command ends the waiting,
    and a card is reported again each time it is asked for while it stays in the field.
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self._awake = False
        self._waiting = False
        self._card = b""
        self._card_for_s = 0.0

    def present(self, uid: bytes) -> None:
        """Hold a card in the field for about a second."""
        self._card, self._card_for_s = uid, HELD_S

    def step(self, dt: float) -> bytes:
        """Let time pass; the answer to a waiting command when a card has come."""
        out = self._seen() if self._waiting and self._card else b""
        self._card_for_s -= dt
        if self._card_for_s <= 0:
            self._card = b""
        return out

    def feed(self, received: bytes) -> bytes:
        """Take bytes from the line; what the reader sends back at once."""
        if not self._awake:
            woken_at = received.find(WAKE)
            if woken_at < 0:
                return b""
            self._awake, received = True, received[woken_at:]
        self._held += received
        out = bytearray()
        while (content := self._next()) is not None:
            out += self._command(content)
        del self._held[:-LONGEST_HELD]
        return bytes(out)

    def _next(self) -> bytes | None:
        """The next whole command's content, b"" for an acknowledgement from the host."""
        while (start := self._held.find(PREFIX)) >= 0:
            del self._held[:start]
            if len(self._held) < HEAD:
                return None
            length, check = self._held[3], self._held[4]
            if (length, check) == (0, 0xFF):
                del self._held[: len(ACK)]
                return b""
            end = HEAD + length + 1
            if (length + check) & 0xFF:
                del self._held[: len(PREFIX)]  # not a frame: look on behind it
            elif len(self._held) < end:
                return None
            else:
                content, good = (
                    bytes(self._held[HEAD : end - 1]),
                    not sum(self._held[HEAD:end]) & 255,
                )
                del self._held[:end]
                if good:
                    return content
        return None

    def _command(self, content: bytes) -> bytes:
        self._waiting = False
        if len(content) < 2 or content[0] != TO_READER:  # noqa: PLR2004 - direction and code
            return b""
        code, arguments = content[1], content[2:]
        answers: dict[int, Callable[[bytes], bytes | None]] = {
            FIRMWARE_VERSION: lambda _: PN532_VERSION,
            GENERAL_STATUS: lambda _: IDLE_STATUS,
            SAM_CONFIGURATION: lambda _: b"",
            RF_CONFIGURATION: lambda _: b"",
            RELEASE: lambda _: b"\x00",
            DATA_EXCHANGE: lambda _: NO_CARD,
            POWER_DOWN: self._sleep,
            LIST_PASSIVE_TARGET: self._list,
        }
        if code not in answers:
            return ACK + SYNTAX_ERROR
        answer = answers[code](arguments)
        return ACK if answer is None else ACK + framed(bytes((FROM_READER, code + 1)) + answer)

    def _sleep(self, _: bytes) -> bytes:
        self._awake = False
        return b"\x00"

    def _list(self, arguments: bytes) -> bytes | None:
        """The card in the field, or nothing yet; other kinds of card never come."""
        if self._card and arguments[1:2] == bytes([TYPE_A_AT_106_KBPS]):
            return self._target()
        self._waiting = arguments[1:2] == bytes([TYPE_A_AT_106_KBPS])
        return None

    def _seen(self) -> bytes:
        self._waiting = False
        return framed(bytes((FROM_READER, LIST_PASSIVE_TARGET + 1)) + self._target())

    def _target(self) -> bytes:
        return b"\x01\x01" + ATQA_SAK + bytes([len(self._card)]) + self._card
