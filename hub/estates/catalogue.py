"""The standards in force at a site: what ships, what the site adds, and what it tightens."""

from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from hub.estates.clause import Clause, Standard, Way, tightened
from hub.rooms.upkeep import Found


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

    def sets_aside(self, id_: str, found: Found) -> bool:
        """Whether that would be said of what a room is unfit without, or of what answers that."""
        is_must = any(one.must for one in self.clauses if id_ in (one.id, one.met_with))
        return is_must and found is Found.NOT_APPLICABLE


def catalogue(standards: tuple[Standard, ...]) -> Catalogue:
    """Of these sets, the later ones tightening the earlier. Raises ``StandardsError``."""
    found: dict[str, Clause] = {}
    for standard in standards:
        _add(standard, found)
        _tighten(standard, found)
    for clause in found.values():
        if clause.met_with is not None:
            _check_other(clause, found.get(clause.met_with))
        if clause.measured_as is not None:
            found[clause.id] = _measured_as(clause, found.get(clause.measured_as))
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


def _measured_as(clause: Clause, other: Clause | None) -> Clause:
    """With the other's measure where it has none of its own: nothing is met by any number."""
    if other is None:
        raise StandardsError(f"{clause.id} is measured as {clause.measured_as}, and there is none")
    if clause.kind is not Way.MEASURED or other.kind is not Way.MEASURED:
        raise StandardsError(f"{clause.id} is measured as {other.id}: both have to be “measured”")
    if other.measure is None or other.measured_as is not None:
        raise StandardsError(f"{clause.id} is measured as {other.id}, which has no measure itself")
    if clause.measure is None:
        return clause.model_copy(update={"measure": other.measure})
    if clause.measure.unit != other.measure.unit:
        raise StandardsError(
            f"{clause.id}: what is measured as {other.id} is in {other.measure.unit}, "
            f"not in {clause.measure.unit}"
        )
    return clause


def _tighten(standard: Standard, found: dict[str, Clause]) -> None:
    for closer in standard.tightens:
        if closer.id not in found:
            raise StandardsError(f"{standard.title}: there is no {closer.id} to tighten")
        try:
            found[closer.id] = tightened(found[closer.id], closer)
        except ValueError as wrong:
            raise StandardsError(f"{standard.title}: {wrong}") from wrong


class _Once(yaml.SafeLoader):
    """Plain values alone; a key that an entry has twice is refused, where YAML takes the last."""

    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        entry = super().compose_mapping_node(anchor)
        seen = set[str]()
        for key, _ in entry.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                line = key.start_mark.line + 1
                raise StandardsError(f"line {line}: “{key.value}” stands twice in one entry")
            seen.add(str(key.value))
        return entry


def parsed(text: str, name: str) -> Standard:
    """One set out of its YAML. Raises ``StandardsError`` that names the file and what is wrong."""
    try:
        said = _Once(text).get_single_data()
    except RecursionError:
        raise StandardsError(f"{name} is nested too deep to be read") from None
    except StandardsError as twice:
        raise StandardsError(f"{name}, {twice}") from None
    except (yaml.YAMLError, ValueError, OverflowError) as wrong:  # such as a 30th of February
        raise StandardsError(f"{name} is no YAML: {wrong}") from wrong
    try:
        return Standard.model_validate(said)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StandardsError(f"{name}: {where}: {first['msg']}") from wrong
