"""Words for what is expected of a night."""

from attune.play.pattern import Row

EXPECT: tuple[Row, ...] = (
    (
        "expect at TIME ROOM has CONDITION [PRIORITY] [within SPAN]",
        "At this moment the alarm is showing there.",
        'expect at 02:15:01 ash/04 has "blank spell" MEDIUM',
    ),
    (
        "expect at TIME ROOM has not CONDITION [within SPAN]",
        "At this moment it is not.",
        'expect at 02:14:59 ash/04 has not "blank spell"',
    ),
    (
        "expect at TIME ROOM begins CONDITION [PRIORITY] [within SPAN]",
        "The alarm begins at this moment.",
        'expect at 02:15:01 ash/04 begins "blank spell" within 2 s',
    ),
    (
        "expect at TIME ROOM ends CONDITION [within SPAN]",
        "The alarm ends at this moment.",
        'expect at 02:20:30 ash/04 ends "blank spell"',
    ),
    (
        "expect by TIME ROOM has CONDITION [PRIORITY] [within SPAN]",
        "The alarm has shown there at this moment at the latest.",
        'expect by 02:10:25 ash/04 has "no breathing seen" HIGH',
    ),
    (
        "expect at TIME ROOM begins CONDITION again [within SPAN]",
        "An alarm that was over and showed on is there again at this moment.",
        'expect at 02:15 ash/04 begins "no breathing seen" again',
    ),
    (
        "expect at TIME ROOM has CONDITION over [within SPAN]",
        "The alarm shows, though its condition is over: until somebody was at the door and saw.",
        'expect at 02:14 ash/04 has "no breathing seen" over',
    ),
    (
        "expect at TIME ROOM has CONDITION acknowledged [by STAFF] [within SPAN]",
        "The alarm shows, and somebody's acknowledgement holds.",
        'expect at 02:17 ash/04 has "blank spell" acknowledged by K.O.',
    ),
    (
        "expect at TIME ROOM has CONDITION quiet [within SPAN]",
        "The alarm shows and does not sound: it was acknowledged, or its sound is paused.",
        'expect at 02:17 ash/04 has "blank spell" quiet',
    ),
    (
        "expect at TIME ROOM has CONDITION sounding [within SPAN]",
        "The alarm shows and sounds.",
        'expect at 02:18:01 ash/04 has "blank spell" sounding',
    ),
    (
        "expect at TIME ROOM fetches DUTY to CONDITION [who is STAFF] [within SPAN]",
        "At this moment the alarm reaches whoever has this duty; `who is`, by the rota.",
        'expect at 02:20:01 ash/04 fetches nurse in charge to "blank spell" who is K.O.',
    ),
    (
        "expect by TIME ROOM fetches DUTY to CONDITION [who is STAFF] [within SPAN]",
        "It has reached them by this moment.",
        'expect by 02:30:01 ash/04 fetches duty senior to "blank spell"',
    ),
    (
        "expect never ROOM fetches DUTY to CONDITION [from TIME to TIME]",
        "It does not reach them, all night or between these times.",
        'expect never ash/04 fetches duty senior to "blank spell" from 02:00 to 02:29',
    ),
    (
        "expect notice of CONDITION in ROOM by TIME [to DUTY] [within SPAN]",
        "By then a message about this alarm was taken; `to`, one that was for whoever has this "
        "duty.",
        'expect notice of "blank spell" in ash/04 by 02:20:10 to nurse in charge',
    ),
    (
        "expect never notice of CONDITION in ROOM [from TIME to TIME]",
        "No message about this alarm was taken, all night or between these times.",
        'expect never notice of "call unanswered" in ash/01',
    ),
    (
        "expect COUNT notices [from TIME to TIME]",
        "So many messages went out, all night or between these times; that something is over "
        "counts as one.",
        "expect 1 notices from 02:10 to 02:15",
    ),
    (
        "expect never ROOM has CONDITION [from TIME to TIME]",
        "The alarm never shows there, all night or between these times.",
        'expect never ash/04 has "node silent" from 02:00 to 02:10',
    ),
    (
        "expect never anywhere CONDITION",
        "The alarm shows in no room, all night.",
        'expect never anywhere "rule broken"',
    ),
    (
        "expect always ROOM has CONDITION from TIME to TIME",
        "The alarm shows there without a break between these times.",
        'expect always ash/04 has "blank spell" from 02:15:05 to 02:20',
    ),
    (
        "expect COUNT alarms CONDITION in ROOM",
        "The alarm began there so many times.",
        'expect 2 alarms "blank spell" in ash/04',
    ),
    (
        "expect spell in ROOM from TIME to TIME [known then] [at handover] [within SPAN]",
        "Nobody came in person between these times, which is longer than the plan allows, "
        "as is known by the end; `known then`, as the hub believed while it went on; "
        "`at handover`, and it fell into one by the rota as it was then.",
        "expect spell in ash/04 from 02:00 to 02:20:30",
    ),
    (
        "expect no spell in ROOM [known then]",
        "There was no blank spell, as is known by the end; `known then`, the hub never believed "
        "that there was.",
        "expect no spell in ash/01",
    ),
    (
        "expect seen in ROOM by STAFF at TIME [within SPAN]",
        "An in-person observation by them that counts, made at this moment.",
        "expect seen in ash/04 by M.T. at 02:20:30",
    ),
    (
        "expect nursing review in ROOM at TIME [not counted] [by STAFF] [within SPAN]",
        "A nursing review was recorded at that door at this moment, and counts; or does not.",
        "expect nursing review in ash/04 at 02:12:40 by K.O.",
    ),
    (
        "expect medical review in ROOM at TIME [not counted] [by STAFF] [within SPAN]",
        "The same of a medical review.",
        "expect medical review in ash/04 at 02:40:30 by R.D.",
    ),
    (
        "expect no stranger STAFF in ROOM at TIME [within SPAN]",
        "The visit that was recorded at this moment is on record with nothing against them.",
        "expect no stranger M.T. in ash/04 at 02:10:30",
    ),
    (
        "expect stranger STAFF TEXT in ROOM at TIME [within SPAN]",
        "The visit that was recorded at this moment is on record with what speaks against this "
        "observer, in words that hold these.",
        'expect stranger K.O. "agency staff" in ash/04 at 02:10:30',
    ),
    (
        "expect COUNT observations in ROOM",
        "So many observations that count, by the end.",
        "expect 1 observations in ash/04",
    ),
    (
        "expect COUNT remote looks in ROOM",
        "So many remote looks, by the end.",
        "expect 3 remote looks in ash/04",
    ),
    (
        "expect refused STAFF TEXT in ROOM [at TIME] [within SPAN]",
        "They asked for what they may not do; it is on record, in words that hold these.",
        'expect refused M.T. "may not end an episode" in ash/04',
    ),
    (
        "expect order in ROOM PROGRESS by TIME [within SPAN]",
        "An order to this room has got so far by then.",
        "expect order in ash/04 done by 02:05",
    ),
    (
        "expect at TIME ROOM says rate [from RATE to RATE] [within SPAN]",
        "The node's newest word on breathing is a rate.",
        "expect at 02:05 ash/04 says rate from 12 to 16",
    ),
    (
        "expect at TIME ROOM says DOUBT [within SPAN]",
        "The node's newest word on breathing is this doubt.",
        'expect at 02:05 ash/04 says "nobody there"',
    ),
    (
        "expect at TIME ROOM says no breathing [within SPAN]",
        "The node's newest word is that no breathing movement is seen.",
        "expect at 02:05 ash/04 says no breathing",
    ),
    (
        "expect never ROOM says rate from TIME to TIME",
        "The node gives no rate between these times.",
        "expect never ash/04 says rate from 02:10 to 02:20",
    ),
    (
        "expect nothing lost",
        "By the end the hub has stored all that the nodes were owed a receipt for.",
        "expect nothing lost",
    ),
)
