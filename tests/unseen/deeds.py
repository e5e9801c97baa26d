"""What people do at the station and anywhere else: none of it is a visit."""

from random import Random

from hub.acts import (
    Acknowledge,
    Ask,
    Authorise,
    BeginEpisode,
    Delivered,
    EndEpisode,
    Look,
    MarkAlarm,
    NameObservers,
    On,
    PauseAudio,
    RemoveStaff,
    SetLimit,
    SetPin,
    SetPlan,
    SetRota,
    SetStaff,
    Sign,
)
from hub.privacy_acts import PanelLook
from hub.rooms.episode_facts import KnownObserver, LimitName
from hub.rooms.facts import How
from hub.staff.duty import Duty
from hub.staff.facts import Shift
from hub.tries import EndAlarm, SaySeen
from hub.walk_acts import AskWalk, EndCommissioning, SignWalk
from tests.hub.world import JT, KO, MT, RP, WALKED
from tests.unseen.kinds import Kinds
from tests.unseen.said import health
from tests.unseen.ward import DR, WM, Ward, any_room
from ward.authority import Authority
from ward.care import Cover, Role, Staff
from ward.commissioning import Phase, WalkAsked, Walking, WalkStep
from ward.envelope import Standing
from ward.orders import Lamp, LightAsked, TemperatureAsked
from ward.rooms import RoomId
from ward.units import minutes, seconds

DEEDS = Kinds()
MAY, MAY_NOT = KO.ref, MT.ref  # of the nurse in charge, and of a nurse
EVERY_MIN = (1, 1, 2, 3, 5)
AGENCY = Staff(ref="st-09", initials="A.A.", role=Role.NURSE, badge="04A1B2FF")
WORDS = ("", "asleep", "sitting up, talked", "seen at 02:15")


def begin(ward: Ward, room: RoomId, rng: Random) -> None:
    person, every_min = rng.choice((JT, JT, RP)), rng.choice(EVERY_MIN)
    cover, varied = rng.choice(tuple(Cover)), rng.random() < 0.3
    act = BeginEpisode(room, person, every_min, Authority.CODE, "~26.124", MAY, "x", cover, varied)
    if ward.does(act):
        ward.witness.begins(room, person.ref, 60.0 * every_min, ward.true_s)


@DEEDS("an episode begins", BeginEpisode, weight=6)
def _begins(ward: Ward, rng: Random) -> None:
    begin(ward, any_room(rng), rng)


@DEEDS("an episode ends", EndEpisode)
def _ends(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    if ward.does(EndEpisode(room, MAY, "calm")):
        ward.witness.ends(room, ward.true_s)


@DEEDS("an episode ends and begins anew", EndEpisode, BeginEpisode)
def _anew(ward: Ward, rng: Random) -> None:
    """Here, or next door, on the spot."""
    room = any_room(rng)
    if ward.does(EndEpisode(room, MAY, "calm")):
        ward.witness.ends(room, ward.true_s)
    begin(ward, rng.choice((room, any_room(rng))), rng)


@DEEDS("another plan", SetPlan, weight=4)
def _plans(ward: Ward, rng: Random) -> None:
    room, every_min = any_room(rng), rng.choice((*EVERY_MIN, 15, 60, 240))
    cover, varied = rng.choice(tuple(Cover)), rng.random() < 0.3
    act = SetPlan(room, every_min, Authority.LOCAL, "", rng.choice((MAY, MAY_NOT)), cover, varied)
    if ward.does(act):
        ward.witness.plans(room, 60.0 * every_min, ward.true_s)


@DEEDS("what one may not do", EndEpisode, SetPlan)
def _may_not(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    act = rng.choice(
        (
            EndEpisode(room, MAY_NOT, "calm"),
            SetPlan(room, 240, Authority.LOCAL, "", "nobody known"),
            EndEpisode(room, "st-77", "calm"),
        )
    )
    if ward.does(act):
        raise AssertionError(f"{act} was done")


@DEEDS("vital signs authorised or not", Authorise)
def _authorises(ward: Ward, rng: Random) -> None:
    until = rng.choice((None, ward.now + seconds(30), ward.now + minutes(600)))
    ward.does(Authorise(any_room(rng), MAY, "after injection", until, capacity="agrees"))


@DEEDS("a look by CCTV", Look)
def _cctv(ward: Ward, rng: Random) -> None:
    ward.does(Look(any_room(rng), How.CCTV, rng.choice((MAY, MAY_NOT)), rng.choice(WORDS)))


@DEEDS("a look at the vital signs", Look, PanelLook)
def _vitals(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    ward.does(Look(room, How.VITALS, MAY))
    ward.does(PanelLook(room, MAY_NOT))


@DEEDS("an entry typed at the station", Look)
def _typed(ward: Ward, rng: Random) -> None:
    said_at = rng.choice((None, ward.now - seconds(60), ward.now))
    ward.does(Look(any_room(rng), How.STATION, MAY_NOT, rng.choice(WORDS), said_at))


@DEEDS("somebody says at the station that they were seen", SaySeen)
def _says_seen(ward: Ward, rng: Random) -> None:
    ward.does(SaySeen(any_room(rng), MAY, rng.choice(WORDS), rng.choice((None, ward.now))))


@DEEDS("somebody would end an alarm at the station", EndAlarm)
def _would_end(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    ids = [one.id for one in ward.state(room).alarms] or ["none"]
    ward.does(EndAlarm(room, rng.choice(ids), MAY))


@DEEDS("a look, on a device that is named", On, Look)
def _on_device(ward: Ward, rng: Random) -> None:
    ward.feed(On(Look(any_room(rng), How.CCTV, MAY), "station 1"))


@DEEDS("light or warmth asked", Ask)
def _asks(ward: Ward, rng: Random) -> None:
    light = LightAsked(lamp=Lamp.NIGHT, level=rng.random())
    warmth = TemperatureAsked(celsius=float(rng.randint(10, 30)))
    room = any_room(rng)
    if ward.does(Ask(room, rng.choice((light, warmth)), MAY)):
        ward.nodes[room].orders.append(ward.state(room).orders[-1].order.id)


@DEEDS("an alarm acknowledged", Acknowledge, weight=4)
def _acknowledges(ward: Ward, rng: Random) -> None:
    """One that shows there, or next door, or nowhere."""
    room = any_room(rng)
    ids = [one.id for one in ward.state(any_room(rng)).alarms] or ["none"]
    ward.does(Acknowledge(room, rng.choice(ids), rng.choice((MAY, MAY_NOT))))


@DEEDS("the sound paused", PauseAudio)
def _pauses(ward: Ward, rng: Random) -> None:
    ward.does(PauseAudio(any_room(rng), MAY_NOT))


@DEEDS("an alarm marked", MarkAlarm)
def _marks(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    ids = [one.id for one in ward.state(room).alarms] or ["gone"]
    ward.does(MarkAlarm(room, rng.choice(ids), rng.random() < 0.5, MAY, "false alarm"))


@DEEDS("a limit of one person's own", SetLimit)
def _limits(ward: Ward, rng: Random) -> None:
    until = ward.now + minutes(rng.choice((1, 600)))
    value_s = float(rng.randint(5, 70))
    ward.does(SetLimit(any_room(rng), LimitName.NO_BREATHING, value_s, DR.ref, "why", until))


@DEEDS("observers named", NameObservers)
def _names(ward: Ward, rng: Random) -> None:
    known = tuple(KnownObserver(ref=ref) for ref in rng.sample((MT.ref, KO.ref, DR.ref), 2))
    ward.does(NameObservers(any_room(rng), known, MAY, "a woman"))


@DEEDS("a walk asked, walked, signed", AskWalk, SignWalk)
def _walks(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    ward.does(AskWalk(room, WalkAsked(step=rng.choice(tuple(WalkStep))), MAY))
    if rng.random() < 0.7:
        done = Walking(id=WALKED.id, phase=Phase.WALKED, spots=WALKED.spots, walked=WALKED)
        ward.says(room, health(ward, Standing(), walk=done))
    ward.does(SignWalk(room, WALKED.id, MAY))


@DEEDS("a commissioning taken back", EndCommissioning)
def _takes_back(ward: Ward, rng: Random) -> None:
    ward.does(EndCommissioning(any_room(rng), MAY, rng.choice(("bed moved", ""))))


@DEEDS("somebody begins to work here", SetStaff)
def _hires(ward: Ward, rng: Random) -> None:
    """Or has another card."""
    one = AGENCY.model_copy(update={"badge": rng.choice((AGENCY.badge, "04A1B2EE", MT.badge))})
    if ward.does(SetStaff(one, WM.ref)):
        ward.badges[one.ref] = one.badge


@DEEDS("somebody works here no longer", RemoveStaff)
def _dismisses(ward: Ward, rng: Random) -> None:
    ref = rng.choice((AGENCY.ref, AGENCY.ref, "st-66"))
    if ward.does(RemoveStaff(ref, WM.ref, "left")):
        ward.badges.pop(ref, None)


@DEEDS("another rota", SetRota)
def _rota(ward: Ward, rng: Random) -> None:
    begins = ward.now - minutes(rng.choice((0, 30)))
    shifts = tuple(
        Shift(duty=duty, staff=KO.ref, begins_at=begins, ends_at=ends)
        for duty in rng.sample(tuple(Duty), 2)
        for ends in [begins + minutes(rng.choice((31, 40, 600)))]
    )
    ward.does(SetRota(rng.choice((shifts, ())), MAY))


@DEEDS("a rota that changes hands soon", SetRota)
def _hands_over(ward: Ward, rng: Random) -> None:
    begins = ward.now - minutes(rng.choice((5, 30)))
    changes, ends = begins + minutes(rng.choice((31, 40))), begins + minutes(600)
    on = Duty.OBSERVER
    shifts = (
        Shift(duty=on, staff=KO.ref, begins_at=begins, ends_at=changes),
        Shift(duty=on, staff=MT.ref, begins_at=changes, ends_at=ends),
    )
    ward.does(SetRota(shifts, MAY))


@DEEDS("a PIN set", SetPin)
def _pin(ward: Ward, rng: Random) -> None:
    ward.does(SetPin(rng.choice((MT.ref, "st-66")), "$argon2id$", MT.ref))


@DEEDS("somebody signs", Sign)
def _signs(ward: Ward, rng: Random) -> None:
    wrong = rng.random() < 0.5
    ward.does(Sign(MT.ref, "the PIN was wrong" if wrong else "", wrong and rng.random() < 0.5))


@DEEDS("a notice taken or given up", Delivered)
def _delivered(ward: Ward, rng: Random) -> None:
    """Of those that were told lately; or of an alarm that never was."""
    about = [each for tell in ward.tells for each in tell.about]
    took = rng.random() < 0.5
    if not about:
        ward.feed(Delivered(any_room(rng), "none", 0, "pager", took))
        return
    each = rng.choice(about)
    ward.feed(Delivered(each.room, each.alarm, each.step, "pager", took, "busy", each.times))
