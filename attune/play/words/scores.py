"""Words for scores: whose chart it is, sets written down, assessments; and what a sensor says."""

from attune.play.pattern import Row

SCORES: tuple[Row, ...] = (
    (
        "age AGE [by chart CHART] by STAFF",
        "From the panel: how old the person is; at 16 and 17, which chart is theirs.",
        "age 34 by K.O.",
    ),
    (
        "vital signs at the station MEASURED by STAFF",
        "From the panel: a set that somebody measured is written down. It is no observation.",
        'vital signs at the station "breathing 18, pulse 84, SpO2 97, scale 1, on air, '
        'blood pressure 118, alert, temperature 36.9" by M.T.',
    ),
    (
        "vital signs at the door MEASURED",
        "The same on the door unit, by whoever's badge was shown there.",
        'vital signs at the door "breathing 18, pulse 84, temperature 38.6"',
    ),
    (
        "assessment by TEXT who says TEXT entered by STAFF",
        "From the panel: the person was assessed because of a score, by whom, and what follows.",
        'assessment by "Dr A.N." who says "fluids, again in an hour" entered by K.O.',
    ),
)
EXPECT: tuple[Row, ...] = (
    (
        "expect at TIME ROOM has CONDITION saying TEXT [within SPAN]",
        "The alarm shows, and began with words that hold these.",
        'expect at 02:19:20 ash/04 has "urgent score" saying "at least 5" within 30 s',
    ),
    (
        "expect at TIME ROOM owes an assessment by TIME [within SPAN]",
        "At the first moment a score asks for an assessment that is due at the second.",
        "expect at 02:20 ash/04 owes an assessment by 02:59:20 within 30 s",
    ),
    (
        "expect at TIME ROOM says pulse [from PULSE to PULSE] [within SPAN]",
        "The node's newest word on the pulse is a rate.",
        "expect at 02:19 ash/04 says pulse from 120 to 128",
    ),
    (
        "expect never ROOM says pulse from TIME to TIME",
        "The node gives no pulse between these times.",
        "expect never ash/04 says pulse from 02:06 to 02:30",
    ),
    (
        "expect at TIME ROOM face down MINUTES min",
        "Whoever is or was held there lay face down for so long by then, to a tenth of a minute.",
        "expect at 02:04 ash/04 face down 1 min",
    ),
    (
        "expect visit not counted TEXT in ROOM at TIME [within SPAN]",
        "What was recorded at that door at this moment does not count, in words that hold these.",
        'expect visit not counted "Rousable?" in ash/04 at 02:02',
    ),
    (
        "expect at TIME ROOM pauses COUNT to COUNT times an hour",
        "So many pauses of breathing were counted there in the hour before.",
        "expect at 02:55 ash/04 pauses 15 to 25 times an hour",
    ),
    (
        "expect at TIME ROOM breathing seen COUNT to COUNT percent",
        "In so much of the last hour, or since they are confined, the trend's page has a rate.",
        "expect at 02:30 ash/04 breathing seen 10 to 25 percent",
    ),
    (
        "expect at TIME ROOM light from LUX to LUX [within SPAN]",
        "The node's newest measurement of the light lies between these.",
        "expect at 02:12 ash/04 light from 8 to 14",
    ),
    (
        "expect never ROOM light jumps LUX from TIME to TIME",
        "No two measurements of the light that follow each other differ by more.",
        "expect never ash/04 light jumps 8 from 02:11 to 02:13",
    ),
)
