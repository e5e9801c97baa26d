"""Shares of an interval that hub and door agree on."""

SOON_SHARE = 0.8  # clinical.md, part 8: warned at 12 minutes of 15; our own proposal
