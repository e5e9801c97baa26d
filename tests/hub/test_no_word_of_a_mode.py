"""No word of a mode makes anybody due later: whatever is said, however late, in any order."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.rooms.clock_facts import ClockSetBack, ClockSetOn
from hub.rooms.episode_facts import EpisodeBegan, EpisodeEnded
from hub.rooms.evolve import after
from hub.rooms.moded import after_mode
from hub.rooms.replaced import replace
from hub.rooms.score_facts import SetCharted
from hub.rooms.scores import Scores
from hub.rooms.state import Written
from hub.rooms.watch import Watch
from tests.hub.scoring import WELL
from tests.hub.world import ASH_4, JT, MT, RP, TWO_AM
from ward.authority import Authority
from ward.care import Person, Plan
from ward.charted import Where
from ward.mode_table import Given, restraint, tranquillised
from ward.modes import (
    Airway,
    DrugClass,
    DrugRoute,
    ModeBegun,
    ModeChange,
    ModeEnded,
    RestraintNoted,
    RestraintReleased,
)
from ward.observations import Position
from ward.units import Instant, seconds

PLAN = Plan(every_min=240, authority=Authority.LOCAL, source="-", set_by="K.O.", set_at=TWO_AM)
IDS = st.sampled_from(["m-1", "m-2", "m-3"])
KINDS = st.sampled_from(["dose", "dose", "hold", "noted", "released", "ended"])
AGES = st.sampled_from([0, 0, 1, 2, 5, 6, 60, 300, 900, 901, 3600, 3601, 14_400, 20_000])
WAITS = st.sampled_from([0, 1, 4, 61, 299, 301, 899, 901, 3599, 7200])
DEEDS = st.sampled_from(["visit", "check", "ends", "begins", "another", "set on", "set back"])
Said = tuple[str, str, int, bool]
Step = int | str | Said
Due = tuple[str, Instant, Instant]


@dataclass(frozen=True)
class Ward:
    """One room, and the hub's time."""

    state: Written
    now: Instant


def begun(ward: Ward, person: Person) -> Written:
    went_on = tuple(one for former in ward.state.formers for one in former.modes)
    fact = EpisodeBegan(
        room=ASH_4, at=ward.now, id=f"e-{ward.now}", person=person, plan=PLAN, decided_by="K.O.",
        why="-", watch_since=ward.now, modes=went_on[:1],
    )  # fmt: skip
    return ward.state if ward.state.episode else after(ward.state, fact)


def does(ward: Ward, deed: str) -> Written:
    state, now = ward.state, ward.now
    match deed:
        case "visit":
            watch = state.watch and state.watch.seen(now, now)
            return replace(state, watch=watch)
        case "check":
            fact = SetCharted(
                room=ASH_4, at=now, by=MT.ref, where=Where.STATION, taken_at=now, measured=WELL,
                chart=None, total=None,
            )  # fmt: skip
            return after(state, fact) if state.episode else state
        case "ends":
            ended = EpisodeEnded(room=ASH_4, at=now, id="e", ended_by="K.O.", why="-", unseen=False)
            return after(state, ended)
        case "set on":
            return after(state, ClockSetOn(room=ASH_4, at=now, by_s=600))
        case "set back":
            return after(state, ClockSetBack(room=ASH_4, at=now, by_s=600))
    return begun(ward, JT if deed == "begins" else RP)


def word(kind: str, id_: str, at: Instant) -> ModeChange:
    """As a door says it."""
    match kind:
        case "dose":
            drug = DrugClass.LONG_ACTING if id_ == "m-3" else DrugClass.BENZODIAZEPINE
            return ModeBegun(
                mode=tranquillised(id_, MT.ref, Given(drug, DrugRoute.INTRAMUSCULAR), at)
            )
        case "hold":
            return ModeBegun(mode=restraint(id_, MT.ref, at))
        case "noted":
            prone = Position.FACE_DOWN
            return RestraintNoted(mode=id_, by=MT.ref, position=prone, airway=Airway.CLEAR)
        case "released":
            return RestraintReleased(mode=id_, by=MT.ref)
    return ModeEnded(mode=id_, by=MT.ref, why="never begun", in_error=True)


def dues(state: Written) -> Iterator[tuple[str, Watch | None, Scores]]:
    """Of whoever is there, and of all who were: each with what they are due by."""
    if state.episode:
        yield state.episode.person.ref, state.watch, state.scores
    for former in state.formers:
        yield former.person.ref, former.watch, former.scores


def due(watch: Watch | None, scores: Scores) -> tuple[Instant | None, Instant | None]:
    return watch.due_at if watch else None, scores.check_due_at


def seen_now(watch: Watch | None, scores: Scores, now: Instant) -> tuple[Instant | None, ...]:
    """By when somebody is due again if they were seen, and checked, at this moment."""
    return (
        watch.seen(now, now).due_at if watch else None,
        scores.checks.after(now).due_at(now),
    )


def later(before: tuple[Instant | None, ...], after: tuple[Instant | None, ...]) -> bool:
    each = zip(before, after, strict=True)
    return any(one is not None and (two is None or two > one) for one, two in each)


@pytest.mark.hazard("H-42")
@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(KINDS, IDS, AGES, st.booleans()),
            st.tuples(KINDS, IDS, AGES, st.booleans()),
            WAITS,
            DEEDS,
        ),
        min_size=2,
        max_size=14,
    )
)
def test_nobody_is_due_later_for_it(steps: list[Step]) -> None:
    ward = Ward(Written(ASH_4), TWO_AM)
    ward = Ward(begun(ward, JT), TWO_AM)
    for step in steps:
        match step:
            case int():
                ward = Ward(ward.state, ward.now + seconds(step))
            case str():
                ward = Ward(does(ward, step), ward.now)
            case (kind, id_, age_s, untimed):
                ward = told(ward, kind, word(kind, id_, ward.now - seconds(age_s)), age_s, untimed)


def told(ward: Ward, kind: str, said: ModeChange, age_s: int, untimed: bool) -> Ward:
    at = ward.now - seconds(age_s)
    state = after_mode(ward.state, said, at, ward.now, untimed=untimed)
    known = {ref: (watch, scores) for ref, watch, scores in dues(state)}
    for ref, watch, scores in dues(ward.state):
        assert not later(due(watch, scores), due(*known[ref])), "due later than before"
        if kind == "dose":  # one more thing to be watched for takes nothing from any other
            then = seen_now(*known[ref], ward.now)
            assert not later(seen_now(watch, scores, ward.now), then), "due later after a visit"
    return Ward(state, ward.now)
