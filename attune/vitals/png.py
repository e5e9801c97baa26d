"""A picture of plain lines and small letters, as a PNG, with nothing but the standard library."""

import struct
import zlib

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Colour = tuple[int, int, int]

SCALE = 2  # pixels to a dot of a letter
LETTER = 6 * SCALE  # how wide one is, with its gap
TALL = 7 * SCALE

# Five columns a letter, the lowest bit on top.
_FONT = {
    "0": "3E5149453E", "1": "00427F4000", "2": "4261514946", "3": "2141454B31",
    "4": "1814127F10", "5": "2745454539", "6": "3C4A494930", "7": "0171090503",
    "8": "3649494936", "9": "064949291E", "a": "2054545478", "b": "7F48444438",
    "c": "3844444420", "d": "384444487F", "e": "3854545418", "f": "087E090102",
    "g": "0C5252523E", "h": "7F08040478", "i": "00447D4000", "j": "2040443D00",
    "k": "7F10284400", "l": "00417F4000", "m": "7C04180478", "n": "7C08040478",
    "o": "3844444438", "p": "7C14141408", "q": "081414187C", "r": "7C08040408",
    "s": "4854545420", "t": "043F444020", "u": "3C4040207C", "v": "1C2040201C",
    "w": "3C4030403C", "x": "4428102844", "y": "0C5050503C", "z": "4464544C44",
    "-": "0808080808", ".": "0060600000", "/": "2010080402", ":": "0036360000",
    "_": "4040404040", ",": "0050300000", "(": "001C224100", ")": "0041221C00",
}  # fmt: skip


class Paper:
    """White, and drawn on in whole pixels; what falls off its edge is cut off."""

    def __init__(self, width: int, height: int) -> None:
        self.pixels: Pixels = np.full((height, width, 3), 255, dtype=np.uint8)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        left, top = max(round(x), 0), max(round(y), 0)
        right, bottom = round(x + width), round(y + height)
        self.pixels[top : max(bottom, top), left : max(right, left)] = colour

    def line(self, begin: tuple[float, float], end: tuple[float, float], colour: Colour) -> None:
        steps = int(max(abs(end[0] - begin[0]), abs(end[1] - begin[1]))) + 1
        for along in np.linspace(0, 1, steps + 1):
            x, y = (a + (b - a) * along for a, b in zip(begin, end, strict=True))
            self.box(x, y, SCALE, SCALE, colour)

    def text(self, x: float, y: float, words: str, colour: Colour) -> None:
        """The letters that are known; capitals as small ones, and all else as a gap."""
        for place, letter in enumerate(words.lower()):
            for column, bits in enumerate(bytes.fromhex(_FONT.get(letter, ""))):
                for row in range(7):
                    if bits >> row & 1:
                        left = x + place * LETTER + column * SCALE
                        self.box(left, y + row * SCALE, SCALE, SCALE, colour)


def png(paper: Paper) -> bytes:
    """The file."""
    height, width, _ = paper.pixels.shape
    unfiltered = np.zeros((height, 1), np.uint8)
    rows = np.concatenate((unfiltered, paper.pixels.reshape(height, -1)), axis=1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows.tobytes())), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
