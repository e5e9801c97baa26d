"""When a room must be put to the rules again: what saves a thousand quiet rooms a thousand looks.

What is written of a room changes by facts, and whenever there are any it is judged. Otherwise only
time can begin a finding, and ``EARLIEST`` says of every rule from when on; and only a message that
``HEEDED`` names can end one. A rule that is not in the table is put to every room every time.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from hub.rooms.calling import covered_until
from hub.rooms.state import RoomState
from hub.rules import privacy, reviews
from hub.rules.absences import not_back
from hub.rules.calls import call_line, call_still_unanswered
from hub.rules.finding import Finding
from hub.rules.limits import Limits
from hub.rules.measuring import measuring_over, ran_out_at
from hub.rules.modes import breathing_slow, cannot_see, lost_since, restraint_unsaid, unsaid_at
from hub.rules.people import nobody_could_be_told, rota_gap
from hub.rules.person import (
    blank_spell,
    call_unanswered,
    confined_without_episode,
    lacking_since,
    left_alone,
)
from hub.rules.privacy import privacy_overdue
from hub.rules.reviews import review_overdue
from hub.rules.rulebook import Rule
from hub.rules.scores import (
    assessment_overdue,
    checks_overdue,
    scored,
    set_overdue,
)
from hub.rules.straying import rate_strayed
from hub.rules.unseen import blind, inside_unseen, limit_s
from hub.rules.vitals import missing_at, no_breathing_seen, own_delay, vital_signs_missing
from hub.rules.warmth import temperature_unknown, too_warm_or_cold
from hub.rules.wire import node_silent
from ward.conditions import (
    BLANK_SPELL,
    BREATHING_SLOW,
    CALL_LINE_FAILS,
    CALL_LINE_FAILS_EMPTY,
    CALL_STILL_UNANSWERED,
    CALL_UNANSWERED,
    CANNOT_SEE,
    CONFINED_WITHOUT_EPISODE,
    INSIDE_UNSEEN,
    MEASURING_OVER,
    NO_BREATHING_SEEN,
    NOBODY_TOLD,
    NOT_BACK,
    PRIVACY_OVERDUE,
    RESTRAINT_UNSAID,
    REVIEW_OVERDUE,
    ROTA_GAP,
    VITAL_SIGNS_MISSING,
)
from ward.mode_table import WRITTEN_WITHIN
from ward.room_conditions import ROOM_CONDITIONS
from ward.score_conditions import SCORE_CONDITIONS
from ward.straying_conditions import STRAYING_CONDITIONS
from ward.units import Instant, seconds

Earliest = Callable[[RoomState, Limits, Instant], Instant | None]


def _blank_spell(state: RoomState, _limits: Limits, _now: Instant) -> Instant | None:
    return state.watch.due_at if state.watch else None


def _left_alone(state: RoomState, _limits: Limits, now: Instant) -> Instant | None:
    """At the earliest one gap from now on: while somebody is there, or just was."""
    since = lacking_since(state, now)
    if state.episode is None or since is None:
        return None
    return since + seconds(state.episode.plan.gap_s)


def _inside_unseen(state: RoomState, limits: Limits, now: Instant) -> Instant | None:
    """What is late already and was not found, because nothing is heard, is so as soon as it is."""
    found = blind(state, now)
    if found is None:
        return None
    return max(found.since + seconds(limit_s(found.spot, limits)), now)


def _not_back(state: RoomState, _limits: Limits, _now: Instant) -> Instant | None:
    """Where a blank spell begins at that moment too, it is the one alarm of both."""
    watch = state.watch
    if watch is None or watch.away is None or watch.away.until >= watch.due_at:
        return None
    return watch.away.until


def _call_high(state: RoomState, limits: Limits, _now: Instant) -> Instant | None:
    alarm = state.showing(CALL_UNANSWERED.name)
    moments = (state.call_at, alarm.began_at if alarm else None)
    since = min((at for at in moments if at is not None), default=None)
    return None if state.call_at is None or since is None else since + seconds(limits.call_high_s)


def _call_line(state: RoomState, limits: Limits, _now: Instant) -> Instant | None:
    tested_at = state.line.at if state.line else state.since
    return tested_at + seconds(limits.line_tested_s)


def _confined(state: RoomState, limits: Limits, _now: Instant) -> Instant | None:
    standing = state.standing
    if state.episode is not None or standing.locked_at is None or standing.inside_at is None:
        return None
    return max(standing.locked_at, standing.inside_at) + seconds(limits.confined_s)


def _at_once(_state: RoomState, _limits: Limits, _now: Instant) -> Instant | None:
    """Found by facts or never."""
    return None


def _node_silent(state: RoomState, limits: Limits, _now: Instant) -> Instant | None:
    return (state.heard_at or state.since) + seconds(limits.node_silent_s)


def _no_breathing(state: RoomState, limits: Limits, now: Instant) -> Instant | None:
    """By this person's own limit, or by the site's as soon as the doctor's word has run out."""
    since = state.not_breathing_since
    if since is None:
        return None
    own = own_delay(state, limits, now)
    by_site = since + seconds(limits.no_breathing_s)
    if own is None:
        return by_site
    return min(since + seconds(own.value_s), max(by_site, own.until))


def _vitals_missing(state: RoomState, limits: Limits, now: Instant) -> Instant | None:
    if state.episode is None or state.episode.authorisation is None:
        return None
    return missing_at(state, limits, now)


def _rota_gap(state: RoomState, limits: Limits, now: Instant) -> Instant | None:
    """So long before the end of any shift that is still to come."""
    if state.episode is None:
        return None
    ahead = seconds(limits.rota_ahead_s)
    moments = (one.ends_at - ahead for one in state.rota.shifts)
    return min((at for at in moments if at >= now), default=None)


def _scored(state: RoomState, _limits: Limits, _now: Instant) -> Instant | None:
    """By a fact; and again when what an assessment spoke for is to be assessed anew."""
    rising, last = state.scores.rising, state.scores.worst
    alerts = [one.alert for one in (rising, last) if one is not None and one.alert]
    moments = [covered_until(state, alert) for alert in alerts]
    return min((at for at in moments if at is not None), default=None)


def _assessment_overdue(state: RoomState, _limits: Limits, _now: Instant) -> Instant | None:
    return state.scores.owed.due_at if state.scores.owed else None


def _set_overdue(state: RoomState, _limits: Limits, _now: Instant) -> Instant | None:
    return state.scores.set_due_at if state.episode else None


def _checks_overdue(state: RoomState, _limits: Limits, _now: Instant) -> Instant | None:
    due_at = state.scores.check_due_at if state.episode else None
    return None if due_at is None else due_at + WRITTEN_WITHIN


def _cannot_see(state: RoomState, limits: Limits, now: Instant) -> Instant | None:
    """From the shortest delay on at each moment: which one it is hangs on what is only heard."""
    lost = lost_since(state, now)
    if lost is None:
        return None
    return max(lost + seconds(min(limits.cannot_see_s, limits.cannot_see_silent_s)), now)


def _restraint_unsaid(state: RoomState, limits: Limits, _now: Instant) -> Instant | None:
    return unsaid_at(state, limits)


EARLIEST: Mapping[Rule, Earliest] = {
    no_breathing_seen: _no_breathing,
    rate_strayed: _at_once,
    blank_spell: _blank_spell,
    left_alone: _left_alone,
    inside_unseen: _inside_unseen,
    review_overdue: lambda state, _limits, now: reviews.next_due(state, now),
    privacy_overdue: privacy.next_due,
    not_back: _not_back,
    call_unanswered: _at_once,
    call_still_unanswered: _call_high,
    call_line: _call_line,
    temperature_unknown: _at_once,
    too_warm_or_cold: _at_once,
    confined_without_episode: _confined,
    node_silent: _node_silent,
    vital_signs_missing: _vitals_missing,
    scored: _scored,
    assessment_overdue: _assessment_overdue,
    set_overdue: _set_overdue,
    checks_overdue: _checks_overdue,
    rota_gap: _rota_gap,
    nobody_could_be_told: _at_once,
    breathing_slow: _at_once,
    cannot_see: _cannot_see,
    measuring_over: lambda state, _limits, _now: ran_out_at(state),
    restraint_unsaid: _restraint_unsaid,
}

# Which kinds of message, without any fact in them, can end a finding of this condition; of any
# other condition, all kinds can.
HEEDED: Mapping[str, frozenset[str]] = {
    BLANK_SPELL.name: frozenset(),
    INSIDE_UNSEEN.name: frozenset({"vital"}),
    REVIEW_OVERDUE.name: frozenset(),
    PRIVACY_OVERDUE.name: frozenset(),
    NOT_BACK.name: frozenset(),
    CALL_UNANSWERED.name: frozenset(),
    CALL_STILL_UNANSWERED.name: frozenset(),
    CALL_LINE_FAILS.name: frozenset(),
    CALL_LINE_FAILS_EMPTY.name: frozenset(),
    **{one.name: frozenset({"health"}) for one in ROOM_CONDITIONS},
    CONFINED_WITHOUT_EPISODE.name: frozenset(),
    NO_BREATHING_SEEN.name: frozenset(),
    **{condition.name: frozenset() for condition in STRAYING_CONDITIONS},
    VITAL_SIGNS_MISSING.name: frozenset({"vital"}),
    **{one.name: frozenset() for one in SCORE_CONDITIONS},
    ROTA_GAP.name: frozenset(),
    NOBODY_TOLD.name: frozenset(),
    BREATHING_SLOW.name: frozenset(),
    CANNOT_SEE.name: frozenset({"vital"}),
    MEASURING_OVER.name: frozenset(),
    RESTRAINT_UNSAID.name: frozenset(),
}


def is_known(rulebook: Iterable[Rule]) -> bool:
    """Whether of every rule it is known when it can begin to find something."""
    return all(rule in EARLIEST for rule in rulebook)


def again_at(
    rulebook: Sequence[Rule], state: RoomState, limits: Limits, now: Instant
) -> Instant | None:
    """The next moment, this one included, from which time alone may begin a finding.

    ``None`` for never. What was to be found at a moment gone by has been.
    """
    moments = (EARLIEST[rule](state, limits, now) for rule in rulebook)
    return min((at for at in moments if at is not None and at >= now), default=None)


def heeds(found: Iterable[Finding], kind: str) -> bool:
    """Whether a message of this kind may end what is found."""
    return any(
        heeded is None or kind in heeded
        for finding in found
        for heeded in [HEEDED.get(finding.condition.name)]
    )
