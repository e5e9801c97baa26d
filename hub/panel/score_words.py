"""What is written of scores, and of who may be measured: each fact as a sentence."""

from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.rooms.episode_facts import Authorised
from hub.rooms.score_facts import AgeSet, AssessmentMade, PartScored, SetCharted
from hub.rooms.state import RoomState
from ward.charted import Measurements

OfScores = Authorised | AgeSet | SetCharted | PartScored | AssessmentMade


def of_scores(fact: OfScores, state: RoomState, local: Local) -> str:
    match fact:
        case Authorised():
            return _authorised(fact, state, local)
        case AgeSet():
            chart = f", by the chart {fact.chosen}" if fact.chosen else ""
            return f"Age: {fact.age} years{chart}, set by {known_as(state, fact.by)}"
        case SetCharted():
            return _charted(fact, state, local)
        case PartScored():
            return _part(fact, measured=state.may_tell(fact.at, local.now))
    words, who = fact.words.rstrip("."), known_as(state, fact.by)
    return f"Assessed by {fact.assessor}: “{words}”. Written down by {who}"


def measured_words(measured: Measurements) -> str:
    """``breathing 18, pulse 92, oxygen saturation 96 % (scale 1) on air``."""
    m = measured
    scale = f" (scale {m.scale})" if m.scale else ", scale not said"
    said = (
        f"breathing {m.breathing}" if m.breathing is not None else "",
        f"pulse {m.heart}" if m.heart is not None else "",
        f"oxygen saturation {m.spo2} %{scale}" if m.spo2 is not None else "",
        f"on {m.breathes}" if m.breathes else "",
        f"upper blood pressure {m.systolic}" if m.systolic is not None else "",
        f"{m.consciousness}" if m.consciousness else "",
        f"{m.temperature_c:.1f} °C" if m.temperature_c is not None else "",
    )
    return ", ".join(filter(None, said))


def _authorised(fact: Authorised, state: RoomState, local: Local) -> str:
    given = fact.authorisation
    if given is None:
        return "Vital signs no longer authorised"
    who, until = known_as(state, given.by), local.clock(given.until)
    view = f". Their view: {given.view}" if given.view else ""
    how = f". Capacity or best interests: {given.capacity}" if given.capacity else ""
    what = given.scope[0].upper() + given.scope[1:]
    return f"{what} authorised by {who} until {until}: {given.why}{view}{how}"


def _charted(fact: SetCharted, state: RoomState, local: Local) -> str:
    """Only a whole set is called by its chart's name."""
    who, at = known_as(state, fact.by), local.clock(fact.taken_at)
    total = "" if fact.total is None else f"at least {fact.total}, not complete: "
    if fact.whole:
        total = f"{fact.chart}: {fact.total}. "
    whose = ", of whoever was here then and not of whoever is" if fact.of_before else ""
    if fact.went_to is not None:
        whose = f", of somebody who is in {fact.went_to.spoken} by now"
    if fact.told_from is not None:
        whose = f", come from {fact.told_from.spoken}"
    words = f"{total}{measured_words(fact.measured)}"
    return f"Set written down {fact.where} by {who}, of {at}{whose}: {words}"


def _part(fact: PartScored, *, measured: bool) -> str:
    """Without its number, once none may be shown."""
    least = fact.part.words if fact.part else "at least 0"
    name = f", {fact.alert.name.lower()}" if fact.alert else ", calls for nothing more"
    number = f": {least}" if measured else ""
    return f"Part-score from breathing and pulse{number}{name}"
