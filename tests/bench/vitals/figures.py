"""What was answered, and how far from the truth; the same for every method."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from attune.vitals.listen import Line, listen
from edge.sense.witnesses import Verdict
from tests.bench.vitals.sets import Session, Set
from ward.vitals import Vital


@dataclass(frozen=True)
class Answer:
    """One window: the truth, and the verdict if there was one."""

    session: str
    truth: float
    verdict: Verdict | None

    @property
    def off(self) -> float:
        return abs(self.verdict.per_minute - self.truth) if self.verdict else float("nan")


@dataclass(frozen=True)
class Figures:
    """Of all windows of a set. Error and share within tolerance are of those answered."""

    windows: int
    answered: float
    mae: float
    within: float
    ms_a_second: float = float("nan")
    empty_answers: int = 0
    empty_lines: int = 0

    def row(self) -> str:
        return f"{self.mae:.2f} | {self.within:.1%} | {self.answered:.1%} of {self.windows}"


@dataclass(frozen=True)
class Measured:
    """A whole set, heard."""

    answers: tuple[Answer, ...]
    figures: Figures


def measure(the_set: Set, shared: Path, window_s: int) -> Measured:
    answers: list[Answer] = []
    spent_s = seconds = empty_answers = empty_lines = 0.0
    for session in the_set.sessions(shared, window_s):
        began = time.process_time()
        lines = list(listen(session.recording, window_s))
        spent_s, seconds = spent_s + time.process_time() - began, seconds + len(lines)
        empty = [line for line in lines if line.t < session.empty_until_s]
        empty_lines += len(empty)
        empty_answers += sum(_says_anything(line) for line in empty)
        answers += _answers(session, lines, the_set.vital)
    figures = figured(answers, the_set.tolerance)
    cost = 1000 * spent_s / max(seconds, 1)
    whole = Figures(
        figures.windows, figures.answered, figures.mae, figures.within,
        cost, int(empty_answers), int(empty_lines),
    )  # fmt: skip
    return Measured(tuple(answers), whole)


def found(line: Line, vital: Vital) -> Verdict | None:
    told = line.heard.breathing if vital is Vital.BREATHING else line.heard.heart
    return told if isinstance(told, Verdict) else None


def figured(answers: Sequence[Answer], tolerance: float) -> Figures:
    off = np.array([answer.off for answer in answers if answer.verdict])
    share = len(off) / max(len(answers), 1)
    mae = float(off.mean()) if len(off) else float("nan")
    within = float((off <= tolerance).mean()) if len(off) else float("nan")
    return Figures(len(answers), share, mae, within)


def gated(answers: Iterable[Answer], least: float) -> list[Answer]:
    """The same windows, answered only from this quality on."""
    return [
        Answer(a.session, a.truth, a.verdict if a.verdict and a.verdict.quality >= least else None)
        for a in answers
    ]


def _answers(session: Session, lines: Sequence[Line], vital: Vital) -> list[Answer]:
    at = {line.t: line for line in lines}
    return [
        Answer(session.recording.name, truth, found(at[t], vital) if t in at else None)
        for t, truth in session.truth
    ]


def _says_anything(line: Line) -> bool:
    heard = line.heard
    verdicts = (heard.breathing, heard.heart)
    return heard.no_breath_s is not None or any(isinstance(each, Verdict) for each in verdicts)
