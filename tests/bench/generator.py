"""The generator: a ward's nodes on one connection, at a given rate, for a given time.

It speaks MQTT by itself, so that it is not the generator that is measured.
"""

import json
import socket
import sys
import threading
import time
from itertools import count, cycle

from tests.bench.wire import Node, rooms

PROBES_PER_S = 20
BREATH_S = 0.002
_CONNECT = b"\x10\x11\x00\x04MQTT\x04\x02\x00\x3c\x00\x05bench"


class Publisher:
    """QoS 1 on a bare socket; acknowledgements are read and only counted."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.sendall(_CONNECT)
        self._socket.recv(4)
        self._ids = count()
        self._sent = 0
        self._acknowledged = 0
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def publish(self, *messages: tuple[str, bytes]) -> None:
        self._sent += len(messages)
        self._socket.sendall(b"".join(self._packet(*message) for message in messages))

    def _packet(self, topic: str, payload: bytes) -> bytes:
        name = topic.encode()
        number = (next(self._ids) % 65_535 + 1).to_bytes(2, "big")
        body = len(name).to_bytes(2, "big") + name + number + payload
        return b"\x32" + bytes([len(body) % 128 | 128, len(body) // 128]) + body

    def _read(self) -> None:
        while data := self._socket.recv(65_536):
            self._acknowledged += len(data)  # four bytes each

    def finish(self, within_s: float = 20) -> None:
        """Once the broker has acknowledged everything."""
        until = time.monotonic() + within_s
        while self._acknowledged < 4 * self._sent and time.monotonic() < until:
            time.sleep(0.01)
        self._socket.sendall(b"\xe0\x00")
        self._reading.join(1)
        self._socket.close()


def generate(port: int, boot: str, number: int, rate: float, span_s: float) -> dict[str, object]:
    """What was sent: how fast, and when each room stopped breathing."""
    nodes = [Node(room, boot) for room in rooms(number)]
    publisher = Publisher(port)
    ordinary, probed, healed = cycle(nodes), cycle(nodes), cycle(nodes)
    probe_for_s = number / PROBES_PER_S / 2  # half of the time until its room's turn comes again
    probes: list[tuple[str, float]] = []
    sent = ended = 0
    began = time.monotonic()
    while (passed := time.monotonic() - began) < span_s:
        while len(probes) < passed * PROBES_PER_S:
            node = next(probed)
            message = node.stops_breathing()
            probes.append((str(node.room), time.monotonic()))
            publisher.publish(message)
        while ended < (passed - probe_for_s) * PROBES_PER_S:
            publisher.publish(next(healed).breathes())
            ended += 1
        if (due := int(passed * (rate - 2 * PROBES_PER_S)) - sent) > 0:
            publisher.publish(*(next(ordinary).ordinary() for _ in range(due)))
            sent += due
        time.sleep(BREATH_S)
    took_s = time.monotonic() - began
    rate_reached = (sent + len(probes) + ended) / took_s
    publisher.publish(*(next(healed).breathes() for _ in range(len(probes) - ended)))
    publisher.finish()
    return {"rate": rate_reached, "probes": probes, "count": sent + 2 * len(probes)}


if __name__ == "__main__":
    port, boot, number, rate, span_s = sys.argv[1:]
    print(json.dumps(generate(int(port), boot, int(number), float(rate), float(span_s))))
