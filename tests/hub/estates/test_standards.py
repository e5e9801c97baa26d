"""Standards as data: all of the reference is in them, and a site may ask more and never less."""

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.estates.answers import Answer, Measured, of_measured
from hub.estates.catalogue import StandardsError, catalogue, parsed
from hub.estates.clause import Measure, Tighter, Way, rows, tightened
from hub.outside.standards import load, shipped
from hub.panel.estates_words import asked_by, authority_of
from tests.conftest import where_shared
from ward.authority import Authority
from ward.rooms import RoomId

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
OWN = """
standard: trust
title: Our trust
clauses:
  - id: trust.blanket
    heading: Heavy blanket
    wording: A heavy blanket is there for whoever wants one.
    source: sensory policy
    authority: local
    kind: inspected
    criterion: One is in the cupboard.
    evidence: Looked at.
    good_for_days: 31
    breach: There is none.
tightens:
  - {id: framework.22, most: 60, source: our own policy}
  - {id: framework.15, good_for_days: 183, source: our own policy}
  - {id: framework.33, must: true, source: our own policy}
"""


def own(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "trust.yaml"
    path.write_text(text, "utf-8")
    return path


def reference() -> str:
    path = where_shared() / "reference" / "clinical.md"
    if not path.exists() and os.environ.get("CI"):
        pytest.fail(f"{path.name} is not here")
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    return path.read_text("utf-8")


def test_every_row_of_the_reference_that_is_about_the_room_is_a_clause_or_it_is_said_why_not() -> (
    None
):
    about = re.findall(r"^\| (\d+) \|[^|]*\|([^|]*)\|", reference(), re.MULTILINE)
    room = {int(row) for row, kind in about if re.search("SENSE|CTRL|INSP", kind)}
    assert len(room) > 25
    assert room - set(rows(shipped())) == set()


def test_no_clause_passes_for_more_than_its_standard_is() -> None:
    """A proposal is no law: what ships says by whose word it holds, and shows it as that."""
    whose = {one.standard: {c.authority for c in one.clauses} for one in shipped()}
    assert whose["framework"] == {Authority.PROPOSAL}
    assert whose["code"] == {Authority.CODE}
    assert whose["local"] <= {Authority.LOCAL, Authority.GUIDANCE}
    assert all("from memory" in c.source for one in shipped() for c in one.clauses
               if c.authority is Authority.CODE)  # fmt: skip


def test_a_clause_that_asks_the_same_as_another_is_known_in_the_same_way() -> None:
    known = load()
    for clause in known.clauses:
        other = known.clause(clause.met_with) if clause.met_with else None
        assert other is None or other.kind in (clause.kind, Way.TESTED, Way.MEASURED), clause.id


def test_a_site_adds_and_tightens_without_code(tmp_path: Path) -> None:
    known = load([own(tmp_path, OWN)])
    blanket, calls = known.clause("trust.blanket"), known.clause("framework.22")
    hazards, calm = known.clause("framework.15"), known.clause("framework.33")
    assert blanket
    assert calls
    assert calls.measure
    assert calls.measure.most == 60
    assert calls.measure.authority is Authority.LOCAL
    assert hazards
    assert hazards.good_for_days == 183
    assert calm
    assert calm.must
    assert asked_by(calm).startswith(calm.source)
    assert asked_by(calm).endswith("; more closely: our own policy (local)")
    assert authority_of(calm) == "framework proposal, local beyond it"
    assert authority_of(blanket) == "local"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- {id: framework.22, most: 600, source: x}", "looser"),
        ("- {id: framework.35, least: 90, source: x}", "looser"),
        ("- {id: framework.35, most: 100, least: 90, source: x}", "looser"),
        ("- {id: framework.15, good_for_days: 400, source: x}", "not for more"),
        ("- {id: framework.22, good_for_days: 1, source: x}", "not for more"),
        ("- {id: framework.15, must: false, source: x}", "unfit without it"),
        ("- {id: framework.99, most: 1, source: x}", "there is no framework.99"),
        ("- {id: framework.15, most: 1, source: x}", "nothing is measured"),
        ("- {id: framework.22, moost: 1, source: x}", "moost"),
    ],
)
def test_what_is_looser_or_mistyped_is_refused_in_words(
    tmp_path: Path, line: str, said: str
) -> None:
    text = f"standard: trust\ntitle: Our trust\ntightens:\n  {line}\n"
    with pytest.raises(StandardsError, match=said):
        load([own(tmp_path, text)])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("standard: [", "is no YAML"),
        ("- 1", "trust.yaml"),
        ("standard: trust\n", "title"),
        (OWN.replace("good_for_days: 31", "row: 3"), "for how long"),
        (OWN.replace("kind: inspected", "kind: measured"), "holds as long as it is"),
        (OWN.replace("id: trust.blanket", "id: other.blanket"), "begins “trust.”"),
        (OWN.replace("title: Our trust", "title: Our trust\ncolour: red"), "colour"),
    ],
)
def test_a_set_that_cannot_be_used_is_named_with_what_is_wrong(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(StandardsError, match=said):
        load([own(tmp_path, text)])


AS_ANOTHER = """
standard: trust
title: Our trust
clauses:
  - id: trust.surface
    heading: Cooler surfaces
    wording: Nothing is hot.
    source: ours
    authority: local
    kind: measured
    criterion: It is not hot.
    evidence: The probe.
    measured_as: local.surface
    breach: It was hotter.
"""


def test_what_is_measured_as_another_clause_has_its_measure(tmp_path: Path) -> None:
    known = load([own(tmp_path, AS_ANOTHER)])
    mine, theirs = known.clause("trust.surface"), known.clause("local.surface")
    assert mine
    assert theirs
    assert mine.measure == theirs.measure
    hot = Measured(RoomId("ash", 1), mine.id, NOW, NOW, 60.0, 1.0)
    assert of_measured(mine, hot).answer is Answer.UNMET
    cooler = "measure: {of: surface, unit: °C, most: 41, authority: local, source: ours}"
    text = AS_ANOTHER.replace("measured_as", f"{cooler}\n    measured_as")
    own_measure = load([own(tmp_path, text)]).clause("trust.surface")
    assert own_measure
    assert own_measure.measure
    assert own_measure.measure.most == 41


LUX = "measure: {of: light, unit: lx, most: 41, authority: local, source: ours}"
HELD = AS_ANOTHER.replace("kind: measured", "kind: inspected\n    good_for_days: 9")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (AS_ANOTHER.replace("local.surface", "local.none"), "and there is none"),
        (AS_ANOTHER.replace("local.surface", "code.temperature"), "has no measure itself"),
        (AS_ANOTHER.replace("local.surface", "framework.15"), "both have to be “measured”"),
        (HELD, "both have to be “measured”"),
        (AS_ANOTHER.replace("measured_as", f"{LUX}\n    measured_as"), "is in °C, not in lx"),
        (AS_ANOTHER.replace("authority: local", "authority: statute"), "not “statute”"),
        (AS_ANOTHER.replace("measured_as", LUX.replace("local", "guidance") + "\n    measured_as"),
         "not “guidance”"),
        (AS_ANOTHER.replace("breach:", "asked_closer: the law\n    breach:"),
         "write under “tightens”"),
        (AS_ANOTHER.replace("breach:", "asked_from: 2026-02-30\n    breach:"),
         "trust.yaml is no YAML"),
        ("standard: " + "[" * 20_000, "nested too deep"),
        ("a: " * 3 + "{" * 5_000, "trust.yaml"),
    ],
)  # fmt: skip
def test_what_would_pass_for_more_than_it_is_or_cannot_be_read_is_refused_in_words(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(StandardsError, match=said):
        load([own(tmp_path, text)])


@pytest.mark.parametrize("again", ["heading: Another", '"heading": Another', "heading: A gap"])
def test_what_an_entry_says_twice_is_refused_with_its_file_and_key(
    tmp_path: Path, again: str
) -> None:
    once = """\
standard: trust
title: T
clauses:
  - id: trust.x
    heading: A gap
    wording: W.
    source: s
    authority: local
    kind: inspected
    criterion: c.
    evidence: e.
    good_for_days: 31
    breach: b.
"""
    assert load([own(tmp_path, once)]).clause("trust.x")
    twice = once.replace("    wording", f"    {again}\n    wording")
    with pytest.raises(StandardsError, match=r"trust\.yaml, line 6: “heading” stands twice"):
        load([own(tmp_path, twice)])
    with pytest.raises(StandardsError, match=r"trust\.yaml, line 14: “title” stands twice"):
        load([own(tmp_path, f"{once}title: U\n")])


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StandardsError, match="cannot be read"):
        load([tmp_path / "none.yaml"])


def test_no_clause_is_there_twice_and_none_is_met_with_one_that_is_not_there() -> None:
    with pytest.raises(StandardsError, match="twice"):
        catalogue((*shipped(), *shipped()))
    code = next(one for one in shipped() if one.standard == "code")
    with pytest.raises(StandardsError, match="and there is none"):
        catalogue((code,))


@given(
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.floats(-1e6, 1e6),
    st.sampled_from(["most", "least"]),
)
def test_whatever_meets_a_tightened_clause_meets_the_clause(
    bound: float, closer: float, value: float, side: str
) -> None:
    measure = Measure(
        of="x", unit="m", authority=Authority.GUIDANCE, source="x",
        most=bound if side == "most" else None, least=bound if side == "least" else None,
    )  # fmt: skip
    known = load().clause("framework.25")
    assert known
    clause = known.model_copy(update={"measure": measure})
    by = Tighter(id=clause.id, source="x", most=closer if side == "most" else None,
                 least=closer if side == "least" else None)  # fmt: skip
    try:
        after = tightened(clause, by)
    except ValueError:
        assert not measure.allows(closer)
        return
    assert after.measure
    assert not after.measure.allows(value) or measure.allows(value)


def test_the_reader_knows_a_set_by_its_name() -> None:
    assert parsed(OWN, "trust.yaml").standard == "trust"
