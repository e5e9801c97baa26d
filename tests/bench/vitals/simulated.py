"""The page's part on simulated bodies: what no recording holds, and labelled so."""

from collections.abc import Iterator

from tests.bench.vitals import bodies, patients
from ward.vitals import Vital

BODIES = ((4, 60), (8, 45), (16, 75), (40, 160))


def simulated_lines() -> list[str]:
    return list(_simulated())


def _simulated() -> Iterator[str]:
    yield "\n## Simulated bodies\n"
    yield "**Simulated**, where no recording exists: chests of `firmware_sim` on four ranges, 60 s"
    yield f"windows. Breath follows breath and beat beat as in {_whose()}, at the rates given."
    yield "Breathing is 2.5 mm deep and the heart a tenth of that, as the recordings with an ECG"
    yield "show; truth is what the body did in the window.\n"
    yield (
        "| simulated body | breathing MAE | within ±2 | answered | "
        "heart MAE | within ±5 | answered |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield from (each.row() for each in patients.cases())
    yield (
        "\nA heart on a harmonic of breathing (6 and 60, 12 and 60, "
        "40 and 160), one of fewer than 2.5"
    )
    yield (
        "beats a breath, and one half as strong as was recorded are "
        "mostly doubted, as they must be."
    )
    yield from _silent()
    yield from _restless()
    yield from _stopping()
    yield from _made_up()


def _whose() -> str:
    names = [timing.name for timing in patients.people()]
    real = not names[0].startswith("made up")
    return f"{len(names)} patients of `bidmc_icu`" if real else "nobody: made up, for want of them"


def _silent() -> Iterator[str]:
    yield "\n| simulated, where there must be no rate | rates said, 30 s | 60 s | of lines |"
    yield "| --- | --- | --- | --- |"
    for words in bodies.SILENT:
        short, long = (bodies.must_be_silent(words, s) for s in (30, 60))
        yield f"| {words} | {short.wrong_said} | {long.wrong_said} | {long.lines} |"
    walks = patients.walking()
    yield f"| somebody who {walks.words} | | {walks.false} | {walks.lines} |"


def _restless() -> Iterator[str]:
    yield "\n| simulated | false rates | of lines | answered |\n| --- | --- | --- | --- |"
    for each in (patients.turning(), patients.visited()):
        yield f"| {each.words} | {each.false} | {each.lines} | {each.answered:.0%} |"
    each, told, late_s = patients.breathes_periodically()
    yield f"| {each.words} | {each.false} | {each.lines} | |"
    yield f"\nOf its pauses of 20 s, {told:.0%} are told, {late_s:.0f} s after they begin."


def _stopping() -> Iterator[str]:
    yield "\n| simulated, stops | told after | rates more than 12 s later |\n| --- | --- | --- |"
    for breathing in (6, 12, 20, 30):
        case = bodies.stopping(breathing, 1)
        yield f"| {case.words} | {case.told_s} s | {case.wrong_said} |"


def _made_up() -> Iterator[str]:
    """The body that the simulator and `attune run` have, twice as deep as the recorded ones."""
    yield "\nThe simulator's own body breathes 5 mm deep with the same heart, a twentieth:"
    yield (
        "it is mostly doubted, for uneven breathing leaves as much "
        "behind. Real hearts are stronger.\n"
    )
    yield "| simulator's own body | breathing answered | within ±2 | heart answered | within ±5 |"
    yield "| --- | --- | --- | --- | --- |"
    for breathing, heart in BODIES:
        case = bodies.rates(breathing, heart)
        cells = [f"{case.answered[v]:.0%} | {case.within[v]:.0%}" for v in Vital]
        yield f"| {case.words} | {' | '.join(cells)} |".replace("nan%", "-")
