"""What is recorded on the door unit: what was seen, with what the door witnessed of whom."""

from edge.charge import Charge
from edge.events import Recorded
from edge.moment import Moment
from edge.post import Post
from edge.sense.doorway import Doorway, member_of
from ward.closely import as_counted
from ward.envelope import ObservationBody
from ward.grading import graded
from ward.observations import Awareness, Content, Observation


class Record:
    """The forms completed at this door, and the last of them."""

    def __init__(self, boot: str, doorway: Doorway, charge: Charge, post: Post) -> None:
        self._boot, self._doorway, self._charge, self._post = boot, doorway, charge, post
        self.last: Recorded | None = None

    def seen(self, content: Content, now: Moment) -> Recorded:
        """Record what was seen, with what the door witnessed of whoever records it."""
        observation = Observation(
            id=f"{self._boot}-{self._post.next_n}",
            came_at=self._doorway.came(now).at,
            evidence=self._doorway.evidence(self._charge.staff, now),
            content=content,
        )
        closely = bool(self._charge.modes)
        counted = as_counted(content, closely=closely)
        verdict = graded(observation.model_copy(update={"content": counted}))
        self._post.say(ObservationBody(observation=observation), now)
        if verdict.ends_spell:
            by = member_of(self._charge.staff, observation.evidence.badge)
            awake = content.awareness is Awareness.AWAKE
            self._charge.timer.observed(by.initials if by else None, now, awake=awake)
            self._doorway.spend()
        self.last = Recorded(observation, verdict, now.at, closely)
        return self.last
