"""What is asked about being watched: an objection, and what was decided on it."""

from hub.panel.asks import Asking, Said
from hub.privacy_acts import Object, ReviewPrivacy
from hub.rooms.privacy_facts import Outcome, Watching
from ward.rooms import RoomId
from ward.units import Instant


class ObjectionAsked(Asking):
    """What the person objects to, in their words."""

    against: Watching
    words: Said

    def act(self, room: RoomId, _now: Instant) -> Object:
        return Object(room, self.against, self.by, self.words)


class PrivacyAsked(Asking):
    """What was decided about a way of watching."""

    of: Watching
    outcome: Outcome
    why: Said

    def act(self, room: RoomId, _now: Instant) -> ReviewPrivacy:
        return ReviewPrivacy(room, self.of, self.outcome, self.by, self.why)
