"""Who may do what: every action and every role, as the ward reads it; refusals are on record."""

import pytest

from hub.acts import (
    Acknowledge,
    Authorise,
    BeginEpisode,
    EndEpisode,
    RemoveStaff,
    SetLimit,
    SetPlan,
    SetRota,
    SetStaff,
    Sign,
)
from hub.rooms.episode_facts import EpisodeEnded, LimitName, LimitSet
from hub.rooms.facts import Refused
from hub.site import Site
from hub.staff.authority import TABLE, Action, refusal
from hub.staff.duty import Duty
from hub.staff.facts import Shift, SignedIn, SignInRefused
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, World
from ward.authority import Authority
from ward.care import Role, Staff
from ward.conditions import NO_BREATHING_SEEN
from ward.units import hours, minutes, seconds
from ward.vitals import NotBreathing

# assistant, nurse, nurse in charge, doctor, ward manager, estates, administrator, therapist
WRITTEN = """
begin an episode                          . . x x . . . .
end an episode                            . . x x x . . .
move somebody to another room             . . x x . . . .
set a closer plan                         . x x x x . . .
set a looser plan                         . . x x x . . .
authorise vital signs                     . . x x . . . .
take back an authorisation                . x x x x . . .
set a limit of one person's own           . . . x . . . .
say which chart is a person's             . x x x . . . .
write down measurements                   x x x x . . . .
record an assessment                      . x x x . . . .
say who may observe a person              . x x x x . . .
write down what a person objects to       x x x x x . . x
decide how a person is watched from afar  . . x x x . . .
ask for light or warmth                   x x x x x . . x
sign a sensory profile                    . . x x . . . x
record a look from afar                   x x x x x . . .
acknowledge an alarm                      x x x x x . . .
pause the sound of a room's alarms        x x x x x . . .
say whether an alarm was worth acting on  x x x x x . . .
commission a room's radar                 . . x . . x . .
take a room's commissioning back          . x x x x x . .
begin the watch after rapid tranquillisation  . x x x x . . .
record a restraint                        x x x x x . . .
end a closer watch                        . x x x . . . .
take back a closer watch as an error      . . x x . . . .
change the register of staff              . . . . x . x .
change the rota                           . . x . x . x .
send a test notice                        . . x . x . x .
look at the patterns of a ward            . . x . x . . .
look at a room against a standard         . x x . x x . .
say that a must-have does not apply to a room  . . . . x x . .
say that a defect is mended               . . x . x x . .
say who else is to mend a defect, or by which other day  . . x . x x . .
check what was mended                     . x x . x x . .
answer for the use of a room that is not fit  . . x x x . . .
"""
ROWS = {
    action: dict(zip(Role, marks.split(), strict=True))
    for action, marks in (line.split("  ", 1) for line in WRITTEN.strip().splitlines())
}
DR = Staff(ref="st-03", initials="D.R.", role=Role.DOCTOR, badge="0411111111")
SB = Staff(ref="st-04", initials="S.B.", role=Role.ASSISTANT, badge="0422222222")
EV = Staff(ref="st-05", initials="E.V.", role=Role.ESTATES, badge="0433333333")
MW = Staff(ref="st-06", initials="M.W.", role=Role.MANAGER, badge="0444444444")


def of(role: Role) -> Staff:
    return Staff(ref="st-77", initials="A.B.", role=role, badge="0412345678")


def a_ward() -> World:
    return World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO, DR, SB, EV, MW)))


def test_every_action_is_written_here_and_in_the_table() -> None:
    assert set(ROWS) == set(Action) == set(TABLE)


@pytest.mark.hazard("H-29")
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_whoever_may_do_it_is_who_is_written_here(action: Action, role: Role) -> None:
    allowed = refusal(action, of(role), "A.B.") is None
    assert allowed == (ROWS[action][role] == "x")


def test_every_line_says_by_whose_word_it_holds() -> None:
    for permission in TABLE.values():
        assert permission.roles
        assert permission.authority in Authority
        assert permission.source


@pytest.mark.hazard("H-29")
def test_a_refusal_names_the_act_the_role_and_who_may() -> None:
    why = refusal(Action.END_EPISODE, of(Role.NURSE), "A.B.")
    assert why is not None
    assert why.startswith("A.B., nurse, may not end an episode. It takes one of: nurse in charge,")
    assert "framework proposal" in why
    assert "not known here" in str(refusal(Action.LOOK, None, "Q.Q."))


@pytest.mark.hazard("H-29")
def test_a_nurse_whom_the_rota_puts_in_charge_is_in_charge_only_then_and_there() -> None:
    ward = a_ward()
    shift = Shift(
        duty=Duty.IN_CHARGE,
        staff=MT.ref,
        rooms=(ASH_4,),
        begins_at=ward.now + minutes(5),
        ends_at=ward.now + minutes(30),
    )
    ward.does(SetRota((shift,), "K.O."))
    begin = BeginEpisode(ASH_4, JT, 15, Authority.CODE, "~26.124", "M.T.", "a reason")
    ward.does(begin)
    assert ward.state(ASH_4).episode is None
    ward.wait(301)
    ward.does(BeginEpisode(ASH_1, JT, 15, Authority.CODE, "~26.124", "M.T.", "a reason"))
    assert ward.state(ASH_1).episode is None
    ward.does(begin)
    assert ward.state(ASH_4).episode is not None


@pytest.mark.hazard("H-29")
def test_a_refused_act_changes_nothing_and_is_written_down_in_words() -> None:
    ward = a_ward()
    ward.begins(ASH_4)
    ward.does(EndEpisode(ASH_4, "S.B.", "calm"))
    assert ward.state(ASH_4).episode is not None
    refused = [fact for fact in ward.facts if isinstance(fact, Refused)]
    assert [(one.room, one.by, one.action) for one in refused] == [
        (ASH_4, "S.B.", "end an episode")
    ]
    assert ward.denied == [refused[0].words]
    assert not [fact for fact in ward.facts if isinstance(fact, EpisodeEnded)]


@pytest.mark.hazard("H-29")
def test_a_closer_plan_needs_less_rank_than_a_looser_one() -> None:
    ward = a_ward()
    ward.begins(ASH_4, every_min=15)
    ward.does(SetPlan(ASH_4, 5, Authority.LOCAL, "care plan", "M.T."))
    ward.does(SetPlan(ASH_4, 30, Authority.LOCAL, "care plan", "M.T."))
    episode = ward.state(ASH_4).episode
    assert episode is not None
    assert episode.plan.every_min == 5


@pytest.mark.hazard("H-13")
def test_measuring_less_needs_less_rank_than_measuring() -> None:
    ward = a_ward()
    ward.begins(ASH_4)
    ward.does(Authorise(ASH_4, "M.T.", "sedated", ward.now + hours(1), capacity="agrees"))
    assert not ward.state(ASH_4).authorised(ward.now)
    ward.authorises(ASH_4)
    ward.does(Authorise(ASH_4, "M.T.", "objects", None))
    assert not ward.state(ASH_4).authorised(ward.now)


@pytest.mark.hazard("H-12")
@pytest.mark.parametrize(
    ("value_s", "why", "lasts_h", "takes"),
    [
        (25, "apnoea, known", 24, True),
        (25, "apnoea, known", 25, False),
        (25, "apnoea, known", 0, False),
        (25, " ", 2, False),
        (9, "apnoea, known", 2, False),
        (61, "apnoea, known", 2, False),
    ],
)
def test_a_limit_of_ones_own_has_author_reason_and_expiry(
    value_s: float, why: str, lasts_h: float, takes: bool
) -> None:
    ward = a_ward()
    ward.begins(ASH_4)
    until = ward.now + hours(lasts_h)
    ward.does(SetLimit(ASH_4, LimitName.NO_BREATHING, value_s, "D.R.", why, until))
    set_ = [fact for fact in ward.facts if isinstance(fact, LimitSet)]
    assert [(one.by, one.why, one.until) for one in set_] == ([("D.R.", why, until)] * takes)
    assert bool(ward.denied) != takes


@pytest.mark.hazard("H-12")
def test_a_limit_of_ones_own_holds_until_it_expires_and_no_longer() -> None:
    ward = a_ward()
    ward.begins(ASH_4)
    limit = SetLimit(
        ASH_4, LimitName.NO_BREATHING, 40, "D.R.", "apnoea, known", ward.now + minutes(10)
    )
    ward.does(limit)
    episode = ward.state(ASH_4).episode
    assert episode is not None
    assert episode.limit(LimitName.NO_BREATHING, ward.now + seconds(599)) == 40
    assert episode.limit(LimitName.NO_BREATHING, ward.now + seconds(600)) is None


@pytest.mark.hazard("H-12")
@pytest.mark.parametrize(("after_s", "sounds_after_s"), [(0, 40), (700, 20)])
def test_a_stop_is_sounded_after_this_persons_own_delay_while_it_holds(
    after_s: float, sounds_after_s: float
) -> None:
    ward = a_ward()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    until = ward.now + minutes(10)
    ward.does(SetLimit(ASH_4, LimitName.NO_BREATHING, 40, "D.R.", "apnoea, known", until))
    ward.wait(after_s)
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(sounds_after_s - 1)
    assert NO_BREATHING_SEEN.name not in ward.alarms(ASH_4)
    ward.wait(1)
    assert NO_BREATHING_SEEN.name in ward.alarms(ASH_4)


@pytest.mark.hazard("H-12")
@pytest.mark.parametrize("lasts_s", range(21, 33))
def test_a_looser_delay_that_runs_out_meanwhile_holds_nothing_back_for_a_second(
    lasts_s: int,
) -> None:
    ward = a_ward()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    until = ward.now + seconds(lasts_s)
    ward.does(SetLimit(ASH_4, LimitName.NO_BREATHING, 60, "D.R.", "apnoea, known", until))
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(lasts_s)
    assert NO_BREATHING_SEEN.name in ward.alarms(ASH_4)


@pytest.mark.hazard("H-29")
def test_whoever_left_may_do_nothing_and_no_door_knows_their_badge() -> None:
    ward = a_ward()
    ward.begins(ASH_4)
    ward.wait(400)
    ward.does(RemoveStaff(KO.ref, "M.W.", "left the trust"))
    ward.does(EndEpisode(ASH_4, "K.O.", "calm"))
    ward.does(EndEpisode(ASH_4, KO.ref, "calm"))
    assert ward.state(ASH_4).episode is not None
    for room in (ASH_1, ASH_4):
        care = ward.state(room).care
        assert care is not None
        assert KO.badge not in {one.badge for one in care.staff}


@pytest.mark.hazard("H-29")
def test_a_reference_is_one_persons_for_good() -> None:
    """What they did stands under it, and is not to be read as somebody else's."""
    ward = a_ward()
    ward.does(RemoveStaff(SB.ref, "M.W.", "left the trust"))
    stranger = Staff(ref=SB.ref, initials="X.X.", role=Role.ADMINISTRATOR, badge="0455555555")
    ward.does(SetStaff(stranger, "M.W."))
    assert ward.denied == [f"{SB.ref} was S.B.'s: take another reference"]
    ward.restart_hub()
    ward.does(SetStaff(stranger, "M.W."))
    assert ward.round.office.register.known(SB.ref) is None
    ward.does(SetStaff(SB, "M.W."))
    assert ward.round.office.register.known(SB.ref) == SB


def test_the_first_of_a_register_may_be_anybodys_word_and_the_second_may_not() -> None:
    ward = World(site=Site(rooms=(ASH_1, ASH_4)))
    ward.does(SetStaff(MW, "set-up"))
    ward.does(SetStaff(KO, "set-up"))
    assert ward.round.office.register.staff == (MW,)
    ward.does(SetStaff(KO, "M.W."))
    assert ward.round.office.register.staff == (MW, KO)


@pytest.mark.hazard("H-29")
def test_a_badge_is_one_persons_only() -> None:
    ward = a_ward()
    twin = Staff(ref="st-99", initials="T.W.", role=Role.NURSE, badge=MT.badge)
    ward.does(SetStaff(twin, "M.W."))
    assert ward.round.office.register.known("st-99") is None
    assert ward.denied == ["That badge is somebody else's already"]


def test_a_register_and_a_rota_survive_a_restart() -> None:
    ward = a_ward()
    new = Staff(ref="st-99", initials="N.E.", role=Role.NURSE, badge="0499999999")
    ward.does(SetStaff(new, "M.W."))
    shift = Shift(
        duty=Duty.OBSERVER, staff="st-99", begins_at=ward.now, ends_at=ward.now + hours(8)
    )
    ward.does(SetRota((shift,), "K.O."))
    before = ward.round.office
    ward.restart_hub()
    assert ward.round.office == before
    assert ward.state(ASH_4).rota.on(Duty.OBSERVER, ward.now) == ("st-99",)


def test_signing_in_and_being_turned_away_are_on_record() -> None:
    ward = a_ward()
    ward.does(Sign(KO.ref))
    ward.does(Sign(KO.ref, refused="the PIN is wrong"))
    kinds = [type(fact) for fact in ward.facts if isinstance(fact, SignedIn | SignInRefused)]
    assert kinds == [SignedIn, SignInRefused]


@pytest.mark.hazard("H-29")
def test_estates_may_not_quieten_an_alarm() -> None:
    ward = a_ward()
    ward.begins(ASH_4, every_min=1)
    ward.wait(70)
    (alarm,) = ward.state(ASH_4).alarms
    ward.does(Acknowledge(ASH_4, alarm.id, "E.V."))
    assert ward.state(ASH_4).alarms[0].acknowledged is None


@pytest.mark.hazard("H-12")
def test_a_looser_limit_that_is_set_while_breathing_has_stopped_ends_no_alarm() -> None:
    ward = a_ward()
    ward.begins(ASH_4)
    ward.authorises(ASH_4)
    ward.breathes(ASH_4, NotBreathing(since=ward.now))
    ward.wait(25)
    until = ward.now + minutes(60)
    ward.does(SetLimit(ASH_4, LimitName.NO_BREATHING, 60, "D.R.", "apnoea, known", until))
    ward.wait(2)
    episode = ward.state(ASH_4).episode
    assert episode is not None
    assert episode.limits
    alarm = ward.state(ASH_4).showing(NO_BREATHING_SEEN.name)
    assert alarm is not None
    assert alarm.over_at is None
