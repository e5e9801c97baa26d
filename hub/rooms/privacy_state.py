"""What stands of a person's privacy: objections that wait, and what was decided last."""

from dataclasses import dataclass, replace

from hub.rooms.privacy_facts import Outcome, Watching
from ward.care import Authorisation
from ward.units import Instant, Span


@dataclass(frozen=True, slots=True)
class Objection:
    """The person's own word, as somebody wrote it down; it waits for a decision."""

    to: Watching
    at: Instant
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The last decision on one way of watching."""

    of: Watching
    at: Instant
    by: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Privacy:
    """A value: facts replace it."""

    objections: tuple[Objection, ...] = ()
    reviewed: tuple[Reviewed, ...] = ()

    def objection(self, to: Watching) -> Objection | None:
        return next((one for one in self.objections if one.to is to), None)

    def last(self, of: Watching) -> Reviewed | None:
        return next((one for one in self.reviewed if one.of is of), None)

    def is_stopped(self, watching: Watching) -> bool:
        """Whether it was decided that they are not watched so."""
        last = self.last(watching)
        return last is not None and last.outcome is Outcome.STOPPED

    def authorised(self, at: Instant, given: Authorisation | None) -> "Privacy":
        """Measuring was decided on anew, with reasons: that answers an objection to it."""
        if given is None or self.objection(Watching.RADAR) is None:
            return self
        done = Reviewed(Watching.RADAR, at, given.by, Outcome.GOES_ON)
        rest = tuple(one for one in self.objections if one.to is not Watching.RADAR)
        return Privacy(rest, (*(r for r in self.reviewed if r.of is not Watching.RADAR), done))

    def set_back(self, by: Span) -> "Privacy":
        """As long ago as before, by a clock that was set back by so much."""
        return Privacy(
            tuple(replace(one, at=one.at - by) for one in self.objections),
            tuple(replace(one, at=one.at - by) for one in self.reviewed),
        )


NOTHING_SAID = Privacy()


@dataclass(frozen=True, slots=True)
class Theirs:
    """What stood of a person's privacy, by their reference, when their confinement ended."""

    person: str
    at: Instant
    privacy: Privacy

    def set_back(self, by: Span) -> "Theirs":
        return replace(self, at=self.at - by, privacy=self.privacy.set_back(by))
