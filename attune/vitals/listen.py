"""The very estimator that a node runs, fed a recording second by second."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from attune.vitals.recording import Recording
from edge.sense.chest import Chest
from edge.sense.heard import Heard
from edge.sense.witnesses import Verdict
from ward.vitals import Doubt


@dataclass(frozen=True, slots=True)
class Line:
    """What was heard by the end of a window, ``t`` seconds from the recording's start."""

    t: int
    heard: Heard

    @property
    def said(self) -> dict[str, float | str | bool | None]:
        """As the JSON line says it; a pause has neither a rate nor a doubt."""
        age_s = self.heard.no_breath_s
        return {
            "t": self.t,
            **_vital("breathing", self.heard.breathing),
            **_vital("heart", self.heard.heart),
            "presence": self.heard.is_there,
            "no_breathing_s": None if age_s is None else round(age_s, 1),
        }

    def __str__(self) -> str:
        stopped = f"no breath for {self.heard.no_breath_s or 0:.0f} s"
        breathing = _words(self.heard.breathing, stopped)
        return f"{self.t:5d} s  breathing {breathing:<26} heart {_words(self.heard.heart, '')}"


def listen(recording: Recording, window_s: float) -> Iterator[Line]:
    """A line for each whole second."""
    chest = Chest(
        recording.rate_hz,
        recording.samples.shape[1],
        is_complex=recording.is_complex,
        window_s=window_s,
    )
    for t, samples in enumerate(recording.seconds(), start=1):
        if not np.isfinite(samples).all():  # shorter gaps were bridged: this signal broke off
            chest.forget()
        chest.feed(samples)
        yield Line(t, chest.heard())


def _vital(name: str, found: Verdict | Doubt | None) -> dict[str, float | str | None]:
    verdict = found if isinstance(found, Verdict) else None
    return {
        name: round(verdict.per_minute, 2) if verdict else None,
        f"{name}_quality": round(verdict.quality, 3) if verdict else None,
        f"{name}_doubt": found.value if isinstance(found, Doubt) else None,
    }


def _words(found: Verdict | Doubt | None, none: str) -> str:
    if isinstance(found, Verdict):
        return f"{found.per_minute:5.1f}/min ({found.quality:.2f})"
    return f"cannot see: {found.value}" if found else none
