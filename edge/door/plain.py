"""The door's view as plain JSON, for other screens and for tests. No badge number leaves here."""

from typing import Any

from edge.door.company_words import strangers
from edge.door_view import DoorView
from edge.events import Recorded
from ward.grading import STAY_LEAST_S, stayed_enough, unanswered
from ward.observations import Evidence
from ward.readings import Missing
from ward.units import Instant
from ward.verdicts import counts_as_talk, lacks


def view_as_json(view: DoorView) -> dict[str, Any]:
    """Everything that the page shows, as numbers and times."""
    confinement = view.confinement
    return {
        "room": str(view.room),
        "at": _time(view.now.at),
        "synced": view.now.synced,
        "person": confinement.person.initials if confinement else None,
        "confined_since": _time(confinement.began_at) if confinement else None,
        "every_min": confinement.plan.every_min if confinement else None,
        "cover": confinement.plan.cover if confinement else None,
        "how_to_be_with_me": view.how_to_be_with_me,
        "seen_at": _time(view.seen_at),
        "seen_by": view.seen_by,
        "due_at": _time(view.due_at),
        "soon_at": _time(view.soon_at),
        "linked": view.linked,
        "hub_silent_s": view.hub_silent_s,
        "badge_of": view.badge_of.initials if view.badge_of else None,
        "here": [one.initials for one in view.here],
        "strangers": list(strangers(view)),
        "reviews": [
            {"review": one.review, "due_at": _time(one.due_at), "can_be_made": one.judged.counts}
            for one in view.offers
        ],
        "stayed_s": view.stayed_s,
        "out": _out(view),
        "lacking_s": view.lacking_s,
        "standing": view.standing.model_dump(mode="json"),
        "in_force": view.in_force.model_dump(mode="json"),
        **_measured("temperature_c", view.temperature_c),
        **_measured("light_lux", view.light_lux),
        "last_recorded": recorded_as_json(view.last_recorded) if view.last_recorded else None,
        "faults": list(view.faults),
    }


def _out(view: DoorView) -> dict[str, Any] | None:
    out = view.out
    if out is None:
        return None
    times = {"since": _time(out.since), "back_by": _time(out.until)}
    return {"to": out.to, "with": out.by, **times, "contradicted": out.belied}


def recorded_as_json(recorded: Recorded) -> dict[str, Any]:
    """The verdict; the answers themselves are not repeated."""
    return {
        "at": _time(recorded.at),
        "by": recorded.observation.evidence.by,
        "grade": recorded.graded.grade,
        "ends_spell": recorded.graded.ends_spell,
        "because": recorded.graded.because,
        "review": recorded.observation.review,
        "review_counts": recorded.reviewed.counts if recorded.reviewed else None,
        "missing": list(lacking(recorded)),
        "counts_as_talk": counts_as_talk(recorded.observation),
    }


def lacking(recorded: Recorded) -> tuple[str, ...]:
    """What this observation lacks as one that ends a blank spell, in words for the observer."""
    if recorded.observation.deed is not None:
        return lacks(recorded.observation)
    evidence = recorded.observation.evidence
    badge = () if evidence.by else ("a badge of known staff at this door",)
    return (*badge, *_stay(evidence), *unanswered(recorded.observation.content))


def _stay(evidence: Evidence) -> tuple[str, ...]:
    if stayed_enough(evidence):
        return ()
    if evidence.stay_sensed:
        return (f"a stay of at least {STAY_LEAST_S:g} s",)
    return ("a sensor in front of this door that is heard: have it mended",)


def _measured(name: str, value: float | Missing) -> dict[str, Any]:
    if isinstance(value, Missing):
        return {name: None, f"{name}_missing": str(value)}
    return {name: value}


def _time(moment: Instant | None) -> str | None:
    return moment.isoformat(timespec="milliseconds") if moment else None
