"""What a ward publishes for whoever nobody has assessed yet, with a source for each number."""

from dataclasses import dataclass

from ward.authority import Authority
from ward.orders import Lamp
from ward.profile import Hours, Night, Profile, Source


@dataclass(frozen=True, slots=True)
class Line:
    """One number of the default, and by whose word."""

    what: str
    number: str
    authority: Authority
    source: str


# Marks as in clinical.md: "from memory" and "our own proposal" are said wherever this is shown.
LINES = (
    Line("by day", "100 lux", Authority.GUIDANCE, "CIBSE LG2: general light of a ward"),
    Line("in the evening", "50 lux", Authority.LOCAL, "our own proposal"),
    Line("at night", "at most 5 lux", Authority.GUIDANCE, "CIBSE LG2, by a lighting firm's table"),
    Line("warmth", "21 °C by day, 19 °C at night", Authority.LOCAL, "our own proposal"),
    Line("band", "18 to 26 °C", Authority.LOCAL, "our own proposal; HTM 03-01 from memory: 18-28"),
    Line("pace", "10 % of full light a second, 1 °C in half an hour", Authority.LOCAL,
         "our own proposal"),
)  # fmt: skip

DEFAULT = Profile(
    version=1,
    assessed_by="ward default",
    source=Source.WARD_DEFAULT,
    main_light=0.0,
    night_light=0.3,
    temperature_c=21.0,
    temperature_least_c=18.0,
    temperature_most_c=26.0,
    hours=(
        Hours(from_min=7 * 60, name="day", lux=100),
        Hours(from_min=19 * 60, name="evening", lux=50),
        Hours(from_min=22 * 60, name="night", lux=2, lamp=Lamp.NIGHT, temperature_c=19.0),
    ),
    night=Night(),
)
