"""Lanes: whose word waits behind whose until the hub hears it."""

from hub.acts import Arrived, Event, On
from hub.outside.turn import Asked
from ward.topics import ROOT

OF_THE_SITE = ""


def lane_of(waiting: Event | Asked) -> str:
    """Of one room all that is said and done, so that an end never overtakes a visit before it.

    Of the site what is of no room: the broker's coming and going, the register, the rota.
    """
    event = waiting.act if isinstance(waiting, Asked | On) else waiting
    if isinstance(event, Arrived):
        return event.topic.rpartition("/")[0]
    room = getattr(event, "room", None)
    return f"{ROOT}/{room}" if room else OF_THE_SITE
