"""What is recorded on the door unit: what was seen, with what the door witnessed of whom."""

from edge.charge import Charge
from edge.events import DeedRecorded, FormCompleted, Recorded, SetTaken, SetWritten
from edge.moment import Moment
from edge.post import Post
from edge.sense.doorway import Doorway, member_of
from ward.charted import Charted, Measurements
from ward.closely import as_counted
from ward.deeds import Deed
from ward.envelope import ChartedBody, ObservationBody
from ward.observations import Awareness, Content, Observation
from ward.verdicts import judged


class Record:
    """The forms completed at this door, and the last of them."""

    def __init__(self, boot: str, doorway: Doorway, charge: Charge, post: Post) -> None:
        self._boot, self._doorway, self._charge, self._post = boot, doorway, charge, post
        self.last: Recorded | None = None
        self.last_set: SetWritten | None = None

    def written(
        self, event: FormCompleted | SetTaken | DeedRecorded, now: Moment
    ) -> Recorded | SetWritten:
        """Whatever it is that somebody completed at this door."""
        match event:
            case FormCompleted(content):
                return self.seen(content, now)
            case SetTaken(measured):
                return self.charted(measured, now)
        return self.done(event.deed, now)

    def charted(self, measured: Measurements, now: Moment) -> SetWritten:
        """Write down what was measured, signed by the badge at the door. It is no observation."""
        by = member_of(self._charge.staff, self._doorway.badge(now))
        if by is None:
            return SetWritten(None, now.at)
        charted = Charted(by=by.ref, badge=by.badge, taken_at=now.at, measured=measured)
        self._post.say(ChartedBody(charted=charted), now)
        self.last_set = SetWritten(charted, now.at)
        return self.last_set

    def seen(self, content: Content, now: Moment) -> Recorded:
        """Record what was seen, with what the door witnessed of whoever records it."""
        return self._record(content, None, now)

    def done(self, deed: Deed, now: Moment) -> Recorded:
        """Record what is done with the person at this door; the door's own evidence judges it."""
        return self._record(Content(), deed, now)

    def _record(self, content: Content, deed: Deed | None, now: Moment) -> Recorded:
        observation = Observation(
            id=f"{self._boot}-{self._post.next_n}",
            came_at=self._doorway.came(now).at,
            evidence=self._doorway.evidence(self._charge.staff, now),
            content=content,
            deed=deed,
        )
        closely = bool(self._charge.modes)
        counted = as_counted(content, closely=closely)
        verdict = judged(observation.model_copy(update={"content": counted}))
        self._post.say(ObservationBody(observation=observation), now)
        if verdict.ends_spell:
            by = member_of(self._charge.staff, observation.evidence.badge)
            awake = content.awareness is Awareness.AWAKE
            initials = by.initials if by else None
            self._charge.timer.observed(initials, now, deed, awake=awake)
            self._doorway.spend()
        self.last = Recorded(observation, verdict, now.at, closely)
        return self.last
