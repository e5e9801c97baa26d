"""Passing on: a series database gets each point once, however it goes, and the hub never waits."""

import asyncio
import logging
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from hub import measurements
from hub.effects import Chart
from hub.measurements import HUB
from hub.outside import outgoing, passing_on
from hub.outside.influx import Influx
from hub.outside.influx_config import InfluxConfig
from hub.outside.passing_on import PassingOn
from hub.outside.store import KEEP_POINTS, Store
from hub.panel.behind import behind_words
from hub.panel.local import Local
from tests.databases import BUCKET, Front, VictoriaMetrics, start_influxd
from tests.hub.shell import a_hub, look, story, until
from ward.rooms import RoomId
from ward.units import hours, seconds

OURS, ANOTHER = "a-token-of-ours", "another-secret"
ASH_4 = RoomId("ash", 4)
ROOMS = [RoomId("ash", number) for number in range(1, 6)]
TWO_PM = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
LEAVING = measurements.leaving(rates=False)
# Every two seconds, as a room's sensors speak: of five rooms these are 50 points in a second.
QUANTITIES = [
    ("temperature", "sht4x"), ("humidity", "sht4x"), ("temperature", "scd4x"),
    ("humidity", "scd4x"), ("co2", "scd4x"), ("light", "bh1750"), ("sound", "mic"),
    ("loudest", "mic"), ("surface", "ntc"), ("surface", "ntc2"),
]  # fmt: skip
ROOMS_AT_50 = [RoomId("ash", number) for number in range(1, 11)]


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    with closing(Store(tmp_path / "store.sqlite3", leaving=LEAVING)) as opened:
        yield opened


@pytest.fixture
def writer() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as one:
        yield one


@pytest.fixture(scope="module")
def influxd(tmp_path_factory):
    with start_influxd(tmp_path_factory.mktemp("database")) as found:
        yield found


@pytest.fixture
def front(influxd):
    influxd.asks(f"DROP DATABASE {BUCKET}", "POST")
    influxd.asks(f"CREATE DATABASE {BUCKET}", "POST")
    door = Front(influxd.port, token=OURS)
    yield door
    door.take_away()


def influx(url, token=OURS, **more):
    config = InfluxConfig(url=url, **more)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATTUNE_INFLUXDB_TOKEN", token)
        return Influx(config)


def point(n, value, room=ASH_4, series="temperature", sensor="sht4x"):
    return Chart(room, series, sensor, TWO_PM + seconds(n), value)


def all_of(passing):
    """Until nothing waits, or it is not reached."""
    steps = 0
    while asyncio.run(passing.step()):
        steps += 1
    return steps


class Database:
    """Takes lines, or does not."""

    def __init__(self):
        self.got = []
        self.raises = None
        self.meanwhile = lambda: None

    def write(self, lines):
        self.meanwhile()
        if self.raises:
            raise self.raises
        self.got += lines.splitlines()


def passes(store, writer, database, now=TWO_PM):
    return PassingOn(store, writer, database, lambda: now)


# ---- an hour without a database ------------------------------------------------------------------


@pytest.mark.hazard("H-71")
def test_after_an_hour_without_it_every_point_is_there_once_and_none_is_lost(
    store, writer, influxd, front
):
    def second(n):
        """Fifty points, of ten rooms, each line every two seconds."""
        of = QUANTITIES[: len(QUANTITIES) // 2] if n % 2 else QUANTITIES[len(QUANTITIES) // 2 :]
        return [point(n, (n * 7 + i) % 97, room, *line)
                for i, room in enumerate(ROOMS_AT_50) for line in of]  # fmt: skip

    passing = passes(store, writer, influx(front.url))
    front.give()
    store.commit([], [one for n in range(60) for one in second(n)])
    all_of(passing)
    assert passing.behind is None
    front.take_away()
    for begins in range(60, 3660, 40):
        store.commit([], [one for n in range(begins, begins + 40) for one in second(n)])
        if begins % 400 == 60:
            asyncio.run(passing.step())
    late = [point(61.5, -40, room) for room in ROOMS_AT_50]
    store.commit([], late)
    passing._tries = 0  # so that what waits is counted now
    asyncio.run(passing.step())
    said = behind_words(passing.behind, Local(TWO_PM))
    assert "not reached since 14:00 (no answer: " in said
    assert "); 180,010 points wait." in said
    front.give()
    front.loses_answers = 2
    for _ in range(3):
        all_of(passing)
    assert passing.behind is None
    assert not store.look(lambda at, lines: outgoing.waiting(at, lines.leaving, 1))
    fields = [name for name, _ in QUANTITIES]
    found = {name: influxd.counted("room", name) for name in set(fields)}
    assert sum(found.values()) == 3660 * 50 + len(late)
    assert found == {
        name: 1830 * 10 * fields.count(name) + len(late) * (name == "temperature") for name in found
    }
    (coldest,) = influxd.asks('SELECT min("temperature") FROM "room"')
    assert coldest["values"][0][1] == -40


@pytest.mark.hazard("H-71")
def test_a_victoria_metrics_that_is_stopped_and_started_has_each_point_once(
    store, writer, tmp_path
):
    database = VictoriaMetrics(tmp_path)
    passing = passes(store, writer, influx(database.url, token=""))
    told = [[point(60 * n + m, n + m, room) for m in range(60) for room in ROOMS] for n in range(6)]
    try:
        for number, points in enumerate(told):
            if number in (1, 4):
                database.give()
            if number == 3:
                database.take_away()
            store.commit([], points)
            all_of(passing)
            assert (passing.behind is None) == (number in (1, 2, 4, 5))
        expected = {
            (round(one.at.timestamp() * 1000), str(one.room)): one.value
            for points in told for one in points
        }  # fmt: skip
        assert database.values("room_temperature") == expected
    finally:
        database.take_away()


# ---- one at a time -------------------------------------------------------------------------------


def waiting(store):
    stretches = store.look(lambda at, lines: outgoing.waiting(at, lines.leaving, 10_000))
    return [one for stretch in stretches for one in stretch.points]


@pytest.mark.hazard("H-71")
def test_a_late_point_that_comes_while_others_are_on_their_way_is_passed_on_too(store, writer):
    database = Database()
    store.commit([], [point(n, n) for n in (10, 20, 30)])
    database.meanwhile = lambda: writer.submit(store.commit, [], [point(15, 99)]).result()
    all_of(passes(store, writer, database))
    database.meanwhile = lambda: None
    assert [one.value for one in waiting(store)] == [10, 99, 20, 30]
    all_of(passes(store, writer, database))
    assert sum("=99.0" in line for line in database.got) == 1
    assert waiting(store) == []


def test_a_late_point_goes_with_what_came_after_it_and_nothing_before(store, writer):
    database = Database()
    store.commit([], [point(n, n) for n in (10, 20, 30)])
    all_of(passes(store, writer, database))
    store.commit([], [point(15, 99), point(40, 40)])
    assert [one.value for one in waiting(store)] == [99, 20, 30, 40]


@pytest.mark.hazard("H-71")
def test_a_hub_that_starts_again_goes_on_where_it_was(tmp_path, writer):
    database = Database()
    for n in range(3):
        with closing(Store(tmp_path / "s", leaving=LEAVING)) as opened:
            opened.commit([], [point(n, n)])
            all_of(passes(opened, writer, database))
    assert [line.split()[1] for line in database.got] == [
        "temperature=0.0", "temperature=1.0", "temperature=2.0"
    ]  # fmt: skip


@pytest.mark.hazard("H-71")
def test_what_is_forgotten_before_it_went_is_counted_and_said(store, writer):
    database = Database()
    database.raises = passing_on.NotReachedError("away")
    passing = passes(store, writer, database)
    store.commit([], [point(n, 20) for n in range(0, 7200, 10)])
    asyncio.run(passing.step())
    while store.prune(TWO_PM + hours(1) + KEEP_POINTS):
        pass
    passing._tries = 0
    asyncio.run(passing.step())
    said = behind_words(passing.behind, Local(TWO_PM))
    assert "360 points wait. 360 older ones were dropped." in said
    database.raises = None
    all_of(passing)
    assert len(database.got) == 360


def test_where_there_is_no_database_nothing_is_said_to_be_dropped(tmp_path):
    with closing(Store(tmp_path / "s")) as alone:
        alone.commit([], [point(n, 20) for n in range(0, 7200, 10)])
        while alone.prune(TWO_PM + hours(9) + KEEP_POINTS):
            pass
        assert alone.look(lambda _, lines: lines.dropped) == 0


@pytest.mark.hazard("H-71")
def test_a_point_that_is_refused_is_given_up_alone_and_said(store, writer, influxd, front, caplog):
    front.give()
    front.refuses = b"co2"
    passing = passes(store, writer, influx(front.url))
    store.commit([], [point(n, 20) for n in range(1000)] + [point(5, 400, series="co2")])
    all_of(passing)
    assert passing.counters["points that the series database refused"] == 1
    assert passing.counters["points passed on"] == 1000
    assert influxd.counted("room", "temperature") == 1000
    assert waiting(store) == []
    said = behind_words(passing.behind, Local(TWO_PM))
    assert "refused points, 1 so far, the last at 14:00 (it answers 400)." in said
    store.commit([], [point(6, 400, series="co2"), point(1001, 20)])
    all_of(passing)
    assert passing.counters["points that the series database refused"] == 2
    (logged,) = (one for one in caplog.messages if "refused" in one)
    assert logged.endswith("of co2 in ash/04: it answers 400")
    passing._now = lambda: TWO_PM + passing_on.REFUSED_SHOWN + seconds(1)
    store.commit([], [point(1002, 20)])
    all_of(passing)
    assert passing.behind is None


@pytest.mark.hazard("H-71")
def test_whoever_refuses_everything_has_refused_no_point_and_all_wait(
    store, writer, influxd, front
):
    front.give()
    front.refuses = b"room"
    passing = passes(store, writer, influx(front.url))
    told = [point(n, 20, room) for n in range(600) for room in ROOMS]
    store.commit([], told)
    all_of(passing)
    assert front.requests <= 1 + 2 * (passing_on.TRIED_ALONE + 1)
    assert not passing.counters["points that the series database refused"]
    assert not passing.counters["points passed on"]
    assert len(waiting(store)) == len(told)
    said = behind_words(passing.behind, Local(TWO_PM))
    assert "not reached since 14:00 (it answers 400 to every point); 3,000 points wait." in said
    front.refuses = b""
    all_of(passing)
    assert passing.behind is None
    assert influxd.counted("room", "temperature") == len(told)


def test_a_proxy_that_comes_in_between_makes_no_point_refused(store, writer):
    """It takes what is tried first, and answers to everything after that by itself."""
    database, asked = Database(), []
    store.commit([], [point(n, n) for n in range(9)])

    def answers():
        asked.append(1)
        refused = passing_on.RefusedError("it answers 400")
        database.raises = None if len(asked) == 2 else refused

    database.meanwhile = answers
    passing = passes(store, writer, database)
    asyncio.run(passing.step())
    assert passing.behind.waiting == 9
    assert not passing.counters["points that the series database refused"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["commit", "pass", "come meanwhile", "is lost", "start again"]),
            st.integers(0, 40),
        ),
        max_size=40,
    )
)
def test_whatever_comes_when_the_database_ends_up_with_what_the_store_has(told):
    database, here = Database(), set()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as writer:
        store = Store(Path(folder) / "s", leaving=LEAVING)

        def come(n):
            here.add(n)
            writer.submit(store.commit, [], [point(n, n)]).result()

        for what, n in told:
            database.raises, database.meanwhile = None, lambda: None
            if what == "commit":
                come(n)
            elif what == "start again":
                store.close()
                store = Store(Path(folder) / "s", leaving=LEAVING)
            else:
                if what == "come meanwhile":
                    database.meanwhile = partial(come, n)
                if what == "is lost":
                    database.raises = passing_on.NotReachedError("away")
                asyncio.run(passes(store, writer, database).step())
        database.raises, database.meanwhile = None, lambda: None
        all_of(passes(store, writer, database))
        assert waiting(store) == []
        store.close()
    values = {float(line.split()[1].split("=")[1]) for line in database.got}
    assert values == here


PASSES = """
import asyncio, sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from hub.outside.passing_on import PassingOn
from hub.outside.store import Store
from tests.hub.series.test_passing_on import LEAVING, TWO_PM, influx, point

store = Store(Path(sys.argv[1]), leaving=LEAVING)
writer = ThreadPoolExecutor(1)
passing = PassingOn(store, writer, influx(sys.argv[2]), lambda: TWO_PM)
for n in range(int(sys.argv[3]), 1_000_000):
    writer.submit(store.commit, [], [point(3 * n, n), point(3 * n - 200, n)]).result()
    asyncio.run(passing.step())
    print(n, flush=True)
"""


@pytest.mark.hazard("H-71")
def test_a_hub_that_is_killed_again_and_again_passes_each_point_on_once(
    tmp_path, writer, influxd, front
):
    front.give()
    n = 0
    for lives in (3, 17, 30):
        command = [sys.executable, "-c", PASSES, str(tmp_path / "s"), front.url, str(n)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as hub:
            for line in hub.stdout:
                n = int(line)
                if n % 100 >= lives:
                    break
            hub.send_signal(signal.SIGKILL)
            n = [n, *(int(line) for line in hub.stdout.read().split())][-1] + 1
    with closing(Store(tmp_path / "s", leaving=LEAVING)) as store:
        all_of(passes(store, writer, influx(front.url)))
        early = TWO_PM - seconds(300)
        stored = store.points(ASH_4, "temperature", early, most=10**6)
        assert len(stored) >= 2 * 30
        (series,) = influxd.asks('SELECT "temperature" FROM "room"')
        assert [value for _, value in series["values"]] == [value for _, value in stored]


# ---- what may leave ------------------------------------------------------------------------------


@pytest.mark.hazard("H-25")
def test_rates_leave_only_where_a_site_says_so_and_what_nobody_knows_never(tmp_path, writer):
    told = [
        point(1, 14.5, series="breathing", sensor="radar"),
        point(1, 62, series="heart", sensor="radar"),
        point(1, 1, series="vital breathing seen", sensor=HUB),
        point(1, 5, series="something new"),
    ]
    for rates, fields in (
        (False, {"breathing_seen"}),
        (True, {"breathing_seen", "breathing", "heart"}),
    ):
        database = Database()
        path, leaving = tmp_path / str(rates), measurements.leaving(rates=rates)
        with closing(Store(path, leaving=leaving)) as opened:
            opened.commit([], told)
            all_of(passes(opened, writer, database))
        assert {line.split()[1].split("=")[0] for line in database.got} == fields


@pytest.mark.hazard("H-25")
def test_a_tag_says_where_and_by_what_and_nothing_of_a_person():
    everything = [
        measurements.Point("ash/04", field.series, sensor, 1, 1.0)
        for field in measurements.FIELDS
        for sensor in (HUB, "sht4x")
    ]
    tags = {key for one in everything for key in measurements.tags_of(one)}
    assert tags == {"ward", "room", "sensor", "condition"}


def test_what_a_node_calls_its_sensor_makes_no_second_point():
    named = measurements.Point("ash/04", "co2", "a, b=c\nroom,room=x co2=1 1\\", 5, 400.0)
    (line,) = measurements.lines([named])
    assert "\n" not in line
    assert line.startswith("room,ward=ash,room=ash/04,sensor=a\\,\\ b\\=c\\ room")
    assert line.endswith(" co2=400.0 5")


def test_a_token_is_sent_and_never_said(store, writer, front, caplog):
    caplog.set_level(logging.INFO)  # as the hub logs
    front.give()
    passing = passes(store, writer, influx(front.url, token=ANOTHER))
    store.commit([], [point(1, 20)])
    asyncio.run(passing.step())
    assert passing.behind is not None
    assert "not reached: it answers 401" in caplog.text
    assert ANOTHER not in caplog.text
    assert ANOTHER not in repr(passing.behind)


# ---- the hub never waits -------------------------------------------------------------------------


@pytest.mark.hazard("H-71")
def test_a_database_that_never_answers_holds_up_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(passing_on, "TRY_MOST_S", 0.2)
    monkeypatch.setattr(passing_on, "EVERY_S", 0.05)
    answer = threading.Event()
    database = SimpleNamespace(write=lambda _: answer.wait(30))

    async def told():
        async with a_hub(tmp_path) as hub:
            hub.disk._leaving = hub.disk._series.leaving = frozenset(LEAVING)
            hub.disk.commit([], [point(1, 20)])
            passing = PassingOn(hub.disk, hub.carrier.writer, database, lambda: TWO_PM)
            hub.carrier.passing_on = passing
            running = asyncio.create_task(hub.carrier.pass_on())
            await until(lambda: passing.behind)
            for n in range(20):
                assert await asyncio.wait_for(hub.carrier.do(look(f"{n}")), 10) == ()
            assert hub.carrier.behind.waiting == 1
            running.cancel()

    story(told)
    answer.set()


@pytest.mark.hazard("H-25")
def test_over_tls_it_goes_to_nobody_but_whom_the_certificate_names(front, tmp_path):
    made = tmp_path / "certificate.pem"
    made.write_bytes(certificate())
    front.give()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made)
    front._server.socket = context.wrap_socket(front._server.socket, server_side=True)
    url = front.url.replace("http://127.0.0.1", "https://localhost")
    line = "room,ward=ash,room=ash/04 co2=400.0 1000"
    with pytest.raises(passing_on.NotReachedError, match="its certificate is not trusted"):
        influx(url).write(line)
    influx(url, ca_file=str(made)).write(line)
    other = url.replace("localhost", "127.0.0.1")
    with pytest.raises(passing_on.NotReachedError, match="its certificate is not trusted"):
        influx(other, ca_file=str(made)).write(line)
    assert front.requests == 1


def certificate():
    """Of localhost, by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - hours(1))
        .not_valid_after(now + hours(24))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    kind = serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    return made.public_bytes(pem) + key.private_bytes(pem, kind, plain)


def test_what_goes_out_is_zipped(front, monkeypatch):
    front.give()
    seen = []
    takes = front.takes

    def looks(door):
        seen.append(door.headers["Content-Encoding"])
        takes(door)

    monkeypatch.setattr(front, "takes", looks)
    influx(front.url).write("room,ward=ash,room=ash/04 co2=400.0 1000")
    assert seen == ["gzip"]
