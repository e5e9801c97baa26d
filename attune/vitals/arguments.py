"""What `attune vitals` can be asked."""

import argparse
from pathlib import Path

VITALS_FILE = """\
the file holds rate_hz, and either iq (samples by ranges, complex) or phase (samples by channels,
radians). A JSON line says: t, breathing, breathing_quality, breathing_doubt, heart, heart_quality,
heart_doubt, presence, and no_breathing_s while nothing breathes.
"""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    vitals = commands.add_parser(
        "vitals",
        help="breathing and heart in a radar recording, as a node would say them",
        description="Feed a recording to the estimator that a node runs, as fast as it goes, and\n"
        "print what it would have said: rates with their quality, or the doubt.",
        epilog=VITALS_FILE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    vitals.add_argument("file", type=Path, metavar="FILE.npz", help="the recording")
    vitals.add_argument(
        "--window", type=int, choices=(30, 60), default=60, help="seconds (default: %(default)s)"
    )
    vitals.add_argument(
        "--every",
        type=_seconds,
        default=10,
        help="seconds from line to line (default: %(default)s)",
    )
    vitals.add_argument("--json", action="store_true", help="print JSON lines")
    vitals.add_argument("--plot", type=Path, metavar="OUT.png", help="draw it too")
    vitals.set_defaults(run=_vitals)


def _seconds(text: str) -> int:
    """Raises what argparse puts into a sentence."""
    seconds = int(text) if text.isdecimal() else 0
    if not seconds:
        raise argparse.ArgumentTypeError(f"must be whole seconds, 1 or more, not {text}")
    return seconds


def _vitals(chosen: argparse.Namespace) -> int:
    from attune.vitals.command import VitalsOptions  # noqa: PLC0415  (each program loads only its own)
    from attune.vitals.command import main as start  # noqa: PLC0415

    told = {name: getattr(chosen, name) for name in VitalsOptions.__dataclass_fields__}
    return start(VitalsOptions(**told))
