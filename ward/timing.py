"""Times and shares that hub and door agree on. All are our own proposals."""

SOON_SHARE = 0.8  # clinical.md, part 8: warned at 12 minutes of 15

GONE_AFTER_S = 15.0  # nobody in front for so long ends a visit; a sensor may drop out and return
BADGE_BEFORE_S = 10.0  # a card may be read before the presence sensor has made up its mind
BADGE_LEADS_S = 30 * 60.0  # longer than a visit, far shorter than a shift; then it is shown again
