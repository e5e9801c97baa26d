"""What a person objects to, and what is decided about it."""

from hub.deciding.deciding import Decided, Rooms, decide, nobody
from hub.effects import Denied
from hub.privacy_acts import Object, ReviewPrivacy
from hub.rooms.privacy_facts import Objected, Outcome, PrivacyReviewed, Watching
from ward.units import Instant


@decide.register
def _(act: Object, rooms: Rooms, now: Instant) -> Decided:
    if rooms[act.room].episode is None:
        return nobody(act.room)
    if not act.words.strip():
        return Denied("Write down what the person said, or how they showed it")
    return Objected(room=act.room, at=now, to=act.to, by=act.by, words=act.words)


@decide.register
def _(act: ReviewPrivacy, rooms: Rooms, now: Instant) -> Decided:
    """Radar that an objection ended is begun again by an authorisation alone, and by no review."""
    episode = rooms[act.room].episode
    if episode is None:
        return nobody(act.room)
    if not act.why.strip():
        return Denied("Say why, also where it is stopped")
    objected = episode.privacy.objection(act.of) is not None
    if act.of is Watching.RADAR and objected and act.outcome is not Outcome.STOPPED:
        return Denied(
            "The person objects to radar, so it ended: authorise vital signs anew, with reasons"
        )
    return PrivacyReviewed(
        room=act.room, at=now, of=act.of, outcome=act.outcome, by=act.by, why=act.why
    )
