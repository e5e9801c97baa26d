"""The numbers: after what change of whose own rate somebody is called to the door. One table."""

from dataclasses import dataclass
from typing import Final

from ward.authority import Authority
from ward.vitals import Vital

STEP_S: Final = 15  # rates are weighed by the quarter minute: a word a second says little new
QUARTER = "clinical.md section 8, scenario 1: a fall by a quarter of one's own, a proposal"
CHOSEN = "our own proposal, chosen on seeded bodies (make bench)"


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one rate. ``by`` is a share of the person's own usual.

    ``memory_s`` is over how long rates are weighed together. Those ``at_rest`` are judged only
    when nobody was busy lately: breath that is being regained is fast.
    """

    vital: Vital
    falls: bool
    by: float
    memory_s: float
    at_rest: bool
    authority: Authority
    source: str


SLOW_PULSE = Change(Vital.HEART, True, 0.25, 100, False, Authority.LOCAL, CHOSEN)

CHANGES = (
    Change(Vital.BREATHING, True, 0.25, 60, False, Authority.LOCAL, QUARTER),
    Change(Vital.BREATHING, False, 0.32, 120, True, Authority.LOCAL, CHOSEN),
    SLOW_PULSE,
    Change(Vital.HEART, False, 0.30, 100, True, Authority.LOCAL, CHOSEN),
)

# All of these are our own proposal.
CLIPPED = 1.6  # of a change: how far one rate may push
STEPS_LEAST = 6  # quarter minutes with a good rate, before anything is said of them
FORGOTTEN_S = 600  # without a rate: then what was weighed is of another time
QUALITY_LEAST = {Vital.BREATHING: 0.7, Vital.HEART: 0.75}  # of a rate that is weighed at all
WORDS_LEAST = {Vital.BREATHING: 5, Vital.HEART: 1}  # of them in a quarter minute
LATELY = 6  # quarter minutes of which the middle is the rate that is told
BUSY_SHARE = 0.75  # of a quarter minute's words: moving, not alone or not there
RESTED_S = 300  # breath is regained in some minutes
STIRS_S = 600.0  # over which it is asked how much of the time somebody stirs
STILL_BELOW, STIRRING_ABOVE = 0.02, 0.045  # a turn each ten minutes or less; a fidget each two
FIRST_STEPS, BLOCK_STEPS = 80, 240  # 20 min of good rates before anything is usual; then each hour
BLOCKS_MOST = 24
# Of the waking rate. Textbooks, from memory: breathing and pulse are up to a fifth slower asleep.
ASLEEP_LEAST = {Vital.BREATHING: 0.78, Vital.HEART: 0.78}
ASLEEP_LIKELY = {Vital.BREATHING: 0.92, Vital.HEART: 0.88}  # until it is known
BACK_SHARE = 0.5  # of the change: nearer to usual than this, and it is over
NEAR_SHARE = 0.1  # of the change: as near as this is as usual
AGAIN_AFTER_S = 4 * 3600  # NEWS2 looks at a low score each four to six hours: so often, still so
FADE_STEPS, FADE_APART, FADE_LEAST = 40, 10, 6  # a robust line through ten minutes of the pulse
FADE_FALL, FADE_BELOW = 0.20, 0.10  # of usual: falls by so much in them, and ends so far below
LOST_STEPS, LOST_BREATHS = 40, 28  # then 10 min with no pulse, and breathing in most of them
FURTHER = 0.125  # of usual: and at once, once looked at, if it went further by this
