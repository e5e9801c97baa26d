"""`attune vitals`: what a node would have said of a recording."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attune.saying import CANNOT, say
from attune.vitals.listen import Line, listen
from attune.vitals.picture import draw
from attune.vitals.png import png
from attune.vitals.recording import Recording, RecordingError, load

WINDOWS_S = (30, 60)


@dataclass(frozen=True, slots=True)
class VitalsOptions:
    """Which recording, over how long a window, and how it is to be told."""

    file: Path
    window: int = 60
    every: int = 10
    json: bool = False
    plot: Path | None = None


def main(options: VitalsOptions) -> int:
    """Print what was heard; the exit code, 2 for a file that cannot be heard."""
    try:
        recording = load(options.file)
    except RecordingError as wrong:
        return _cannot(str(wrong))
    kept: list[Line] = []
    code = say(_told(recording, options, kept), 0)
    if options.plot is None or code:
        return code
    try:
        options.plot.write_bytes(png(draw(recording, kept)))
    except OSError as refused:
        return _cannot(f"{options.plot}: cannot be written: {refused.strerror}")
    return 0


def _told(recording: Recording, options: VitalsOptions, kept: list[Line]) -> Iterator[str]:
    for line in listen(recording, options.window):
        kept.append(line)
        if line.t % options.every == 0:
            yield json.dumps(line.said) if options.json else str(line)


def _cannot(why: str) -> int:
    sys.stderr.write(f"attune: {why}.\n")
    return CANNOT
