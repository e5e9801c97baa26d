"""The rulebook: every rule, in one list, and how a room is put to them."""

from collections.abc import Callable, Iterable, Sequence

from hub.rooms.state import RoomState
from hub.rules.absences import not_back
from hub.rules.calls import call_line, call_still_unanswered
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.measuring import measuring_over
from hub.rules.modes import breathing_slow, cannot_see, restraint_unsaid
from hub.rules.people import nobody_could_be_told, rota_gap
from hub.rules.person import (
    blank_spell,
    call_unanswered,
    confined_without_episode,
    left_alone,
)
from hub.rules.privacy import privacy_overdue
from hub.rules.reviews import review_overdue
from hub.rules.scores import assessment_overdue, checks_overdue, scored, set_overdue
from hub.rules.straying import rate_strayed
from hub.rules.unseen import inside_unseen
from hub.rules.vitals import no_breathing_seen, vital_signs_missing
from hub.rules.warmth import temperature_unknown, too_warm_or_cold
from hub.rules.wire import node_silent
from ward.conditions import RULE_BROKEN
from ward.units import Instant

Rule = Callable[[RoomState, Limits, Instant], Iterable[Finding]]

RULEBOOK: tuple[Rule, ...] = (
    no_breathing_seen,
    rate_strayed,
    blank_spell,
    left_alone,
    inside_unseen,
    review_overdue,
    privacy_overdue,
    not_back,
    call_unanswered,
    call_still_unanswered,
    call_line,
    temperature_unknown,
    too_warm_or_cold,
    confined_without_episode,
    node_silent,
    vital_signs_missing,
    scored,
    assessment_overdue,
    set_overdue,
    checks_overdue,
    rota_gap,
    nobody_could_be_told,
    breathing_slow,
    cannot_see,
    measuring_over,
    restraint_unsaid,
)


def findings(
    rulebook: Sequence[Rule], state: RoomState, limits: Limits, now: Instant
) -> tuple[Finding, ...]:
    """Everything wrong in this room now, most urgent first."""
    found: list[Finding] = []
    for rule in rulebook:
        try:
            found.extend(rule(state, limits, now))  # of one that raises stays what it said before
        except Exception as broken:  # noqa: BLE001  (a rule must not silence the rest)
            name = getattr(rule, "__name__", repr(rule))
            words = f"The rule {name} failed: {broken!r:.200}"
            found.append(Finding(state.room, RULE_BROKEN, words))
    return tuple(sorted(found, key=_most_urgent_first)) if found else ()


def _most_urgent_first(finding: Finding) -> int:
    return -finding.condition.priority
