"""The door unit's templates, rendered."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from edge.door.deeds import ESCORTS, OUTINGS
from edge.door.form import QUESTIONS, SAID_MOST
from edge.door.glass import RING
from edge.door.mode_form import AGO_MIN, AIRWAYS, DRUGS, LYING, ROUTES


class Pages:
    """Everything shown is escaped, and a word that a template lacks is an error, not a blank."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(questions=QUESTIONS, said_most=SAID_MOST, ring=RING)
        self._environment.globals.update(outings=OUTINGS, escorts=ESCORTS)
        self._environment.globals.update(lying=LYING, airways=AIRWAYS, drugs=DRUGS, routes=ROUTES)
        self._environment.globals.update(agos=[(ago, _when(ago)) for ago in AGO_MIN])

    def render(self, name: str, **shown: Any) -> str:
        return self._environment.get_template(f"{name}.jinja").render(**shown)


def _when(ago_min: int) -> str:
    return f"{ago_min} min ago" if ago_min else "Now"
