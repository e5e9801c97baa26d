"""The voice of the log: time, program, sentence; the same for every program, alone or together."""

import logging
import os
import sys
from datetime import datetime

SUPERVISED = "ATTUNE_SUPERVISED"  # set for a program whose supervisor says when, and who
_JOURNAL = "JOURNAL_STREAM"  # set by systemd, whose journal does the same
_PROGRAM_WIDTH = 7


def line(program: str, sentence: str, now: datetime) -> str:
    """``06:25:42 ash/04  somebody comes to the door``."""
    return f"{now:%H:%M:%S} {program:<{_PROGRAM_WIDTH}} {sentence}"


def speak(program: str) -> None:
    """From now on what this process logs is said so, on its standard error."""
    spoken = logging.StreamHandler(sys.stderr)
    spoken.setFormatter(_Voice(program))
    logging.basicConfig(level=logging.INFO, handlers=[spoken])


class _Voice(logging.Formatter):
    """One sentence. From a warning upwards it says so first; a traceback follows whole."""

    def __init__(self, program: str) -> None:
        super().__init__("%(message)s")
        self._program = program
        self._stamped_elsewhere = SUPERVISED in os.environ or _JOURNAL in os.environ

    def format(self, record: logging.LogRecord) -> str:
        grave = record.levelno >= logging.WARNING
        sentence = f"{record.levelname.lower()}: " * grave + super().format(record)
        if self._stamped_elsewhere:
            return sentence
        return line(self._program, sentence, datetime.fromtimestamp(record.created).astimezone())
