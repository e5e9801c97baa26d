"""Photographs of a room: never while somebody lives in it, and nothing kept but the picture."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx import Client, Response
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from hub.decide import decide
from hub.effects import Denied
from hub.estates.photographing import no_photograph
from hub.office import Office
from hub.outside import photographs
from hub.outside.photographs import LONGEST_PX, FolderOfPhotographs, plain
from hub.outside.standards import load
from hub.panel.estates import AskedOfRooms
from hub.panel.photographs import NoPhotographError
from hub.rooms.replaced import replace
from hub.rooms.upkeep import Found
from hub.upkeep_acts import Inspect
from tests.hub.panel.kept_up import BUTTON, DOORS, ESTATES
from tests.hub.panel.night import ASH_1, STAFF, TWO_AM, FakeDesk, began, empty, facts
from tests.hub.panel.served import Browsing, Served, served
from ward.care import Role, Staff
from ward.envelope import Standing
from ward.units import minutes

EV = Staff(ref=ESTATES, initials="E.V.", role=Role.ESTATES, badge="0433333333")
ROOM = "/rooms/ash/01/estates"
UNMET = {
    "clause": BUTTON, "found": "not met", "words": "it hangs loose", "severity": "broken",
    "owner": "Hale & Sons", "due": (TWO_AM.date()).isoformat(),
}  # fmt: skip
OCCUPIED = "no photograph of it is taken or kept"


def a_photograph(size: tuple[int, int] = (2400, 1200), colour: str = "teal") -> bytes:
    """As a phone writes it: turned on its side, with where it was taken and on what."""
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif[Base.Make] = "Phones and Sons"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (54.0, 59.0, 0.0)
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG", exif=exif, comment=b"taken by somebody")
    return written.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "photographs"


@pytest.fixture
def panel(folder: Path) -> Iterator[Served]:
    desk = FakeDesk(empty(ASH_1))
    desk.office = Office.of((*STAFF, EV))
    desk.pins[ESTATES] = "4711"
    asked = AskedOfRooms(load(), photographs=FolderOfPhotographs(folder))
    with served(desk, building=asked) as panel:
        yield panel


@pytest.fixture
def client(panel: Served) -> Iterator[Client]:
    with Browsing(base_url=panel.url, follow_redirects=True) as client:
        assert client.post("/api/v1/session", json={"by": "E.V.", "pin": "4711"}).is_success
        yield client


def looks(client: Client, picture: bytes, **sent: str) -> Response:
    file = {"photograph": ("room.jpg", picture, "image/jpeg")}
    return client.post(f"{ROOM}/looks", data={**UNMET, **sent}, files=file)


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*")) if folder.exists() else []


def test_what_is_broken_is_shown_as_it_was_photographed(
    client: Client, panel: Served, folder: Path
) -> None:
    assert 'name="photograph"' in client.get(f"{ROOM}/round").text
    assert "Written down." in looks(client, a_photograph()).text
    (file,) = kept(folder)
    (defect,) = panel.desk.state(ASH_1).upkeep.open
    assert defect.photograph == file.stem
    shown = f'src="/estates/photographs/{file.name}"'
    for page in ("/estates/defects", ROOM, f"{ROOM}/clauses/{BUTTON}"):
        assert shown in client.get(page).text, page
    answer = client.get(f"/estates/photographs/{file.name}")
    assert (answer.headers["content-type"], answer.content) == ("image/jpeg", file.read_bytes())


@pytest.mark.hazard("H-63")
def test_nothing_is_kept_but_the_picture_upright_and_no_longer_than_is_of_use() -> None:
    with Image.open(io.BytesIO(plain(a_photograph()))) as picture:
        assert picture.size == (LONGEST_PX // 2, LONGEST_PX), "turned as it was held"
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Phones" not in plain(a_photograph())
    assert b"somebody" not in plain(a_photograph())


@pytest.mark.hazard("H-63")
def test_of_a_room_that_somebody_lives_in_nothing_is_kept_even_for_a_moment(
    client: Client, panel: Served, folder: Path
) -> None:
    panel.desk.set(facts(panel.desk.state(ASH_1), began(ASH_1, TWO_AM - minutes(60))))
    page = client.get(f"{ROOM}/round").text
    assert OCCUPIED in page
    assert 'name="photograph"' not in page
    refused = looks(client, a_photograph())
    assert (refused.status_code, OCCUPIED in refused.text) == (400, True)
    assert "it hangs loose" in refused.text, "what was typed is not lost"
    assert (kept(folder), panel.desk.acts) == ([], [])
    assert "Written down." in looks(client, b"").text, "the look itself is written down"


@pytest.mark.hazard("H-63")
def test_nor_of_one_with_somebody_locked_into_it() -> None:
    state = empty(ASH_1)
    locked = Standing(in_room=True, locked=True, door_open=False)
    for standing, refused in (
        (locked, True),
        (locked.model_copy(update={"in_room": None}), True),
        (locked.model_copy(update={"locked": None, "door_open": None}), True),
        (locked.model_copy(update={"locked": None, "door_open": True}), False),
        (locked.model_copy(update={"locked": False}), False),
    ):
        stood = replace(state, standing=state.standing.standing(standing, TWO_AM))
        assert (OCCUPIED in no_photograph(stood, TWO_AM)) is refused, standing


@pytest.mark.hazard("H-63")
def test_the_hub_itself_takes_none_of_a_room_that_is_lived_in_or_of_another_time() -> None:
    act = Inspect(ASH_1, DOORS, Found.MET, ESTATES, photograph="a" * 64)
    lived_in = facts(empty(ASH_1), began(ASH_1, TWO_AM))
    refused = decide(act, {ASH_1: lived_in}, TWO_AM)
    assert isinstance(refused, Denied)
    assert OCCUPIED in refused.words
    earlier = replace(act, looked_at=TWO_AM - minutes(60))
    assert isinstance(decide(earlier, {ASH_1: empty(ASH_1)}, TWO_AM), Denied)
    assert not isinstance(decide(act, {ASH_1: empty(ASH_1)}, TWO_AM), Denied)


def test_one_whose_look_was_not_written_down_is_not_kept(
    client: Client, panel: Served, folder: Path
) -> None:
    assert looks(client, a_photograph(), due="2020-01-01").status_code == 409
    assert looks(client, a_photograph(), severity="").status_code == 400
    assert (kept(folder), panel.desk.acts) == ([], [])


def test_a_page_cannot_name_a_picture_that_was_not_sent(client: Client, panel: Served) -> None:
    sent = {"clause": DOORS, "found": "met", "photograph": "a" * 64}
    assert client.post(f"{ROOM}/looks", data=sent).is_success
    assert panel.desk.state(ASH_1).upkeep.looks[-1].photograph == ""


@pytest.mark.parametrize("sent", [b"no picture", a_photograph()[:300], b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_is_refused_in_words(client: Client, folder: Path, sent: bytes) -> None:
    refused = looks(client, sent)
    assert refused.status_code == 400
    assert "This is no picture that can be read" in refused.text
    assert kept(folder) == []


def test_no_picture_is_opened_of_whoever_has_not_signed(panel: Served, folder: Path) -> None:
    with Browsing(base_url=panel.url) as stranger:
        for sent in (a_photograph(), b"no picture"):
            assert looks(stranger, sent).status_code == 401
        too_large = stranger.post(f"/api/v1{ROOM}/looks", content=b"x" * 70_000)
        assert too_large.status_code == 413, "a program sends none"
    assert kept(folder) == []


def test_a_phone_s_largest_is_taken_and_any_picture_that_would_fill_the_machine_is_not() -> None:
    largest = a_photograph((9000, 7000))
    with Image.open(io.BytesIO(plain(largest))) as picture:
        assert max(picture.size) <= LONGEST_PX
    for side in (5_000, 10_000, 14_000):
        written = io.BytesIO()
        Image.new("1", (side, side)).save(written, "PNG")
        with pytest.raises(NoPhotographError, match="too large"):
            plain(written.getvalue())


def test_there_is_an_end_to_how_many_are_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = FolderOfPhotographs(folder)
    name = one.keep(a_photograph((20, 20)))
    one.settle(name, stands=True)
    monkeypatch.setattr(photographs, "FOLDER_MOST", 1)
    with pytest.raises(NoPhotographError, match="no more room"):
        one.keep(a_photograph((20, 20), "red"))
    assert one.read(name)


@pytest.mark.parametrize(("first", "second"), [(False, True), (True, False), (False, False)])
def test_a_picture_sent_twice_is_there_if_it_stands_by_one_of_them(
    folder: Path, *, first: bool, second: bool
) -> None:
    one, sent = FolderOfPhotographs(folder), a_photograph((20, 20))
    name = one.keep(sent)
    assert one.keep(sent) == name
    one.settle(name, stands=first)
    one.settle(name, stands=second)
    assert (one.read(name) is not None) is (first or second)
    one.settle(one.keep(sent), stands=False)
    assert (one.read(name) is not None) is (first or second), "what stood stays"


def test_only_what_a_phone_makes_is_opened() -> None:
    for other in ("TIFF", "GIF", "BMP", "ICO"):
        written = io.BytesIO()
        Image.new("RGB", (20, 20)).save(written, other)
        with pytest.raises(NoPhotographError, match="JPEG or PNG"):
            plain(written.getvalue())


@pytest.mark.parametrize("name", ["a" * 64, "..%2Fattune", "x"])
def test_what_is_not_there_is_not_found(client: Client, name: str) -> None:
    assert client.get(f"/estates/photographs/{name}.jpg").status_code == 404
