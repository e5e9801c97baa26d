"""A rota as people write it: every mistake is named by file and line, and no hour is guessed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attune.rota_file import Reader, RotaFileError, written
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from hub.staff.register import Register
from ward.care import Role, Staff
from ward.rooms import RoomId

LONDON = ZoneInfo("Europe/London")
ROOMS = frozenset({RoomId("ash", 1), RoomId("ash", 4)})
MT = Staff(ref="st-01", initials="M.T.", role=Role.NURSE, badge="04A1B2C3")
KO = Staff(ref="st-03", initials="K.O.", role=Role.IN_CHARGE, badge="0411223344")
REGISTER = Register.of((MT, KO))
HEAD = "duty,staff,rooms,begins,ends\n"
TOML = """
# nights
[[shift]]
duty = "observer"
staff = "M.T."
rooms = ["ash/01", "ash/04"]
begins = 2026-07-01T19:30:00
ends = 2026-07-02T07:30:00

[[shift]]
duty = "nurse in charge"
staff = "st-03"
begins = "2026-07-01 19:30"
ends = 2026-07-02T07:30:00+01:00
"""


def read(text: str, name: str = "rota.csv") -> tuple[Shift, ...]:
    return Reader(name, ROOMS, REGISTER, LONDON).read(text)


def test_toml_and_csv_say_the_same():
    csv = (
        HEAD + "observer,M.T.,ash/01 ash/04,2026-07-01 19:30,2026-07-02 07:30\n"
        "\nnurse in charge,st-03,,2026-07-01 19:30,2026-07-02T07:30+01:00\n"
    )
    assert read(csv) == read(TOML, "rota.toml")
    observer, in_charge = read(csv)
    assert observer.duty is Duty.OBSERVER
    assert observer.begins_at == datetime(2026, 7, 1, 18, 30, tzinfo=UTC), "summer time"
    assert (in_charge.staff, in_charge.rooms) == ("st-03", ())


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("guard,M.T.,,2026-07-01 19:30,2026-07-02 07:30", "duty is 'guard'; expected one of: obs"),
        ("observer,X.Y.,,2026-07-01 19:30,2026-07-02 07:30", "staff is 'X.Y.'; expected a refer"),
        ("observer,M.T.,oak/01,2026-07-01 19:30,2026-07-02 07:30", "'oak/01'; expected rooms of"),
        ("observer,M.T.,,tonight,2026-07-02 07:30", "begins is 'tonight'; expected day and time"),
        ("observer,M.T.,,2026-07-02 19:30,2026-07-02 07:30", "the shift ends before it begins"),
        ("observer,M.T.,2026-07-02 19:30,2026-07-02 07:30", "4 columns; expected 5"),
        ("observer,M.T.,,2026-07-01 19:30,2026-08-01 07:30", "the shift is longer than 24 h"),
        ("observer,M.T.,,2026-07-01 19:30,2026-07-02 07:30", "the same shift again; expected each"),
        ("observer,M.T.,,0001-01-01 00:00+05:00,2026-07-02 07:30", "begins is '0001"),
    ],
)
def test_what_is_wrong_in_csv_is_named_by_its_line(row, sentence):
    good = "observer,M.T.,,2026-07-01 19:30,2026-07-02 07:30\n"
    with pytest.raises(RotaFileError) as wrong:
        read(HEAD + good + row + "\n")
    assert str(wrong.value).startswith(f"rota.csv, line 3: {sentence}")


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('staff = "st-03"', 'staff = "st-99"', 12),
        ('duty = "observer"', 'duty = "guard"', 4),
        ('"ash/04"', '"ash/09"', 6),
        ('begins = "2026-07-01 19:30"', 'begins = "soon"', 13),
        ('duty = "nurse in charge"\n', "", 10),
        ('duty = "nurse in charge"', 'ward = "ash"\nduty = "nurse in charge"', 11),
    ],
)
def test_what_is_wrong_in_toml_is_named_by_its_line(old, new, line):
    with pytest.raises(RotaFileError, match=rf"^rota\.toml, line {line}: .*; expected ."):
        read(TOML.replace(old, new), "rota.toml")


@pytest.mark.parametrize(
    "text", ["[[shift]", "shift = 3", "shift = [1]", "", "[[shift]]\n[other]\n", "[shift]\n"]
)
def test_what_is_no_rota_at_all_is_said_so(text):
    with pytest.raises(RotaFileError, match=r"^rota\.toml"):
        read(text, "rota.toml")


@pytest.mark.hazard("H-27")
@pytest.mark.parametrize("text", ["", HEAD])
def test_a_file_without_a_shift_is_no_rota(text):
    with pytest.raises(RotaFileError, match=r"there is no shift in it"):
        read(text)


def test_a_senior_may_be_on_call_for_days():
    (shift,) = read(HEAD + "duty senior,M.T.,,2026-07-01 19:30,2026-07-06 07:30\n")
    assert shift.duty is Duty.SENIOR


def test_an_hour_that_comes_twice_is_refused_with_the_two_that_it_could_be():
    with pytest.raises(RotaFileError) as wrong:
        read(HEAD + "observer,M.T.,,2026-10-25 01:30,2026-10-25 07:30\n")
    assert str(wrong.value) == (
        "rota.csv, line 2: begins is 2026-10-25 01:30, which clocks there show twice; expected "
        "2026-10-25 01:30+01:00 or 2026-10-25 01:30+00:00"
    )
    first, second = read(
        HEAD + "observer,M.T.,,2026-10-25 01:30+01:00,2026-10-25 01:30+00:00\n"
        "observer,M.T.,,2026-10-24 19:30,2026-10-25 07:30\n"
    )
    assert first.ends_at - first.begins_at == timedelta(hours=1)
    assert second.ends_at - second.begins_at == timedelta(hours=13)


def test_an_hour_that_never_comes_is_refused():
    with pytest.raises(RotaFileError, match="which no clock there shows: they go forward then"):
        read(HEAD + "observer,M.T.,,2026-03-29 01:30,2026-03-29 07:30\n")


moment = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(  # noqa: DTZ001
    lambda at: at.replace(tzinfo=UTC)
)
near_the_change = st.integers(0, 600).map(
    lambda minutes: datetime(2026, 10, 24, 20, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(moment | near_the_change, st.integers(1, 1440), st.sampled_from([(), tuple(sorted(ROOMS))]))
def test_whatever_is_shown_reads_back_as_what_it_was(begins_at, lasts_min, rooms):
    shift = Shift(
        duty=Duty.IN_CHARGE,
        staff="st-03",
        rooms=rooms,
        begins_at=begins_at,
        ends_at=begins_at + timedelta(minutes=lasts_min),
    )
    assert read("\n".join(written([shift], LONDON)) + "\n") == (shift,)
