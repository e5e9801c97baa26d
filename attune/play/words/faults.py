"""Words for what the room does, and for what goes wrong."""

from attune.play.pattern import Row

AIR: tuple[Row, ...] = (
    (
        "room is CELSIUS degrees",
        "The room has become so warm or cold, as by a window or a broken valve.",
        "room is 27 degrees",
    ),
    ("daylight LUX [for SPAN]", "Light comes in from outside.", "daylight 300 for 10 min"),
    (
        "fan runs [for SPAN]",
        "A fan, which over an empty bed a module of rates takes for 22 breaths and 92 beats.",
        "fan runs for 10 min",
    ),
    ("noise DBA for SPAN", "It is loud in the room.", "noise 75 for 2 min"),
)
FAULTS: tuple[Row, ...] = (
    (
        "power off [for SPAN]",
        "The node loses its power; `for` brings it back.",
        "power off for 2 min",
    ),
    ("power on", "The node has power and boots.", "power on"),
    (
        "link cut [for SPAN]",
        "The node's network is gone; `for` brings it back.",
        "link cut for 4 min",
    ),
    ("link mended", "The node's network is back.", "link mended"),
    (
        "clock steps STEP",
        "The node's clock is suddenly ahead, or behind, by so much more.",
        "clock steps +7 min",
    ),
    (
        "clock drifts DRIFT",
        "The node's clock gains so many seconds an hour from now on.",
        "clock drifts +3",
    ),
    ("clock right", "The node's clock is right again, and knows it.", "clock right"),
    ("wire noise SPAN", "Junk on the radar's wire.", "wire noise 30 s"),
    (
        "sensor stuck SENSOR [for SPAN]",
        "The device goes on saying what it said last.",
        "sensor stuck sht4x for 5 min",
    ),
    ("sensor lost SENSOR [for SPAN]", "The device's wire is off.", "sensor lost radar for 1 min"),
    ("sensor mended SENSOR", "The device is as it should be.", "sensor mended sht4x"),
    (
        "line fails [for SPAN]",
        "The line of the call button is broken: no press is heard.",
        "line fails for 5 min",
    ),
    ("line mended", "The call button's line is whole again.", "line mended"),
    (
        "disk full [for SPAN]",
        "The node can write nothing more down; `for` ends it.",
        "disk full for 5 min",
    ),
    ("disk freed", "The node can write again.", "disk freed"),
)
BROKER: tuple[Row, ...] = (
    (
        "stops [for SPAN]",
        "The broker is gone, with all that it kept; `for` brings it back.",
        "stops for 5 min",
    ),
    ("starts", "The broker is back, empty.", "starts"),
)
HUB: tuple[Row, ...] = (
    (
        "is killed [for SPAN]",
        "The hub dies on the spot; `for` starts it again from what was stored.",
        "is killed for 60 s",
    ),
    ("is started", "The hub starts again from what was stored.", "is started"),
    (
        "disk is full [for SPAN]",
        "The hub can store nothing more, so it stops; `for` ends it.",
        "disk is full for 2 min",
    ),
    ("disk is freed", "The hub's disk has room again.", "disk is freed"),
    (
        "tellers fail [for SPAN]",
        "Nothing that the hub would have people told goes out; `for` ends it.",
        "tellers fail for 10 min",
    ),
    ("tellers work", "Messages to people go out again.", "tellers work"),
    (
        "clock is stepped STEP",
        "The hub's clock is suddenly ahead, or behind, by so much more.",
        "clock is stepped -30 s",
    ),
)
