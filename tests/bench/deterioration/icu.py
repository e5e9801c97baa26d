"""What the monitor would have said on 36 real patients, beside their own recorded numbers.

Breathing is our estimator's, over the impedance of their chests, a minute at a time. Their pulse
is counted from the finger's pulse wave: no radar was there, so it shows the scores and not a radar.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

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
UNEVEN = (
    0.2  # of a beat: where they follow so unevenly they were not all seen, and no pulse is said
)
ASKED = (1.0, 0.5)  # of each change: in eight minutes few get as much worse as a night may show
WORSE = 2  # points for one rate, for a minute on end: they were ill then, by their own numbers


@dataclass
class Agreed:
    """How often two part-scores are the same, one lower, one higher, or to be escalated or not."""

    line: int = 3  # NEWS2: one rate with 3 escalates by itself, as 5 of several do
    same: int = 0
    lower: int = 0
    higher: int = 0
    red_missed: int = 0
    red_false: int = 0

    def add(self, ours: int, theirs: int) -> None:
        self.same += ours == theirs
        self.lower += ours < theirs
        self.higher += ours > theirs
        self.red_missed += theirs >= self.line > ours
        self.red_false += ours >= self.line > theirs

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
    unknown: int = 0
    whose: list[str] = field(default_factory=list)


def icu_lines() -> list[str]:
    return list(_lines())


def _lines() -> Iterator[str]:
    paths = sorted((where_shared() / "data" / "radar" / "bidmc_icu").glob("bidmc_*.npz"))
    yield "\n## Real patients\n"
    if not paths:
        yield "Not measured: the recordings of `bidmc_icu` are not here."
        return
    patients = [_patient(path) for path in paths]
    yield from _scores(patients)
    yield from _changes(patients)
    yield from _ill(patients)


@dataclass(frozen=True)
class Patient:
    """Each quarter minute: ours, what was marked by hand or counted from the ECG, the monitor's."""

    name: str
    breathing: Line
    marked: Line
    monitored: Line
    pulse: Line
    heart: Line

    def pair(self, vital: Vital) -> tuple[Line, Line]:
        """Ours, and the truth."""
        if vital is Vital.BREATHING:
            return self.breathing, self.marked
        return self.pulse, self.heart


def _patient(path: Path) -> Patient:
    with np.load(path, allow_pickle=False) as stored:
        one = {name: stored[name] for name in stored.files}
    resp, heart = (_monitored(one, key) for key in ("num_resp", "num_hr"))
    return Patient(path.stem, _estimated(one), _annotated(one), resp, _pulse(one), heart)


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
    return np.array([_counted(beats, end) if _is_even(beats, end) else np.nan for end in _ends()])


def _is_even(beats: Line, end: int) -> bool:
    apart = np.diff(beats[(beats > end - WINDOW_S) & (beats <= end)])
    return len(apart) > 2 and float(np.std(apart)) < UNEVEN * float(np.mean(apart))


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


def _change(one: Patient, change: Change, found: Changes) -> None:
    """Usual is the middle of the first three minutes: there is no night before to learn from."""
    ours, theirs = one.pair(change.vital)
    first = (USUAL_S - WINDOW_S) // STEP_S + 1
    usual, meant = (_middle(each[:first].tolist()) for each in (ours, theirs))
    if np.isnan(usual) or np.isnan(meant):
        found.unknown += 1
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
        found.whose.append(
            f"{one.name} ({'both' if there and told else 'truth' if there else 'ours'})"
        )


def _gone(rates: Line, usual: float, change: Change) -> Line:
    return 1 - rates / usual if change.falls else rates / usual - 1


def _lasts(beyond: npt.NDArray[np.bool_]) -> bool:
    runs = "".join("1" if each else "0" for each in beyond)
    return "1" * SUSTAINED in runs


def _scores(patients: Sequence[Patient]) -> Iterator[str]:
    yield f"{len(patients)} patients of `bidmc_icu`, eight minutes each, every quarter minute of"
    yield "which both have a number. Breathing is our estimator's on the impedance of the chest;"
    yield "the pulse is counted from the finger's wave, so its row shows the scores and no radar."
    yield "Part-scores are NEWS2's (`ward/news2.py`), of rates rounded to whole numbers;"
    yield "red is 3 of one rate, or 5 of both.\n"
    yield "| part-score of | windows | the same | lower | higher | red missed | red false |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for words, agreed in _agreed(patients).items():
        yield agreed.row(words)


def _agreed(patients: Sequence[Patient]) -> dict[str, Agreed]:
    both = Agreed(line=5)
    rows: dict[str, Agreed] = defaultdict(Agreed)
    for one in patients:
        for words, ours, truth, points in (
            ("breathing, ours beside the annotators'", one.breathing, one.marked, of_breathing),
            ("the monitor's beside the annotators'", one.monitored, one.marked, of_breathing),
            ("ours beside the monitor's", one.breathing, one.monitored, of_breathing),
            ("pulse, counted, beside the monitor's heart rate", one.pulse, one.heart, of_heart),
        ):  # fmt: skip
            for a, b in _both(ours, truth):
                rows[words].add(points(a), points(b))
        for mine, theirs in zip(_summed(one, 0), _summed(one, 1), strict=True):
            if mine is not None and theirs is not None:
                both.add(mine, theirs)
    return {**rows, "breathing and pulse together, ours beside the truth": both}


def _summed(one: Patient, which: int) -> list[int | None]:
    """The part-score of both rates, ours or by the truth, where there are both."""
    rates = zip(one.pair(Vital.BREATHING)[which], one.pair(Vital.HEART)[which], strict=True)
    return [of_breathing(a) + of_heart(b) if a > 0 and b > 0 else None for a, b in rates]


def _changes(patients: Sequence[Patient]) -> Iterator[str]:
    yield "\nChanges against the first three minutes, for there is no night before to learn from:"
    yield "there by the annotators' or the monitor's own numbers for a minute, and what the hub's"
    yield "detector would have said of ours. False is one whose truth never came half as far. The"
    yield "detector is asked for the very change, and for half of it: in eight minutes hardly"
    yield "anybody got as much worse as it waits for.\n"
    yield "| change | patients in whom it was | told | missed | false | no first rate | whose |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for share in ASKED:
        for change in CHANGES:
            asked, found = replace(change, by=share * change.by), Changes()
            for one in patients:
                _change(one, asked, found)
            yield _row(asked, found)


def _row(change: Change, found: Changes) -> str:
    way = "falls" if change.falls else "rises"
    counts = (found.there, found.told, found.missed, found.false, found.unknown)
    cells = " | ".join(map(str, counts))
    whose = ", ".join(found.whose) or "-"
    return f"| {change.vital} {way} by {change.by:.1%} | {cells} | {whose} |"


def _ill(patients: Sequence[Patient]) -> Iterator[str]:
    yield f"\nWho was ill by their own numbers: a rate worth {WORSE} points or more, marked by hand"
    yield "or counted from the ECG, for a minute and more, and what the monitor said then. None is"
    yield "when it said no rate.\n"
    yield "| patient | rate | their own | min of it | the same points | other points | no rate |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    for one in patients:
        for vital, points in ((Vital.BREATHING, of_breathing), (Vital.HEART, of_heart)):
            yield from _ill_by(one, vital, points)


def _ill_by(one: Patient, vital: Vital, points: Callable[[float], int]) -> Iterator[str]:
    ours, theirs = one.pair(vital)
    known = [(a, b) for a, b in zip(ours.tolist(), theirs.tolist(), strict=True) if b > 0]
    ill = [(a, b) for a, b in known if points(b) >= WORSE]
    if len(ill) < SUSTAINED:
        return
    said = [(points(a), points(b)) for a, b in ill if not np.isnan(a)]
    same = sum(a == b for a, b in said)
    rates = sorted(b for _, b in ill)
    shares = (same, len(said) - same, len(ill) - len(said))
    cells = " | ".join(f"{each / len(ill):.0%}" for each in shares)
    own, lasts = f"{rates[0]:.0f} to {rates[-1]:.0f}", len(ill) * STEP_S / 60
    yield f"| {one.name} | {vital} | {own} | {lasts:.1f} | {cells} |"
