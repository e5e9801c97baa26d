"""Photographs of rooms in a folder beside the store, each one file under its own digest."""

import io
import logging
import os
import re
import warnings
from collections import Counter
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

from hub.panel.photographs import NoPhotographError

PHOTOGRAPHS = "photographs"  # the folder, beside the store
LONGEST_PX = 1600  # enough to read a label at arm's length, and 200 to 400 KB
QUALITY = 80
PIXELS_MOST = 16_000_000  # once opened, 50 MB; a JPEG is opened no larger than is of use
FOLDER_MOST = 4 * 1024**3  # bytes: ten thousand of them and more
FORMATS = ("JPEG", "PNG")  # each other one is a decoder more that a stranger's bytes reach
NAME = re.compile(r"[0-9a-f]{64}")
_log = logging.getLogger(__name__)


class FolderOfPhotographs:
    """Writes each whole or not at all. What is kept holds the picture, and no place or camera.

    The same picture may be sent twice at once, and stand by one of the two.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._one_at_a_time = Lock()  # to open several at once would fill a small machine
        self._unsettled = Counter[str]()
        self._new = set[str]()  # and stands nowhere yet

    def keep(self, sent: bytes) -> str:
        with self._one_at_a_time:
            picture = plain(sent)
            name = sha256(picture).hexdigest()
            self._keep(name, picture)
            self._unsettled[name] += 1
            return name

    def settle(self, name: str, *, stands: bool) -> None:
        with self._one_at_a_time:
            self._unsettled[name] -= 1
            if stands:
                self._new.discard(name)
            if self._unsettled[name] > 0:
                return
            del self._unsettled[name]
            if name in self._new:
                self._new.discard(name)
                self._file(name).unlink(missing_ok=True)

    def _keep(self, name: str, picture: bytes) -> None:
        to = self._file(name)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if to.exists():
                return
            if self._size() + len(picture) > FOLDER_MOST:
                raise NoPhotographError("There is no more room for photographs on this site")
            _write(to, picture)
        except OSError as failed:
            _log.exception("a photograph could not be kept")
            raise NoPhotographError("The photograph could not be kept") from failed
        self._new.add(name)

    def read(self, name: str) -> bytes | None:
        if not NAME.fullmatch(name):
            return None
        try:
            return self._file(name).read_bytes()
        except FileNotFoundError:
            return None

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.jpg"

    def _size(self) -> int:
        return sum(one.stat().st_size for one in self._folder.glob("*.jpg"))


def plain(sent: bytes) -> bytes:
    """The picture alone, upright, as a JPEG no longer than is of use.

    A camera writes beside it when and where it was taken, on whose phone, and a small copy of its
    own: none of that is kept. Raises ``NoPhotographError``.
    """
    # Whoever sends none need not wait for it.
    from PIL import Image, ImageOps, UnidentifiedImageError  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(sent), formats=FORMATS) as opened:
                opened.draft("RGB", (LONGEST_PX, LONGEST_PX))
                if opened.width * opened.height > PIXELS_MOST:
                    raise NoPhotographError("The picture is too large")
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise NoPhotographError("The picture is too large") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as wrong:
        if isinstance(wrong, NoPhotographError):
            raise
        raise NoPhotographError("This is no picture that can be read: send a JPEG or PNG") from None
    upright.thumbnail((LONGEST_PX, LONGEST_PX))
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    written = io.BytesIO()
    bare.save(written, "JPEG", quality=QUALITY)
    return written.getvalue()


def _write(to: Path, picture: bytes) -> None:
    with NamedTemporaryFile(dir=to.parent, suffix=".part", delete=False) as part:
        try:
            part.write(picture)
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(to)
        except BaseException:
            Path(part.name).unlink(missing_ok=True)
            raise
