"""What the monitor would have said on 36 real patients, beside their own recorded numbers.

Breathing is our estimator's, over the impedance of their chests, a minute at a time. Their pulse
is counted from the finger's pulse wave: no radar was there, so it shows the scores and not a radar.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from attune.vitals.listen import listen
from attune.vitals.recording import Recording
from edge.sense.witnesses import Verdict
from firmware_sim.patients import rises_s
from hub.deterioration.change import Mark, is_there, weighed
from hub.deterioration.numbers import CHANGES, STEP_S, Change
from tests.bench.vitals.sets import ANNOTATORS_AGREE, RESP_RAD
from tests.conftest import where_shared
from ward.news2 import of_breathing, of_heart
from ward.vitals import Vital

Line = npt.NDArray[np.float64]
WINDOW_S, USUAL_S, ENDS_S = 60, 180, 480
SUSTAINED = 5  # quarter minutes beyond: a minute of truth, as the annotators marked it
SWALLOW = 0.5  # of a change: a truth that never came so far makes ours false


@dataclass
class Agreed:
    """How often two part-scores of one rate are the same, one lower, one higher, or further."""

    same: int = 0
    lower: int = 0
    higher: int = 0
    red_missed: int = 0
    red_false: int = 0

    def add(self, ours: int, theirs: int) -> None:
        self.same += ours == theirs
        self.lower += ours < theirs
        self.higher += ours > theirs
        self.red_missed += theirs == 3 and ours != 3
        self.red_false += ours == 3 and theirs != 3

    def row(self, words: str) -> str:
        count = self.same + self.lower + self.higher
        shares = (self.same, self.lower, self.higher)
        cells = " | ".join(f"{each / max(count, 1):.1%}" for each in shares)
        return f"| {words} | {count} | {cells} | {self.red_missed} | {self.red_false} |"


@dataclass
class Changes:
    """Changes that were there by the truth, and those that would have been told."""

    there: int = 0
    told: int = 0
    missed: int = 0
    false: int = 0
    whose: list[str] = field(default_factory=list)


def icu_lines() -> list[str]:
    return list(_lines())


def _lines() -> Iterator[str]:
    paths = sorted((where_shared() / "data" / "radar" / "bidmc_icu").glob("bidmc_*.npz"))
    yield "\n## Real patients\n"
    if not paths:
        yield "Not measured: the recordings of `bidmc_icu` are not here."
        return
    scores = {words: Agreed() for words in WORDS}
    changes = {change: Changes() for change in CHANGES}
    for path in paths:
        with np.load(path, allow_pickle=False) as stored:
            one = {name: stored[name] for name in stored.files}
        _patient(path.stem, one, scores, changes)
    yield from _told(len(paths), scores, changes)


WORDS = (
    "breathing, ours beside the annotators'",
    "breathing, the bedside monitor's beside the annotators'",
    "breathing, ours beside the bedside monitor's",
    "pulse, counted, beside the monitor's heart rate",
)


def _patient(
    name: str,
    one: dict[str, npt.NDArray[np.generic]],
    scores: dict[str, Agreed],
    changes: dict[Change, Changes],
) -> None:
    ours, truth = _estimated(one), _annotated(one)
    pulse = _pulse(one)
    resp, heart = (_monitored(one, key) for key in ("num_resp", "num_hr"))
    pairs = ((ours, truth), (resp, truth), (ours, resp))
    for words, (mine, theirs) in zip(WORDS, pairs, strict=False):
        for a, b in _both(mine, theirs):
            scores[words].add(of_breathing(a), of_breathing(b))
    for a, b in _both(pulse, heart):
        scores[WORDS[3]].add(of_heart(a), of_heart(b))
    for change, found in changes.items():
        mine, theirs = (ours, truth) if change.vital is Vital.BREATHING else (pulse, heart)
        _change(name, change, mine, theirs, found)


def _estimated(one: dict[str, npt.NDArray[np.generic]]) -> Line:
    """Each quarter minute; no number where there was a doubt."""
    phase = one["resp25"].astype(np.float64)[:, np.newaxis] * RESP_RAD
    lines = list(listen(Recording("icu", 25.0, phase, {}), WINDOW_S))
    said = [each.heard.breathing for each in lines]
    rates = [each.per_minute if isinstance(each, Verdict) else np.nan for each in said]
    return np.array([_middle(rates[end - STEP_S : end]) for end in _ends()])


def _middle(rates: list[float]) -> float:
    known = [each for each in rates if not np.isnan(each)]
    return float(np.median(known)) if known else float("nan")


def _annotated(one: dict[str, npt.NDArray[np.generic]]) -> Line:
    both = [one[f"breaths_ann{n}_s"].astype(np.float64) for n in (1, 2)]
    rates = np.array([[_counted(marks, end) for marks in both] for end in _ends()])
    agree = np.abs(rates[:, 0] - rates[:, 1]) <= ANNOTATORS_AGREE
    return np.where(agree, rates.mean(axis=1), np.nan)


def _pulse(one: dict[str, npt.NDArray[np.generic]]) -> Line:
    per_min = float(np.nanmedian(one["num_hr"].astype(np.float64)))
    beats = rises_s(one["pleth"].astype(np.float64), per_min)
    return np.array([_counted(beats, end) for end in _ends()])


def _counted(marks: Line, end: int) -> float:
    inside = marks[(marks > end - WINDOW_S) & (marks <= end)]
    return 60 / float(np.diff(inside).mean()) if len(inside) > 2 else float("nan")


def _monitored(one: dict[str, npt.NDArray[np.generic]], key: str) -> Line:
    values = one[key].astype(np.float64)
    return np.array([_middle(values[end - WINDOW_S : end].tolist()) for end in _ends()])


def _ends() -> range:
    return range(WINDOW_S, ENDS_S + 1, STEP_S)


def _both(ours: Line, theirs: Line) -> Iterator[tuple[float, float]]:
    known = ~np.isnan(ours) & ~np.isnan(theirs) & (ours > 0) & (theirs > 0)
    yield from zip(ours[known].tolist(), theirs[known].tolist(), strict=True)


def _change(name: str, change: Change, ours: Line, theirs: Line, found: Changes) -> None:
    """Usual is the middle of the first three minutes: there is no night before to learn from."""
    first = (USUAL_S - WINDOW_S) // STEP_S + 1
    usual, meant = (_middle(each[:first].tolist()) for each in (ours, theirs))
    if np.isnan(usual) or np.isnan(meant):
        return
    gone = _gone(theirs[first:], meant, change)
    there, near = _lasts(gone >= change.by), bool((gone >= SWALLOW * change.by).any())
    mark, told = Mark(), False
    for step, share in enumerate(_gone(ours[first:], usual, change).tolist()):
        if not np.isnan(share):
            mark = weighed(mark, change, share, step, stands=False)
            told = told or is_there(mark, change)
    found.there += there
    found.told += told
    found.missed += there and not told
    found.false += told and not near
    if there or told:
        found.whose.append(f"{name} ({'both' if there and told else 'truth' if there else 'ours'})")


def _gone(rates: Line, usual: float, change: Change) -> Line:
    return 1 - rates / usual if change.falls else rates / usual - 1


def _lasts(beyond: npt.NDArray[np.bool_]) -> bool:
    runs = "".join("1" if each else "0" for each in beyond)
    return "1" * SUSTAINED in runs


def _told(count: int, scores: dict[str, Agreed], changes: dict[Change, Changes]) -> Iterator[str]:
    yield f"{count} patients of `bidmc_icu`, eight minutes each, every quarter minute of which both"
    yield "have a number. Breathing is our estimator's on the impedance of the chest; the pulse is"
    yield "counted from the finger's wave, so its row shows the scores and no radar. Part-scores"
    yield "are NEWS2's (`ward/news2.py`), of rates rounded to whole numbers.\n"
    yield "| part-score of | windows | the same | lower | higher | red missed | red false |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from (each.row(words) for words, each in scores.items())
    yield "\nChanges against the first three minutes, for there is no night before to learn from:"
    yield "there by the annotators' or the monitor's own numbers for a minute, and what the hub's"
    yield "detector would have said of ours. False is one whose truth never came half as far.\n"
    yield "| change | patients in whom it was | told | missed | false | whose |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for change, each in changes.items():
        way = "falls" if change.falls else "rises"
        whose = ", ".join(each.whose) or "-"
        yield (
            f"| {change.vital} {way} by {change.by:.0%} | {each.there} | {each.told} | "
            f"{each.missed} | {each.false} | {whose} |"
        )
