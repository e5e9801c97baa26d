"""Which acts of a night can be done at 1x, and how; of the others, why not."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from attune.play.charge import who_may
from attune.play.confining import SOURCE, WHY, kept, person
from attune.play.night import Event, Head, Night
from attune.play.place import SEEN, STAYS, UNFINISHED
from attune.play.real import presses
from attune.play.real.files import Ground
from attune.play.real.hands import Hands
from attune.play.real.programs import Programs
from attune.play.wrong import Wrong
from firmware_sim.body import Place as At
from firmware_sim.world import CALL_LINE
from hub.rooms.facts import How
from hub.staff.authority import Action
from ward.observations import Content
from ward.rooms import RoomId

Values = Mapping[str, Any]
Later = Callable[[timedelta, Callable[[], None]], None]
BROKER, HUB, SIM = "broker", "hub", "sim"

WHY_NOT: Mapping[str, str] = {
    "clock": "all programs share this machine's clock",
    "link": "all programs share this machine's network",
    "disk": "all programs share this machine's disk",
    "tellers": "real programs of a night tell nobody",
    "new": "the register and the rota stay as the head has them",
    "no": "the register and the rota stay as the head has them",
    "rota": "the register and the rota stay as the head has them",
}
LEAVES_S = 0.5  # after the record
SIMULATOR_CANNOT = "the simulator knows no such act"


@dataclass(frozen=True)
class RealStage:
    """The programs of a night and the hands that reach them; ``later`` does a thing in a while."""

    ground: Ground
    head: Head
    hands: Hands
    programs: Programs
    later: Later
    befell: Callable[[str], None]

    def start(self, name: str) -> None:
        """Start this program, if it does not run."""
        self.programs.start(name, self._arguments(name))

    def do(self, event: Event) -> None:
        """Make it happen now."""
        if isinstance(event.where, RoomId):
            _ROOM[event.act](self, event.where, event.values)
        else:
            name = str(event.where)
            _WARD[event.act](self, name, event.values)

    def begin(self) -> None:
        """What the head says of episodes and authorisations."""
        for bed in self.head.beds:
            if bed.person and bed.every_min:
                by = self._may(Action.BEGIN_EPISODE, bed.room)
                said = {"PERSON": bed.person, "MINUTES": bed.every_min, "STAFF": by}
                _begin(self, bed.room, said)
            if bed.authorised:
                by = self._may(Action.AUTHORISE, bed.room)
                _authorise(self, bed.room, {"SPAN": timedelta(hours=24), "STAFF": by})

    def _may(self, action: Action, room: RoomId) -> str:
        """Whoever does it as the night begins; the parser has made sure that somebody may."""
        one = who_may(self.head, action, room)
        if one is None:
            raise LookupError(f"nobody in the head of this night may {action}")
        return one.initials

    def badge(self, values: Values) -> str:
        return self.head.member(values["STAFF"]).badge

    def _arguments(self, name: str) -> tuple[str, ...]:
        if name == BROKER:
            return ("broker", "--port", str(self.ground.broker_port))
        program = name if name in (HUB, SIM) else "node"
        return (program, str(self.ground.home / f"{name}.toml"))


def node_of(room: RoomId) -> str:
    """The name of a room's program."""
    return f"node-{room.slug}"


def refused(night: Night) -> Iterator[Wrong]:
    """What of it cannot be done at 1x, each with its line."""
    if night.head.radar != "waveform":
        yield Wrong(0, "at 1x the programs are fed the radar's own bytes: `radar rates` cannot be")
    if night.head.rota:
        yield Wrong(0, "at 1x nobody sets a rota: it would be of another day than the programs")
    for event in {event.line: event for event in night.events}.values():
        why = _why_not(event)
        if why:
            yield Wrong(event.line, f'"{event.words}" cannot be done at 1x: {why}')


def _why_not(event: Event) -> str:
    if event.act not in POSSIBLE:
        return WHY_NOT.get(event.act.split()[0], SIMULATOR_CANNOT)
    if event.values.get("PLACE") is At.FLOOR:
        return SIMULATOR_CANNOT
    return ""


# ---- how -----------------------------------------------------------------------------------

Deed = Callable[[RealStage, RoomId, Values], None]


def _sim(do: str, **how: object) -> Deed:
    return lambda stage, room, _: stage.hands.sim(room, do, **how)


def _span_s(values: Values) -> float:
    return float((values["SPAN"] or STAYS).total_seconds())


def _breathes(stage: RealStage, room: RoomId, values: Values) -> None:
    over = values["SPAN"] or timedelta(seconds=1)
    rate = values.get("RATE") or 0.0
    stage.hands.sim(room, "breathe", per_min=rate, over_s=over.total_seconds())


def _goes(stage: RealStage, room: RoomId, values: Values) -> None:
    stage.hands.sim(room, "ensuite", **{"in": values["PLACE"] is At.ENSUITE})


def _visit(stage: RealStage, room: RoomId, values: Values) -> None:
    """As on virtual time: come, show the badge, stay, record as the stay ends, go."""
    stays = values["SPAN"] or STAYS
    stage.hands.sim(room, "stand", for_s=stays.total_seconds() + LEAVES_S)
    if values.get("STAFF"):
        stage.hands.sim(room, "badge", badge=stage.badge(values))
    if not values.get("without form"):
        stage.later(stays, lambda: stage.hands.form(room, SEEN))


def _badge(stage: RealStage, room: RoomId, values: Values) -> None:
    stage.hands.sim(room, "badge", badge=values.get("BADGE") or stage.badge(values))


def _for(do: str) -> Deed:
    return lambda stage, room, values: stage.hands.sim(room, do, for_s=_span_s(values))


def _lock(stage: RealStage, room: RoomId, _values: Values) -> None:
    """A door is shut before it is locked."""
    stage.hands.sim(room, "shut")
    stage.hands.sim(room, "lock")


def _form(content: Content) -> Deed:
    return lambda stage, room, _: stage.hands.form(room, content)


def _look(how: How) -> Deed:
    def deed(stage: RealStage, room: RoomId, values: Values) -> None:
        words = values.get("TEXT") or ""
        stage.hands.panel(room, "looks", by=values["STAFF"], how=str(how), words=words)

    return deed


def _turn(dial: str) -> Deed:
    return lambda stage, room, v: stage.hands.sim(room, "turn", dial=dial, steps=v["STEPS"])


def _ask_temperature(stage: RealStage, room: RoomId, values: Values) -> None:
    stage.hands.panel(room, "orders", by=values["STAFF"], temperature=values["CELSIUS"])


def _light(lamp: str) -> Deed:
    def deed(stage: RealStage, room: RoomId, values: Values) -> None:
        light = {"lamp": lamp, "level": values["PERCENT"] / 100}
        stage.hands.panel(room, "orders", by=values["STAFF"], light=light)

    return deed


def _begin(stage: RealStage, room: RoomId, values: Values) -> None:
    who = person(values["PERSON"])
    stage.hands.panel(
        room, "episode", person_ref=who.ref, initials=who.initials, every_min=values["MINUTES"],
        authority="local", source=SOURCE, by=values["STAFF"], why=WHY, **kept(values),
    )  # fmt: skip


def _plan(stage: RealStage, room: RoomId, values: Values) -> None:
    stage.hands.panel(
        room, "plan", every_min=values["MINUTES"], authority="local", source=SOURCE,
        by=values["STAFF"], **kept(values),
    )  # fmt: skip


def _authorise(stage: RealStage, room: RoomId, values: Values) -> None:
    hours = values["SPAN"].total_seconds() / 3600 if values.get("SPAN") else 0
    decided = {"why": WHY, "hours": hours, "view": WHY, "capacity": WHY}
    stage.hands.panel(room, "authorisation", by=values["STAFF"], **decided)


def _end(stage: RealStage, room: RoomId, values: Values) -> None:
    stage.hands.panel(room, "episode/end", by=values["STAFF"], why=WHY)


def _at_panel(press: Callable[[Hands, RoomId, Values], None]) -> Deed:
    return lambda stage, room, values: press(stage.hands, room, values)


def _lost(stage: RealStage, room: RoomId, values: Values) -> None:
    device = values.get("SENSOR") or CALL_LINE
    stage.hands.sim(room, "lose", device=device)
    if values["SPAN"]:
        stage.later(values["SPAN"], lambda: stage.hands.sim(room, "mend", device=device))


def _mended(stage: RealStage, room: RoomId, values: Values) -> None:
    stage.hands.sim(room, "mend", device=values.get("SENSOR") or CALL_LINE)


def _power_off(stage: RealStage, room: RoomId, values: Values) -> None:
    _stopped(stage, node_of(room), values)


def _stopped(stage: RealStage, name: str, values: Values) -> None:
    """The program is killed; after the span that was said, it is started again."""
    stage.programs.kill(name)
    if values["SPAN"]:
        stage.later(values["SPAN"], lambda: _back(stage, name))


def _back(stage: RealStage, name: str) -> None:
    stage.start(name)
    stage.befell(f"{name} is started again")


_ROOM: Mapping[str, Deed] = {
    "breathe at": _breathes,
    "stop breathing": _breathes,
    "move": _for("move"),
    "go to": _goes,
    "leave": _sim("leave"),
    "come back": _sim("enter"),
    "visit by": _visit,
    "visit without badge": _visit,
    "badge": _badge,
    "strange badge": _badge,
    "stay": _for("stand"),
    "open door": _sim("open"),
    "shut door": _sim("shut"),
    "lock door": _lock,
    "unlock door": _sim("unlock"),
    "form at the door": _form(SEEN),
    "unfinished form at the door": _form(UNFINISHED),
    "form at the station by": _look(How.STATION),
    "CCTV look by": _look(How.CCTV),
    "vitals look by": _look(How.VITALS),
    "talk": _for("talk"),
    "dial light": _turn("light"),
    "dial temperature": _turn("temperature"),
    "call": _sim("press_call"),
    "ask temperature": _ask_temperature,
    "ask main light": _light("main"),
    "ask night light": _light("night"),
    "begin episode of": _begin,
    "end episode by": _end,
    "plan every": _plan,
    "authorise for": _authorise,
    "withdraw authorisation by": _authorise,
    "limit no breathing": _at_panel(presses.limits),
    "acknowledge": _at_panel(presses.acknowledges),
    "pause sound by": _at_panel(presses.pauses),
    "mark alarm": _at_panel(presses.marks),
    "wire noise": _for("noise"),
    "sensor lost": _lost,
    "sensor mended": _mended,
    "line fails": _lost,
    "line mended": _mended,
    "power off": _power_off,
    "power on": lambda stage, room, _: stage.start(node_of(room)),
}
_WARD: Mapping[str, Callable[[RealStage, str, Values], None]] = {
    "stops": _stopped,
    "starts": lambda stage, name, _: stage.start(name),
    "is killed": _stopped,
    "is started": lambda stage, name, _: stage.start(name),
}
POSSIBLE = frozenset((*_ROOM, *_WARD))
