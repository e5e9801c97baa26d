"""The glass: rooms rendered to pages, and to the fragments that keep open pages true."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import tzinfo
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader

from hub.panel.alarms import AlarmRow, by_priority, counts, in_ms, rows
from hub.panel.asks import AUTHORISED_HOURS
from hub.panel.behind import behind_words
from hub.panel.controls import Control, controls
from hub.panel.coverage import coverage, missing
from hub.panel.desk import Desk
from hub.panel.handover import handover
from hub.panel.knowing import as_typed, known, rather_not_typed
from hub.panel.local import Local
from hub.panel.mode_choices import mode_choices
from hub.panel.offered import DECIDES_WORDS, GROUND_ITEMS, KIND_ITEMS, other_rooms
from hub.panel.privacy_words import OUTCOMES, WATCHINGS, privacy_words
from hub.panel.profile_words import profile_words
from hub.panel.score_forms import CHARTS, SCOPES, SET_CHOICES
from hub.panel.scores import score_view
from hub.panel.seen import known_as
from hub.panel.sounds import table
from hub.panel.sparkline import Sparkline, sparkline
from hub.panel.theme import by_time
from hub.panel.tiles import Tile, by_urgency, tile
from hub.panel.timeline import timeline
from hub.panel.trend import begins_at
from hub.panel.walk_words import walk_words
from hub.panel.wire import counted, heard_words, lost_words, tally, unrecorded_words
from hub.rooms.facts import How
from hub.rooms.state import RoomState
from ward import plans
from ward.authority import Authority
from ward.care import Cover
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import Instant, minutes, seconds
from ward.vitals import Vital

ON_EVERY_PAGE = ("tally", "standing", "sounding", "wire")
BURSTS = json.dumps(table())
BREATHING = "Breathing"
SPARK_OVER = minutes(60)
SPARK_EVERY = seconds(10)  # a curve of an hour need not be drawn more often
LOOKS = [
    {"value": How.CCTV.value, "text": "On CCTV"},
    {"value": How.VITALS.value, "text": "At the vital signs on the panel"},
    {"value": How.STATION.value, "text": "Entry typed at the station"},
]
COVERS = [
    {"value": Cover.NONE.value, "text": "No, somebody comes in time"},
    {"value": Cover.SIGHT_AND_SOUND.value, "text": "Yes, within sight and sound"},
    {"value": Cover.OUTSIDE_DOOR.value, "text": "Yes, outside the door"},
]
NAMED_PLANS = "; ".join(plans.in_words(one) for one in plans.PLANS if not one.is_level) + "."
AUTHORITIES = [
    {"value": one.value, "text": one.value[0].upper() + one.value[1:]} for one in Authority
]


@cache
def environment() -> Environment:
    """Our templates before those of the NHS; whatever comes from a room is escaped."""
    loaders = ChoiceLoader([PackageLoader("hub.panel"), PackageLoader("nhsuk_frontend_jinja")])
    return Environment(
        loader=loaders,
        undefined=ChainableUndefined,  # the NHS macros ask for what they were not given
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


class Glass:
    """Renders what a desk knows at this moment."""

    def __init__(self, desk: Desk, zone: tzinfo) -> None:
        self.desk = desk
        self.zone = zone
        self.locked: Callable[[Local], Sequence[str]] = lambda _: ()  # who cannot sign now
        self._env = environment()
        self._sparks: dict[RoomId, tuple[str, Instant, tuple[Sparkline, ...]]] = {}

    def local(self) -> Local:
        return Local(self.desk.now(), self.zone)

    def page(self, template: str, **values: object) -> str:
        """A whole page: what every page shows, and what this one adds."""
        local = self.local()
        clock = {"clock": local.to_the_second(local.now), "now_ms": in_ms(local.now)}
        return self._fill(template, **self._head(local), **clock, bursts=BURSTS, **values)

    def ward(self) -> dict[str, Any]:
        """What the ward page shows."""
        local = self.local()
        return {
            "tiles": by_urgency(self._tile(room, local) for room in self.desk.rooms),
            "alarms": self._alarms(self.desk.rooms, local),
            "handover": handover(self.desk.office, self.desk.rooms, local),
            "untold": self.desk.untold,
        }

    def room(self, room: RoomId) -> dict[str, object]:
        """What a room page shows. Raises ``KeyError`` for a room that is not of this site."""
        local, state = self.local(), self.desk.state(room)
        return {
            "tile": self._tile(room, local),
            "alarms": self._alarms((room,), local),
            "on_room": True,
            "controls": controls(state, local),
            "sparks": self.sparks(state, local.now),
            "timeline": timeline(state, local),
            "base": f"/rooms/{room}",
            "confined": state.episode is not None,
            "every_min": state.episode.plan.every_min if state.episode else "",
            "cover": (state.episode.plan.cover if state.episode else Cover.NONE).value,
            "modes": mode_choices(state),
            "covers": COVERS,
            "named_plans": NAMED_PLANS,
            "authorised": _authorised(state, local),
            "authorities": AUTHORITIES,
            "looks": LOOKS,
            "kinds": KIND_ITEMS,
            "grounds": GROUND_ITEMS,
            "decides": DECIDES_WORDS,
            "other_rooms": other_rooms(room, map(self.desk.state, self.desk.rooms), local.now),
            "known": known(state, self.desk.office, local),
            "observers_typed": as_typed(state),
            "privacy": privacy_words(state, self.desk.limits, local),
            "watchings": WATCHINGS,
            "outcomes": OUTCOMES,
            "rather_not_typed": rather_not_typed(state),
            "preference": state.episode.preference if state.episode else "",
            "coverage": coverage(state, local),
            "scores": score_view(state, local),
            "charts": CHARTS,
            "scopes": SCOPES,
            "set_choices": SET_CHOICES,
            "age": state.episode.age if state.episode else None,
            "chosen": state.episode.chosen if state.episode else None,
        }

    def walk(self, room: RoomId) -> dict[str, object]:
        """What the page of a walk shows. Raises ``KeyError`` as ``room`` does."""
        local, state = self.local(), self.desk.state(room)
        return {
            "name": room.spoken,
            "base": f"/rooms/{room}",
            "walk": walk_words(state),
            "coverage": coverage(state, local),
        }

    def fragments(self, page: RoomId | None) -> Mapping[str, str]:
        """By the name of the element that each is to become."""
        head = self._head(self.local())
        shared = {name: self._fill(f"{name}.jinja", **head) for name in ON_EVERY_PAGE}
        return shared | (self._of_ward(head) if page is None else self._of_room(page))

    def part(self, template: str, **values: object) -> str:
        """A fragment, for a page that is open."""
        return self._fill(template, **values)

    def control(self, control: Control) -> str:
        return self._fill("control.jinja", control=control)

    def pressed(self, control: Control, refused: str) -> str:
        """The answer to a press: the control, and in its own place why it was not asked."""
        said = {"control": control, "refused": refused, "out_of_band": True}
        return self.control(control) + self._fill("control_refused.jinja", **said)

    def beat(self) -> Mapping[str, object]:
        """The heartbeat: the hub's own time, and the theme that goes with it."""
        local = self.local()
        return {
            "clock": local.to_the_second(local.now),
            "now": in_ms(local.now),
            "theme": by_time(local.now, self.zone),
        }

    def sparks(self, state: RoomState, now: Instant) -> tuple[Sparkline, ...]:
        """Breathing only while it may be shown, and of whoever is there; and temperature."""
        whose = state.episode.id if state.episode else ""
        drawn_of, drawn_at, drawn = self._sparks.get(state.room, (whose, now - minutes(1), ()))
        if drawn_of != whose or now - drawn_at > SPARK_EVERY:
            drawn = self._drawn(state, now)
            self._sparks[state.room] = (whose, now, drawn)
        breathing, temperature = drawn
        may = state.may_measure(Vital.BREATHING, now) and state.shows_numbers
        return (breathing, temperature) if may else (temperature,)

    def _drawn(self, state: RoomState, now: Instant) -> tuple[Sparkline, ...]:
        room, since, theirs = state.room, now - SPARK_OVER, begins_at(state, now, SPARK_OVER)
        breaths = self.desk.series(room, Vital.BREATHING, theirs)
        warmth = self.desk.series(room, Quantity.TEMPERATURE, since)
        return (
            sparkline(BREATHING, "a minute", breaths, since, now),
            sparkline("Temperature", "°C", warmth, since, now),
        )

    def _of_ward(self, head: Mapping[str, object]) -> dict[str, str]:
        shown = self.ward()
        tiles: tuple[Tile, ...] = shown["tiles"]
        parts = {one.key: self._fill("tile.jinja", tile=one, on_room=False) for one in tiles}
        for name in ("alarms", "handover", "counters"):
            parts[name] = self._fill(f"{name}.jinja", **head, **shown)
        return parts | {"order": json.dumps([one.key for one in tiles])}

    def _of_room(self, room: RoomId) -> dict[str, str]:
        shown = self.room(room)
        one: Tile = self._tile(room, self.local())
        names = ("alarms", "sparks", "timeline", "known", "coverage", "scores", "walk")
        shown = shown | self.walk(room)
        parts = {name: self._fill(f"{name}.jinja", **shown) for name in names}
        parts[one.key] = self._fill("tile.jinja", tile=one, on_room=True)
        profile = profile_words(self.desk.state(room), self.local())
        for name in ("suits_now", "suits_ranks"):
            said = {"profile": profile, "base": f"/rooms/{room}"}
            parts[name.replace("_", "-")] = self._fill(f"{name}.jinja", **said)
        for control in controls(self.desk.state(room), self.local()):
            parts[f"control-{control.key}"] = self.control(control)
        return parts

    def _tile(self, room: RoomId, local: Local) -> Tile:
        return tile(self.desk.state(room), self.desk.findings(room), local)

    def _alarms(self, rooms: Iterable[RoomId], local: Local) -> tuple[AlarmRow, ...]:
        desk = self.desk
        return by_priority(
            row for room in rooms for row in rows(desk.state(room), desk.findings(room), local)
        )

    def _head(self, local: Local) -> dict[str, object]:
        states = [self.desk.state(room) for room in self.desk.rooms]
        counters = self.desk.counters()
        alarms = self._alarms(self.desk.rooms, local)
        return {
            "ward": _wards(self.desk),
            "tally": tally(states, local),
            "lost": lost_words(self.desk.broker_connected, states, local),
            "unrecorded": unrecorded_words(self.desk.cannot_record),
            "locked": self.locked(local),
            "counters": counted(counters),
            "behind": behind_words(self.desk.behind, local),
            "heard_words": heard_words(counters),
            "all_alarms": alarms,
            "alarm_counts": counts(alarms),
        }

    def _fill(self, template: str, **values: object) -> str:
        return self._env.get_template(template).render(**values)


def _wards(desk: Desk) -> str:
    """The name in the head bar: the ward's, where there is one."""
    wards = sorted({room.ward for room in desk.rooms})
    return f"{wards[0].capitalize()} ward" if len(wards) == 1 else "All wards"


def _authorised(state: RoomState, local: Local) -> str:
    """What is so, and that no number will be shown where nobody has walked."""
    given = state.episode.authorisation if state.episode else None
    words = f"Not authorised now. Ends by itself after {AUTHORISED_HOURS:.0f} h unless you say so."
    if given is not None and local.now < given.until:
        until, what = local.clock(given.until), given.scope
        who = known_as(state, given.by)
        words = f"Authorised by {who} until {until}, {what}: {given.why}."
        words += f" Their view: {given.view}." if given.view else ""
    return f"{words} {missing(state)}".rstrip()
