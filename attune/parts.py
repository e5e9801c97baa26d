"""Subcommands that have a file of their own, in the order in which help lists them."""

from attune import (
    alarms,
    grades,
    hazards,
    journal,
    patterns,
    profile,
    rota,
    selftest,
    series,
    staff,
    tellers,
    walk,
)
from attune.dashboards import command as dashboards
from attune.estates import arguments as estates
from attune.vitals import arguments as vitals

PARTS = (
    vitals, journal, alarms, patterns, hazards, grades, staff, rota, walk, selftest, profile,
    tellers, series, dashboards, estates,
)  # fmt: skip
