"""The baselines: a bare paho subscriber that stores what comes and watches one threshold.

``each`` commits every message, as most scripts do; ``batch`` once a second in WAL mode, and tells
its alarm before it is stored.
"""

import json
import sqlite3
import sys
import time
from datetime import UTC, datetime

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

THRESHOLD_S = 20
BATCH_S = 1.0


def main(port: int, path: str, how: str) -> None:
    store = sqlite3.connect(path, check_same_thread=False)
    if how == "batch":
        store.execute("PRAGMA journal_mode=WAL")
    store.execute("CREATE TABLE said (topic TEXT, body TEXT)")
    alarming: set[str] = set()
    committed_at = time.monotonic()

    def on_message(client: Client, _user: object, message: MQTTMessage) -> None:
        nonlocal committed_at
        text = message.payload.decode()
        store.execute("INSERT INTO said VALUES (?, ?)", (message.topic, text))
        if how == "each" or time.monotonic() - committed_at > BATCH_S:
            store.commit()
            committed_at = time.monotonic()
        said = json.loads(text)
        room, vital = said["room"], said["body"].get("said", {})
        if since := vital.get("since"):
            still_s = (datetime.now(UTC) - datetime.fromisoformat(since)).total_seconds()
            if still_s > THRESHOLD_S and room not in alarming:
                alarming.add(room)
                body = json.dumps({"room": room, "change": "began"})
                client.publish(f"attune/v1/{room}/alarm", body, qos=1)
        elif said["body"].get("vital") == "breathing":
            alarming.discard(room)

    client = Client(CallbackAPIVersion.VERSION2)
    client.on_message = on_message
    said = [("attune/v1/+/+/vitals", 1), ("attune/v1/+/+/readings", 1)]
    client.on_connect = lambda client, *_: client.subscribe(said)
    client.connect("127.0.0.1", port)
    print("ready", flush=True)
    client.loop_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
