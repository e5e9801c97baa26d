"""Which station whatever is done comes from: named by its browser, else by where it is."""

from collections.abc import Iterator

import pytest
from httpx import Client
from hypothesis import given
from hypothesis import strategies as st

from hub.panel import station
from hub.panel.station import device_of, kept, place_of, shown
from tests.hub.panel.night import ASH_4, PIN, TWO_AM, FakeDesk, began, empty, facts, heard
from tests.hub.panel.served import Browsing, served
from ward.units import WORD_LONGEST, minutes

ROOM = "/rooms/ash/04"
SIGNED = {"by": "K.O.", "pin": PIN["st-03"]}


def request(path: str = "/", host: str | None = "127.0.0.1", **headers: str) -> dict[str, object]:
    """As much of a request as is looked at."""
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    client = (host, 5) if host is not None else None
    return {"type": "http", "path": path, "client": client, "headers": raw}


@pytest.mark.parametrize(
    ("host", "place"),
    [
        ("127.0.0.1", "this machine"),
        ("::1", "this machine"),
        ("10.1.2.3", "the site's network"),
        ("192.168.4.5", "the site's network"),
        ("8.8.8.8", "another network"),
        ("testclient", "from nobody knows where"),
        ("", "from nobody knows where"),
    ],
)
def test_an_address_is_told_by_its_class_alone(host: str, place: str) -> None:
    assert place_of(host) == place


@pytest.mark.parametrize(
    ("scope", "device"),
    [
        (request(cookie="station=Ash%20office"), "station Ash office, this machine"),
        (request(host="10.0.0.7"), "a browser, the site's network"),
        (request("/api/v1/rooms", "8.8.8.8"), "a program, another network"),
        (request(attune_device="the command line"), "the command line, this machine"),
        (request(cookie="station="), "a browser, this machine"),
        (request(cookie="station=%0a%00", host=None), "a browser, from nobody knows where"),
    ],
)
def test_a_device_is_named_by_what_it_says_it_is_and_where(
    scope: dict[str, object], device: str
) -> None:
    assert device_of(scope) == device


@given(st.text(), st.sampled_from(["127.0.0.1", "8.8.8.8", "nowhere"]))
def test_whatever_a_browser_calls_itself_it_is_one_printable_word_of_the_journal(
    name: str, host: str
) -> None:
    told = device_of(request(host=host, cookie=f"station={kept(name)}"))
    assert 0 < len(told) <= WORD_LONGEST
    assert told.isprintable()
    assert told.startswith(f"station {shown(name)}" if shown(name) else "a browser")


@pytest.fixture
def desk() -> FakeDesk:
    desk = FakeDesk(heard(facts(empty(ASH_4), began(ASH_4, TWO_AM - minutes(60)))))
    desk.stopped_at = TWO_AM
    return desk


@pytest.fixture
def web(desk: FakeDesk) -> Iterator[Client]:
    with served(desk) as panel, Browsing(base_url=panel.url) as client:
        yield client


def test_a_browser_is_named_by_whoever_is_signed_and_by_nobody_else(web: Client) -> None:
    assert web.post("/station", data={"name": "Ash office"}).status_code == 401
    assert station.COOKIE not in web.cookies
    web.post("/you", data=SIGNED)
    web.post("/station", data={"name": "  Ash   office "})
    assert "station Ash office" in web.get("/you").text
    web.post("/station", data={"name": ""})
    assert "a browser without a name" in web.get("/you").text


FORMS: dict[str, dict[str, str]] = {
    f"{ROOM}/looks": {"how": "CCTV"},
    f"{ROOM}/orders": {"celsius": "21"},
    f"{ROOM}/plan": {"every_min": "10", "authority": "local", "source": "plan"},
    f"{ROOM}/authorisation": {
        "why": "sedated",
        "hours": "4",
        "scope": "breathing and pulse",
        "view": "does not mind it",
        "capacity": "can decide this, and agrees",
    },
    f"{ROOM}/observers": {"observers": "M.T."},
    f"{ROOM}/episode/end": {"why": "calm"},
    f"{ROOM}/pause": {},
    "/you": {},
}


@pytest.mark.hazard("H-03")
@pytest.mark.parametrize("path", FORMS)
def test_whatever_a_page_asks_for_is_asked_with_its_station(
    web: Client, desk: FakeDesk, path: str
) -> None:
    web.cookies.set(station.COOKIE, kept("Ash office"))
    web.post(path, data=FORMS[path] | SIGNED)
    assert desk.devices
    assert set(desk.devices) == {"station Ash office, this machine"}


@pytest.mark.hazard("H-03")
def test_a_program_says_what_it_is_and_its_word_is_kept_with_what_it_did(
    web: Client, desk: FakeDesk
) -> None:
    said = {"Attune-Device": "cameras of Ash"}
    answer = web.post(f"/api/v1{ROOM}/looks", json={"how": "CCTV"} | SIGNED, headers=said)
    assert answer.status_code == 200
    (look,) = [one for one in desk.state(ASH_4).recent if one.fact == "looked remotely"]
    assert look.device == "cameras of Ash, this machine"
    web.post(f"/api/v1{ROOM}/looks", json={"how": "CCTV"} | SIGNED)
    assert desk.state(ASH_4).recent[-1].device == "a program, this machine"


def test_the_next_request_does_not_come_from_the_station_before(
    web: Client, desk: FakeDesk
) -> None:
    web.cookies.set(station.COOKIE, kept("Ash office"))
    web.post(f"{ROOM}/looks", data=FORMS[f"{ROOM}/looks"] | SIGNED)
    del web.cookies[station.COOKIE]
    desk.devices.clear()
    web.post(f"{ROOM}/looks", data=FORMS[f"{ROOM}/looks"] | SIGNED)
    assert set(desk.devices) == {"a browser, this machine"}
