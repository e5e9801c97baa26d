"""What breaks: the hub, its clock, the broker, a node, its clock, and what stands on the wire."""

from random import Random

from hub.acts import Arrived, Connected, Disconnected, Started
from tests.unseen.kinds import Kinds
from tests.unseen.ward import UP_S, Ward, any_room, next_door
from ward.codec import encode
from ward.envelope import HappeningBody
from ward.happenings import CallPressed
from ward.topics import Leaf, Topic

FAULTS = Kinds()


@FAULTS("the hub restarts by all that is stored", Started)
def _replays(ward: Ward, rng: Random) -> None:
    ward.restarts(down_s=rng.choice((0.0, 1.0, 40.0)))


@FAULTS("the hub restarts by its snapshot", Started)
def _restores(ward: Ward, rng: Random) -> None:
    ward.restarts(down_s=rng.choice((0.0, 1.0, 40.0)), whole=False)


@FAULTS("a snapshot is kept")
def _keeps(ward: Ward, _rng: Random) -> None:
    ward.keeps_snapshot()


@FAULTS("the hub restarts by a clock that was set")
def _restarts_set(ward: Ward, rng: Random) -> None:
    down_s, by_s = rng.choice((0.0, 3.0, 40.0)), rng.choice((-90.0, -20.0, 20.0, 90.0))
    ward.restarts(down_s=down_s, set_by_s=by_s, whole=False)


@FAULTS("the hub is killed before it could store the last")
def _killed(ward: Ward, rng: Random) -> None:
    """What it was fed then is as if it had never come; here, a call that is said again later."""
    room = any_room(rng)
    message = ward.envelope(room, HappeningBody(happening=CallPressed()))
    topic = str(Topic(room, Leaf.HAPPENINGS))
    ward.round.feed(Arrived(topic, encode(message)), ward.now)
    ward.restarts(down_s=2.0, whole=False)
    ward.arrives(topic, message)


@FAULTS("the broker is lost and found", Disconnected, Connected)
def _broker(ward: Ward, rng: Random) -> None:
    ward.loses_broker()
    ward.wait(rng.choice((0.0, 1.0, 30.0)))
    ward.finds_broker()


@FAULTS("the hub's clock is set back")
def _back(ward: Ward, rng: Random) -> None:
    ward.sets_clock(-rng.choice((6.0, 60.0, 600.0, 3000.0)))


@FAULTS("the hub's clock goes back a moment")
def _slips(ward: Ward, rng: Random) -> None:
    ward.sets_clock(-rng.uniform(0.1, 4.9))


@FAULTS("the hub's clock is set on")
def _on(ward: Ward, rng: Random) -> None:
    ward.sets_clock(rng.choice((0.5, 4.0, 60.0, 600.0)))


@FAULTS("a node reboots")
def _reboots(ward: Ward, rng: Random) -> None:
    node = ward.nodes[any_room(rng)]
    node.boots += 1
    node.boot = f"{node.boot.rsplit('-', 1)[0]}-{node.boots}"
    node.number, node.booted_s, node.synced = 0, ward.true_s - rng.choice((1.0, 30.0)), True


@FAULTS("a node's clock is wrong")
def _wrong(ward: Ward, rng: Random) -> None:
    node = ward.nodes[any_room(rng)]
    node.clock_s, node.synced = rng.choice(((-300.0, True), (300.0, True), (-1e6, False)))


@FAULTS("a node's clock is right again", weight=4)
def _right(ward: Ward, rng: Random) -> None:
    node = ward.nodes[any_room(rng)]
    node.clock_s, node.synced = 0.0, True


@FAULTS("numbers are lost")
def _gap(ward: Ward, rng: Random) -> None:
    ward.nodes[any_room(rng)].number += rng.choice((1, 3, 300))


@FAULTS("a message comes twice", Arrived, weight=4)
def _twice(ward: Ward, rng: Random) -> None:
    if said := ward.nodes[any_room(rng)].said:
        ward.feed(Arrived(*rng.choice(said)))


@FAULTS("a message of before comes from the broker's memory", Arrived)
def _retained(ward: Ward, rng: Random) -> None:
    if said := ward.nodes[any_room(rng)].said:
        ward.feed(Arrived(*rng.choice(said), retained=True))


@FAULTS("a message comes on the topic of next door", Arrived)
def _elsewhere(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    if said := ward.nodes[room].said:
        topic, payload = rng.choice(said)
        ward.feed(Arrived(topic.replace(str(room), str(next_door(room))), payload))


@FAULTS("a message is torn, huge or hostile", Arrived)
def _hostile(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    said = ward.nodes[room].said
    topic, whole = rng.choice(said) if said else (str(Topic(room, Leaf.HEALTH)), b"{}")
    payload = rng.choice((whole[: len(whole) // 2], whole * 40, b"\xff\xfe", b'{"v":9}', b"[]"))
    where = rng.choice((topic, topic, "attune/v1/ash/77/health", "attune/v2/ash/01/health", "x"))
    ward.feed(Arrived(where, payload))


@FAULTS("a node uptime that is nonsense", Arrived)
def _nonsense(ward: Ward, rng: Random) -> None:
    room = any_room(rng)
    message = ward.envelope(room, HappeningBody(happening=CallPressed()))
    wrong = message.model_copy(update={"up": rng.choice((0.0, UP_S * 1e6)), "sent_up": 1e9})
    ward.sends(room, wrong)
