"""Whatever somebody did is written down with the device on which they did it."""

from collections.abc import Callable
from datetime import timedelta
from typing import get_args

import pytest

from hub import acts, privacy_acts
from hub.acts import Act, On
from hub.mode_acts import Restrain
from hub.profile_acts import SignProfile
from hub.record import provenance
from hub.rooms.episode_facts import LimitName
from hub.rooms.fact import Fact
from hub.rooms.facts import FACTS, AnyFact, How
from hub.rooms.privacy_facts import Outcome, Watching
from hub.rooms.upkeep import Found, Severity
from hub.score_acts import ChartSet, RecordAssessment, SetAge
from hub.site import Site
from hub.staff.duty import Duty
from hub.staff.facts import Shift, SiteFact
from hub.upkeep_acts import Broken, CheckMended, HandOn, Inspect, Mend, UseRegardless
from hub.walk_acts import EndCommissioning, SignWalk
from tests.hub.scoring import WELL
from tests.hub.world import ASH_4, JT, KO, MT, WALKED, World
from ward.authority import Authority
from ward.care import Cover, Role, Staff
from ward.commissioning import Phase, Walking
from ward.orders import Lamp, LightAsked
from ward.rooms import RoomId
from ward.ward_default import DEFAULT

HERE = "station Ash office, this machine"
KINDS = frozenset(kind.model_fields["fact"].default for kind in get_args(get_args(AnyFact)[0]))
DR = Staff(ref="st-04", initials="D.R.", role=Role.DOCTOR, badge="0455667788")
WM = Staff(ref="st-05", initials="W.M.", role=Role.MANAGER, badge="0499AABBCC")


BROKEN = Broken(Severity.BROKEN, "E.V.", World().now.date())
NOT_MET = Inspect(ASH_4, "framework.25", Found.UNMET, "K.O.", "it hangs loose", broken=BROKEN)


def test_every_kind_of_fact_is_of_people_of_a_node_or_of_the_hub() -> None:
    """A new kind fails here until it is sorted: one that people cause belongs to ``BY_PEOPLE``."""
    of = (provenance.BY_PEOPLE, provenance.BY_NODE, provenance.BY_HUB)
    assert frozenset().union(*of) == KINDS
    assert sum(len(each) for each in of) == len(KINDS)


def test_every_fact_has_a_place_for_the_device_and_none_is_stored_where_nobody_knows_it() -> None:
    assert {"device"} <= Fact.model_fields.keys() & SiteFact.model_fields.keys()
    ward = World()
    ward.cctv(ASH_4)
    (look,) = [fact for fact in ward.facts if fact.fact == "looked remotely"]
    assert b"device" not in FACTS.dump_json(look)


def of_people() -> dict[str, Callable[[World], list[Act]]]:
    """What is done so that a fact of this kind is written down; the last act is the one."""
    now = World().now
    begin = acts.BeginEpisode(ASH_4, JT, 15, Authority.CODE, "26.124", "K.O.", "risk")
    until = now + timedelta(hours=1)
    shift = Shift(duty=Duty.OBSERVER, staff=MT.ref, begins_at=now, ends_at=until)
    plan = acts.SetPlan(ASH_4, 10, Authority.LOCAL, "", "K.O.", Cover.NONE)
    return {
        "looked remotely": lambda _: [acts.Look(ASH_4, How.CCTV, "K.O.")],
        "episode began": lambda _: [begin],
        "episode ended": lambda _: [begin, acts.EndEpisode(ASH_4, "K.O.", "calm")],
        "plan set": lambda _: [begin, plan],
        "authorised": lambda _: [
            begin,
            acts.Authorise(ASH_4, "K.O.", "why", until, capacity="agrees"),
        ],
        "order asked": lambda _: [
            acts.Ask(ASH_4, LightAsked(lamp=Lamp.NIGHT, level=0.2), "K.O.")
        ],
        "alarm acknowledged": lambda ward: [acts.Acknowledge(*_alarm(ward), "K.O.")],
        "audio paused": lambda ward: [acts.PauseAudio(_alarm(ward)[0], "K.O.")],
        "alarm marked": lambda ward: [acts.MarkAlarm(*_alarm(ward), actionable=True, by="K.O.")],
        "limit set": lambda _: [
            acts.SetStaff(DR, "st-05"),
            begin,
            acts.SetLimit(ASH_4, LimitName.NO_BREATHING, 25, "D.R.", "apnoea", until),
        ],
        "age set": lambda _: [begin, SetAge(ASH_4, "K.O.", 34)],
        "set charted": lambda _: [begin, ChartSet(ASH_4, "K.O.", WELL)],
        "assessment made": lambda _: [
            begin,
            SetAge(ASH_4, "K.O.", 34),
            ChartSet(ASH_4, "K.O.", WELL.model_copy(update={"systolic": 90})),
            RecordAssessment(ASH_4, "K.O.", "the duty doctor", "fluids, and again in an hour"),
        ],
        "mode changed": lambda _: [begin, Restrain(ASH_4, "K.O.")],
        "observers set": lambda _: [begin, acts.NameObservers(ASH_4, (), "K.O.")],
        "objected": lambda _: [
            begin, privacy_acts.Object(ASH_4, Watching.RADAR, "K.O.", "it stares"),
        ],
        "privacy reviewed": lambda _: [
            begin,
            privacy_acts.ReviewPrivacy(ASH_4, Watching.RADAR, Outcome.GOES_ON, "K.O.", "why"),
        ],
        "inspected": lambda _: [NOT_MET],
        "defect mended": lambda ward: [_mended(ward)],
        "defect handed on": lambda ward: [
            NOT_MET, HandOn(ASH_4, _defect(ward), "K.O.", "Hale & Sons", NOT_MET.broken.due),
        ],
        "defect checked": lambda ward: [
            _mended(ward), CheckMended(ASH_4, _defect(ward), "K.O.", holds=False, words="loose"),
        ],
        "used regardless": lambda _: [
            UseRegardless(ASH_4, "K.O.", "no other room is free", ("framework.25",)),
        ],
        "profile signed": lambda _: [begin, SignProfile(ASH_4, "K.O.", DEFAULT)],
        "refused": lambda _: [acts.EndEpisode(ASH_4, "M.T.", "may not")],
        "commissioned": lambda ward: [_walked(ward)],
        "commissioning ended": lambda ward: [
            _walked(ward), EndCommissioning(ASH_4, "K.O.", "the bed was moved"),
        ],
        "staff set": lambda _: [acts.SetStaff(DR, "st-05")],
        "staff left": lambda _: [acts.RemoveStaff(MT.ref, "st-05", "left")],
        "rota set": lambda _: [acts.SetRota((shift,), "K.O.")],
        "pin set": lambda _: [acts.SetPin(MT.ref, "a hash", MT.ref)],
        "signed in": lambda _: [acts.Sign(MT.ref)],
        "sign-in refused": lambda _: [acts.Sign(MT.ref, refused="wrong PIN")],
    }  # fmt: skip


def _alarm(ward: World) -> tuple[RoomId, str]:
    ward.begins(ASH_4, JT, 1)
    ward.wait(62)
    return ASH_4, ward.state(ASH_4).alarms[0].id


def _defect(ward: World) -> str:
    """That of the button which hangs loose, noted once it is asked for."""
    if not ward.state(ASH_4).upkeep.open:
        ward.does(NOT_MET)
    return ward.state(ASH_4).upkeep.open[0].id


def _mended(ward: World) -> Act:
    return Mend(ASH_4, _defect(ward), "K.O.", "screwed on again")


def _walked(ward: World) -> Act:
    walk = Walking(id=WALKED.id, phase=Phase.WALKED, walked=WALKED)
    ward.health(ASH_4, walk=walk)
    return SignWalk(ASH_4, WALKED.id, "K.O.")


@pytest.mark.hazard("H-03")
@pytest.mark.parametrize("kind", sorted(provenance.BY_PEOPLE))
def test_whatever_people_do_is_kept_with_its_device_and_read_back_with_it(kind: str) -> None:
    ward = World(site=Site(rooms=(ASH_4,), staff=(MT, KO, WM)))
    for act in of_people()[kind](ward):
        before = len(ward.facts)
        ward.take(ward.round.feed(On(act, HERE), ward.now))
    *_founding, fact = [one for one in ward.facts[before:] if one.fact == kind]
    assert fact.device == HERE, "it was written down without the device: see Round"
    again = FACTS.validate_json(FACTS.dump_json(fact))
    assert provenance.of(again).device == provenance.Device(HERE)


def test_what_was_done_nobody_knows_where_is_not_recorded_and_nothing_is_guessed() -> None:
    ward = World()
    ward.does(acts.Look(ASH_4, How.CCTV, "K.O."))
    assert provenance.of(ward.facts[-1]).device is None
