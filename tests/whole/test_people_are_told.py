"""The real hub tells people by a real web hook: at once, once, and after whatever befalls it."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from hub.outside.store import Store
from hub.rooms.alarm_facts import NoticeTold
from tests.brokers import free_port, start_mosquitto
from tests.hub.nodes import CALL, HEALTH, Node
from tests.hub.people import SECRET, Hook, hook
from tests.whole.running import until
from tests.whole.trial import HubProgram
from ward.envelope import HappeningBody
from ward.happenings import TalkMoved
from ward.rooms import RoomId

WITHIN_S = 40.0
ASH_4 = RoomId("ash", 4)
TITLE = "!! Ash 4: call unanswered"

pytestmark = pytest.mark.timeout(300)


class Ward:
    """One room, its node's voice, the hub, and the web hook."""

    def __init__(self, folder: Path, port: int, hook: Hook, *others: Hook) -> None:
        self.hook = hook
        tables = [
            f'[[tellers]]\nname = "hook-{number}"\nurl = "{one.url}"\ntell_ends = true\n'
            for number, one in enumerate((hook, *others), start=1)
        ]
        url = f"mqtt://127.0.0.1:{port}"
        self.hub = HubProgram(folder / "hub", url, ["ash/04"], more="".join(tables))
        self._node = Node(ASH_4)
        self._wire = Client(CallbackAPIVersion.VERSION2)
        self._wire.connect("127.0.0.1", port)
        self._wire.loop_start()

    def start(self) -> None:
        self.hub.start()
        self.hub.wait_until_ready()

    def says(self, *bodies: object) -> None:
        for body in bodies:
            self._wire.publish(*self._node.says(body), qos=1).wait_for_publish(5)  # type: ignore[arg-type]

    def close(self) -> None:
        self.hub.close()
        self._wire.disconnect()
        self._wire.loop_stop()

    def counters(self) -> dict[str, int]:
        return dict(self.hub.health()["counters"])

    def told(self) -> list[NoticeTold]:
        """As it is written down, of calls; once the hub has ended."""
        store = Store(self.hub.store)
        try:
            facts = [fact for fact in store.facts() if isinstance(fact, NoticeTold)]
        finally:
            store.close()
        return [fact for fact in facts if "call" in fact.id]


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with start_mosquitto(tmp_path) as port:
        yield port


@pytest.fixture
def ward(tmp_path: Path, port: int) -> Iterator[Ward]:
    with hook() as one:
        ward = Ward(tmp_path, port, one)
        try:
            yield ward
        finally:
            ward.close()


def calls_told(one: Hook) -> list[str]:
    return [title for title in one.titles if "call unanswered" in title]


@pytest.mark.hazard("H-28")
def test_a_call_reaches_the_web_hook_and_so_does_its_end(ward: Ward) -> None:
    ward.start()
    ward.says(HEALTH, CALL)
    until(lambda: calls_told(ward.hook), WITHIN_S, "the call at the web hook")
    until(lambda: "call unanswered" in ward.hub.alarms("ash/04"), WITHIN_S, "the alarm")
    ward.says(HappeningBody(happening=TalkMoved(is_talking=True)))
    until(lambda: len(calls_told(ward.hook)) == 2, WITHIN_S, "the end")
    assert calls_told(ward.hook) == [TITLE, "over: Ash 4: call unanswered"]
    assert ward.hub.stop() == 0, ward.hub.said()
    assert [(one.took, one.channel) for one in ward.told()] == [(True, "hook-1")]
    assert SECRET not in ward.hub.log.read_text(encoding="utf-8")


@pytest.mark.hazard("H-28")
def test_a_hub_that_is_killed_before_anybody_took_its_message_tells_it_when_it_is_back(
    ward: Ward,
) -> None:
    ward.hook.hangs()
    ward.start()
    ward.says(HEALTH, CALL)
    until(lambda: ward.hook.tries, WITHIN_S, "the first try")
    ward.hub.kill()
    ward.hook.answers = 503
    ward.hook.goes_on.set()
    ward.hook.answers = 200
    ward.start()
    until(lambda: calls_told(ward.hook), WITHIN_S, "the call at the web hook")
    assert ward.hub.stop() == 0, ward.hub.said()
    assert any(one.took for one in ward.told())


@pytest.mark.hazard("H-28")
def test_a_web_hook_that_refuses_everything_is_an_alarm_that_ends_when_it_takes_again(
    ward: Ward,
) -> None:
    ward.hook.answers = 500
    ward.start()
    ward.says(HEALTH, CALL)
    told = "nobody could be told"
    until(lambda: told in ward.hub.alarms("ash/04"), 60, "that nobody could be told")
    assert ward.hook.tries >= 2
    ward.hook.answers = 200
    until(lambda: calls_told(ward.hook), 90, "the call at the web hook")
    until(lambda: told not in ward.hub.alarms("ash/04"), WITHIN_S, "the end of it")
    assert "call unanswered" in ward.hub.alarms("ash/04")
    assert ward.hub.stop() == 0, ward.hub.said()
    words = [one.words for one in ward.told() if not one.took]
    assert words == ["hook-1: it answered with error 500"]
    assert SECRET not in ward.hub.log.read_text(encoding="utf-8")


@pytest.mark.hazard("H-28")
def test_a_teller_that_hangs_holds_up_neither_another_nor_the_end(
    tmp_path: Path, port: int
) -> None:
    with hook() as hanging, hook() as good:
        hanging.hangs()
        ward = Ward(tmp_path, port, hanging, good)
        try:
            ward.start()
            ward.says(HEALTH, CALL)
            until(lambda: calls_told(good), WITHIN_S, "the call at the other web hook")
            until(lambda: hanging.tries, WITHIN_S, "the first try")
            assert ward.hub.stop() == 0, ward.hub.said()
            assert [(one.took, one.channel) for one in ward.told()] == [(True, "hook-2")]
        finally:
            ward.close()


@pytest.mark.hazard("H-28")
def test_without_a_broker_people_are_told_that_nothing_is_heard(tmp_path: Path) -> None:
    with hook() as one:
        table = f'[[tellers]]\nname = "hook"\nurl = "{one.url}"\n'
        url = f"mqtt://127.0.0.1:{free_port()}"
        names = ["ash/01", "ash/02", "ash/03"]
        hub = HubProgram(tmp_path, url, names, more=table)
        hub.start()
        try:
            until(lambda: one.got, WITHIN_S, "that nothing is heard")
            (said,) = one.got
            assert said["title"] == "!! 3 rooms: node silent"
            assert said["message"].startswith(
                "Nothing heard from 3 rooms: Ash 1, Ash 2, Ash 3. Go to the doors."
            )
            assert hub.stop() == 0, hub.said()
        finally:
            hub.close()


@pytest.mark.hazard("H-29")
def test_wrong_pins_reach_the_nurse_in_charge_and_the_panel_says_whom_no_teller_is_for(
    tmp_path: Path,
) -> None:
    with hook() as one:
        table = f'[[tellers]]\nname = "hook"\nurl = "{one.url}"\nduties = ["nurse in charge"]\n'
        nowhere = f"mqtt://127.0.0.1:{free_port()}"
        hub = HubProgram(tmp_path / "hub", nowhere, ["ash/04"], more=table)
        try:
            hub.start()
            until(lambda: hub.alive and "the panel is at" in hub.said(), WITHIN_S, "the panel")
            web = f"http://127.0.0.1:{hub.port}"
            page = httpx.get(web).text
            for duty in ("observer", "duty senior"):
                assert f"No teller is for the {duty} of Ash 4: nobody is told" in page
            for _ in range(5):
                httpx.post(f"{web}/you", data={"by": "K.O.", "pin": "0852"})
            until(lambda: one.titles, WITHIN_S, "the message")
            assert one.titles == ["!! Attune: too many wrong PINs"]
            assert "nobody can sign by that name until" in httpx.get(web).text
        finally:
            hub.close()
