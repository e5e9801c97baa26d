"""What a radar saw of somebody, and who signed for where it sees, each fact as a sentence."""

from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.panel.straying_words import OfUsual, of_usual
from hub.rooms.facts import BreathingAgain, BreathingStopped
from hub.rooms.radar_facts import Commissioned, CommissioningEnded
from hub.rooms.sight_facts import InSight, OutOfSight
from hub.rooms.state import RoomState

OfRadar = BreathingStopped | BreathingAgain | OutOfSight | InSight | OfUsual
OfCommissioning = Commissioned | CommissioningEnded


def of_radar(fact: OfRadar, local: Local) -> str:
    match fact:
        case BreathingStopped(since=since):
            return f"No breathing movement seen since {local.to_the_second(since)}"
        case BreathingAgain():
            return "Breathing seen again"
        case OutOfSight(since=since):
            return f"Not where the radar sees, since {local.to_the_second(since)}"
        case InSight():
            return "Where the radar sees"
    return of_usual(fact)


def of_commissioning(fact: OfCommissioning, state: RoomState) -> str:
    if isinstance(fact, CommissioningEnded):
        return f"No longer commissioned, by {known_as(state, fact.by)}: {fact.why}"
    walked = fact.commissioning.walked
    how = "Simulated walk" if walked.radar.is_simulated else "Walk"
    blind = ", ".join(walked.blind) or "nowhere"
    return f"{how} of the radar signed by {known_as(state, fact.commissioning.by)}: blind {blind}"
