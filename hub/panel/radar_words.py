"""What a radar saw of somebody, each fact as a sentence for the timeline."""

from hub.panel.local import Local
from hub.panel.straying_words import OfUsual, of_usual
from hub.rooms.facts import BreathingAgain, BreathingStopped
from hub.rooms.sight_facts import InSight, OutOfSight

OfRadar = BreathingStopped | BreathingAgain | OutOfSight | InSight | OfUsual


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
