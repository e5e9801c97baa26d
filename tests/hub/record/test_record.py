"""What belongs to a record, whence each entry is, and its spells and alarms, then and now."""

from collections.abc import Sequence

import pytest

from hub.record import provenance
from hub.record.alarms import flagged
from hub.record.chosen import Numbered, OfEpisode, OfRoom, episodes
from hub.record.spells import known_now, known_then, of_span
from hub.record.summary import bases, sentences, summed
from hub.rooms.alarm_facts import AlarmBegan, AlarmEnded
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded, PlanSet
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact, CareIssued, Happened, LookedRemotely, Observed
from hub.rooms.order_facts import OrderReached, Progress
from hub.staff.facts import RotaSet
from tests.hub.record.nights import EPISODE, a_bad_night
from tests.hub.world import ASH_4, KO, MT, TWO_AM, World
from ward.authority import Authority
from ward.happenings import DoorMoved
from ward.units import Instant, minutes, seconds

NIGHT = a_bad_night()
NUMBERED: list[Numbered] = list(enumerate(NIGHT.facts, start=2))


def clock(at: Instant) -> str:
    return f"{at:%H:%M:%S}"


def chosen(facts: Sequence[Numbered], of: OfEpisode | OfRoom) -> list[Numbered]:
    return [(number, fact) for number, fact in facts if of.takes(number, fact)]


def record(facts: Sequence[AnyFact], id_: str = EPISODE) -> list[AnyFact]:
    numbered = list(enumerate(facts, start=2))
    (one,) = [each for each in episodes(numbered) if each.id == id_]
    return [fact for _, fact in chosen(numbered, OfEpisode(one))]


# ---- what belongs to it ------------------------------------------------------------------------


def test_episodes_are_found_with_their_ends_whose_room_they_are_in() -> None:
    first, next_door, second = episodes(NUMBERED)
    assert (first.id, str(first.room), first.initials) == (EPISODE, "ash/04", "J.T.")
    assert clock(first.began_at) == "02:02:00"
    assert first.ended_at is not None
    assert clock(first.ended_at) == "03:10:00"
    assert (next_door.ended_at, str(next_door.room)) == (None, "ash/01")
    assert (second.initials, second.ended) == ("R.P.", None)


def test_an_episodes_record_is_of_its_room_and_ends_with_it() -> None:
    told = record(NIGHT.facts)
    rooms = {fact.room for fact in told if isinstance(fact, Fact)}
    assert rooms == {ASH_4}
    assert [fact.id for fact in told if isinstance(fact, EpisodeBegan)] == [EPISODE]
    assert told[-1].at <= TWO_AM + minutes(72)
    assert sum(isinstance(fact, Observed) for fact in told) == 3
    care = [fact for fact in told if isinstance(fact, CareIssued)]
    assert all(one.care.confinement for one in care)  # none of after it, which is others'


def test_what_is_told_late_of_an_episode_belongs_to_it() -> None:
    ward = a_bad_night()
    before = len(record(ward.facts))
    ward.happens(ASH_4, DoorMoved(is_open=True), age_s=600)
    ward.happens(ASH_4, DoorMoved(is_open=False), age_s=5)
    told = record(ward.facts)
    assert len(told) == before + 1
    assert isinstance(told[-1], Happened)
    assert clock(told[-1].observed_at) == "03:02:00"


def test_an_episode_that_ends_unseen_goes_on_until_somebody_came() -> None:
    ward = World()
    ward.until("02:02")
    ward.locked_in(ASH_4)
    ward.begins(ASH_4)
    ward.until("02:30")
    ward.ends(ASH_4)
    ward.until("02:40")
    ward.cctv(ASH_4)
    ward.until("02:45")
    ward.visit(ASH_4)
    ward.wait(60)
    ward.cctv(ASH_4)
    told = record(ward.facts)
    assert [clock(fact.at) for fact in told if isinstance(fact, LookedRemotely)] == ["02:40:00"]
    assert [clock(fact.at) for fact in told if isinstance(fact, Observed)] == ["02:45:00"]
    assert told[-1].at <= TWO_AM + minutes(45)


def test_whoever_was_unseen_before_an_episode_has_that_time_in_the_record() -> None:
    """Confined and unseen before anybody wrote it down: what the door told then is of it."""
    began = next(fact for fact in NIGHT.facts if isinstance(fact, EpisodeBegan))
    earlier = began.model_copy(update={"watch_since": began.at - minutes(1)})
    facts = [earlier if fact is began else fact for fact in NIGHT.facts]
    facts.insert(0, _opened(began.at - minutes(2)))
    facts.insert(1, _opened(began.at - seconds(30)))
    told = record(facts)
    opened = [f for f in told if isinstance(f, Happened) and isinstance(f.happening, DoorMoved)]
    assert clock(opened[0].observed_at) == "02:01:30"


def _opened(at: Instant) -> Happened:
    return Happened(
        room=ASH_4, at=at, observed_at=at, boot="b1", n=1, happening=DoorMoved(is_open=True)
    )


def test_an_alarm_that_began_in_it_belongs_to_it_to_its_end() -> None:
    end = next(n for n, fact in enumerate(NIGHT.facts) if isinstance(fact, EpisodeEnded))
    at = NIGHT.facts[end].at
    alarm = AlarmBegan(room=ASH_4, at=at, id="a-1", condition="node silent", words="silent")
    later = AlarmEnded(room=ASH_4, at=at + seconds(5), id="a-1", condition="node silent")
    other = AlarmEnded(room=ASH_4, at=at + seconds(5), id="a-2", condition="node silent")
    facts = [*NIGHT.facts[:end], alarm, NIGHT.facts[end], later, other]
    assert record(facts)[-1] == later


def test_the_rota_that_is_set_meanwhile_belongs_to_it_and_one_of_before_does_not() -> None:
    rota = next(fact for fact in NIGHT.facts if isinstance(fact, RotaSet))
    later = rota.model_copy(update={"at": TWO_AM + minutes(30)})
    at = next(n for n, fact in enumerate(NIGHT.facts) if fact.at >= later.at)
    told = record([*NIGHT.facts[:at], later, *NIGHT.facts[at:]])
    assert [fact for fact in told if isinstance(fact, RotaSet)] == [later]


@pytest.mark.parametrize(("since", "until", "looks"), [(25, 35, 2), (26, 31, 1), (36, 40, 0)])
def test_a_rooms_time_is_what_was_written_in_it(since: int, until: int, looks: int) -> None:
    of = OfRoom(ASH_4, TWO_AM + minutes(since), TWO_AM + minutes(until))
    told = chosen(NUMBERED, of)
    assert sum(isinstance(fact, LookedRemotely) for _, fact in told) == looks


# ---- whence it is ------------------------------------------------------------------------------


def test_every_kind_of_fact_says_when_by_whom_and_on_what_as_far_as_it_holds_it() -> None:
    told = {fact.fact: provenance.of(fact) for fact in NIGHT.facts}
    seen = told["observed"]
    assert (seen.by, seen.grade, seen.ends_spell) == (MT.ref, "full", True)
    assert seen.device is not None
    assert (seen.device.name, seen.device.boot) == ("door unit of ash/04", "boot-1")
    door = told["happened"].device
    assert door is not None
    assert door.name.startswith("node of ash/")
    assert told["alarm began"].device == provenance.Device("hub")
    typed = [provenance.of(f) for f in NIGHT.facts if isinstance(f, LookedRemotely)][-1]
    assert typed.said_to_be_at == TWO_AM + minutes(40)
    assert typed.written_at == TWO_AM + minutes(55)
    assert (typed.by, typed.device) == (MT.ref, None)
    assert told["episode began"].by == "K.O."
    assert told["plan set"].by == KO.ref


def test_a_visit_that_was_not_recorded_on_the_door_unit_is_the_nodes_word() -> None:
    seen = next(fact for fact in NIGHT.facts if isinstance(fact, Observed))
    evidence = seen.observation.evidence.model_copy(update={"form_here": False})
    other = seen.observation.model_copy(update={"evidence": evidence})
    device = provenance.of(seen.model_copy(update={"observation": other})).device
    assert device is not None
    assert device.name == f"node of {seen.room}"


@pytest.mark.parametrize(
    ("progress", "name"),
    [(Progress.DONE, "node of ash/04"), (Progress.REFUSED, "node of ash/04"),
     (Progress.SENT, "hub"), (Progress.EXPIRED, "hub")],
)  # fmt: skip
def test_a_node_answers_an_order_and_the_hub_sends_it(progress: Progress, name: str) -> None:
    reached = OrderReached(room=ASH_4, at=TWO_AM, order="o1", progress=progress)
    assert provenance.of(reached).device == provenance.Device(name)


def test_what_nobody_knows_the_time_of_is_said_to_be_the_latest() -> None:
    untimed = _opened(TWO_AM).model_copy(update={"untimed": True})
    assert provenance.of(untimed).is_latest
    assert not provenance.of(_opened(TWO_AM)).is_latest


# ---- spells and alarms -------------------------------------------------------------------------


def of_room(facts: Sequence[AnyFact]) -> list[tuple[Instant, AnyFact]]:
    return [(fact.at, fact) for fact in facts if isinstance(fact, Fact) and fact.room == ASH_4]


def test_a_late_word_of_a_door_shortens_what_is_known_now_and_not_what_was_known_then() -> None:
    ward = a_bad_night()
    told = record(ward.facts)
    (now,) = known_now(of_room(told), TWO_AM + minutes(70))
    assert (clock(now.since), clock(now.until or TWO_AM)) == ("02:12:00", "03:00:00")
    late = next(f for f in told if isinstance(f, Observed) and f.ends_spell)
    visit = late.model_copy(
        update={"observed_at": TWO_AM + minutes(40), "at": TWO_AM + minutes(65)}
    )
    both = [
        (now.since, now.until) for now in known_now(of_room([*told, visit]), TWO_AM + minutes(70))
    ]
    assert [(clock(since), clock(until)) for since, until in both if until] == [
        ("02:12:00", "02:40:00"),
        ("02:40:00", "03:00:00"),
    ]
    (then,) = known_then(of_room([*told, visit]))
    assert (clock(then.since), clock(then.until or TWO_AM)) == ("02:12:00", "03:00:00")


def test_of_a_rooms_time_a_spell_counts_from_the_visit_before_it() -> None:
    since, ends = TWO_AM + minutes(28), TWO_AM + minutes(50)
    before = [fact for fact in record(NIGHT.facts) if fact.at < since and (
        isinstance(fact, EpisodeBegan | PlanSet) or (isinstance(fact, Observed) and fact.ends_spell)
    )]  # fmt: skip
    within = [fact for fact in record(NIGHT.facts) if since <= fact.at < ends]
    now, _ = of_span(of_room(before), of_room(within), since, ends)
    assert [(clock(one.since), one.until) for one in now] == [("02:12:00", None)]
    last = [fact for fact in record(NIGHT.facts) if isinstance(fact, Observed) and fact.ends_spell]
    stood = [before[0], last[-1]]  # as is known of a time after both: who came between is not
    none, _ = of_span(of_room(stood), (), TWO_AM + minutes(62), TWO_AM + minutes(68))
    assert none == ()


def test_an_alarm_says_who_was_told_and_what_became_of_it() -> None:
    told = chosen(NUMBERED, OfEpisode(episodes(NUMBERED)[0]))
    alarm, review = flagged(told)
    assert review.condition == "review overdue"  # no doctor had come within the hour
    assert (alarm.condition, clock(alarm.flagged_at)) == ("blank spell", "02:27:01")
    assert alarm.told == (MT.ref, KO.ref)
    assert alarm.ended_at is not None
    assert clock(alarm.ended_at) == "03:00:00"
    by_number = dict(told)
    kinds = [by_number[number].fact for number in alarm.then]
    assert kinds[0] == "escalated"
    assert "alarm acknowledged" in kinds
    assert kinds[-2:] == ["observed", "alarm ended"]


def test_a_record_in_plain_words_says_the_worst_first() -> None:
    told = chosen(NUMBERED, OfEpisode(episodes(NUMBERED)[0]))
    span = TWO_AM + minutes(2), TWO_AM + minutes(70)
    spells = of_span((), of_room([fact for _, fact in told]), *span)
    found = summed(told, flagged(told), spells, span)
    assert list(sentences(found, clock)) == [
        "It covers 1 h 08 min, from 02:02:00 to 03:10:00.",
        "The longest time in which nobody came in person: 48 min, since 02:12:00 until 03:00:00. "
        "This is the only blank spell, as is known now.",
        "At a handover, by the rota as it was then: 1 of 1.",
        "The hub flagged one at the time.",
        "Visits recorded at the door: 3 (2 full, 1 weak, 0 none); 2 ended the wait.",
        "4 looks from afar (3 by CCTV, 1 typed at the station): none of them counts.",
        "Alarms: 1 blank spell, 1 review overdue.",
        "The plan at the beginning: every 15 min (Code of Practice, ~26.124), set by K.O. "
        "It was set anew once.",
    ]
    marks = {basis.what: basis.authority for basis in bases(found, flagged(told))}
    assert marks["Observed every 15 min"] is Authority.CODE
    assert marks["Observed every 30 min"] is Authority.LOCAL
    assert marks["Alarm: blank spell"] is Authority.PROPOSAL
