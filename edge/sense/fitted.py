"""What listens under each kind of radar."""

from edge.decode.radars import HAVE_PHASES, SAY_PRESENCE, RadarKind
from edge.sense.bedside import AtBed, Bedside
from edge.sense.bystander import BystanderBedside
from edge.sense.raw import RawBedside
from edge.sense.raw_signs import RawSigns


def bedside_under(kind: RadarKind) -> AtBed:
    """Breathing and heart where there are phases or raw echo; elsewhere never a rate."""
    if kind in HAVE_PHASES:
        return Bedside(says_presence=kind in SAY_PRESENCE)
    if kind is RadarKind.XM125:
        return RawBedside(RawSigns())
    return BystanderBedside()
