"""``python -m firmware_sim.days quiet 7``: a day from its seed, a line of JSON for each second.

``quiet`` or ``worse``, then any seed. Each line has the second, what the person does, their true
rates, and what a node says of breathing and, every fifth second, of the heart. The first line
says whose day it is, and how they get worse. ``--summary`` prints that line and shares only.
"""

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

import numpy as np

from firmware_sim.days.day import Day, Word, deteriorating, quiet
from firmware_sim.days.doing import Doing
from firmware_sim.days.telling import DOUBTS


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m firmware_sim.days", description=__doc__)
    parser.add_argument("which", choices=("quiet", "worse"))
    parser.add_argument("seed", type=int)
    parser.add_argument("--summary", action="store_true")
    asked = parser.parse_args()
    day = quiet(asked.seed) if asked.which == "quiet" else deteriorating(asked.seed)
    _line({"seed": day.seed, "begins_h": round(day.begins_h, 2), **_whose(day)})
    if asked.summary:
        _line(_shares(day))
        return
    for said in day.said():
        at = said.second
        heart = {} if said.heart is None else {"heart": _word(said.heart)}
        truth = [round(float(each[at]), 1) for each in (day.body.breathing, day.body.pulse)]
        does = Doing(day.doing[at]).name.lower()
        _line({"s": at, "does": does, "truth": truth, "breathing": _word(said.breathing), **heart})


def _whose(day: Day) -> dict[str, Any]:
    return {"person": asdict(day.who), "worse": asdict(day.worse) if day.worse else None}


def _shares(day: Day) -> dict[str, Any]:
    """Of the day: what is done, and what is said of breathing."""
    does = {each.name.lower(): round(float((day.doing == each).mean()), 3) for each in Doing}
    doubts = {
        name: round(float((day.breathing.doubt == code).mean()), 3)
        for code, name in enumerate(DOUBTS)
    }
    rated = [round(float((~np.isnan(each.rate)).mean()), 3) for each in (day.breathing, day.heart)]
    return {"does": does, "doubts": doubts, "rated": rated}


def _word(word: Word) -> dict[str, Any]:
    if word.rate is not None:
        return {"rate": round(word.rate, 2), "quality": round(word.quality, 3)}
    return {"none_since": word.none_since} if word.doubt is None else {"doubt": word.doubt}


def _line(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")


if __name__ == "__main__":
    main()
