"""The standards in force at a site: what ships, what the site adds, and what it tightens."""

from dataclasses import dataclass

import yaml
from pydantic import ValidationError

from hub.estates.clause import Clause, Standard, tightened


class StandardsError(Exception):
    """A set of standards that cannot be used, in words, with its file."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Every clause in force, in the order in which it is shown."""

    standards: tuple[Standard, ...]
    clauses: tuple[Clause, ...]

    def clause(self, id_: str) -> Clause | None:
        """The clause of that name."""
        return next((one for one in self.clauses if one.id == id_), None)


def catalogue(standards: tuple[Standard, ...]) -> Catalogue:
    """Of these sets, the later ones tightening the earlier. Raises ``StandardsError``."""
    found: dict[str, Clause] = {}
    for standard in standards:
        _add(standard, found)
        _tighten(standard, found)
    for clause in found.values():
        if clause.met_with is not None:
            _check_other(clause, found.get(clause.met_with))
        if clause.measured_as is not None and clause.measured_as not in found:
            raise StandardsError(
                f"{clause.id} is measured as {clause.measured_as}, and there is none"
            )
    return Catalogue(standards, tuple(found.values()))


def _add(standard: Standard, found: dict[str, Clause]) -> None:
    for clause in standard.clauses:
        if clause.id in found:
            raise StandardsError(f"{standard.title}: {clause.id} is there twice")
        found[clause.id] = clause


def _check_other(clause: Clause, other: Clause | None) -> None:
    if other is None:
        raise StandardsError(f"{clause.id} is met with {clause.met_with}, and there is none")
    if other.met_with is not None:
        raise StandardsError(
            f"{clause.id} is met with {other.id}, which is itself met with another"
        )


def _tighten(standard: Standard, found: dict[str, Clause]) -> None:
    for closer in standard.tightens:
        if closer.id not in found:
            raise StandardsError(f"{standard.title}: there is no {closer.id} to tighten")
        try:
            found[closer.id] = tightened(found[closer.id], closer)
        except ValueError as wrong:
            raise StandardsError(f"{standard.title}: {wrong}") from wrong


def parsed(text: str, name: str) -> Standard:
    """One set out of its YAML. Raises ``StandardsError`` that names the file and what is wrong."""
    try:
        return Standard.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as wrong:
        raise StandardsError(f"{name} is no YAML: {wrong}") from wrong
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StandardsError(f"{name}: {where}: {first['msg']}") from wrong
