"""Tellers: messages are carried, tried again, given up; none holds up another."""

import logging
import sys
import threading
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from email import message_from_bytes
from email.header import decode_header, make_header

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from hub.acts import Delivered
from hub.effects import About, TakeBack, Tell
from hub.outside import tellers
from hub.outside.calling import NOT_REACHED, AppriseCaller, UnknownAddressError, why
from hub.outside.tellers import FULL, HANGING_MOST, HANGS, NO_ANSWER, OVER, WAITED, Caller, Tellers
from tests.brokers import free_port
from tests.hub.people import SECRET, hook
from tests.hub.shell import ASH_4, ASH_5, story, until
from ward.conditions import Priority


def tell(
    number: int = 0,
    *,
    teller: str = "pager",
    priority: Priority = Priority.HIGH,
    is_end: bool = False,
    about: Sequence[About] = (),
) -> Tell:
    return Tell(
        teller=teller,
        ref=f"{number:08x}",
        title=f"!! Ash 4: call {number}",
        words="Called just now. Go to the door.",
        priority=priority,
        about=tuple(about) or (About(ASH_4, f"a-{number}", 1, 0),),
        is_end=is_end,
    )


class Fake:
    """A caller that answers as it is told, and notes what it was given."""

    def __init__(self, name: str = "pager", *whys: str) -> None:
        self.name = name
        self.whys = list(whys)
        self.said: list[str] = []
        self.goes_on = threading.Event()
        self.goes_on.set()

    def call(self, told: Tell) -> str:
        self.said.append(told.title)
        assert self.goes_on.wait(30)
        return self.whys.pop(0) if self.whys else ""


class Ward:
    def __init__(self, *callers: Caller) -> None:
        self.became: list[Delivered] = []
        self.tellers = Tellers(callers, self.became.append)

    @property
    def words(self) -> list[str]:
        return [one.words for one in self.became]

    @property
    def took(self) -> list[bool]:
        return [one.took for one in self.became]


@asynccontextmanager
async def telling(*callers: Caller) -> AsyncIterator[Ward]:
    ward = Ward(*callers)
    ward.tellers.open()
    try:
        yield ward
    finally:
        await ward.tellers.close()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses between tries that a test can wait for."""
    monkeypatch.setattr(tellers, "TRIES_S", {1: (0, 0.05), 2: (0, 0.05, 0.05), 3: (0, 0.05, 0.05)})


# ---- tried, taken, given up --------------------------------------------------------------------


def test_what_is_taken_is_told_back_for_all_that_it_was_about() -> None:
    async def told() -> None:
        caller = Fake()
        async with telling(caller) as ward:
            ward.tellers.tell(
                tell(about=(About(ASH_4, "a", 1, 0), About(ASH_5, "b", 2, 1))),
            )
            await until(lambda: len(ward.became) == 2)
            assert ward.became == [
                Delivered(ASH_4, "a", 0, "pager", True, "", 1),
                Delivered(ASH_5, "b", 1, "pager", True, "", 2),
            ]
            assert ward.tellers.counters["notices told"] == 1

    story(told)


@pytest.mark.hazard("H-28")
def test_what_is_refused_twice_and_then_taken_was_taken(quick: None) -> None:
    async def told() -> None:
        caller = Fake("pager", "busy", "busy")
        async with telling(caller) as ward:
            ward.tellers.tell(tell())
            await until(lambda: ward.became)
            assert (ward.took, len(caller.said)) == ([True], 3)
            assert ward.tellers.counters["notices tried again"] == 2

    story(told)


@pytest.mark.hazard("H-28")
def test_what_is_refused_at_every_try_is_given_up_and_says_why(
    quick: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)

    async def told() -> None:
        caller = Fake("pager", *["it answered with error 500"] * 6)
        async with telling(caller) as ward:
            ward.tellers.tell(tell(1))
            ward.tellers.tell(tell(2))
            await until(lambda: len(ward.became) == 2)
            ward.tellers.tell(tell(3))
            await until(lambda: len(ward.became) == 3)
            assert ward.took[-1]
            assert ward.words[:2] == ["it answered with error 500"] * 2
            assert len(caller.said) == 7
            assert ward.tellers.counters["notices that a teller gave up"] == 2

    story(told)
    said = [record.message for record in caplog.records if "teller pager" in record.message]
    assert said == [
        "the teller pager takes no message: it answered with error 500",
        "the teller pager takes messages again",
    ]


def test_whatever_a_caller_raises_is_a_failed_try_and_its_text_is_not_told(quick: None) -> None:
    class Broken(Fake):
        def call(self, told: Tell) -> str:
            raise ValueError(SECRET)

    async def told() -> None:
        async with telling(Broken()) as ward:
            ward.tellers.tell(tell())
            await until(lambda: ward.became)
            assert ward.words == ["failed with ValueError"]

    story(told)


@pytest.mark.hazard("H-28")
def test_a_caller_that_would_end_the_program_is_a_failed_try_too(quick: None) -> None:
    class Ends(Fake):
        def call(self, told: Tell) -> str:
            sys.exit(1)

    async def told() -> None:
        async with telling(Ends()) as ward:
            ward.tellers.tell(tell())
            await until(lambda: ward.became)
            assert ward.words == ["failed with SystemExit"]

    story(told)


@pytest.mark.hazard("H-28")
def test_a_teller_outlives_a_moment_without_threads(
    quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = threading.Thread.start
    left = [False] * (HANGING_MOST + 3) + [True] * 9

    def start(thread: threading.Thread) -> None:
        if thread.name == "teller" and not left.pop(0):
            raise RuntimeError("can't start new thread")
        started(thread)

    async def told() -> None:
        async with telling(Fake()) as ward:
            monkeypatch.setattr(threading.Thread, "start", start)
            for number in range(3):
                ward.tellers.tell(tell(number))
            await until(lambda: len(ward.became) == 3)
            assert ward.took[-1]

    story(told)


def test_of_the_news_of_an_end_nothing_is_told_back(quick: None) -> None:
    async def told() -> None:
        caller = Fake()
        async with telling(caller) as ward:
            ward.tellers.tell(tell(1, is_end=True))
            ward.tellers.tell(tell(2))
            await until(lambda: ward.became)
            assert len(caller.said) == 2
            assert [one.alarm for one in ward.became] == ["a-2"]

    story(told)


# ---- a teller that hangs -----------------------------------------------------------------------


@pytest.mark.hazard("H-28")
def test_a_teller_that_hangs_holds_up_no_other_and_not_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def told() -> None:
        hanging, other = Fake("pager"), Fake("mail")
        hanging.goes_on.clear()
        async with telling(hanging, other) as ward:
            ward.tellers.tell(tell(1))
            for number in range(20):
                ward.tellers.tell(tell(number, teller="mail"))
            await until(lambda: len(ward.became) == 20)
            assert {one.channel for one in ward.became} == {"mail"}
            began = time.monotonic()
        assert time.monotonic() - began < 1
        hanging.goes_on.set()

    story(told)


@pytest.mark.hazard("H-28")
def test_a_call_that_does_not_come_back_is_left_behind_and_so_many_at_most(
    quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tellers, "TRY_MOST_S", 0.05)

    async def told() -> None:
        caller = Fake()
        caller.goes_on.clear()
        async with telling(caller) as ward:
            for number in range(3):
                ward.tellers.tell(tell(number))
            await until(lambda: len(ward.became) == 3)
            assert len(caller.said) == tellers.HANGING_MOST
            assert set(ward.words) <= {NO_ANSWER, HANGS}
            caller.goes_on.set()
            await until(lambda: threading.active_count() < 4)
            ward.tellers.tell(tell(4))
            await until(lambda: len(ward.became) == 4)
            assert ward.took[-1]

    story(told)


@pytest.mark.hazard("H-28")
def test_what_waited_too_long_behind_others_is_given_up_untried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tellers, "WAITS_MOST_S", 0.2)
    monkeypatch.setattr(tellers, "TRY_MOST_S", 0.3)

    async def told() -> None:
        caller = Fake()
        caller.goes_on.clear()
        async with telling(caller) as ward:
            ward.tellers.tell(tell(1))
            ward.tellers.tell(tell(2))
            await until(lambda: len(ward.became) == 2)
            assert sorted(ward.words) == sorted([WAITED, NO_ANSWER])
            caller.goes_on.set()

    story(told)


# ---- what waits --------------------------------------------------------------------------------


def test_the_most_urgent_goes_first_and_of_equals_the_older(quick: None) -> None:
    async def told() -> None:
        caller = Fake()
        caller.goes_on.clear()
        async with telling(caller) as ward:
            ward.tellers.tell(tell(0))
            await until(lambda: caller.said)
            for number, priority in enumerate((1, 2, 3, 2, 3), start=1):
                ward.tellers.tell(tell(number, priority=Priority(priority)))
            caller.goes_on.set()
            await until(lambda: len(caller.said) == 6)
            assert [said[-1] for said in caller.said] == ["0", "3", "5", "2", "4", "1"]

    story(told)


@pytest.mark.hazard("H-28")
def test_of_too_much_the_least_urgent_is_given_up_and_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tellers, "QUEUE_MOST", 3)

    async def told() -> None:
        caller = Fake()
        caller.goes_on.clear()
        async with telling(caller) as ward:
            for number, priority in enumerate((3, 1, 3, 2)):
                ward.tellers.tell(tell(number, priority=Priority(priority)))
            assert [(one.alarm, one.words) for one in ward.became] == [("a-1", FULL)]
            assert ward.tellers.counters["notices dropped: too many waited"] == 1
            assert ward.tellers.counters["notices waiting at tellers"] == 3
            caller.goes_on.set()

    story(told)


def test_what_is_over_is_taken_back_from_what_waits_and_tried_no_more(quick: None) -> None:
    async def told() -> None:
        caller = Fake("pager", "busy")
        caller.goes_on.clear()
        async with telling(caller) as ward:
            ward.tellers.tell(tell(1))
            await until(lambda: caller.said)
            both = (About(ASH_4, "a-2", 1, 0), About(ASH_5, "b", 1, 0))
            ward.tellers.tell(tell(2, about=both))
            ward.tellers.tell(tell(3))
            for alarm in ("a-1", "a-2", "a-3"):
                ward.tellers.take_back(TakeBack(ASH_4, alarm))
            assert [(one.alarm, one.words) for one in ward.became] == [("a-2", OVER), ("a-3", OVER)]
            caller.goes_on.set()
            await until(lambda: len(ward.became) == 4)
            assert [(one.alarm, one.took) for one in ward.became[2:]] == [
                ("a-1", False),
                ("b", True),
            ]
            assert len(caller.said) == 2

    story(told)


# ---- by Apprise --------------------------------------------------------------------------------


def called(url: str, told: Tell | None = None) -> str:
    return AppriseCaller("pager", url).call(told or tell())


def test_a_web_hook_is_told_title_words_and_what_it_is_known_by() -> None:
    with hook() as one:
        assert called(one.url) == ""
        assert called(one.url, tell(is_end=True)) == ""
    said, end = one.got
    assert said["title"] == "!! Ash 4: call 0"
    assert said["message"] == "Called just now. Go to the door. Ref 00000000."
    assert (said["type"], end["type"]) == ("failure", "success")


class Log(logging.Handler):
    """Where the hub's own log is written: whoever speaks there."""

    def __init__(self) -> None:
        super().__init__()
        self.heard_of: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.heard_of.add(record.name.partition(".")[0])


@pytest.mark.parametrize("code", [500, 404, 401])
def test_a_web_hook_that_refuses_is_known_by_its_number_alone(
    code: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    log = Log()
    logging.getLogger().addHandler(log)
    with hook() as one:
        one.answers = code
        assert called(one.url) == f"it answered with error {code}"
    logging.getLogger().removeHandler(log)
    assert SECRET not in caplog.text + "".join(capfd.readouterr())
    assert "apprise" not in log.heard_of


def test_a_web_hook_that_is_not_there_is_told_so_and_no_secret_with_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    assert called(f"json://nurse:{SECRET}@127.0.0.1:{free_port()}") == NOT_REACHED
    assert SECRET not in caplog.text


@pytest.mark.hazard("H-28")
def test_a_web_hook_that_hangs_is_left_behind(quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tellers, "TRY_MOST_S", 0.2)

    async def told() -> None:
        with hook() as one:
            one.hangs()
            async with telling(AppriseCaller("pager", one.url)) as ward:
                ward.tellers.tell(tell())
                await until(lambda: ward.became)
                assert ward.words == [NO_ANSWER]

    story(told)


def test_only_what_says_nothing_of_an_address_passes_out_of_apprises_log() -> None:
    assert why(["Failed to send to sms://secret: Unauthorized, error=401."]) == (
        "it answered with error 401"
    )
    assert SECRET not in why([f"A Connection error occurred at https://x/{SECRET}"])
    assert SECRET not in why([f"Something else, {SECRET}"])


@pytest.mark.parametrize("url", ["", "ward", f"jsno://u:{SECRET}@h", "json://", "tgram://1"])
def test_an_address_that_apprise_does_not_know_is_refused_and_not_repeated(
    url: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnknownAddressError) as refused:
        AppriseCaller("pager", url)
    assert str(refused.value) == ""
    assert SECRET not in caplog.text + "".join(capfd.readouterr())


class Post:
    """A mail server that keeps what it is given."""

    def __init__(self) -> None:
        self.got: list[bytes] = []

    async def handle_DATA(  # noqa: N802  (its library calls it so)
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.got.append(bytes(envelope.original_content or b""))
        return "250 taken"


def test_a_mail_has_the_title_as_its_subject() -> None:
    post = Post()
    server = Controller(post, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        where = f"mailto://127.0.0.1:{server.port}?to=charge@ward.example&from=hub@ward.example"
        assert called(where) == ""
    finally:
        server.stop()
    (mail,) = [message_from_bytes(got) for got in post.got]
    assert str(make_header(decode_header(mail["Subject"]))) == "!! Ash 4: call 0"
    texts = [part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart()]
    assert any(b"Called just now." in bytes(text or b"") for text in texts)
