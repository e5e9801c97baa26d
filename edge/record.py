"""What is recorded on the door unit: what was seen, with what the door witnessed of whom."""

from edge.charge import Charge
from edge.events import Recorded
from edge.moment import Moment
from edge.post import Post
from edge.reviewing import Offer, Reviewing, verdict
from edge.sense.doorway import Doorway, member_of
from ward.care import Review, Staff
from ward.deeds import Deed
from ward.envelope import ObservationBody
from ward.observations import Content, Observation
from ward.verdicts import judged


class Record:
    """The forms completed at this door, and the last of them."""

    def __init__(self, boot: str, doorway: Doorway, charge: Charge, post: Post) -> None:
        self._boot, self._doorway, self._charge, self._post = boot, doorway, charge, post
        self._reviewing = Reviewing()
        self.last: Recorded | None = None

    def seen(self, content: Content, now: Moment, review: Review | None = None) -> Recorded:
        """Record what was seen, with what the door witnessed of whoever records it."""
        return self._record(self._observation(now, content, review=review), now)

    def done(self, deed: Deed, now: Moment) -> Recorded:
        """Record what is done with the person at this door; the door's own evidence judges it."""
        return self._record(self._observation(now, Content(), deed=deed), now)

    def _observation(
        self,
        now: Moment,
        content: Content,
        *,
        deed: Deed | None = None,
        review: Review | None = None,
    ) -> Observation:
        return Observation(
            id=f"{self._boot}-{self._post.next_n}",
            came_at=self._doorway.came(now).at,
            evidence=self._doorway.evidence(self._charge.staff, now),
            content=content,
            deed=deed,
            review=review,
        )

    def _record(self, observation: Observation, now: Moment) -> Recorded:
        found, review, people = judged(observation), observation.review, self.people(now)
        made = verdict(review, people, self._charge.confinement, found) if review else None
        self._post.say(ObservationBody(observation=observation), now)
        if found.ends_spell:
            by = member_of(self._charge.staff, observation.evidence.badge)
            self._charge.timer.observed(by.initials if by else None, now, observation.deed)
            self._doorway.spend(observation.evidence.second if review else None)
        if review and made and made.counts:
            self._reviewing.made(review, now.at)
        self.last = Recorded(observation, found, now.at, made)
        return self.last

    def people(self, now: Moment) -> tuple[Staff, ...]:
        """Those of known staff whose badges this stay has seen, the leading one first."""
        first = member_of(self._charge.staff, self._doorway.badge(now))
        second = self._doorway.second(self._charge.staff, now)
        return tuple(one for one in (first, second) if one is not None)

    def offers(self, now: Moment) -> tuple[Offer, ...]:
        """The reviews that are asked for here."""
        return self._reviewing.offers(self._charge.confinement, self.people(now))
