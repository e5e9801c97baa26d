"""The command `attune play`: reads a night, plays it, prints what happened, says if it was so."""

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from attune.play.explain import as_markdown, as_text
from attune.play.night import Night
from attune.play.parse import parse
from attune.play.plot import as_svg
from attune.play.printed import Summary, listing
from attune.play.printed import as_json as json_lines
from attune.play.printed import as_text as text_lines
from attune.play.story import Played, play
from attune.play.timeline import timeline
from attune.play.verdict import judged
from attune.play.wrong import CannotPlayError
from ward.units import minutes

MET, NOT_MET, CANNOT, STOPPED = 0, 1, 2, 130
NIGHTS = Path("nights")
SUFFIX = ".night"
PROGRESS_FROM_S = 2.0  # a short night needs none


@dataclass(frozen=True, slots=True)
class PlayOptions:
    """What `attune play` may be told."""

    night: Path | None = None
    json: bool = False
    plot: Path | None = None
    explain: bool = False
    markdown: bool = False
    at_1x: bool = False


def main(options: PlayOptions) -> int:
    """The exit code: 0 all met, 1 an expectation failed, 2 a night that cannot be played."""
    try:
        return _done(options)
    except CannotPlayError as why:
        _complain(str(why))
        return CANNOT
    except KeyboardInterrupt:
        _complain("attune: stopped before the night was over")
        return STOPPED
    except BrokenPipeError:  # whoever read, reads no more
        sys.stdout = None  # so that nothing is flushed into it
        return STOPPED


def _done(options: PlayOptions) -> int:
    if options.explain:
        _say((as_markdown() if options.markdown else as_text()).rstrip("\n"))
        return MET
    if options.night is None:
        return _list()
    return _play(options, options.night)


def read(file: Path) -> Night:
    """The night in a file. Raises ``CannotPlayError``, for a file that cannot be read too."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as why:
        raise CannotPlayError.unread(str(file), why.strerror or "unknown error") from None
    except UnicodeDecodeError:
        raise CannotPlayError.unread(str(file), "it is not text in UTF-8") from None
    return parse(text, str(file))


def _play(options: PlayOptions, file: Path) -> int:
    night = read(file)
    began = time.monotonic()
    played = _played(night, options)
    took_s = time.monotonic() - began
    verdicts = judged(night, played.record)
    summary = Summary(night, timeline(played.record), verdicts, took_s)
    colours = sys.stdout.isatty() and not options.json
    lines = json_lines(summary) if options.json else text_lines(summary, str(file), colours=colours)
    _say(*lines)
    if options.plot is not None:
        return _plot(options.plot, played, summary)
    return MET if summary.all_met else NOT_MET


def _played(night: Night, options: PlayOptions) -> Played:
    if options.at_1x:
        from attune.play.real.story import play as play_at_1x  # noqa: PLC0415  (loads much more)

        return play_at_1x(night, Progress(night))
    return play(night, Progress(night))


def _plot(file: Path, played: Played, summary: Summary) -> int:
    try:
        file.write_text(as_svg(summary, played.record), encoding="utf-8")
    except OSError as why:
        _complain(f"attune: cannot write {file}: {why.strerror}")
        return CANNOT
    return MET if summary.all_met else NOT_MET


def _list() -> int:
    found = list(_at_hand())
    if not found:
        _complain(f"attune: there is no folder {NIGHTS} with nights here; name a night file")
        return CANNOT
    _say("Nights at hand; play one with `attune play FILE`:", "", *listing(found))
    return MET


def _at_hand() -> Iterator[tuple[str, Night]]:
    for file in sorted(NIGHTS.glob(f"*{SUFFIX}")):
        try:
            yield str(file), read(file)
        except CannotPlayError as why:
            _complain(str(why))


class Progress:
    """Says on standard error how far a long night has got; nothing where nobody watches."""

    def __init__(self, night: Night) -> None:
        self._night = night
        self._began = self._told = time.monotonic()
        self._shows = sys.stderr.isatty()

    def __call__(self, now: datetime) -> None:
        real = time.monotonic()
        if not self._shows or real - self._began < PROGRESS_FROM_S or real - self._told < 1:
            return
        self._told = real
        head = self._night.head
        share = (now - head.begins) / (head.ends - head.begins)
        end = "\n" if now >= head.ends - minutes(1) else ""
        sys.stderr.write(f"\r{now:%H:%M} played, {share:4.0%} of the night{end}")
        sys.stderr.flush()


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def _complain(words: str) -> None:
    sys.stderr.write(f"{words}\n")
