"""What suits a person, on the panel: presets, purposes, whose word leads, and signing a version."""

from dataclasses import replace

import pytest
from httpx import Client
from pydantic import ValidationError

from hub.acts import Ask
from hub.panel.local import Local
from hub.panel.profile_asks import ProfileBrought
from hub.panel.suiting import leads_words
from hub.profile_acts import SignProfile
from tests.browser.suited import HELD, LEADING, NOW, THEIRS, suited, theirs
from tests.hub.panel.night import ASH_3, ASH_4, PIN, heard
from tests.hub.panel.served import Served, served
from ward.orders import BackAsked, FullLightAsked, Lamp, LuxAsked, TemperatureAsked, WatchLightAsked
from ward.profile import Hours, Night
from ward.purpose import NEVER, NEVER_WORDS, Purpose
from ward.rank import Thing
from ward.readings import Missing, Quantity
from ward.units import seconds


def posts(panel: Served, path: str, **form: str) -> tuple[int, str]:
    with Client(base_url=panel.url) as client:
        answer = client.post(path, data={"by": "K.O.", "pin": PIN["st-03"], **form})
    return answer.status_code, answer.text


def orders(panel: Served, **form: str) -> tuple[int, str]:
    return posts(panel, "/rooms/ash/04/orders", **form)


FORM = {
    "hours": "07:00 morning, 80 lux\n22:00 night, 2 lux, night, 19 °C",
    "temperature_c": "20.5",
    "temperature_least_c": "18",
    "temperature_most_c": "23",
    "light_pace": "2",
    "warn_min": "5",
    "helps": "ear defenders",
}


def test_a_room_offers_the_hours_of_the_persons_own_profile_as_presets() -> None:
    with served(suited()) as panel, Client(base_url=panel.url) as client:
        page = client.get("/rooms/ash/04").text
    for words in ("Morning 80 lux", "Evening 20 lux", "Night 2 lux", "Profile 21 °C", "Night 19.5"):
        assert words in page, words


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ({"lamp": "main", "lux": "80"}, LuxAsked(lamp=Lamp.MAIN, lux=80)),
        ({"lamp": "main", "step": "-0.1"}, LuxAsked(lamp=Lamp.MAIN, lux=10)),
        ({"lamp": "main", "step": "0.1"}, LuxAsked(lamp=Lamp.MAIN, lux=40)),
        ({"lamp": "night", "step": "-0.1"}, LuxAsked(lamp=Lamp.NIGHT, lux=0)),
        ({"step": "0.5"}, TemperatureAsked(celsius=20)),
        ({"press": "watch light"}, WatchLightAsked()),
        ({"press": "full light"}, FullLightAsked()),
        ({"press": "back"}, BackAsked()),
        ({"press": "back main light"}, BackAsked(thing=Thing.MAIN)),
        ({"press": "back night light"}, BackAsked(thing=Thing.NIGHT)),
        ({"press": "back warmth"}, BackAsked(thing=Thing.WARMTH)),
    ],
)
def test_one_press_is_one_order_and_a_step_is_a_rung(form: dict[str, str], asked: object) -> None:
    with served(suited()) as panel:
        assert orders(panel, **form)[0] == 303
        assert panel.desk.acts == [Ask(ASH_4, asked, "st-03")]  # type: ignore[arg-type]


def test_what_it_is_for_goes_with_the_press() -> None:
    with served(suited()) as panel:
        orders(panel, celsius="22", purpose=Purpose.PERSON)
        assert panel.desk.acts == [
            Ask(ASH_4, TemperatureAsked(celsius=22), "st-03", Purpose.PERSON)
        ]


@pytest.mark.hazard("H-47")
@pytest.mark.parametrize("purpose", sorted(NEVER))
def test_a_punishment_is_refused_in_words_on_the_page(purpose: str) -> None:
    with served(suited()) as panel:
        before = panel.desk.state(ASH_4).orders
        status, page = orders(panel, lamp="main", lux="0", purpose=purpose)
        assert status == 409
        assert NEVER_WORDS in page
        assert panel.desk.state(ASH_4).orders == before
        assert panel.desk.state(ASH_4).recent[-1].fact == "refused"


def test_two_things_at_once_are_no_order() -> None:
    with served(suited()) as panel, Client(base_url=panel.url) as client:
        body = {"by": "K.O.", "pin": PIN["st-03"], "press": "back", "temperature": 20}
        assert client.post("/api/v1/rooms/ash/04/orders", json=body).status_code == 422


# ---- whose word leads ---------------------------------------------------------------------------


def test_it_says_what_is_held_by_whose_word_until_when_and_how_long_it_takes() -> None:
    words = leads_words(Thing.MAIN, theirs(), Local(NOW))
    assert words == (
        "Held to main light 20 lux: staff, for a while, version 3, K.O., until 02:41",
        "About 24 s to get there",
    )


def test_a_lamp_that_can_do_no_more_says_whether_it_is_the_daylight() -> None:
    def words(lux: float) -> str:
        at_limit = LEADING[0].model_copy(update={"lux": lux, "at_limit": True})
        force = HELD.model_copy(update={"leading": (at_limit,)})
        return leads_words(Thing.MAIN, theirs(force), Local(NOW))[-1]

    assert words(2.0) == "Daylight alone gives more than that"
    assert words(300.0) == "The room does all it can, and that is not enough now"


def test_warmth_outside_the_persons_band_is_said_beside_it() -> None:
    warm = theirs()
    assert leads_words(Thing.WARMTH, warm, Local(NOW))[0].startswith("Held to 19.5")
    reads = {Quantity.TEMPERATURE: ("sht4x", 23.4)}
    hot = heard(warm, NOW, reads=reads, in_force=HELD)
    words = leads_words(Thing.WARMTH, hot, Local(NOW))
    assert words[0] == "! Outside the person's band of 18.5 to 23 °C"
    lost = heard(warm, NOW, reads={Quantity.TEMPERATURE: ("sht4x", Missing.SENSOR_LOST)})
    assert leads_words(Thing.WARMTH, lost, Local(NOW)) == ()


def test_a_reference_is_said_as_people_know_it() -> None:
    by_ref = LEADING[0].model_copy(update={"by": "st-03"})
    force = HELD.model_copy(update={"leading": (by_ref,)})
    assert "K.O." in leads_words(Thing.MAIN, theirs(force), Local(NOW))[0]


@pytest.mark.hazard("H-49")
def test_of_a_room_that_is_not_heard_it_says_nothing() -> None:
    silent = theirs()
    assert leads_words(Thing.MAIN, silent, Local(NOW + seconds(60))) == ()
    assert leads_words(Thing.MAIN, replace(silent, health=None), Local(NOW)) == ()


def test_the_page_shows_everything_on_one_screen() -> None:
    with served(suited()) as panel, Client(base_url=panel.url) as client:
        page = client.get("/rooms/ash/04/profile").text
    for words in (
        "Version 3, sensory assessment", "Assessed by O.T.: with J.T. and their sister",
        "22:00 to 07:00, at most 5 lux", "from 18.5 to 23", "hand dryer", "ear defenders",
        "keys on the door", "5 min before. Say: the light goes down", "now: main light 20 lux",
        "Night light 1 lux, 1 h", "Hard bounds", "never a consequence or a reward",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.hazard("H-48")
def test_a_default_is_marked_and_says_where_each_number_comes_from() -> None:
    with served(suited()) as panel, Client(base_url=panel.url) as client:
        page = client.get("/rooms/ash/03/profile").text
    assert "Published ward default" in page
    assert "CIBSE LG2" in page
    assert "our own proposal" in page
    assert "Take it to the next home" not in page
    assert "Sign a new version" not in page, "nobody is there to be assessed"


# ---- signing -------------------------------------------------------------------------------------


def test_a_version_is_signed_with_a_pin_and_is_the_next_one() -> None:
    with served(suited()) as panel:
        assert posts(panel, "/rooms/ash/04/profile", **FORM)[0] == 303
        (act,) = panel.desk.acts
        assert isinstance(act, SignProfile)
        own = panel.desk.state(ASH_4).suits
    assert own is not None
    assert own.profile is not None
    assert (own.profile.version, own.profile.assessed_by) == (1 + 3, "K.O.")
    assert own.profile.hours == (
        Hours(from_min=420, name="morning", lux=80),
        Hours(from_min=1320, name="night", lux=2, lamp=Lamp.NIGHT, temperature_c=19),
    )
    assert (own.profile.light_pace_per_s, own.profile.warn_before_s) == (0.02, 300)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"hours": "at dawn, 80 lux"}, "does not begin as in"),
        ({"hours": "07:00 morning, 80 lux"}, "brighter than the night"),
        ({"temperature_c": "30"}, "less than or equal to 28"),
        ({"temperature_most_c": "20"}, "outside the band of 18 to 20"),
        ({"light_pace": "50"}, "less than or equal to 10"),
        (
            {"temperature_c": "26", "temperature_most_c": "26"},
            "26 °C is too warm to be lived in: from 26 °C on a room alarms, so 25.5 °C is the most",
        ),
        (
            {"hours": "07:00 day, 80 lux, 25.6 °C\n22:00 night, 2 lux", "temperature_most_c": "26"},
            "25.6 °C is too warm",
        ),
        ({"temperature_most_c": "26.5"}, "a band up to 26.5 °C reaches what alarms"),
        ({"night_from": "06:00", "night_until": "06:00"}, "let it begin and end at two times"),
    ],
)
def test_what_cannot_be_signed_is_said_in_words_and_kept_as_typed(
    wrong: dict[str, str], words: str
) -> None:
    with served(suited()) as panel:
        status, page = posts(panel, "/rooms/ash/04/profile", **FORM | wrong)
        assert status == 400
        assert words in page
        assert "ear defenders" in page
        assert panel.desk.acts == []


@pytest.mark.hazard("H-56")
def test_a_profile_that_comes_along_may_not_alarm_without_end_either() -> None:
    wide = THEIRS.model_copy(update={"temperature_most_c": 28.0})
    assert ProfileBrought(by="st-03", profile=wide).profile == wide
    with pytest.raises(ValidationError, match="27 °C is too warm to be lived in"):
        ProfileBrought(by="st-03", profile=wide.model_copy(update={"temperature_c": 27.0}))


@pytest.mark.parametrize(
    "zone", ["Nowhere/Land", "Europe", "../etc/passwd", "/etc/localtime", "\0"]
)
def test_a_profile_by_the_clock_of_no_zone_is_not_taken(zone: str) -> None:
    brought = THEIRS.model_copy(update={"zone": "America/New_York"})
    assert ProfileBrought(by="st-03", profile=brought).profile == brought
    with pytest.raises(ValidationError, match="is no time zone"):
        ProfileBrought(by="st-03", profile=brought.model_copy(update={"zone": zone}))


@pytest.mark.hazard("H-45")
def test_a_profile_whose_night_is_none_is_not_taken() -> None:
    night = Night(from_min=22 * 60, until_min=22 * 60)
    with pytest.raises(ValidationError, match="the night ends at the minute at which it begins"):
        ProfileBrought(by="st-03", profile=THEIRS.model_copy(update={"night": night}))


@pytest.mark.hazard("H-48")
def test_a_nurse_who_did_not_assess_cannot_sign() -> None:
    with served(suited()) as panel:
        form = {**FORM, "by": "M.T.", "pin": PIN["st-01"]}
        status, page = posts(panel, "/rooms/ash/04/profile", **form)
        assert status == 409
        assert "M.T., nurse, may not sign a sensory profile" in page
        assert panel.desk.acts == []


def test_in_a_room_without_anybody_nothing_is_signed() -> None:
    with served(suited()) as panel:
        assert posts(panel, "/rooms/ash/03/profile", **FORM)[0] == 409
        assert panel.desk.state(ASH_3).suits is None
