"""Every act of a night, done in a world: one table from words to deeds."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from attune.play import moded, scored
from attune.play.charge import who_may
from attune.play.confining import SOURCE, WHY, Values, begin_episode, begin_kind, kept, move
from attune.play.knowing import WITH_HEAD, WithHead
from attune.play.machines import BROKER, HUB, after_span
from attune.play.night import Event, Head
from attune.play.open_door import brings_back, takes_out, talks
from attune.play.place import SEEN, STAYS, UNFINISHED, Place
from attune.play.world import World
from firmware_sim.body import Place as At
from hub import acts
from hub.profile_acts import SignProfile
from hub.rooms.alarm_facts import AlarmBegan
from hub.rooms.episode_facts import LimitName
from hub.rooms.facts import How
from hub.staff.authority import Action
from ward.authority import Authority
from ward.happenings import Dial
from ward.orders import Lamp, LightAsked, TemperatureAsked
from ward.rooms import RoomId
from ward.ward_default import DEFAULT

AT_ONCE = timedelta(seconds=1)


class Stage:
    """A world and the head of the night that is played in it."""

    def __init__(self, world: World, head: Head) -> None:
        self.world, self.head = world, head

    def do(self, event: Event) -> None:
        """Make it happen now."""
        if event.where == "hub":
            HUB[event.act](self.world, event.values)
        elif event.where == "broker":
            BROKER[event.act](self.world, event.values)
        elif event.where == "site":
            _SITE[event.act](self, event.values)
        else:
            _ROOM[event.act](self, Place(self.world, event.where), event.values)

    def begin(self) -> None:
        """What the head says of the rota, episodes and authorisations."""
        if self.head.rota:
            self.world.do(acts.SetRota(self.head.rota, self._may(Action.EDIT_ROTA)))
        for bed in self.head.beds:
            if bed.person and bed.every_min:
                by = self._may(Action.BEGIN_EPISODE, bed.room)
                self.world.do(begin_episode(bed.room, bed.person, bed.every_min, by))
            if bed.authorised:
                by = self._may(Action.AUTHORISE, bed.room)
                self.world.do(self.authorise(bed.room, timedelta(hours=24), by))

    def _may(self, action: Action, room: RoomId | None = None) -> str:
        """Whoever does it as the night begins; the parser has made sure that somebody may."""
        one = who_may(self.head, action, room)
        if one is None:
            raise LookupError(f"nobody in the head of this night may {action}")
        return one.initials

    def alarm(self, room: RoomId, condition: str) -> str:
        """The newest alarm of this condition there, by name; an empty one if there never was."""
        found = [
            fact.id
            for fact in self.world.hub.disk.facts
            if isinstance(fact, AlarmBegan) and (fact.room, fact.condition) == (room, condition)
        ]
        return found[-1] if found else ""

    def badge(self, values: Values) -> str:
        return self.head.member(values["STAFF"]).badge

    def authorise(self, room: RoomId, span: timedelta | None, by: str) -> acts.Authorise:
        until = None if span is None else self.hub_now + span
        return acts.Authorise(room, by, WHY, until, capacity=WHY)

    @property
    def hub_now(self) -> datetime:
        """By the hub's clock, as whoever is at the panel reads it."""
        return self.world.hub.clock.read(self.world.now)


def _over_s(values: Values) -> float:
    return float((values["SPAN"] or AT_ONCE).total_seconds())


def _visit(place: Place, values: Values, badge: str | None) -> None:
    content = None if values.get("without form") else SEEN
    place.visit(badge, stays=values["SPAN"] or STAYS, content=content)


def _with_head(deed: WithHead) -> Callable[[Stage, Place, Values], None]:
    return lambda stage, place, values: deed(stage.world, stage.head, place, values)


def _fault(
    begin: Callable[[Place, Values], None], end: Callable[[Place, Values], None]
) -> Callable[[Stage, Place, Values], None]:
    """A fault that begins, and ends by itself when the line says for how long."""

    def deed(stage: Stage, place: Place, values: Values) -> None:
        begin(place, values)
        after_span(stage.world, values, lambda: end(place, values))

    return deed


def _look(how: How) -> Callable[[Stage, Place, Values], None]:
    def deed(stage: Stage, place: Place, values: Values) -> None:
        stage.world.do(acts.Look(place.room, how, values["STAFF"], values.get("TEXT") or ""))

    return deed


def _light(lamp: Lamp) -> Callable[[Stage, Place, Values], None]:
    def deed(stage: Stage, place: Place, values: Values) -> None:
        asked = LightAsked(lamp=lamp, level=values["PERCENT"] / 100)
        stage.world.do(acts.Ask(place.room, asked, values["STAFF"]))

    return deed


def _ask_temperature(stage: Stage, place: Place, values: Values) -> None:
    asked = TemperatureAsked(celsius=values["CELSIUS"])
    stage.world.do(acts.Ask(place.room, asked, values["STAFF"]))


def _suits(stage: Stage, place: Place, values: Values) -> None:
    """Without hours: what it asks holds all day, and by night what the night's ceiling leaves."""
    made = DEFAULT.model_copy(
        update={
            "hours": (),
            "main_light": values["PERCENT"] / 100,
            "night_light": 0.0,
            "temperature_c": values["CELSIUS"],
            "warn_before_s": values["SPAN"].total_seconds(),
        }
    )
    stage.world.do(SignProfile(place.room, values["STAFF"], made))


def _plan(stage: Stage, place: Place, values: Values) -> None:
    plan = acts.SetPlan(
        place.room, values["MINUTES"], Authority.LOCAL, SOURCE, values["STAFF"], **kept(values)
    )
    stage.world.do(plan)


def _begin(stage: Stage, place: Place, values: Values) -> None:
    begun = begin_episode(place.room, values["PERSON"], values["MINUTES"], values["STAFF"])
    stage.world.do(replace(begun, **kept(values)))


def _done(act: Callable[[RoomId, Values], acts.Act]) -> Callable[[Stage, Place, Values], None]:
    def deed(stage: Stage, place: Place, values: Values) -> None:
        stage.world.do(act(place.room, values))

    return deed


def _authorise(stage: Stage, place: Place, values: Values) -> None:
    stage.world.do(stage.authorise(place.room, values.get("SPAN"), values["STAFF"]))


def _acknowledge(stage: Stage, place: Place, values: Values) -> None:
    alarm = stage.alarm(place.room, values["CONDITION"])
    stage.world.do(acts.Acknowledge(place.room, alarm, values["STAFF"]))


def _pause(stage: Stage, place: Place, values: Values) -> None:
    stage.world.do(acts.PauseAudio(place.room, values["STAFF"]))


def _mark(stage: Stage, place: Place, values: Values) -> None:
    alarm = stage.alarm(place.room, values["CONDITION"])
    worth, why = not values["not"], values["TEXT"] or ""
    stage.world.do(acts.MarkAlarm(place.room, alarm, worth, values["STAFF"], why))


def _limit(stage: Stage, place: Place, values: Values) -> None:
    own_s, until = values["SPAN"].total_seconds(), stage.hub_now + values["SPAN2"]
    by, why = values["STAFF"], values["TEXT"]
    stage.world.do(acts.SetLimit(place.room, LimitName.NO_BREATHING, own_s, by, why, until))


def _moded(deed: moded.Deed) -> Callable[[Stage, Place, Values], None]:
    def does(_stage: Stage, place: Place, values: Values) -> None:
        deed(place, values)

    return does


_ROOM: Mapping[str, Callable[[Stage, Place, Values], None]] = {
    "breathe at": lambda _, place, v: place.breathes(v["RATE"], _over_s(v)),
    "heart beats at": lambda _, place, v: place.beats(v["PULSE"], _over_s(v)),
    "stop breathing": lambda _, place, v: place.breathes(0, _over_s(v)),
    "hold breath": lambda _, place, v: place.holds_breath(v["SPAN"]),
    "move": lambda _, place, v: place.moves(v["SPAN"]),
    "lie": lambda _, place, v: place.lies(v["POSTURE"]),
    "go to": lambda _, place, v: place.walks_to(v["PLACE"]),
    "leave": lambda _, place, _v: place.walks_to(At.AWAY),
    "come back": lambda _, place, _v: place.walks_to(At.BED),
    "second person comes": lambda _, place, _v: place.second_person(there=True),
    "second person goes": lambda _, place, _v: place.second_person(there=False),
    "visit by": lambda stage, place, v: _visit(place, v, stage.badge(v)),
    "visit without badge": lambda _, place, v: _visit(place, v, None),
    **{name: _with_head(deed) for name, deed in WITH_HEAD.items()},
    "badge": lambda stage, place, v: place.badges(stage.badge(v)),
    "strange badge": lambda _, place, v: place.badges(v["BADGE"]),
    "taken out to": lambda stage, place, v: takes_out(place, stage.badge(v), v),
    "brought back by": lambda stage, place, v: brings_back(place, stage.badge(v)),
    "talk at the open door by": lambda stage, place, v: talks(place, stage.badge(v), v["SPAN"]),
    "stay": lambda _, place, v: place.stays(v["SPAN"]),
    "open door": lambda _, place, _v: place.opens_door(),
    "shut door": lambda _, place, _v: place.shuts_door(),
    "lock door": lambda _, place, _v: place.locks(),
    "unlock door": lambda _, place, _v: place.unlocks(),
    "form at the door": lambda _, place, _v: place.records(),
    "unfinished form at the door": lambda _, place, _v: place.records(UNFINISHED),
    "form at the station by": _look(How.STATION),
    "CCTV look by": _look(How.CCTV),
    "vitals look by": _look(How.VITALS),
    "talk": lambda _, place, v: place.talks(v["SPAN"]),
    "dial light": lambda _, place, v: place.turns(Dial.LIGHT, v["STEPS"]),
    "dial temperature": lambda _, place, v: place.turns(Dial.TEMPERATURE, v["STEPS"]),
    "call": lambda _, place, _v: place.calls(),
    "room is": lambda _, place, v: place.is_degrees(v["CELSIUS"]),
    "daylight": _fault(lambda p, v: p.daylight(v["LUX"]), lambda p, _: p.daylight(0)),
    "fan runs": _fault(lambda p, _: p.fan(runs=True), lambda p, _: p.fan(runs=False)),
    "noise": _fault(lambda p, v: p.noise(v["DBA"]), lambda p, _: p.noise(0)),
    "ask temperature": _ask_temperature,
    "ask main light": _light(Lamp.MAIN),
    "ask night light": _light(Lamp.NIGHT),
    "suits main light": _suits,
    "begin episode of": _begin,
    "begin": _done(begin_kind),
    "moved to": _done(move),
    "end episode by": _done(lambda room, v: acts.EndEpisode(room, v["STAFF"], WHY)),
    "plan every": _plan,
    "authorise for": _authorise,
    "withdraw authorisation by": _authorise,
    "limit no breathing": _limit,
    "acknowledge": _acknowledge,
    "pause sound by": _pause,
    "mark alarm": _mark,
    **{words: _moded(deed) for words, deed in (moded.DEEDS | scored.DEEDS).items()},
    "power off": _fault(lambda p, _: p.power_off(), lambda p, _: p.power_on()),
    "power on": lambda _, place, _v: place.power_on(),
    "link cut": _fault(lambda p, _: p.cut_link(), lambda p, _: p.mend_link()),
    "link mended": lambda _, place, _v: place.mend_link(),
    "clock steps": lambda _, place, v: place.clock_steps(v["STEP"].total_seconds()),
    "clock drifts": lambda _, place, v: place.clock_drifts(v["DRIFT"]),
    "clock right": lambda _, place, _v: place.clock_right(),
    "wire noise": lambda _, place, v: place.wire_noise(v["SPAN"]),
    "sensor stuck": _fault(
        lambda p, v: p.sensor_stuck(v["SENSOR"]), lambda p, v: p.sensor_mended(v["SENSOR"])
    ),
    "sensor lost": _fault(
        lambda p, v: p.sensor_lost(v["SENSOR"]), lambda p, v: p.sensor_mended(v["SENSOR"])
    ),
    "sensor mended": lambda _, place, v: place.sensor_mended(v["SENSOR"]),
    "line fails": _fault(lambda p, _: p.line_fails(), lambda p, _: p.line_fails(broken=False)),
    "line mended": lambda _, place, _v: place.line_fails(broken=False),
    "disk full": _fault(lambda p, _: p.disk_full(), lambda p, _: p.disk_full(full=False)),
    "disk freed": lambda _, place, _v: place.disk_full(full=False),
}


def _joins(stage: Stage, values: Values) -> None:
    stage.world.do(acts.SetStaff(stage.head.member(values["STAFF"]), values["STAFF2"]))


def _leaves(stage: Stage, values: Values) -> None:
    ref = stage.head.member(values["STAFF"]).ref
    stage.world.do(acts.RemoveStaff(ref, values["STAFF2"], WHY))


def _adds_shift(stage: Stage, values: Values) -> None:
    """To the rota as it is; a hub that is down has none, and denies it."""
    known = stage.world.hub.round
    shifts = known.office.rota.shifts if known else ()
    stage.world.do(acts.SetRota((*shifts, values["shift"]), values["STAFF2"]))


_SITE: Mapping[str, Callable[[Stage, Values], None]] = {
    "new staff": _joins,
    "no longer staff": _leaves,
    "rota": _adds_shift,
}
DEEDS = frozenset((*_ROOM, *BROKER, *HUB, *_SITE))
