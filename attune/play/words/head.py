"""Words for the head of a night file, and for when a thing happens."""

from attune.play.pattern import Row

HEADER: tuple[Row, ...] = (
    ("night TITLE", "What the night is called.", "night Nobody comes"),
    ("begins DAY TIME", "When it begins, UTC.", "begins 2026-11-23 02:00"),
    ("ends TIME", "When it ends, within 24 hours.", "ends 02:40"),
    (
        "radar RADAR",
        "What the nodes are fed: `waveform` (if not said) is the radar's own bytes, `rates` "
        "a module that reports rates, for long nights; `pulses` reports the pulse too.",
        "radar rates",
    ),
    (
        "seed COUNT",
        "Where chance begins; the same seed plays the same night. 1 if not said.",
        "seed 7",
    ),
    (
        "tolerance SPAN",
        "How far from its time a thing may be and still be met. 1 s if not said.",
        "tolerance 2 s",
    ),
    (
        "staff STAFF ROLE badge BADGE [agency]",
        "Somebody who works here, and their card; `agency` if they are lent to the ward.",
        "staff M.T. nurse badge 04A1B2C3",
    ),
    (
        "rota STAFF DUTY of ROOMS from TIME to TIME",
        "Who is fetched to an alarm, where and when; without any such line nobody is named. A time "
        "that the night does not reach is of the day before.",
        "rota M.T. observer of ash/04 from 20:00 to 08:00",
    ),
    (
        "CCTV in ROOM",
        "A camera looks into this room, so its use on whoever is there must be reviewed.",
        "CCTV in ash/04",
    ),
    (
        "limit LIMIT SPAN",
        "A limit of this site's own, by its name in hub.toml: a week fits into no night.",
        "limit objection_s 20 min",
    ),
    (
        "room ROOM empty [unlocked]",
        "A room with nobody in it; its door is locked unless said otherwise.",
        "room ash/01 empty unlocked",
    ),
    (
        "room ROOM PERSON [every MINUTES min] [breathing RATE] [authorised] [unlocked]",
        "A room with somebody in bed. `every` begins an episode with that plan at the start, by "
        "the first of the staff who may: a nurse in charge or a doctor; `authorised` lets vital "
        "signs be measured for 24 h.",
        "room ash/04 J.T. every 15 min breathing 14 authorised",
    ),
)
WHEN: tuple[Row, ...] = (
    ("TIME", "At this time; never before the line above.", "02:15:01"),
    ("STEP", "So long after the line above.", "+10 s"),
    (
        "every SPAN [give or take SPAN] from TIME to TIME",
        "Again and again, first at the first time; `give or take` moves each by chance.",
        "every 15 min give or take 2 min from 02:10 to 02:39",
    ),
)
