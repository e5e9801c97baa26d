"""A room as a building: what was found in it, mended and checked, and who answers for its use."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.acts import Act
from hub.estates.answers import Answer, Measured, Standing
from hub.estates.evidence import KEPT_WELL, evidence
from hub.estates.fitness import Fitness, fitness
from hub.estates.rooms import NOTHING_MEASURED, standings
from hub.outside.standards import load
from hub.panel.answering_for import unfit
from hub.rooms import snapshot
from hub.rooms.facts import Refused
from hub.rooms.kept_up import CLOSED_MOST, LOOKS_MOST, after_upkeep
from hub.rooms.upkeep import REGARDLESS_MOST, UNLOOKED, Defect, Evidence, Found, Severity, Upkeep
from hub.rooms.upkeep_facts import DefectChecked, DefectMended, Inspected, Noted
from hub.site import Site
from hub.upkeep_acts import Broken, CheckMended, HandOn, Inspect, Mend, UseRegardless
from tests.hub.panel.kept_up import good
from tests.hub.world import ASH_1, ASH_4, JT, KO, MT, TWO_AM, World
from ward.care import Role, Staff
from ward.units import hours, minutes

KNOWN = load()
BUTTON, DOORS, ENSUITE, CALLS = (
    "framework.25", "framework.31", "framework.19", "framework.22",
)  # fmt: skip
DAY = hours(24)
TODAY = TWO_AM.date()
EV = Staff(ref="st-05", initials="E.V.", role=Role.ESTATES, badge="0433333333")
SB = Staff(ref="st-04", initials="S.B.", role=Role.ASSISTANT, badge="0422222222")


def a_site() -> World:
    return World(site=Site(rooms=(ASH_1, ASH_4), staff=(MT, KO, EV, SB)))


def broken(
    severity: Severity = Severity.BROKEN, due: date = TODAY + timedelta(days=7), owner: str = "E.V."
) -> Broken:
    return Broken(severity, owner, due)


def unmet(clause: str = BUTTON, **but: object) -> Inspect:
    said: dict[str, object] = {"words": "it hangs loose", "broken": broken()}
    return Inspect(ASH_4, clause, Found.UNMET, EV.ref, **(said | but))  # type: ignore[arg-type]


def met(clause: str = BUTTON, by: str = EV.ref) -> Inspect:
    return Inspect(ASH_4, clause, Found.MET, by, value=good(KNOWN.clause(clause)))


def do(ward: World, *acts: Act) -> None:
    for act in acts:
        ward.does(act)


def upkeep(ward: World) -> Upkeep:
    return ward.state(ASH_4).upkeep


def the_defect(ward: World) -> Defect:
    (defect,) = upkeep(ward).defects
    return defect


def answer(ward: World, clause: str = BUTTON) -> Answer:
    return known(ward, clause).answer


def known(ward: World, clause: str) -> Standing:
    found = standings(
        KNOWN,
        ward.site.rooms,
        evidence({room: ward.state(room).upkeep for room in ward.site.rooms}, TODAY, ward.now),
        NOTHING_MEASURED,
        ward.now,
    )[ASH_4]
    return next(one for one in found if one.clause.id == clause)


def refused(ward: World, act: Act) -> str:
    """Why it was not written down; nothing of it is."""
    before, facts = len(ward.denied), len(ward.facts)
    ward.does(act)
    (words,) = ward.denied[before:]
    assert not [one for one in ward.facts[facts:] if not isinstance(one, Refused)]
    return words


def test_what_is_met_is_met_from_then_on_and_said_by_whom() -> None:
    ward = a_site()
    ward.does(met())
    (look,) = upkeep(ward).looks
    assert (look.room, look.clause, look.by, look.at) == (ASH_4, BUTTON, EV.ref, TWO_AM)
    assert answer(ward) is Answer.MET
    assert ward.state(ASH_1).upkeep == UNLOOKED


@pytest.mark.hazard("H-61")
def test_what_is_not_met_is_noted_with_how_grave_whose_and_by_when_or_not_at_all() -> None:
    ward = a_site()
    assert "how grave" in refused(ward, unmet(broken=None))
    assert "what is wrong" in refused(ward, unmet(words=" "))
    assert "what is wrong" in refused(ward, unmet(broken=broken(owner=" ")))
    ward.does(unmet())
    defect = the_defect(ward)
    assert (defect.severity, defect.owner, defect.found_by) == (Severity.BROKEN, "E.V.", EV.ref)
    assert defect.due == TODAY + timedelta(days=7)
    assert answer(ward) is Answer.UNMET


@pytest.mark.hazard("H-61")
@pytest.mark.parametrize(
    ("severity", "days"), [(Severity.DANGER, 1), (Severity.BROKEN, 28), (Severity.WORN, 184)]
)
def test_the_graver_a_defect_the_sooner_it_is_due_and_none_is_due_before_it_was_found(
    severity: Severity, days: int
) -> None:
    for wrong, words in ((days + 1, "within"), (-1, "That day was over when it was found")):
        ward = a_site()
        due = TODAY + timedelta(days=wrong)
        assert words in refused(ward, unmet(broken=broken(severity, due)))
    ward = a_site()
    ward.does(unmet(broken=broken(severity, TODAY + timedelta(days=days))))
    assert the_defect(ward).severity is severity


@pytest.mark.hazard("H-61")
def test_of_what_was_found_days_ago_the_day_may_be_over_and_it_is_past_it() -> None:
    ward = a_site()
    late = broken(due=TODAY - timedelta(days=2))
    assert "was over when" in refused(ward, unmet(broken=late, looked_at=TWO_AM - DAY))
    ward.does(unmet(broken=late, looked_at=TWO_AM - 3 * DAY))
    assert the_defect(ward).is_overdue(TODAY)
    assert answer(ward, KEPT_WELL) is Answer.UNMET


@pytest.mark.hazard("H-62")
def test_a_must_have_is_set_aside_by_whoever_answers_for_the_building_alone() -> None:
    aside = Inspect(
        ASH_4, ENSUITE, Found.NOT_APPLICABLE, "K.O.", "there is one next door", sets_aside=True
    )
    ward = a_site()
    assert "may not say that a must-have does not apply to a room" in refused(ward, aside)
    ward.does(replace(aside, by=EV.ref))
    found = known(ward, ENSUITE)
    assert found.because == f"Said not to apply by {EV.ref}: there is one next door"
    fit = fitness(ASH_4, [found], ward.state(ASH_4).upkeep, ward.now, in_use=False)
    assert fit.is_fit
    assert fit.aside == (found,)


@pytest.mark.hazard("H-61")
def test_no_tick_ends_a_defect_only_a_check_after_it_was_mended_does() -> None:
    ward = a_site()
    ward.does(unmet())
    id_ = the_defect(ward).id
    assert "A defect of it is open" in refused(ward, met(by="K.O."))
    na = Inspect(ASH_4, BUTTON, Found.NOT_APPLICABLE, EV.ref, "no button here")
    assert "A defect of it is open" in refused(ward, na)
    assert "Nobody has said" in refused(ward, CheckMended(ASH_4, id_, "K.O.", holds=True))
    ward.wait(60)
    ward.does(Mend(ASH_4, id_, EV.ref, "screwed on again"))
    assert answer(ward) is Answer.UNMET
    assert the_defect(ward).is_open
    ward.wait(60)
    ward.does(CheckMended(ASH_4, id_, KO.ref, holds=True))
    assert not the_defect(ward).is_open
    assert answer(ward) is Answer.NOT_CHECKED, "the number that is asked was not given"
    ward.wait(60)
    ward.does(met())
    assert answer(ward) is Answer.MET


def test_a_check_with_the_number_that_is_asked_makes_it_met_again() -> None:
    ward = a_site()
    ward.does(unmet())
    id_ = the_defect(ward).id
    do(ward, Mend(ASH_4, id_, EV.ref, "moved nearer"))
    ward.wait(60)
    ward.does(CheckMended(ASH_4, id_, KO.ref, holds=True, value=0.4))
    assert answer(ward) is Answer.MET


def test_where_no_number_is_asked_a_check_says_that_it_is_met_again() -> None:
    ward = a_site()
    ward.does(unmet(DOORS))
    id_ = the_defect(ward).id
    do(ward, Mend(ASH_4, id_, EV.ref, "a new hinge"))
    ward.wait(60)
    ward.does(CheckMended(ASH_4, id_, KO.ref, holds=True))
    assert answer(ward, DOORS) is Answer.MET


def hand_on(ward: World, owner: str = "Hale & Sons", days: int = 7, why: str = "") -> HandOn:
    return HandOn(ASH_4, the_defect(ward).id, EV.ref, owner, TODAY + timedelta(days=days), why)


def test_somebody_else_can_be_the_one_who_is_to_mend_it() -> None:
    ward = a_site()
    ward.does(unmet())
    ward.does(hand_on(ward))
    assert (the_defect(ward).owner, the_defect(ward).first_due) == ("Hale & Sons", None)
    assert "so already" in refused(ward, hand_on(ward))
    assert "who is to mend it" in refused(ward, hand_on(ward, " ", 8))
    ward.does(hand_on(ward, days=3))
    assert (the_defect(ward).due, the_defect(ward).first_due) == (TODAY + timedelta(days=3), None)


@pytest.mark.hazard("H-61")
def test_a_day_is_put_off_with_a_reason_and_no_further_than_from_when_it_was_found() -> None:
    ward = a_site()
    ward.does(unmet())
    first = the_defect(ward).due
    assert "Say why" in refused(ward, hand_on(ward, days=20))
    ward.does(hand_on(ward, days=20, why="the part comes then"))
    ward.does(hand_on(ward, days=28, why="and then it did not"))
    known = the_defect(ward)
    assert (known.due, known.first_due) == (TODAY + timedelta(days=28), first)
    assert "of when it was found" in refused(ward, hand_on(ward, days=29, why="later still"))
    ward.restart_hub()
    assert the_defect(ward).first_due == first


@pytest.mark.hazard("H-61")
def test_what_is_past_its_day_stays_past_it_whoever_has_it() -> None:
    ward = a_site()
    ward.does(unmet())
    ward.now += timedelta(days=10)
    assert "It is past its day" in refused(ward, hand_on(ward, days=20, why="no part"))
    ward.does(hand_on(ward, "another firm"))
    assert the_defect(ward).owner == "another firm"
    assert the_defect(ward).is_overdue(ward.now.date())


def test_nothing_is_handed_on_that_waits_for_a_check_or_is_over() -> None:
    ward = a_site()
    ward.does(unmet())
    handed = hand_on(ward)
    ward.does(Mend(ASH_4, the_defect(ward).id, EV.ref, "screwed on again"))
    assert "somebody is to check it" in refused(ward, handed)
    ward.does(CheckMended(ASH_4, the_defect(ward).id, KO.ref, holds=True))
    assert "no such open defect" in refused(ward, handed)


@pytest.mark.hazard("H-61")
def test_whoever_mended_it_does_not_check_it_alone_without_saying_why() -> None:
    ward = a_site()
    ward.does(unmet())
    id_ = the_defect(ward).id
    ward.does(Mend(ASH_4, id_, EV.ref, "screwed on again"))
    assert "somebody else" in refused(ward, CheckMended(ASH_4, id_, EV.ref, holds=True))
    ward.does(CheckMended(ASH_4, id_, EV.ref, holds=True, alone="nobody else until Monday"))
    assert the_defect(ward).alone == "nobody else until Monday"


def test_a_reason_for_checking_alone_is_kept_only_where_it_was_so() -> None:
    ward = a_site()
    ward.does(unmet())
    id_ = the_defect(ward).id
    ward.does(Mend(ASH_4, id_, EV.ref, "screwed on again"))
    ward.does(CheckMended(ASH_4, id_, KO.ref, holds=True, alone="typed for nothing"))
    assert the_defect(ward).alone == ""


@pytest.mark.hazard("H-61")
def test_what_does_not_hold_or_is_seen_broken_again_is_to_be_mended_again() -> None:
    ward = a_site()
    ward.does(unmet())
    id_ = the_defect(ward).id
    ward.does(Mend(ASH_4, id_, EV.ref, "screwed on again"))
    ward.wait(60)
    assert "still wrong" in refused(ward, CheckMended(ASH_4, id_, KO.ref, holds=False))
    ward.does(CheckMended(ASH_4, id_, KO.ref, holds=False, words="it hangs again"))
    look = upkeep(ward).newest(BUTTON, ward.now)
    assert look is not None
    assert (look.found, look.by) == (Found.UNMET, KO.ref)
    assert the_defect(ward).is_open
    assert not the_defect(ward).is_mended
    assert answer(ward) is Answer.UNMET
    ward.does(Mend(ASH_4, id_, EV.ref, "glued"))
    ward.wait(60)
    ward.does(unmet(broken=None, words="and again"))
    assert not the_defect(ward).is_mended
    assert answer(ward) is Answer.UNMET


def test_of_one_clause_one_defect_is_open_at_a_time() -> None:
    ward = a_site()
    do(ward, unmet(), unmet(words="still loose"))
    assert the_defect(ward).words == "it hangs loose"
    assert len(upkeep(ward).looks) == 2


@pytest.mark.hazard("H-61")
def test_what_is_graver_than_it_was_raises_the_defect_and_never_its_day() -> None:
    ward = a_site()
    ward.does(unmet(broken=broken(Severity.WORN, TODAY + timedelta(days=90))))
    first = the_defect(ward)
    assert "within 1 day" in refused(ward, unmet(broken=broken(Severity.DANGER)))
    assert "what is wrong" in refused(ward, unmet(broken=broken(Severity.DANGER, TODAY), words=" "))
    ward.does(Mend(ASH_4, first.id, EV.ref, "screwed on again"))
    ward.wait(60)
    ward.does(unmet(broken=broken(Severity.DANGER, TODAY, "nobody"), words="a bare wire"))
    raised = the_defect(ward)
    assert (raised.id, raised.severity, raised.due) == (first.id, Severity.DANGER, TODAY)
    assert raised.words == "it hangs loose; graver since: a bare wire"
    assert (raised.owner, raised.is_mended) == (first.owner, False)
    assert not fit(ward, BUTTON).is_fit
    ward.does(unmet(broken=broken(Severity.WORN, TODAY + timedelta(days=9))))
    assert the_defect(ward) == raised, "what is less grave changes nothing"
    ward.restart_hub()
    assert the_defect(ward) == raised
    ward = a_site()
    ward.does(unmet(broken=broken(Severity.WORN, TODAY + timedelta(days=2))))
    ward.does(unmet(broken=broken(Severity.BROKEN, TODAY + timedelta(days=20))))
    assert the_defect(ward).severity is Severity.BROKEN
    assert the_defect(ward).due == TODAY + timedelta(days=2)


def test_defects_of_one_moment_have_each_a_name_however_many_are_forgotten() -> None:
    ward, names = a_site(), list[str]()
    for _ in range(2 * CLOSED_MOST + 20):
        ward.does(unmet())
        (defect,) = upkeep(ward).open
        names.append(defect.id)
        do(
            ward,
            Mend(ASH_4, defect.id, EV.ref, "screwed on"),
            CheckMended(ASH_4, defect.id, KO.ref, holds=True),
        )
    assert len(set(names)) == len(names)


@pytest.mark.hazard("H-61")
def test_what_is_past_its_day_and_graver_by_now_is_past_that_day_still() -> None:
    ward = a_site()
    ward.does(unmet())
    due = the_defect(ward).due
    ward.now += 9 * DAY
    assert "within 1 day" in refused(ward, unmet(broken=broken(Severity.DANGER, due + 4 * DAY)))
    said = refused(ward, unmet(broken=broken(Severity.DANGER, due - timedelta(days=1))))
    assert said == f"That day was over when it was found: give {due:%d.%m.%Y} or a later one"
    ward.does(unmet(broken=broken(Severity.DANGER, due), words="a bare wire"))
    assert (the_defect(ward).severity, the_defect(ward).due) == (Severity.DANGER, due)
    ward = a_site()
    ward.does(unmet(broken=broken(Severity.WORN, TODAY + timedelta(days=99))))
    known = broken(Severity.DANGER, TODAY + timedelta(days=99))
    assert "within 1 day" in refused(ward, unmet(broken=known)), "no danger waits for its old day"


@pytest.mark.hazard("H-61")
@pytest.mark.parametrize(("zone", "ahead"), [("Pacific/Auckland", 1), ("Pacific/Honolulu", -1)])
def test_days_are_those_of_the_calendar_on_the_wards_wall(zone: str, ahead: int) -> None:
    site = a_site().site.by_clock(zone)
    ward = World(site=site)
    ward.now = datetime(2026, 11, 23, 13 if ahead > 0 else 5, tzinfo=UTC)
    today = ward.now.date() + timedelta(days=ahead)
    a_day = timedelta(days=1)
    danger = Severity.DANGER
    assert "within 1 day" in refused(ward, unmet(broken=broken(danger, today + 2 * a_day)))
    assert "was over when" in refused(ward, unmet(broken=broken(danger, today - a_day)))
    ward.does(unmet(broken=broken(danger, today + a_day)))
    ward.does(unmet(DOORS, broken=broken(danger, today)))
    late = next(one for one in upkeep(ward).open if one.clause == DOORS)
    handed = HandOn(ASH_4, late.id, EV.ref, "E.V.", today + a_day, "no part")
    ward.now += DAY
    assert "past its day" in refused(ward, handed)


@pytest.mark.hazard("H-61")
def test_what_is_noted_in_one_moment_is_mended_one_by_one() -> None:
    ward = a_site()
    do(ward, unmet(), unmet(DOORS), unmet(ENSUITE))
    ids = [one.id for one in upkeep(ward).open]
    assert len(set(ids)) == 3
    do(ward, Mend(ASH_4, ids[1], EV.ref, "done"), CheckMended(ASH_4, ids[1], KO.ref, holds=True))
    assert [one.id for one in upkeep(ward).open] == [ids[0], ids[2]]


def test_what_does_not_apply_takes_a_reason() -> None:
    ward = a_site()
    assert "why it does not apply" in refused(
        ward, Inspect(ASH_4, DOORS, Found.NOT_APPLICABLE, EV.ref)
    )


@pytest.mark.hazard("H-60")
def test_nobody_has_looked_in_the_time_to_come_and_an_old_look_undoes_no_newer_one() -> None:
    ward = a_site()
    later = ward.now + minutes(11)
    assert "yet to come" in refused(
        ward, Inspect(ASH_4, BUTTON, Found.MET, EV.ref, looked_at=later)
    )
    ward.does(Inspect(ASH_4, DOORS, Found.MET, EV.ref, looked_at=ward.now + minutes(9)))
    assert upkeep(ward).looks[-1].at == ward.now
    ward.does(unmet())
    old = Inspect(ASH_4, BUTTON, Found.MET, EV.ref, looked_at=TWO_AM - DAY)
    ward.does(old)
    assert answer(ward) is Answer.UNMET
    assert "since" in refused(ward, unmet(DOORS, looked_at=TWO_AM - DAY))
    ward.does(unmet(DOORS, looked_at=TWO_AM - DAY, broken=None))
    assert answer(ward, DOORS) is Answer.MET


@pytest.mark.hazard("H-61")
def test_a_defect_past_its_day_breaches_what_is_to_be_kept_well_whatever_was_ticked() -> None:
    ward = a_site()
    do(ward, met(KEPT_WELL), unmet())
    room = {ASH_4: upkeep(ward)}
    due = the_defect(ward).due
    in_time = list(evidence(room, due, TWO_AM))
    later = TWO_AM + timedelta(days=20)
    late = list(evidence(room, due + timedelta(days=5), later))
    assert len(in_time) == len(late) - 1
    assert (late[-1].clause, late[-1].found, late[-1].words) == (
        KEPT_WELL,
        Found.UNMET,
        "A defect is past its day",
    )
    assert late[-1].at.date() == due + timedelta(days=1), "since when it is so"
    ticked = Evidence(ASH_4, KEPT_WELL, later, EV.ref, Found.MET)
    found = standings(KNOWN, [ASH_4], [*late, ticked], NOTHING_MEASURED, later)[ASH_4]
    assert next(one.answer for one in found if one.clause.id == KEPT_WELL) is Answer.UNMET


@pytest.mark.hazard("H-61")
def test_nothing_that_is_measured_ends_a_defect_that_is_open() -> None:
    ward = a_site()
    ward.does(unmet(CALLS))
    ward.now += 3 * DAY
    since = Measured(ASH_4, CALLS, TWO_AM + DAY, ward.now, 60, 1.0)
    seen = list(evidence({ASH_4: upkeep(ward)}, TODAY, ward.now))
    found = {
        one.clause.id: one for one in standings(KNOWN, [ASH_4], seen, [since], ward.now)[ASH_4]
    }
    assert found[CALLS].answer is Answer.UNMET
    assert found["code.communication"].answer is Answer.UNMET
    id_ = the_defect(ward).id
    do(ward, Mend(ASH_4, id_, EV.ref, "a new line"), CheckMended(ASH_4, id_, KO.ref, holds=True))
    seen = list(evidence({ASH_4: upkeep(ward)}, TODAY, ward.now))
    found = {
        one.clause.id: one for one in standings(KNOWN, [ASH_4], seen, [since], ward.now)[ASH_4]
    }
    assert found[CALLS].answer is Answer.MET


def test_an_assistant_may_not_and_that_they_tried_is_on_record() -> None:
    ward = a_site()
    assert "may not look at a room" in refused(ward, met(by=SB.ref))
    assert isinstance(ward.facts[-1], Refused)
    assert "may not say that a defect" in refused(ward, Mend(ASH_4, "x", MT.ref, "done"))
    assert "may not answer for" in refused(ward, UseRegardless(ASH_4, EV.ref, "why", (BUTTON,)))


# ---- fit for use -------------------------------------------------------------------------------


def fit(ward: World, *looked_at: str) -> Fitness:
    """By these clauses alone."""
    state = ward.state(ASH_4)
    known = standings(
        KNOWN, [ASH_4], evidence({ASH_4: state.upkeep}, TODAY, ward.now), (), ward.now
    )[ASH_4]
    asked = [one for one in known if one.clause.id in looked_at]
    in_use = state.episode is not None
    return fitness(ASH_4, asked, state.upkeep, ward.now, in_use=in_use)


@pytest.mark.hazard("H-60")
def test_a_room_is_fit_only_while_every_must_have_is_known_to_be_met() -> None:
    ward = a_site()
    assert [one.clause.id for one in fit(ward, DOORS, ENSUITE).lacking] == [ENSUITE, DOORS]
    do(ward, met(DOORS), met(ENSUITE))
    assert fit(ward, DOORS, ENSUITE).is_fit


@pytest.mark.hazard("H-60")
def test_an_open_danger_makes_a_room_unfit_whichever_clause_it_is_of() -> None:
    ward = a_site()
    calm = next(one.id for one in KNOWN.clauses if not one.must and one.kind == "inspected")
    ward.does(unmet(calm, broken=broken(Severity.WORN)))
    assert fit(ward, calm).is_fit
    ward = a_site()
    ward.does(unmet(calm, broken=broken(Severity.DANGER, TODAY)))
    assert not fit(ward, calm).is_fit


@pytest.mark.hazard("H-60")
def test_an_open_danger_makes_a_room_unfit_though_its_clause_is_asked_no_more() -> None:
    ward = a_site()
    do(ward, unmet("trust.blanket", broken=broken(Severity.DANGER, TODAY)), met(DOORS))
    known = fit(ward, DOORS)
    assert (known.is_fit, known.lacking) == (False, ())
    assert [one.words for one in known.dangers] == ["it hangs loose"]
    shown = unfit(known)
    assert shown
    assert shown.lacking == "danger: it hangs loose"
    ward.does(UseRegardless(ASH_4, "K.O.", "no other room is free", known.ids))
    assert fit(ward, DOORS).allowed


@pytest.mark.hazard("H-62")
def test_used_though_not_fit_takes_a_name_and_a_reason_and_makes_nothing_met() -> None:
    ward = a_site()
    ward.begins(ASH_4, JT)
    assert fit(ward, DOORS).is_unanswered
    assert "Say why" in refused(ward, UseRegardless(ASH_4, "K.O.", " ", (DOORS,)))
    assert "Nothing is lacking" in refused(ward, UseRegardless(ASH_4, "K.O.", "why", ()))
    ward.does(UseRegardless(ASH_4, "K.O.", "no other room is free", (DOORS,)))
    now = fit(ward, DOORS)
    assert now.allowed
    assert (now.allowed.by, now.allowed.why) == ("K.O.", "no other room is free")
    assert not now.is_fit
    assert not now.is_unanswered


@pytest.mark.hazard("H-62")
def test_what_began_to_lack_since_was_not_weighed_and_a_week_ends_it() -> None:
    ward = a_site()
    ward.begins(ASH_4, JT)
    ward.does(UseRegardless(ASH_4, "K.O.", "no other room is free", (DOORS,)))
    assert fit(ward, DOORS).allowed
    assert fit(ward, DOORS, ENSUITE).is_unanswered
    (said,) = upkeep(ward).regardless
    assert said.covers([DOORS], said.at + REGARDLESS_MOST - minutes(1))
    assert not said.covers([DOORS], said.at + REGARDLESS_MOST)


# ---- what is kept ------------------------------------------------------------------------------


def worked() -> World:
    ward = a_site()
    do(ward, met(DOORS), unmet())
    ward.wait(60)
    do(
        ward,
        Mend(ASH_4, the_defect(ward).id, EV.ref, "screwed on"),
        UseRegardless(ASH_4, "K.O.", "no other room", (ENSUITE,)),
    )
    return ward


def test_a_restart_and_a_snapshot_know_the_same_of_it() -> None:
    ward = worked()
    before = ward.state(ASH_4)
    loaded = snapshot.load(snapshot.dump(before), since=before.since)
    assert loaded.upkeep == before.upkeep
    ward.restart_hub()
    assert upkeep(ward) == before.upkeep


def test_a_walk_round_pushes_nothing_of_a_night_out_of_a_rooms_timeline() -> None:
    ward = a_site()
    ward.begins(ASH_4, JT)
    before = ward.state(ASH_4).recent
    do(ward, *(met(one.id) for one in KNOWN.clauses))
    assert ward.state(ASH_4).recent == before


@given(st.lists(st.sampled_from(["met", "unmet", "mended", "held", "broke"]), max_size=80))
def test_what_is_kept_of_a_building_is_bounded_and_no_open_defect_is_ever_dropped(
    deeds: list[str],
) -> None:
    kept, open_ = UNLOOKED, set[str]()
    for n, deed in enumerate(deeds * 3):
        at, id_ = TWO_AM + n * DAY, f"d-{n}"
        base = {"room": ASH_4, "at": at, "by": "st-05"}
        last = max(open_, default="none")
        if deed in ("met", "unmet"):
            noted = None
            if deed == "unmet":
                noted = Noted(id=id_, severity=Severity.WORN, owner="E.V.", due=at.date())
                open_.add(id_)
            found = Found.UNMET if noted else Found.MET
            fact = Inspected(
                **base, clause=f"local.{n % 3}", looked_at=at, found=found, defect=noted
            )
            kept = after_upkeep(kept, fact)
        elif deed == "mended":
            kept = after_upkeep(kept, DefectMended(**base, id=last, words="done"))
        else:
            holds = deed == "held"
            kept = after_upkeep(kept, DefectChecked(**base, id=last, clause="local.0", holds=holds))
            if holds:
                open_.discard(last)
    assert {one.id for one in kept.open} == open_
    assert len(kept.looks) <= 3 * LOOKS_MOST
    assert sum(not one.is_open for one in kept.defects) <= CLOSED_MOST
