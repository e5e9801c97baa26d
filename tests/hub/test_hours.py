"""Hours: what a line came to is kept for years, once and right, whatever comes late or dies."""

import signal
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import OperationalError

from hub import measurements
from hub.effects import Chart
from hub.outside import series as module
from hub.outside.hours import KEEP_HOURS
from hub.outside.store import KEEP_POINTS, Store, StoreError
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import hours, minutes, seconds

ASH_4, ASH_5 = RoomId("ash", 4), RoomId("ash", 5)
TWO_AM = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
VOUCHES_S = measurements.of("temperature").vouches_s
FOR_EVER = timedelta(days=40_000)


def point(n, value, room=ASH_4, series=Quantity.TEMPERATURE, sensor="sht4x"):
    return Chart(room, series, sensor, TWO_AM + seconds(n), value)


def rolled(store, now):
    """All that is over by then."""
    steps = 0
    while store.roll_up(now):
        steps += 1
    return steps


def pruned(store, now):
    while store.prune(now):
        pass


def of(store, series=Quantity.TEMPERATURE, room=ASH_4, since=TWO_AM, for_=FOR_EVER / 100):
    return store.hours(room, series, since, since + for_)


def shown(hour):
    return (hour.points, hour.covered_s, hour.least, hour.mean, hour.most)


@pytest.fixture
def store(tmp_path):
    with closing(Store(tmp_path / "store.sqlite3")) as opened:
        yield opened


def test_an_hour_is_its_least_mean_most_and_for_how_long_it_was_measured(store):
    store.commit([], [point(n, 20 + n % 3) for n in range(0, 3600, 10)])
    rolled(store, TWO_AM + hours(1))
    (hour,) = of(store)
    assert (hour.at, hour.sensor) == (TWO_AM, "sht4x")
    assert shown(hour) == (360, 3600, 20, 21, 22)


def test_an_hour_that_is_not_over_is_not_rolled_up(store):
    store.commit([], [point(n, 20) for n in range(0, 3600, 10)])
    rolled(store, TWO_AM + minutes(59.9))
    assert of(store) == ()


@pytest.mark.hazard("H-49")
def test_a_gap_is_not_covered_and_an_hour_without_a_point_is_nowhere(store):
    store.commit([], [point(n, 20) for n in (0, 10, 20, 1800, 3 * 3600)])
    rolled(store, TWO_AM + hours(4))
    first, last = of(store)
    assert first.covered_s == 20 + VOUCHES_S + VOUCHES_S
    assert (last.at, last.covered_s) == (TWO_AM + hours(3), VOUCHES_S)


def test_a_point_stands_into_the_next_hour_and_for_no_longer_than_it_may(store):
    store.commit([], [point(3595, 20), point(3600 + 12, 20)])
    rolled(store, TWO_AM + hours(2))
    assert [hour.covered_s for hour in of(store)] == [5, 12 + VOUCHES_S]


def test_rolling_up_goes_in_small_steps(store):
    store.commit([], [point(3600 * n, 20, series=s) for n in range(20) for s in ("a", "b")])
    assert rolled(store, TWO_AM + hours(30)) == 40 / module.ROLL_MOST


@pytest.mark.hazard("H-05")
def test_two_rooms_two_series_and_two_sensors_never_mix(store):
    others = [point(0, 30, ASH_5), point(0, 400, series="co2"), point(0, 50, sensor="scd4x")]
    store.commit([], [point(0, 20), *others])
    rolled(store, TWO_AM + hours(1))
    assert [(hour.sensor, hour.mean) for hour in of(store)] == [("sht4x", 20), ("scd4x", 50)]
    assert [hour.mean for hour in of(store, room=ASH_5)] == [30]
    assert [hour.mean for hour in of(store, "co2")] == [400]


def test_a_late_point_is_in_its_hour(store):
    store.commit([], [point(0, 20), point(7200, 20)])
    rolled(store, TWO_AM + hours(4))
    store.commit([], [point(60, 26)])
    rolled(store, TWO_AM + hours(4))
    assert [shown(hour) for hour in of(store)] == [
        (2, 2 * VOUCHES_S, 20, 23, 26),
        (1, VOUCHES_S, 20, 20, 20),
    ]


def test_what_hours_came_to_stays_when_their_points_are_gone(store, monkeypatch):
    monkeypatch.setattr(module, "PRUNE_MOST", 100)
    store.commit([], [point(n, n % 60) for n in range(0, 7200, 10)])
    rolled(store, TWO_AM + hours(2))
    before = of(store)
    pruned(store, TWO_AM + hours(2) + KEEP_POINTS)
    assert store.points(ASH_4, "temperature", TWO_AM) == ()
    rolled(store, TWO_AM + hours(500))
    assert of(store) == before
    assert len(before) == 2


def test_no_point_is_forgotten_before_its_hour_was_rolled_up(store):
    store.commit([], [point(n, 20) for n in range(0, 7200, 10)])
    pruned(store, TWO_AM + hours(2) + KEEP_POINTS)
    assert [shown(hour) for hour in of(store)] == [(360, 3600, 20, 20, 20)] * 2


def test_a_point_that_comes_when_those_of_its_hour_are_gone_is_added_once(store):
    store.commit([], [point(n, 20) for n in range(0, 3600, 10)])
    pruned(store, TWO_AM + hours(1) + KEEP_POINTS)
    late = [point(5, 30), point(15, 10)]
    store.commit([], [late[0], *late])
    store.commit([], late)
    rolled(store, TWO_AM + hours(500))
    pruned(store, TWO_AM + hours(1) + KEEP_POINTS)
    rolled(store, TWO_AM + hours(500))
    assert [shown(hour) for hour in of(store)] == [(362, 3600, 10, 20, 30)]


def test_what_of_an_hour_was_forgotten_in_part_is_not_rolled_up_from_the_rest(store, monkeypatch):
    monkeypatch.setattr(module, "PRUNE_MOST", 100)
    store.commit([], [point(n, 20) for n in range(0, 3600, 10)])
    rolled(store, TWO_AM + hours(1))
    assert store.prune(TWO_AM + hours(1) + KEEP_POINTS) == 100
    store.commit([], [point(5, 20)])
    rolled(store, TWO_AM + hours(500))
    assert [shown(hour) for hour in of(store)] == [(361, 3600, 20, 20, 20)]


def test_a_clock_that_was_far_ahead_closes_no_hour_that_is_yet_to_come(store):
    store.commit([], [point(0, 20)])
    a_year_on = TWO_AM + hours(24 * 365)
    rolled(store, a_year_on)
    pruned(store, a_year_on)
    store.commit([], [point(3600 + n, 21) for n in range(0, 3600, 10)])
    rolled(store, TWO_AM + hours(2))
    assert [shown(hour)[:2] for hour in of(store)] == [(1, VOUCHES_S), (360, 3600)]


@pytest.mark.hazard("H-25")
def test_of_breathing_and_pulse_years_keep_only_for_how_long_they_were_measured(store):
    rates = [point(n, 14.5, series="breathing", sensor="radar") for n in range(0, 3600, 10)]
    store.commit([], [*rates, point(0, 3, series="breathing doubt", sensor="radar")])
    pruned(store, TWO_AM + hours(1) + KEEP_POINTS)
    assert [shown(hour) for hour in of(store, "breathing")] == [(360, 3600, None, None, None)]
    store.commit([], [point(5, 14.5, series="breathing", sensor="radar")])
    assert [shown(hour) for hour in of(store, "breathing")] == [(361, 3600, None, None, None)]
    assert of(store, "breathing doubt") == ()


def test_hours_are_kept_for_ten_years_and_no_longer(store):
    store.commit([], [point(0, 20), point(7200, 21)])
    end = TWO_AM + KEEP_HOURS + KEEP_POINTS
    pruned(store, end)
    assert len(of(store)) == 2
    pruned(store, end + hours(1))
    assert [hour.mean for hour in of(store)] == [21]


@pytest.mark.hazard("H-60")
def test_a_wild_reading_hides_no_extreme_of_its_hour_and_covers_nothing(store):
    store.commit(
        [], [point(n, {600: 29.5, 610: 999, 620: -273}.get(n, 20)) for n in range(0, 3600, 10)]
    )
    store.commit([], [point(3600 + n, 999) for n in range(0, 3600, 10)])
    rolled(store, TWO_AM + hours(2))
    (hour,) = of(store)
    assert shown(hour) == (358, 3600 - 10, 20, pytest.approx(20, abs=0.05), 29.5)


@pytest.mark.hazard("H-60")
def test_a_wild_reading_that_comes_late_hides_nothing_either(store):
    store.commit([], [point(n, 20) for n in range(0, 3600, 10)])
    pruned(store, TWO_AM + hours(1) + KEEP_POINTS)
    store.commit([], [point(5, 999)])
    assert [shown(hour) for hour in of(store)] == [(360, 3600, 20, 20, 20)]


# ---- whatever the order, whenever it dies --------------------------------------------------------


def expected(points):
    """What the hours of these come to, worked out apart: by seconds and a plain sum."""
    by_hour: dict[int, dict[int, float]] = defaultdict(dict)
    covered: dict[int, set[int]] = defaultdict(set)
    known = {round((one.at - TWO_AM).total_seconds()): one.value for one in reversed(points)}
    moments = sorted(known)
    for at, following in zip(moments, [*moments[1:], 10**9], strict=True):
        by_hour[at // 3600][at] = known[at]
        for second in range(at, min(following, at + VOUCHES_S)):
            covered[second // 3600].add(second)
    return [
        (
            len(values),
            len(covered[hour]),
            min(values.values()),
            pytest.approx(sum(values.values()) / len(values)),
            max(values.values()),
        )
        for hour, values in sorted(by_hour.items())
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 4 * 3600), st.integers(0, 50), st.integers(0, 6)),
        min_size=1,
        max_size=80,
    )
)
def test_in_whatever_order_points_come_the_hours_are_the_same(told):
    told = [point(n, float(value)) for n, value, _ in told], [roll for _, _, roll in told]
    with tempfile.TemporaryDirectory() as folder, closing(Store(Path(folder) / "s")) as store:
        for one, roll in zip(*told, strict=True):
            store.commit([], [one])
            if roll:
                store.roll_up(TWO_AM + hours(roll))
        rolled(store, TWO_AM + hours(6))
        assert [shown(hour) for hour in of(store)] == expected(told[0])


KILLED = """
import sys
from contextlib import closing
from pathlib import Path
from hub.outside.store import Store
from tests.hub.test_hours import TWO_AM, point
from ward.units import hours, minutes

store = Store(Path(sys.argv[1]))
for n in range(1, 1_000_000):
    # Forty minutes at once, and of each hour one point two hours late.
    late = [point(2400 * n - 7200 + 1, 30)]
    store.commit([], [point(2400 * n + m, m % 7) for m in range(0, 2400, 60)] + late)
    store.roll_up(TWO_AM + minutes(40 * n))
    print(n, flush=True)
"""


@pytest.mark.parametrize("commits", [5, 40, 41, 60])
def test_hours_are_rolled_up_once_though_the_hub_is_killed(tmp_path, commits):
    command = [sys.executable, "-c", KILLED, str(tmp_path / "s")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        for line in writer.stdout:
            if int(line) >= commits:
                break
        writer.send_signal(signal.SIGKILL)
        writer.stdout.read()
    with closing(Store(tmp_path / "s")) as store:
        early = TWO_AM - hours(2)
        found = store.points(ASH_4, "temperature", early, most=10**6)
        last = max(at for at, _ in found)
        rolled(store, last + hours(1))
        hours_of = of(store, since=early)
        assert sum(hour.points for hour in hours_of) == len(found) >= 40 * commits
        told = [Chart(ASH_4, "temperature", "sht4x", at, value) for at, value in found]
        assert [shown(hour) for hour in hours_of] == expected(told)


FORGETS = """
import sys
from pathlib import Path
from hub.outside.store import Store
from tests.hub.test_hours import ASH_4, TWO_AM, point
from tests.hub.test_store import look
from ward.units import hours, minutes

store = Store(Path(sys.argv[1]), keep_points=hours(1))
for n in range(1, 1_000_000):
    # Forty minutes at once, and one point of two hours before, when those of its hour are gone.
    late = [point(2400 * n - 7200 + 1, 30)]
    store.commit([look(n)], [point(2400 * n + m, m % 7) for m in range(0, 2400, 60)] + late)
    while store.prune(TWO_AM + minutes(40 * n)):
        pass
    print(n, flush=True)
"""


@pytest.mark.parametrize("commits", [9, 24, 40])
def test_no_point_counts_twice_or_never_though_the_hub_is_killed_as_it_forgets(tmp_path, commits):
    command = [sys.executable, "-c", FORGETS, str(tmp_path / "s")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        for line in writer.stdout:
            if int(line) >= commits:
                break
        writer.send_signal(signal.SIGKILL)
        writer.stdout.read()
    with closing(Store(tmp_path / "s")) as store:
        told = len(list(store.facts()))
        assert told >= commits
        rolled(store, TWO_AM + hours(told + 1))
        early = TWO_AM - hours(2)
        assert sum(hour.points for hour in of(store, since=early)) == 41 * told
        left = store.points(ASH_4, "temperature", early, most=10**6)
        assert len(left) < 41 * told, "nothing was forgotten"


def test_a_step_of_which_nobody_knows_whether_it_was_stored_is_looked_up_again(store, monkeypatch):
    store.commit([], [point(n, 20) for n in range(0, 3600, 10)])
    rolled(store, TWO_AM + hours(1))
    with monkeypatch.context() as patch:
        begin = store._engine.begin

        def stores_and_fails():
            return Fails(begin())

        patch.setattr(store._engine, "begin", stores_and_fails)
        with pytest.raises(StoreError):
            store.prune(TWO_AM + hours(1) + KEEP_POINTS)
    store.commit([], [point(5, 20)])
    rolled(store, TWO_AM + hours(500))
    assert [shown(hour) for hour in of(store)] == [(361, 3600, 20, 20, 20)]


class Fails:
    """A transaction that is stored, and says that it is not."""

    def __init__(self, real):
        self.real = real

    def __enter__(self):
        return self.real.__enter__()

    def __exit__(self, *how):
        self.real.__exit__(*how)
        raise OperationalError("COMMIT", {}, Exception("disk I/O error"))
