"""A played night, drawn."""

from attune.play.story import Played
from attune.play.verdict import Verdict


def as_svg(played: Played, verdicts: tuple[Verdict, ...]) -> str:
    raise NotImplementedError(played, verdicts)
