"""A hub's configuration: what it may say, and how it is told what is wrong."""

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from hub.alarms.route import Route
from hub.config import _EXPECTED, Broker, ConfigError, HubConfig, Panel, Store, load
from hub.outside.estates_config import EstatesConfig
from hub.rules.limits import Limits, by_whose_word
from hub.run import standards
from hub.staff.duty import Duty
from ward.authority import Authority
from ward.care import Role
from ward.conditions import Priority
from ward.rooms import RoomId

WHOLE = """
[site]
rooms = ["ash/01", "ash/02"]

[[site.staff]]
ref = "st-01"
initials = "M.T."
role = "nurse"
badge = "04A1B2C3"

[[site.staff]]
ref = "st-02"
initials = "S.B."
role = "doctor"
badge = "04D4E5F6"

[site.profile]
version = 3
assessed_by = "st-02"
main_light = 0
night_light = 0.2
temperature_c = 20

[site.limits]
no_breathing_s = 15

[broker]
url = "mqtt://127.0.0.1:1884"

[panel]
host = "127.0.0.1"
port = 8100
zone = "Europe/London"

[store]
path = "hub.sqlite3"
"""


def loaded(tmp_path, text):
    path = tmp_path / "hub.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def refused(tmp_path, text) -> str:
    with pytest.raises(ConfigError) as caught:
        loaded(tmp_path, text)
    said = str(caught.value)
    assert said.startswith(f"{tmp_path}/hub.toml: ")
    assert said.endswith(".")
    assert "\n" not in said
    return said.removeprefix(f"{tmp_path}/hub.toml: ")


def test_a_whole_configuration_is_taken_as_it_stands(tmp_path):
    config = loaded(tmp_path, WHOLE)
    assert config.site.rooms == (RoomId("ash", 1), RoomId("ash", 2))
    assert config.site.staff[1].role is Role.DOCTOR
    assert config.site.profile.temperature_c == 20
    assert config.site.limits.no_breathing_s == 15
    assert (config.broker.host, config.broker.port) == ("127.0.0.1", 1884)
    assert config.panel.port == 8100
    assert config.store.file == tmp_path / "hub.sqlite3"


@pytest.mark.parametrize("name", [name for name, _ in by_whose_word() if name.endswith("_s")])
def test_every_limit_can_be_set_by_its_own_name_to_another_value(tmp_path, name):
    other = getattr(Limits(), name) - 1
    said = WHOLE.replace("no_breathing_s = 15", f"{name} = {other}")
    assert getattr(loaded(tmp_path, said).site.limits, name) == other


SCHEDULES = """
[[site.schedules]]
kind = "after rapid tranquillisation"
stretches = [{every_min = 10, until_min = 30}, {every_min = 30}]
"""


def test_a_site_says_how_often_somebody_must_come_in_a_mode(tmp_path):
    (schedule,) = loaded(tmp_path, WHOLE + SCHEDULES).site.schedules
    assert [(one.every_min, one.until_min) for one in schedule.stretches] == [(10, 30), (30, None)]


@pytest.mark.hazard("H-42")
@pytest.mark.parametrize(
    ("stands", "instead", "words"),
    [
        ("{every_min = 30}]", "{every_min = 61}]", "never less often than hourly"),
        ("{every_min = 30}]", "{every_min = 30, until_min = 90}]", "until the mode is ended"),
        ("{every_min = 30}]", "{every_min = 30, till = 9}]", "there is no key"),
        ("[{every_min = 10, until_min = 30}", "[{every_min = 10}", "only the last stretch"),
        ('"after rapid tranquillisation"', '"sedation"', 'or "restraint"'),
        ("[{every_min = 10, until_min = 30}, {every_min = 30}]", "[]", "a list like"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_in_words(tmp_path, stands, instead, words):
    assert words in refused(tmp_path, WHOLE + SCHEDULES.replace(stands, instead))


HELD = """
[[site.schedules]]
kind = "restraint"
stretches = [{every_min = 5, until_min = 15}, {every_min = 15, until_min = 60}]
"""


@pytest.mark.hazard("H-43")
def test_after_restraint_somebody_looks_again_for_an_hour_by_a_sites_own_word_too(tmp_path):
    (schedule,) = loaded(tmp_path, WHOLE + HELD).site.schedules
    assert schedule.stretches[-1].until_min == 60
    words = "ends 60 minutes after the release or later"
    for short in ("59.9", "15.1"):
        assert words in refused(tmp_path, WHOLE + HELD.replace("60}", short + "}"))
    alone = HELD.replace(", {every_min = 15, until_min = 60}", "")
    assert words in refused(tmp_path, WHOLE + alone)
    assert loaded(tmp_path, WHOLE + alone.replace(", until_min = 15", "")).site.schedules


@pytest.mark.hazard("H-43")
@pytest.mark.parametrize(
    "stretches",
    [
        "{every_min = 60}",
        "{every_min = 6, until_min = 15}, {every_min = 15}",
        "{every_min = 5, until_min = 14}, {every_min = 15}",
        "{every_min = 1, until_min = 2}, {every_min = 10}",
    ],
)
def test_no_sites_table_asks_less_in_the_first_quarter_of_an_hour_after_restraint(
    tmp_path, stretches
):
    own = HELD.replace("{every_min = 5, until_min = 15}, {every_min = 15, until_min = 60}",
                       stretches)  # fmt: skip
    assert "every 5 minutes, or oftener, for the first 15" in refused(tmp_path, WHOLE + own)


def test_long_in_the_ensuite_is_three_minutes_by_nobodys_word_but_our_own():
    by = dict(by_whose_word())["unseen_ensuite_s"]
    assert (Limits().unseen_ensuite_s, by.authority) == (180, Authority.LOCAL)
    assert by.source.startswith("our own proposal")


def test_rooms_alone_are_enough(tmp_path):
    config = loaded(tmp_path, '[site]\nrooms = ["ash/01"]')
    assert config.panel.host == "127.0.0.1"
    assert config.broker.port == 1883
    assert config.store.file == tmp_path / "store.sqlite3"


def test_the_store_may_be_named_by_an_address(tmp_path):
    config = loaded(tmp_path, WHOLE.replace('path = "hub', 'url = "sqlite:////srv/attune/hub'))
    assert str(config.store.file) == "/srv/attune/hub.sqlite3"


def test_a_password_comes_from_its_file(tmp_path):
    (tmp_path / "secret").write_text("correct horse\n")
    url = 'url = "mqtt://hub@127.0.0.1:1884"\npassword_file = "secret"'
    broker = loaded(tmp_path, WHOLE.replace('url = "mqtt://127.0.0.1:1884"', url)).broker
    assert (broker.user, broker.password) == ("hub", "correct horse")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "localhost"])
def test_the_panel_is_served_to_this_machine(tmp_path, host):
    assert loaded(tmp_path, WHOLE.replace('host = "127.0.0.1"', f'host = "{host}"')).panel.host


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.20", "::", "ward.example", ""])
def test_nobody_else_may_reach_a_panel_that_asks_no_one_to_sign_in(tmp_path, host):
    said = refused(tmp_path, WHOLE.replace('host = "127.0.0.1"', f'host = "{host}"'))
    assert said == (
        f"panel.host is '{host}'; expected an address of this machine alone, such as "
        '"127.0.0.1", because PINs must not cross a network in the clear.'
    )


WRONG = [
    ('rooms = ["ash/01", "ash/02"]', "", "site.rooms is missing; expected a list of rooms"),
    ('["ash/01", "ash/02"]', "[]", "site.rooms is []; expected a list of rooms"),
    ('["ash/01", "ash/02"]', '"ash/01"', "site.rooms is 'ash/01'; expected a list of rooms"),
    ('"ash/02"', '"ash/2"', "site.rooms[2] is 'ash/2'; expected a room written ward/number"),
    ('"ash/02"', "2", "site.rooms[2] is 2; expected a room written ward/number"),
    ('"ash/02"', '"ash/01"', "site.rooms names ash/01 twice"),
    ('"st-02"\ninit', '"st-01"\ninit', "site.staff.ref names st-01 twice"),
    ("04D4E5F6", "04A1B2C3", "site.staff.badge names 04A1B2C3 twice"),
    ("04D4E5F6", "no card", "site.staff[2].badge is 'no card'; expected the card's number"),
    ('"doctor"', '"wizard"', "site.staff[2].role is 'wizard'; expected 'health-care assistant'"),
    ('role = "nurse"', "", "site.staff[1].role is missing"),
    ('role = "nurse"', 'role = "nurse"\nrank = 1', 'there is no key "site.staff[1].rank"'),
    ("night_light = 0.2", "night_light = 2", "site.profile.night_light is 2; expected less than"),
    ("night_light = 0.2", "night_light = nan", "site.profile.night_light is "),
    ("night_light = 0.2", "night_light = true", "site.profile.night_light is True; expected"),
    ("temperature_c = 20", "temperature_c = 35", "site.profile.temperature_c is 35; expected"),
    (
        "temperature_c = 20",
        "temperature_c = 20\nlight_pace_per_s = 0.5",
        "site.profile.light_pace_per_s is 0.5; expected",
    ),
    (
        "temperature_c = 20",
        "temperature_c = 20\nwarmth_pace_k = 4",
        "site.profile.warmth_pace_k is 4; expected",
    ),
    (
        "temperature_c = 20",
        "temperature_c = 20\ntemperature_most_c = 31",
        "site.profile.temperature_most_c is 31; expected",
    ),
    (
        "temperature_c = 20",
        'temperature_c = 20\nhours = [{from_min = 0, name = "all day", lux = 300}]',
        "site.profile is {'version': 3",
    ),
    ("version = 3", "version = 3\nlamp = 1", 'there is no key "site.profile.lamp"; expected only'),
    ("no_breathing_s = 15", "no_breathing_s = 0", "site.limits.no_breathing_s is 0; expected"),
    ("no_breathing_s", "no_breething_s", 'there is no key "site.limits.no_breething_s"'),
    ("no_breathing_s = 15", 'no_breathing_s = "15"', "site.limits.no_breathing_s is '15'"),
    ("mqtt://127.0.0.1:1884", "127.0.0.1", "broker.url is '127.0.0.1'; expected an address like"),
    ("mqtt://127.0.0.1:1884", "mqtts://h", "broker.url is 'mqtts://h'; expected an address"),
    ("mqtt://127.0.0.1:1884", "mqtt://h:99999", "broker.url is 'mqtt://h:99999'; expected"),
    ("mqtt://127.0.0.1:1884", "http://u:pw@h", "broker.url is 'http://…@h'; expected"),
    ("[broker]", '[broker]\npassword_file = "gone"', "broker.password_file is "),
    ("[broker]", "[broker]\nqos = 2", 'there is no key "broker.qos"; expected only url, password'),
    ("port = 8100", "port = 0", "panel.port is 0; expected a port, a whole number from 1 to"),
    ("port = 8100", 'port = "8100"', "panel.port is '8100'; expected a port"),
    ("port = 8100", "port = 1979-05-27", "panel.port is '1979-05-27'; expected a port"),
    ("Europe/London", "Europe/Lundun", "panel.zone is 'Europe/Lundun'; expected the name of"),
    ("Europe/London", "../../etc/passwd", "panel.zone is '../../etc/passwd'; expected the name"),
    ("Europe/London", "Europe", "panel.zone is 'Europe'; expected the name of a time zone"),
    ('path = "hub.sqlite3"', 'path = ""', "store.path is ''; expected the name of the store's"),
    ('path = "hub.sqlite3"', "path = 7", "store.path is 7; expected the name of the store's file"),
    ('path = "', 'url = "postgresql://u:pw@h/', "store.url is 'postgresql://…@h/hub.sqlite3'"),
    ('path = "', 'url = "sqlite:///', "store.url is 'sqlite:///hub.sqlite3'; expected"),
    ("[store]", "[stores]", 'there is no key "stores"; expected only site, broker, panel, store,'),
]


@pytest.mark.parametrize(("right", "wrong", "words"), WRONG)
def test_every_mistake_is_one_sentence_that_names_key_found_and_expected(
    tmp_path, right, wrong, words
):
    assert right in WHOLE
    assert refused(tmp_path, WHOLE.replace(right, wrong)).startswith(words)


@pytest.mark.parametrize("part", ["site", "broker", "panel", "store"])
def test_a_part_that_is_no_table_is_refused(tmp_path, part):
    rooms = "" if part == "site" else '[site]\nrooms = ["ash/01"]'
    assert refused(tmp_path, f"{part} = 3\n{rooms}").startswith(
        f"{part} is 3; expected a table [{part}]"
    )


def test_a_file_that_is_no_toml_is_refused_with_the_place(tmp_path):
    said = refused(tmp_path, "[site\nrooms = 3")
    assert re.search(r"is not TOML: .*line 1.*; expected key = value lines\.", said)


def test_a_file_nested_beyond_reading_is_refused(tmp_path):
    assert "is not TOML" in refused(tmp_path, "a = " + "[" * 5000 + "]" * 5000)


def test_a_file_that_is_no_text_is_refused_with_the_byte(tmp_path):
    assert refused(tmp_path, b"[site]\xff") == "byte 6 is not UTF-8; expected TOML text."


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(ConfigError, match=r"cannot be read .No such file or directory."):
        load(tmp_path / "gone.toml")
    with pytest.raises(ConfigError, match=r"cannot be read .Is a directory."):
        load(tmp_path)


def test_every_key_of_the_hubs_own_parts_has_its_words():
    for part in HubConfig.model_fields:
        assert part in _EXPECTED
    models: dict[str, type[BaseModel]] = {
        "broker": Broker,
        "panel": Panel,
        "store": Store,
        "estates": EstatesConfig,
    }
    for part, model in models.items():
        for name in model.model_fields:
            assert f"{part}.{name}" in _EXPECTED


def test_a_sites_own_standards_are_beside_its_configuration_and_what_is_wrong_is_named(tmp_path):
    path = tmp_path / "hub.toml"
    path.write_text(f'{WHOLE}\n[estates]\nstandards = ["trust.yaml"]\n', encoding="utf-8")
    config = load(path)
    assert config.estates.own == (tmp_path / "trust.yaml",)
    with pytest.raises(ConfigError, match=r"estates.standards: .*trust.yaml cannot be read"):
        standards(path, config)
    tighter = "  - {id: framework.22, most: 60, source: ours}"
    own = f"standard: trust\ntitle: Ours\ntightens:\n{tighter}\n"
    (tmp_path / "trust.yaml").write_text(own, encoding="utf-8")
    calls = standards(path, config).clause("framework.22")
    assert calls
    assert calls.measure
    assert calls.measure.most == 60


def test_an_empty_file_is_told_what_to_begin_with(tmp_path):
    assert refused(tmp_path, "") == (
        "site is missing; expected a table [site] with the rooms of this site."
    )


TELLER = """
[[tellers]]
name = "pager"
url = "json://nurse:correct-horse@hook.example/correct-horse"
duties = ["observer", "nurse in charge"]
least = "medium"
wards = ["ash"]
"""


def test_a_teller_is_taken_as_it_stands_and_its_address_is_shown_nowhere(tmp_path):
    config = loaded(tmp_path, WHOLE + TELLER)
    (teller,) = config.tellers
    assert teller.route == Route(
        "pager",
        duties=frozenset({Duty.OBSERVER, Duty.IN_CHARGE}),
        least=Priority.MEDIUM,
        wards=frozenset({"ash"}),
    )
    assert teller.address == "json://nurse:correct-horse@hook.example/correct-horse"
    assert "correct-horse" not in f"{config!r} {config} {config.model_dump()}"


def test_a_tellers_address_may_lie_in_a_file_of_its_own(tmp_path):
    (tmp_path / "secret").write_text("ntfys://ntfy.example/ward\n")
    url = 'url = "json://nurse:correct-horse@hook.example/correct-horse"'
    (teller,) = loaded(tmp_path, WHOLE + TELLER.replace(url, 'url_file = "secret"')).tellers
    assert teller.address == "ntfys://ntfy.example/ward"


WRONG_TELLERS = [
    ('name = "pager"\n', "", "tellers[1].name is missing; expected"),
    ('"pager"', '"The Pager"', "tellers[1].name is 'The Pager'; expected a short name of"),
    ("least", "lest", 'there is no key "tellers[1].lest"; expected only name, url, url_file'),
    ('url = "json', 'url_file = "x', "tellers[1].url_file is "),
    ('"json://nurse', '7\nx = "json://nurse', "tellers[1].url cannot be used; expected an address"),
    ('"medium"', '"urgent"', 'tellers[1].least is \'urgent\'; expected "low", "medium" or'),
    ('"observer", ', '"porter", ', "tellers[1].duties[1] is 'porter'; expected \"observer\","),
    ('["observer", "nurse in charge"]', "[]", "tellers[1].duties is []; expected a list such as"),
    ('wards = ["ash"]', 'wards = ["elm"]', "tellers[1] (pager) is for elm; expected rooms and"),
    ("wards = [", 'rooms = ["ash/09"]\nwards = [', "tellers[1] (pager) is for ash/09; expected"),
    ("least", 'url_file = "hub.toml"\nleast', "tellers[1] (pager) needs one address; expected"),
    ("[[tellers]]", "[tellers]", "tellers cannot be used; expected at most 16 tables [[tellers]]"),
]


@pytest.mark.parametrize(("right", "wrong", "words"), WRONG_TELLERS)
def test_every_mistake_about_a_teller_is_one_sentence_without_its_address(
    tmp_path, right, wrong, words
):
    assert right in TELLER
    said = refused(tmp_path, WHOLE + TELLER.replace(right, wrong))
    assert said.startswith(words)
    assert "correct-horse" not in said


def test_two_tellers_have_two_names(tmp_path):
    assert refused(tmp_path, WHOLE + TELLER + TELLER).startswith("tellers.name names pager twice")


@pytest.mark.hazard("H-48")
def test_a_profile_that_is_configured_is_a_wards_default_whatever_it_says_of_itself(
    tmp_path: Path,
) -> None:
    said = 'temperature_c = 20\nsource = "sensory assessment"'
    site = loaded(tmp_path, WHOLE.replace("temperature_c = 20", said)).site
    profile = site.by_clock("Europe/Dublin").profile
    assert profile.is_default
    assert profile.zone == "Europe/Dublin"


# ---- a series database ---------------------------------------------------------------------------

INFLUXDB = """
[influxdb]
url = "https://influxdb.example:8086"
org = "trust"
bucket = "attune"
token_file = "hub.toml"
"""


def test_without_a_table_of_it_there_is_no_series_database(tmp_path):
    assert loaded(tmp_path, WHOLE).influxdb is None


def test_a_series_database_is_told_apart_and_gets_no_rates_unless_it_is_said(tmp_path, monkeypatch):
    found = loaded(tmp_path, WHOLE + INFLUXDB).influxdb
    assert (found.url, found.org, found.bucket) == (
        "https://influxdb.example:8086", "trust", "attune"
    )  # fmt: skip
    assert found.rates is False
    (tmp_path / "hub.toml").write_text(" a-secret \n")
    assert [found.token] == ["a-secret"]
    here = INFLUXDB.replace("https://influxdb.example", "http://127.0.0.1")
    here = loaded(tmp_path, WHOLE + here.replace('token_file = "hub.toml"', "rates = true"))
    assert here.influxdb.rates is True
    monkeypatch.setenv("ATTUNE_INFLUXDB_TOKEN", "another\n")
    assert [here.influxdb.token] == ["another"]


@pytest.mark.parametrize(
    ("was", "typed", "said"),
    [
        (
            'url = "https://influxdb.example:8086"\n',
            "",
            "influxdb.url is missing; expected an addr",
        ),
        (
            "https://influxdb",
            "http://influxdb",
            "influxdb.url cannot be used; expected an address",
        ),
        ("https://", "https://me:secret@", "influxdb.url cannot be used; expected an address"),
        (":8086", ":x", "influxdb.url cannot be used; expected an address"),
        (":8086", "/?token=x", "influxdb.url cannot be used; expected an address"),
        ("hub.toml", "gone", "influxdb.token_file is "),
        ('"attune"', '""', "influxdb.bucket is ''; expected the name of a bucket"),
        ("org", "organisation", 'there is no key "influxdb.organisation"; expected only url, org'),
        ("[influxdb]", "[[influxdb]]", "influxdb cannot be used; expected a table"),
        ("org =", "rates = 1\norg =", "influxdb.rates is 1; expected true or false"),
    ],
)
def test_what_is_wrong_with_a_series_database_is_said_in_one_sentence(tmp_path, was, typed, said):
    assert INFLUXDB.count(was) >= 1
    assert refused(tmp_path, WHOLE + INFLUXDB.replace(was, typed)).startswith(said)
