"""The page of the series says what the table says, and the command prints it."""

from pathlib import Path

import pytest

from attune.__main__ import main
from attune.series import markdown
from hub.measurements import FIELDS, MEASUREMENTS


def test_the_page_of_the_series_is_the_table_that_the_hub_writes_by() -> None:
    page = Path(__file__).parents[2] / "docs" / "series.md"
    assert page.read_text(encoding="utf-8") == markdown(), (
        "attune series --markdown > docs/series.md"
    )


def test_every_field_stands_on_the_page_and_in_the_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["series"]) == 0
    said = capsys.readouterr().out
    for field in FIELDS:
        assert f"  {field.name:<18} {field.unit}" in said
        assert f"| {field.name} | ward, room" in markdown()


def test_each_series_is_one_field_of_a_measurement_and_no_two_are_the_same() -> None:
    assert len({(field.measurement, field.name) for field in FIELDS}) == len(FIELDS)
    assert len({field.series for field in FIELDS}) == len(FIELDS)
    assert {field.measurement for field in FIELDS} == set(MEASUREMENTS)
