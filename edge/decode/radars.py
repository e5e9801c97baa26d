"""Which radars can hang over a bed, how fast each speaks, and what it has to say.

All of them speak 8N1. What the two TinyFrame modules have in common is the whole of their framing
and layouts, and so the decoder; they differ so (vendor's PDF, two libraries):

| | MR60BHA2 | HLK-LD6002 |
| --- | --- | --- |
| speed | 115200 | 1382400 (a library adds: some modules 115200) |
| says | phases, rates, distance, presence, targets | phases, rates, distance |
| LEN in its documentation | right | 4 in every example: an erratum |
| never sent to it | | 3000, which puts it into its upgrade mode |
"""

from collections.abc import Mapping
from enum import StrEnum


class RadarKind(StrEnum):
    """A radar by the name that a configuration gives it."""

    MR60BHA2 = "mr60bha2"
    LD6002 = "ld6002"
    R60ABD1 = "r60abd1"
    MR60BHA1 = "mr60bha1"
    XM125 = "xm125"


# Bits a second, if the configuration does not say otherwise.
BAUD: Mapping[RadarKind, int] = {
    RadarKind.MR60BHA2: 115_200,  # its library
    RadarKind.LD6002: 1_382_400,  # its vendor's PDF
    RadarKind.R60ABD1: 115_200,  # the maker's manual V3.0
    RadarKind.MR60BHA1: 115_200,  # its library
    RadarKind.XM125: 115_200,  # acconeer-exptool; as its server starts, and never changed
}
HAVE_PHASES = frozenset({RadarKind.MR60BHA2, RadarKind.LD6002})
SAY_PRESENCE = frozenset({RadarKind.MR60BHA2, RadarKind.R60ABD1, RadarKind.MR60BHA1})
