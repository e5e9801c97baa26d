"""`make bench ARGS=room`: how well a room is held, on the screen and into docs/room.md."""

from collections.abc import Iterator

from firmware_sim.building import ORDINARY, SUMMER, WINTER, Building, Weather
from firmware_sim.daylight import Daylight
from tests.bench.held.courses import Lit, Warm, lit, ours, plain, warm
from tests.bench.held.picture import Line, Plot, drawn
from tests.house.tree import CHECKOUT

PAGE, PICTURE = CHECKOUT / "docs" / "room.md", CHECKOUT / "docs" / "images" / "room.svg"
ROOMS = 10
TARGET_LUX = 120.0
SEASONS = (("winter", WINTER, 21.0), ("summer", SUMMER, 22.0))
DAYS, DAYS_OF_OTHERS = 7.0, 2.0
SHOWN_STEPS = int(86_400 / 5)
HEAD = """\
# How well a room is held

Made by `make bench ARGS=room`; nothing here is written by hand. The node's own loops (`edge/act`)
run beside the simulated room (`firmware_sim/building.py`, `heat.py`, `daylight.py`: ordinary
building physics with round figures of our own). "Ordinary" is that room; each of the others has
every parameter by up to half more or less, by its seed. Nothing here was measured in a real room.

![Two courses: warmth on a winter's day, and light on a cloudy day](images/room.svg)

The plain thermostat is on from half a degree under and off at what is asked, and cools from a
degree over; the plain switch is as bright as somebody set it before sunrise.
"""


def report_room() -> None:
    """Measure, print, and write the page and its picture."""
    page = [HEAD, *_warmth(), *_light()]
    PAGE.write_text("\n".join(page), encoding="utf-8")
    PICTURE.write_text(_picture(), encoding="utf-8")
    print("\n".join(page[1:]))


def rooms() -> Iterator[tuple[str, Building]]:
    yield "ordinary", ORDINARY
    for seed in range(1, ROOMS):
        yield f"{seed}", ORDINARY.varied(seed)


def _warmth() -> Iterator[str]:
    yield "## Warmth, the ordinary room through a week and the others through two days\n"
    yield (
        "Share of the time within 0.5 °C, most above what was asked, times a relay came on in an "
        "hour.\n"
    )
    yield (
        "| season | room | ours: within | or at its limit and saying so | over | on an hour "
        "| plain: within | over | on an hour |"
    )
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for season, weather, target_c in SEASONS:
        for name, building in rooms():
            yield _warm_row(season, name, target_c, building, weather)
    yield ""


def _warm_row(season: str, name: str, target_c: float, building: Building, weather: Weather) -> str:
    days = DAYS if building == ORDINARY else DAYS_OF_OTHERS
    held = warm(ours(target_c), building, weather, days)
    other = warm(plain(target_c), building, weather, days)
    return (
        f"| {season} | {name} | {held.within(target_c):.1%} | {held.share(target_c):.1%} "
        f"| {held.over(target_c):.2f} K | {_an_hour(held, days):.1f} "
        f"| {other.within(target_c):.1%} | {other.over(target_c):.2f} K "
        f"| {_an_hour(other, days):.1f} |"
    )


def _an_hour(course: Warm, days: float) -> float:
    return course.turned_on / (days * 24)


def _light() -> Iterator[str]:
    yield "## Light, through a cloudy day\n"
    yield (
        f"{TARGET_LUX:g} lux from eight to five. Share of the time within a tenth, or brighter by "
        "daylight alone with the lamp out; the quickest that the lamp moved, of 10 % of full a "
        "second that it may.\n"
    )
    yield "| room and sky | ours: within | quickest | plain: within |"
    yield "| --- | --- | --- | --- |"
    for name, building in rooms():
        sky = Daylight().varied(int(name)) if name.isdigit() else Daylight()
        held, other = _lit(building, sky, held=True), _lit(building, sky, held=False)
        yield (
            f"| {name} | {held.within(TARGET_LUX):.1%} | {held.quickest:.1%}/s "
            f"| {other.within(TARGET_LUX):.1%} |"
        )
    yield ""


def _lit(building: Building, sky: Daylight, *, held: bool) -> Lit:
    return lit(building, sky, TARGET_LUX, held=held)


def _picture() -> str:
    season, target_c = WINTER, 21.0
    warmth = Plot(
        "Warmth, a winter's day", "°C", 19, 23, (target_c - 0.5, target_c + 0.5),
        (
            Line("plain thermostat", warm(plain(target_c), ORDINARY, season, 1).celsius,
                 "#b04a00", dashed=True),
            Line("ours", warm(ours(target_c), ORDINARY, season, 1).celsius, "#003087"),
        ),
        ("06:00", "12:00", "18:00", "24:00", "06:00"),
    )  # fmt: skip
    sky = Daylight(seed=3)
    light = Plot(
        "Light, a cloudy day", "lux", 0, 480, (0.9 * TARGET_LUX, 1.1 * TARGET_LUX),
        (
            Line("plain switch", _lit(ORDINARY, sky, held=False).lux, "#b04a00", dashed=True),
            Line("ours", _lit(ORDINARY, sky, held=True).lux, "#003087"),
        ),
        ("08:00", "10:15", "12:30", "14:45", "17:00"),
    )  # fmt: skip
    return drawn((warmth, light))
