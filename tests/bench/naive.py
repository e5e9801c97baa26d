"""The baseline: a bare paho subscriber that commits every message and watches one threshold."""

import json
import sqlite3
import sys
from datetime import UTC, datetime

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

THRESHOLD_S = 20


def main(port: int, path: str) -> None:
    store = sqlite3.connect(path, check_same_thread=False)
    store.execute("CREATE TABLE said (topic TEXT, body TEXT)")
    alarming: set[str] = set()

    def on_message(client: Client, _user: object, message: MQTTMessage) -> None:
        text = message.payload.decode()
        store.execute("INSERT INTO said VALUES (?, ?)", (message.topic, text))
        store.commit()
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
    main(int(sys.argv[1]), sys.argv[2])
