"""A set written down at the door: signed by a badge, refused in words, and never a visit."""

import httpx
import pytest

from edge.door.form import FormError
from edge.door.set_form import NO_BADGE, NOTHING, measurements_of
from edge.events import BadgeSensed, Disconnected, PresenceSensed
from tests.edge import night
from tests.edge.test_door import Room, with_screen
from ward.happenings import Place
from ward.news2 import Breathes, Consciousness, Scale

WHOLE = {
    "breathing": "22",
    "spo2": "96",
    "scale": "1",
    "breathes": "air",
    "systolic": "118",
    "heart": "104",
    "consciousness": "alert",
    "temperature_c": "38,4",
}


def with_badge() -> Room:
    room = Room()
    room.happened(PresenceSensed(Place.DOORSIDE, True))
    room.happened(BadgeSensed(night.AMAS_CARD))
    return room


def test_what_was_typed_is_what_was_measured() -> None:
    measured = measurements_of(WHOLE)
    assert (measured.breathing, measured.spo2, measured.systolic, measured.heart) == (
        22, 96, 118, 104,
    )  # fmt: skip
    assert (measured.scale, measured.breathes) == (Scale.ONE, Breathes.AIR)
    assert measured.consciousness is Consciousness.ALERT
    assert measured.temperature_c == pytest.approx(38.4)


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("breathing", "-1", "Breathing must be a whole number from 0 to 80 a minute."),
        ("breathing", "81", "Breathing must be a whole number from 0 to 80 a minute."),
        ("heart", "-1", "Pulse must be a whole number from 0 to 250 a minute."),
        ("heart", "1240", "Pulse must be a whole number from 0 to 250 a minute."),
        ("spo2", "101", "Oxygen saturation must be a whole number from 50 to 100 %."),
        ("systolic", "39", "Upper blood pressure must be a whole number from 40 to 300 mmHg."),
        ("temperature_c", "384", "Temperature must be a number from 25 to 45 °C."),
        ("temperature_c", "warm", "Temperature must be a number from 25 to 45 °C."),
        ("consciousness", "asleep", "Consciousness: choose one of those."),
        ("spo3", "96", "A set has no 'spo3'."),
    ],
)
def test_what_is_mistyped_is_said_in_words(field: str, typed: str, words: str) -> None:
    with pytest.raises(FormError) as refused:
        measurements_of(WHOLE | {field: typed})
    assert str(refused.value) == words


def test_nothing_measured_is_nothing_recorded() -> None:
    with pytest.raises(FormError, match=NOTHING):
        measurements_of({"breathing": " ", "scale": "2"})


@pytest.mark.hazard("H-24")
def test_with_the_hub_dead_a_set_is_kept_on_the_disk_with_its_own_time() -> None:
    room = with_badge()
    room.happened(Disconnected())

    async def ask(screen: httpx.AsyncClient) -> None:
        answer = await screen.post("/set", data=WHOLE)
        assert answer.status_code == 200
        assert "It does not count as seen in person" in answer.text

    with_screen(room, ask)
    written = room.view().last_set
    assert written is not None
    assert written.charted is not None
    assert written.charted.taken_at == night.wall(0)
    assert room.node.door(night.at(0)).last_recorded is None


@pytest.mark.hazard("H-03")
def test_without_a_badge_nobody_signs_it_and_nothing_is_kept() -> None:
    room = Room()

    async def ask(screen: httpx.AsyncClient) -> None:
        answer = await screen.post("/set", data=WHOLE)
        assert answer.status_code == 422
        assert NO_BADGE in answer.text

    with_screen(room, ask)
    assert room.view().last_set is None


@pytest.mark.hazard("H-01")
def test_a_set_at_the_door_begins_no_timer_anew() -> None:
    room = with_badge()
    before = room.view()
    room.second = 600

    async def ask(screen: httpx.AsyncClient) -> None:
        await screen.post("/set", data=WHOLE)

    with_screen(room, ask)
    assert room.view().seen_at == before.seen_at
    assert room.view().due_at == before.due_at


@pytest.mark.hazard("H-40")
@pytest.mark.parametrize(
    ("typed", "words", "so"),
    [
        ({"breathing": "0", "heart": ""}, "Breathing 0: is that so?", "0/"),
        ({"heart": "7"}, "Pulse 7: is that so?", "22/7"),
        ({"breathing": "0", "heart": "0"}, "Breathing 0, Pulse 0: is that so?", "0/0"),
    ],
)
def test_an_arrest_can_be_written_down_and_is_asked_back_once(
    typed: dict[str, str], words: str, so: str
) -> None:
    room = with_badge()

    async def ask(screen: httpx.AsyncClient) -> None:
        asked = await screen.post("/set", data=WHOLE | typed)
        assert asked.status_code == 422
        assert f"<h2>! {words}</h2>" in asked.text
        assert "<p>Then act first: call 2222 or 999." in asked.text
        assert "It is so: write the set down" in asked.text
        assert f'name="so" value="{so}"' in asked.text
        assert 'name="systolic" id="systolic" value="118"' in asked.text
        assert room.view().last_set is None
        other = await screen.post("/set", data=WHOLE | typed | {"so": "22/104"})
        assert other.status_code == 422
        once_more = await screen.post("/set", data=WHOLE | typed | {"so": so})
        assert once_more.status_code == 200

    with_screen(room, ask)
    written = room.view().last_set
    assert written is not None
    assert written.charted is not None


def test_the_page_asks_and_chooses_nothing_beforehand() -> None:
    async def ask(screen: httpx.AsyncClient) -> None:
        page = (await screen.get("/set")).text
        assert "checked" not in page
        assert 'inputmode="decimal" name="temperature_c"' in page

    with_screen(with_badge(), ask)
