"""What listens under each kind of radar."""

from edge.decode.radars import HAVE_PHASES, SAY_PRESENCE, RadarKind
from edge.sense.bedside import AtBed, Bedside
from edge.sense.bystander import BystanderBedside


def bedside_under(kind: RadarKind) -> AtBed:
    """Breathing where there are phases; elsewhere who is there and who moves, and never a rate."""
    if kind in HAVE_PHASES:
        return Bedside(says_presence=kind in SAY_PRESENCE)
    return BystanderBedside()
