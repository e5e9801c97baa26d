"""Words for closer watch: rapid tranquillisation, restraint, and the door's form in a mode."""

from attune.play.pattern import Row

MODES: tuple[Row, ...] = (
    (
        "rapid tranquillisation DRUG ROUTE [said to be SPAN ago] by STAFF",
        "From the panel: what was given and how. The watch after it counts from now.",
        'rapid tranquillisation "benzodiazepine" "by injection into muscle" by M.T.',
    ),
    (
        "rapid tranquillisation at the door DRUG ROUTE",
        "The same on the door unit, by whoever's badge was shown there.",
        'rapid tranquillisation at the door "benzodiazepine" "by injection into muscle"',
    ),
    (
        "radar commissioned by STAFF",
        "A simulated walk of the radar, signed for ten seconds later: its numbers count.",
        "radar commissioned by K.O.",
    ),
    ("restraint by STAFF", "From the panel: somebody is held from now on.", "restraint by M.T."),
    ("restraint at the door", "The same on the door unit.", "restraint at the door"),
    (
        "held POSTURE airway AIRWAY at the door",
        "On the door unit: how whoever is held lies, and their airway.",
        "held on-back airway clear at the door",
    ),
    ("released by STAFF", "From the panel: they are held no longer.", "released by M.T."),
    ("released at the door", "The same on the door unit.", "released at the door"),
    (
        "end mode MODE [in error] by STAFF because TEXT",
        "From the panel: nothing further of concern; or it should never have begun.",
        'end mode "after rapid tranquillisation" by K.O. because "awake, walking, eating"',
    ),
    (
        "form at the door asleep [not roused]",
        "Recorded on the door unit: asleep, answers to voice; or nobody tried.",
        "form at the door asleep not roused",
    ),
)
