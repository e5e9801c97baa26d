"""What a node would say, with its running number, on its topic."""

from datetime import UTC, datetime

from ward.codec import encode
from ward.envelope import Body, Envelope, HappeningBody, HealthBody, InForce, Standing
from ward.happenings import CallPressed
from ward.rooms import RoomId
from ward.topics import LEAF_OF_KIND, Topic

CALL = HappeningBody(happening=CallPressed())
HEALTH = HealthBody(
    version="1",
    hardware="none",
    care_version=0,
    standing=Standing(door_open=True, locked=False),
    in_force=InForce(main_light=0, night_light=0.3, temperature_c=21, heating=False, cooling=False),
)


class Node:
    """One boot of one room's node, as far as its messages go."""

    def __init__(self, room: RoomId, boot: str = "boot-1") -> None:
        self.room = room
        self.boot = boot
        self._given = 0

    def says(self, body: Body) -> tuple[str, bytes]:
        """Topic and payload."""
        if not isinstance(body, HealthBody):
            self._given += 1
        n, now = self._given, datetime.now(UTC)
        envelope = Envelope(
            room=self.room,
            boot=self.boot,
            n=n,
            at=now,
            up=n,
            synced=True,
            sent_at=now,
            sent_up=n,
            body=body,
        )
        return str(Topic(self.room, LEAF_OF_KIND[body.kind])), encode(envelope)
