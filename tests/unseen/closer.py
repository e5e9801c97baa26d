"""Closer watch and scores: a mode makes somebody due sooner, and no word of one makes it later."""

from collections.abc import Iterator
from itertools import product
from random import Random

from hub.acts import Authorise, SetPlan
from hub.mode_acts import EndMode, NoteRestraint, Release, Restrain, Tranquillised
from hub.score_acts import ChartSet, RecordAssessment, SetAge
from tests.unseen.deeds import MAY, MAY_NOT
from tests.unseen.kinds import Kinds
from tests.unseen.said import happens
from tests.unseen.visits import by_staff, visit
from tests.unseen.ward import DR, ROOMS, Ward, any_room
from ward.authority import Authority
from ward.charted import Charted, Measurements
from ward.charts import Chart
from ward.envelope import ChartedBody, VitalBody
from ward.happenings import Happening
from ward.modes import (
    Airway,
    DrugClass,
    DrugRoute,
    Mode,
    ModeBegun,
    ModeKind,
    RestraintNoted,
    RestraintReleased,
)
from ward.news2 import Breathes, Consciousness, Scale
from ward.observations import Position
from ward.rooms import RoomId
from ward.units import Instant, minutes
from ward.vitals import Rate, Vital

CLOSER = Kinds()
# By how often somebody must come then, for so many minutes: of ward.mode_table, written down again.
SEDATED = ((15.0, 60.0), (60.0, None))
RELEASED = ((5.0, 15.0), (15.0, 60.0), (60.0, 240.0))


@CLOSER("rapid tranquillisation given", Tranquillised)
def _given(ward: Ward, rng: Random) -> None:
    """Whenever it is said to have been."""
    room, said_min = any_room(rng), rng.choice((None, 0, 20, 239))
    said_at = None if said_min is None else ward.now - minutes(said_min)
    drug, route = rng.choice(tuple(DrugClass)), rng.choice(tuple(DrugRoute))
    if ward.does(Tranquillised(room, drug, route, rng.choice((MAY, MAY_NOT)), said_at)):
        ward.witness.asks(room, ModeKind.TRANQUILLISED, SEDATED, ward.true_s)


@CLOSER("somebody is held", Restrain)
def _held(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    if ward.does(Restrain(room, MAY_NOT)):
        ward.witness.asks(room, ModeKind.RESTRAINT, (), ward.true_s)


@CLOSER("how whoever is held lies", NoteRestraint)
def _noted(ward: Ward, rng: Random) -> None:
    position, airway = rng.choice(tuple(Position)), rng.choice(tuple(Airway))
    ward.does(NoteRestraint(any_room(rng), position, airway, MAY))


@CLOSER("held no longer", Release)
def _released(ward: Ward, rng: Random) -> None:
    """Said again, it changes nothing."""
    _lets_go(ward, any_room(rng))


def _lets_go(ward: Ward, room: RoomId) -> None:
    held = (mode for mode in ward.state(room).modes if mode.is_held)
    is_held = next(held, None) is not None
    if ward.does(Release(room, MAY)) and is_held:
        ward.witness.asks(room, ModeKind.RESTRAINT, RELEASED, ward.true_s)


@CLOSER("let go under a plan that asks less", SetPlan, Restrain, Release)
def _let_go(ward: Ward, rng: Random) -> Iterator[str]:
    """Seen just now, and due by nothing but what the mode asks; perhaps nobody comes."""
    room = any_room(rng)
    if ward.does(SetPlan(room, 240, Authority.LOCAL, "", MAY)):
        ward.witness.plans(room, 240 * 60.0, ward.true_s)
    yield from visit(ward, room, by_staff(ward, rng))
    if ward.does(Restrain(room, MAY)):
        ward.witness.asks(room, ModeKind.RESTRAINT, (), ward.true_s)
    _lets_go(ward, room)
    ward.wait(rng.choice((0.0, 1.0, 1.0, 320.0)))


@CLOSER("measured, and it scores", SetAge, Authorise, VitalBody, Rate)
def _scores(ward: Ward, rng: Random) -> None:
    """By the radar alone, of whoever it is authorised for and whose chart is known."""
    room = any_room(rng)
    ward.does(SetAge(room, MAY, 34))
    until = ward.now + minutes(600)
    ward.does(Authorise(room, MAY, "after injection", until, capacity="agrees"))
    said = Rate(per_minute=rng.choice((7.0, 27.0)), quality=0.9)
    for _ in range(4):
        ward.says(room, VitalBody(vital=Vital.BREATHING, said=said, commissioned=True))
        ward.wait(8.0)


@CLOSER("a mode would be ended", EndMode)
def _ends(ward: Ward, rng: Random) -> None:
    """It should never have begun, or its time is up; what is due by it stays due."""
    room, kind = any_room(rng), rng.choice(tuple(ModeKind))
    act = EndMode(room, kind, rng.choice((MAY, DR.ref)), "no concern", rng.random() < 0.7)
    if ward.does(act):
        ward.witness.asks_no_more(room, kind, ward.true_s)


@CLOSER("a mode by the door unit's word", ModeBegun, RestraintNoted, RestraintReleased, weight=4)
def _at_door(ward: Ward, rng: Random) -> Iterator[str]:
    """It goes after whoever was there then: what the witness had of its kind is not sure any more.

    Whatever is said so, nobody is due later for it.
    """
    room = any_room(rng)
    ids = [mode.id for mode in ward.state(room).modes] or ["none"]
    id_ = rng.choice((*ids, f"{room.slug}-door-{ward.true_s:.0f}"))
    kind, drug = rng.choice(tuple(ModeKind)), rng.choice((None, DrugClass.BOTH))
    mode = Mode(
        id=id_, kind=kind, began_at=ward.now, by=MAY, drug=drug,
        route=rng.choice((None, DrugRoute.ORAL)),
    )  # fmt: skip
    lies = RestraintNoted(
        mode=id_, by=MAY, position=Position.FACE_DOWN, airway=rng.choice(tuple(Airway))
    )
    said: Happening = rng.choice((ModeBegun(mode=mode), lies, RestraintReleased(mode=id_, by=MAY)))
    if not isinstance(said, RestraintNoted):
        for each, one in product(ward.witness.perhaps_now_in(room), ModeKind):
            ward.witness.asks_no_more(each, one, ward.true_s, surely=False)
    due = {each: due_of(ward, each) for each in ROOMS}
    happens(ward, room, said, rng)
    for each, before in due.items():
        after = due_of(ward, each)
        if before and after and before[0] == after[0] and after[1] > before[1]:
            yield f"{each}: due at {before[1]}, and at {after[1]} for a word of the door"


def due_of(ward: Ward, room: RoomId) -> tuple[tuple[str, Instant], Instant] | None:
    """Of which confinement, unseen since when; and when somebody must come."""
    state = ward.state(room)
    if state.episode is None or state.watch is None:
        return None
    return (state.episode.id, state.watch.since), state.watch.due_at


@CLOSER("an age, and whose chart", SetAge)
def _age(ward: Ward, rng: Random) -> None:
    age, chosen = rng.choice(((34, None), (17, None), (17, Chart.NEWS2), (9, None), (-1, None)))
    ward.does(SetAge(any_room(rng), MAY, age, chosen))


@CLOSER("a set written down at the station", ChartSet)
def _set(ward: Ward, rng: Random) -> None:
    ward.does(ChartSet(any_room(rng), MAY_NOT, _measured(rng)))


@CLOSER("a set written down at the door", ChartedBody)
def _charted(ward: Ward, rng: Random) -> None:
    """By somebody who was there; however whole, it says nothing of who was seen."""
    ref = rng.choice(sorted(ward.badges))
    charted = Charted(by=ref, badge=ward.badges[ref], taken_at=ward.now, measured=_measured(rng))
    ward.says(any_room(rng), ChartedBody(charted=charted), age_s=rng.choice((0.0, 0.0, 45.0)))


@CLOSER("an assessment because of a score", RecordAssessment)
def _assessed(ward: Ward, rng: Random) -> None:
    ward.does(RecordAssessment(any_room(rng), MAY, rng.choice((DR.ref, " ")), "seen, no change"))


def _measured(rng: Random) -> Measurements:
    """Nothing, a part, or a whole set, well or ill."""
    if rng.random() < 0.3:
        return rng.choice((Measurements(), Measurements(breathing=rng.randint(4, 40))))
    return Measurements(
        breathing=rng.randint(6, 30),
        heart=rng.randint(30, 160),
        spo2=rng.randint(80, 100),
        scale=rng.choice(tuple(Scale)),
        breathes=rng.choice(tuple(Breathes)),
        systolic=rng.randint(70, 230),
        consciousness=rng.choice(tuple(Consciousness)),
        temperature_c=rng.choice((34.5, 37.0, 39.6)),
    )
