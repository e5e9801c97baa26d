"""Estates as a hub's configuration has them: a site's own sets of standards."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

OWN_MOST = 20


class EstatesConfig(BaseModel):
    """``[estates]``. What is in the files is looked at when the hub starts."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    standards: Annotated[tuple[str, ...], Field(max_length=OWN_MOST)] = ()

    @property
    def own(self) -> tuple[Path, ...]:
        return tuple(map(Path, self.standards))


# What belongs under a key, in words that end the sentence "expected ...".
EXPECTED: Mapping[str, str] = {
    "estates": "a table [estates]",
    "estates.standards": f'a list of at most {OWN_MOST} files, for example ["trust.yaml"]',
    "estates.standards[]": 'the name of a file with a set of standards, such as "trust.yaml"',
}


def beside(path: Path, found: Any) -> Any:
    """The same table with its paths made relative to the file that names them."""
    names = found.get("standards") if isinstance(found, dict) else None
    if not isinstance(names, list):
        return found
    own = [str(path.parent / name) if isinstance(name, str) else name for name in names]
    return {**found, "standards": own}
