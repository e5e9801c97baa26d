"""Words for what people do: the body, staff, the person, orders, care."""

from attune.play.pattern import Row

BODY: tuple[Row, ...] = (
    (
        "breathe at RATE [over SPAN]",
        "The body breathes at another rate, reached over a span.",
        "breathe at 8 over 3 min",
    ),
    (
        "heart beats at PULSE [over SPAN]",
        "The heart beats at another rate, reached over a span.",
        "heart beats at 124 over 1 min",
    ),
    ("stop breathing [over SPAN]", "The chest comes to rest.", "stop breathing over 20 s"),
    (
        "hold breath SPAN",
        "The chest rests for so long, then moves on as before.",
        "hold breath 25 s",
    ),
    ("move SPAN", "The body tosses and turns.", "move 20 s"),
    ("lie POSTURE", "The body lies, sits or stands otherwise.", "lie on-side"),
    ("go to PLACE", "Somebody walks there, across the floor.", "go to ensuite"),
    ("leave", "Whoever is inside is gone from the room.", "leave"),
    ("come back", "Whoever was gone comes in and lies down.", "come back"),
    ("second person comes", "Somebody else is in the room too.", "second person comes"),
    ("second person goes", "The second person is gone.", "second person goes"),
)
STAFF: tuple[Row, ...] = (
    (
        "visit by STAFF [for SPAN] [without form]",
        "Come to the door, show the badge, stay (30 s if not said), record at the door what is "
        "seen, go.",
        "visit by M.T. for 30 s",
    ),
    (
        "visit without badge [for SPAN]",
        "The same, with no badge shown: nobody knows who it was.",
        "visit without badge for 30 s",
    ),
    (
        "nursing review by STAFF [and STAFF] [for SPAN]",
        "Come to the door, show the badges, stay (30 s if not said), record what is seen as a "
        "nursing review, go. It takes two nurses, one of them not in the decision.",
        "nursing review by M.T. and K.O. for 30 s",
    ),
    (
        "medical review by STAFF [for SPAN]",
        "The same as a medical review. It takes a doctor.",
        "medical review by R.D. for 30 s",
    ),
    ("badge STAFF", "A card is held to the reader.", "badge M.T."),
    (
        "strange badge BADGE",
        "A card that nobody here has is held to the reader.",
        "strange badge 0411111111",
    ),
    (
        "taken out to OUTING by STAFF [staying inside]",
        "Staff show a badge, open the door, stay, and record there that the person goes out, who "
        "then goes; or, though it is recorded, does not.",
        "taken out to garden by M.T.",
    ),
    (
        "brought back by STAFF",
        "Staff open the door, the person comes in, and that is recorded there.",
        "brought back by M.T.",
    ),
    (
        "talk at the open door by STAFF [for SPAN]",
        "Staff open the door, talk with the person (90 s if not said) and record it there.",
        "talk at the open door by M.T. for 2 min",
    ),
    ("stay SPAN", "Somebody stands in front of the door for so long.", "stay 30 s"),
    ("open door", "The door is unlocked and opened.", "open door"),
    ("shut door", "The door is shut.", "shut door"),
    ("lock door", "The door is locked.", "lock door"),
    ("unlock door", "The door is unlocked.", "unlock door"),
    (
        "form at the door",
        "What was seen is recorded on the door unit's own page.",
        "form at the door",
    ),
    (
        "unfinished form at the door",
        "The same, with most of it not answered.",
        "unfinished form at the door",
    ),
    (
        "form at the station by STAFF TEXT",
        "An entry typed at the station: a remote look, never an observation.",
        'form at the station by K.O. "asleep"',
    ),
    (
        "CCTV look by STAFF",
        "A camera view: a remote look, never an observation.",
        "CCTV look by K.O.",
    ),
    (
        "vitals look by STAFF",
        "A look at the vital signs on the panel: a remote look, never an observation.",
        "vitals look by K.O.",
    ),
    ("talk SPAN", "Somebody talks through the intercom at the door.", "talk 20 s"),
    ("dial light STEPS", "The light's dial outside the door is turned.", "dial light +3"),
    (
        "dial temperature STEPS",
        "The temperature's dial outside the door is turned.",
        "dial temperature -2",
    ),
)
PERSON: tuple[Row, ...] = (
    ("call", "The person presses the call button.", "call"),
    (
        "objects to WATCHING TEXT by STAFF",
        "The person objects to being watched so; somebody writes it down, with what they said.",
        'objects to radar "it is watching me breathe" by M.T.',
    ),
)
ORDERS: tuple[Row, ...] = (
    (
        "ask temperature CELSIUS by STAFF",
        "From the panel: this temperature.",
        "ask temperature 22 by K.O.",
    ),
    (
        "ask main light PERCENT % by STAFF",
        "From the panel: the main light at this level.",
        "ask main light 40 % by K.O.",
    ),
    (
        "ask night light PERCENT % by STAFF",
        "From the panel: the night light at this level.",
        "ask night light 10 % by K.O.",
    ),
    (
        "suits main light PERCENT % and CELSIUS degrees told SPAN before by STAFF",
        "A sensory profile is signed: this light and warmth all day, by night no more light than "
        "its ceiling, and of each change the person is told so long before.",
        "suits main light 40 % and 21 degrees told 5 min before by K.O.",
    ),
)
ALARMS: tuple[Row, ...] = (
    (
        "acknowledge CONDITION by STAFF",
        "From the panel: somebody takes the alarm on. It is quiet for a while, and shows on.",
        'acknowledge "blank spell" by K.O.',
    ),
    (
        "pause sound by STAFF",
        "From the panel: the sound of what alarms here now rests for two minutes.",
        "pause sound by K.O.",
    ),
    (
        "mark alarm CONDITION [not] worth acting on by STAFF [because TEXT]",
        "From the panel: whether there was something to do about the newest such alarm.",
        'mark alarm "vital signs missing" not worth acting on by M.T. because "in the ensuite"',
    ),
)
SITE: tuple[Row, ...] = (
    (
        "new staff STAFF ROLE badge BADGE by STAFF",
        "Somebody begins to work here; every door is told of the card.",
        "new staff A.A. nurse badge 04A1B2FF by W.M.",
    ),
    (
        "no longer staff STAFF by STAFF",
        "Somebody works here no longer; their card opens nothing any more.",
        "no longer staff M.T. by W.M.",
    ),
    (
        "rota STAFF DUTY of ROOMS from TIME to TIME by STAFF",
        "One shift more than the rota had.",
        "rota M.T. observer of all rooms from 02:30 to 03:00 by K.O.",
    ),
)
CARE: tuple[Row, ...] = (
    (
        "privacy review of WATCHING OUTCOME by STAFF",
        "Somebody decides whether the person goes on being watched so.",
        "privacy review of CCTV stopped by K.O.",
    ),
    (
        "observers STAFF [and STAFF] by STAFF [preferring TEXT] [not STAFF]",
        "Who knows the person, whom they would rather have, in words, and whom rather not.",
        'observers M.T. and W.M. by K.O. preferring "women at night" not R.D.',
    ),
    (
        "begin episode of PERSON every MINUTES min [varied] [within sight and sound] "
        "[outside the door] by STAFF",
        "A confinement begins, with its plan: how often somebody comes, and where somebody stays "
        "all the time.",
        "begin episode of J.T. every 15 min by K.O.",
    ),
    (
        "begin KIND of PERSON every MINUTES min by STAFF [on ground TEXT]",
        "The same, of a kind, and on a ground that is given.",
        'begin "seclusion" of J.T. every 15 min by K.O. on ground "harm to others"',
    ),
    (
        "moved to ROOM by STAFF",
        "The confinement goes on in another room; nobody is due later for it.",
        "moved to ash/01 by K.O.",
    ),
    ("end episode by STAFF", "The confinement is ended.", "end episode by K.O."),
    (
        "plan every MINUTES min [varied] [within sight and sound] [outside the door] by STAFF",
        "Another interval from now on; it never reaches back.",
        "plan every 5 min within sight and sound by K.O.",
    ),
    (
        "authorise for SPAN by STAFF",
        "Vital signs may be measured for so long.",
        "authorise for 24 h by K.O.",
    ),
    (
        "withdraw authorisation by STAFF",
        "Vital signs may no longer be measured.",
        "withdraw authorisation by K.O.",
    ),
    (
        "limit no breathing SPAN for SPAN by STAFF because TEXT",
        "For so long, this person's own delay until no breathing movement is an alarm.",
        'limit no breathing 30 s for 8 h by R.D. because "known pauses in sleep"',
    ),
)
