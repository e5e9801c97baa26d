"""A set at the station: what would be an arrest is asked back once, and can be written down."""

import pytest
from httpx import Client

from hub.score_acts import ChartSet
from tests.hub.panel.night import ASH_4, PIN, TWO_AM, FakeDesk, began, empty, facts, heard
from tests.hub.panel.served import served
from ward.charted import Measurements

TYPED = {"breathing": "0", "heart": "", "by": "st-01", "pin": PIN["st-01"]}


@pytest.mark.hazard("H-40")
def test_an_arrest_is_asked_back_once_with_what_was_typed_and_then_recorded() -> None:
    desk = FakeDesk(heard(facts(empty(ASH_4), began(ASH_4, TWO_AM))))
    with served(desk) as panel, Client(base_url=panel.url) as web:
        asked = web.post("/rooms/ash/04/charted", data=TYPED)
        assert asked.status_code == 400
        assert "Breathing 0: is that so? Then act first: call 2222 or 999" in asked.text
        assert 'name="so" value="0/"' in asked.text
        assert "Not written down yet" in asked.text
        assert 'href="#charted-breathing"' in asked.text  # it leads to what is asked about
        assert not any(isinstance(act, ChartSet) for act in desk.acts)
        web.post("/rooms/ash/04/charted", data=TYPED | {"so": "0/"})
    (written,) = [act for act in desk.acts if isinstance(act, ChartSet)]
    assert written.measured == Measurements(breathing=0)


@pytest.mark.hazard("H-40")
def test_whoever_had_another_field_wrong_is_asked_all_the_same() -> None:
    desk = FakeDesk(heard(facts(empty(ASH_4), began(ASH_4, TWO_AM))))
    with served(desk) as panel, Client(base_url=panel.url) as web:
        wrong = web.post("/rooms/ash/04/charted", data=TYPED | {"spo2": "960"})
        assert wrong.status_code == 400
        assert 'name="so"' not in wrong.text
        asked = web.post("/rooms/ash/04/charted", data=TYPED | {"heart": "12", "breathing": "14"})
        assert "Pulse 12: is that so?" in asked.text
        assert 'name="so" value="14/12"' in asked.text
        assert 'href="#charted-heart"' in asked.text
    assert not any(isinstance(act, ChartSet) for act in desk.acts)
