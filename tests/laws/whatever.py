"""Whatever can happen to a ward, as steps that Hypothesis strings together."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st

from hub.acts import Authorise, SetPlan
from tests.hub.world import ASH_1, ASH_4, JT, RP, World
from ward.authority import Authority
from ward.envelope import HappeningBody, Owes, ReadingsBody, Standing, VitalBody
from ward.happenings import (
    BadgeShown,
    CallPressed,
    DoorMoved,
    Happening,
    LockMoved,
    Place,
    PresenceMoved,
    TalkMoved,
)
from ward.observations import Evidence
from ward.readings import Quantity, Reading
from ward.units import seconds
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Vital

Step = Callable[[World], None]

rooms = st.sampled_from([ASH_1, ASH_4])
ages = st.sampled_from([0.0, 0.0, 0.0, 3.25, 29.0, 31.0, 60.0, 400.0, 4000.0])
boots = st.sampled_from(["boot-1", "boot-1", "boot-2"])
maybe = st.sampled_from([None, True, False])
happenings: st.SearchStrategy[Happening] = st.one_of(
    st.builds(DoorMoved, is_open=st.booleans()),
    st.builds(LockMoved, is_locked=st.booleans()),
    st.builds(PresenceMoved, place=st.sampled_from(Place), is_there=st.booleans()),
    st.just(CallPressed()),
    st.builds(TalkMoved, is_talking=st.booleans()),
    st.just(BadgeShown(badge="04A1B2C3")),
)
standings = st.builds(
    Standing, door_open=maybe, locked=maybe, in_room=maybe, in_ensuite=maybe, at_door=maybe
)


@st.composite
def _wait(draw: st.DrawFn) -> Step:
    span_s = draw(st.sampled_from([0.25, 1, 5, 12, 20, 61, 125, 301, 301]))
    return lambda ward: ward.wait(span_s)


@st.composite
def _happens(draw: st.DrawFn) -> Step:
    room, happening, age_s, boot = draw(rooms), draw(happenings), draw(ages), draw(boots)
    n = draw(st.one_of(st.none(), st.none(), st.integers(1, 12)))
    synced = draw(st.booleans())
    sender = draw(st.sampled_from([None, None, "boot-2", "boot-3"]))
    body = HappeningBody(happening=happening)
    return lambda ward: _ignore(
        ward.hears(room, body, age_s=age_s, boot=boot, n=n, synced=synced, sent_boot=sender)
    )


@st.composite
def _health(draw: st.DrawFn) -> Step:
    room, standing, boot = draw(rooms), draw(standings), draw(boots)
    n = draw(st.one_of(st.none(), st.integers(0, 12)))
    oldest = draw(st.one_of(st.none(), st.integers(1, 12)))
    owes = () if oldest is None else (Owes(boot=boot, oldest=oldest, count=3),)
    return lambda ward: ward.health(room, standing=standing, owes=owes, boot=boot, n=n)


def _word(ward: World, what: int) -> Rate | Doubted | NotBreathing:
    if what == 0:
        return Rate(per_minute=14.0, quality=0.9)
    if what == 1:
        return Doubted(doubt=Doubt.MOVING)
    return NotBreathing(since=ward.now - seconds(what))


@st.composite
def _breathes(draw: st.DrawFn) -> Step:
    room, what, age_s = draw(rooms), draw(st.sampled_from([0, 0, 1, 2, 25, 100])), draw(ages)

    def step(ward: World) -> None:
        body = VitalBody(vital=Vital.BREATHING, said=_word(ward, what))
        ward.hears(room, body, age_s=age_s)

    return step


@st.composite
def _keeps(draw: st.DrawFn) -> Step:
    room, boot = draw(rooms), draw(boots)
    whats = draw(st.lists(st.sampled_from([0, 1, 25, 100, 900]), min_size=1, max_size=4))
    sender = draw(st.sampled_from([None, "boot-3"]))
    synced, oldest_s = draw(st.booleans()), draw(st.sampled_from([90.0, 300.0, 900.0]))

    def step(ward: World) -> None:
        bodies = tuple(
            (oldest_s - 20 * place, VitalBody(vital=Vital.BREATHING, said=_word(ward, what)))
            for place, what in enumerate(whats)
        )
        ward.keeps(room, *bodies, boot=boot, sent_boot=sender, synced=synced)

    return step


@st.composite
def _visit(draw: st.DrawFn) -> Step:
    room, age_s = draw(rooms), draw(ages)
    badge = draw(st.sampled_from(["04A1B2C3", None]))
    evidence = Evidence(badge=badge, by="st-01", stayed_s=30, form_here=True)
    return lambda ward: ward.visit(room, age_s=age_s, evidence=evidence)


READS = ReadingsBody(readings=(Reading(quantity=Quantity.TEMPERATURE, sensor="sht4x", value=20.5),))


def _on(*deeds: Callable[..., object]) -> st.SearchStrategy[Step]:
    return st.builds(
        lambda deed, room: lambda ward: _ignore(deed(ward, room)), st.sampled_from(deeds), rooms
    )


def _restarts(ward: World) -> None:
    ward.restart_hub()


def _restarts_set_back(ward: World) -> None:
    ward.restart_hub(back_s=90)


def _set_back(ward: World) -> None:
    ward.now -= timedelta(minutes=10)


def _set_back_a_little(ward: World) -> None:
    ward.now -= timedelta(seconds=4)


def _ignore(_what: object) -> None:
    return None


acts = _on(
    lambda ward, room: ward.begins(room, JT),
    lambda ward, room: ward.begins(room, RP, 5),
    lambda ward, room: ward.ends(room),
    lambda ward, room: ward.authorises(room, 0.05),
    lambda ward, room: ward.authorises(room),
    lambda ward, room: ward.does(Authorise(room, "K.O.", "no longer", None)),
    lambda ward, room: ward.does(SetPlan(room, 1, Authority.LOCAL, "", "K.O.")),
    lambda ward, room: ward.cctv(room),
    lambda ward, room: ward.asks(room),
    lambda ward, room: ward.hears(room, READS),
    lambda ward, room: ward.alive.discard(room),
    lambda ward, room: ward.alive.add(room),
    lambda ward, room: ward.locked_in(room),
)
steps = st.one_of(
    _wait(),
    _happens(),
    _health(),
    _breathes(),
    _keeps(),
    _visit(),
    acts,
    acts,
    st.sampled_from([_set_back, _set_back_a_little]),
)
steps_and_kills = st.one_of(steps, steps, steps, st.sampled_from([_restarts, _restarts_set_back]))


def _confined(ward: World) -> None:
    ward.begins(ASH_4, JT, 5)
    ward.authorises(ASH_4)


def _shut_in(ward: World) -> None:
    ward.locked_in(ASH_4)


def _silent(ward: World) -> None:
    ward.alive.clear()


def _holds_its_breath(ward: World) -> None:
    _confined(ward)
    ward.breathes(ASH_4, NotBreathing(since=ward.now))


beginnings = st.lists(
    st.sampled_from([_confined, _shut_in, _silent, _holds_its_breath]), max_size=2, unique=True
)


@st.composite
def stories(draw: st.DrawFn, step: st.SearchStrategy[Step] = steps) -> list[Step]:
    """A beginning, and then one thing after another with time between."""
    story: list[Step] = list(draw(beginnings))
    for _ in range(draw(st.integers(1, 8))):
        story += [draw(_wait()), draw(step)]
    return [*story, draw(_wait())]
