"""`attune tellers`: who they are, and whether each takes a message; never by which address."""

from pathlib import Path

import pytest

from attune.__main__ import main
from hub.outside import tellers
from tests.brokers import free_port
from tests.hub.people import SECRET, hook

SITE = '[site]\nrooms = ["ash/01", "ash/04"]\n'


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return tmp_path / "hub.toml"


def written(config: Path, *parts: str) -> str:
    config.write_text(SITE + "".join(f"[[tellers]]\n{part}\n" for part in parts), encoding="utf-8")
    return str(config)


def test_they_are_listed_without_their_addresses(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (config.parent / "secret").write_text(f"ntfys://{SECRET}@ntfy.example/ward\n")
    file = written(
        config,
        f'name = "hook"\nurl = "json://nurse:{SECRET}@hook.example"\ntell_ends = true',
        'name = "night"\nurl_file = "secret"\nduties = ["duty senior"]\nleast = "medium"\n'
        'rooms = ["ash/04"]\nsay_person = true',
    )
    assert main(["tellers", "list", file]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "hook: JSON; observer, nurse in charge, duty senior; from low on; every room; ends too",
        "night: ntfy; duty senior; from medium on; ash/04; with initials",
    ]
    assert SECRET not in said.out + said.err


def test_a_duty_that_no_teller_is_for_is_said(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = 'name = "a"\nurl = "json://h.example"\nduties = ["observer"]'
    two = 'name = "b"\nurl = "json://h.example"\nduties = ["duty senior"]\nrooms = ["ash/01"]'
    assert main(["tellers", "list", written(config, one, two)]) == 0
    assert capsys.readouterr().out.splitlines()[2:] == [
        "!! no teller is for the nurse in charge of Ash 1 and 1 more: "
        "nobody is told when they are fetched",
        "!! no teller is for the duty senior of Ash 4: nobody is told when they are fetched",
    ]


def test_each_is_sent_a_test_message_and_it_is_said_what_became_of_it(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hook() as good, hook() as bad:
        bad.answers = 500
        file = written(
            config,
            f'name = "good"\nurl = "{good.url}"',
            f'name = "bad"\nurl = "{bad.url}"',
            f'name = "gone"\nurl = "json://n:{SECRET}@127.0.0.1:{free_port()}"',
        )
        assert main(["tellers", "test", file]) == 1
        said = capsys.readouterr()
        assert said.out.splitlines() == [
            "good  took the message",
            "bad   it answered with error 500",
            "gone  it could not be reached",
        ]
        assert SECRET not in said.out + said.err
        assert main(["tellers", "test", file, "good"]) == 0
        assert good.titles == ["Attune: test"] * 2


def test_that_all_took_it_does_not_hide_whom_no_teller_is_for(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with hook() as one:
        file = written(
            config, f'name = "a"\nurl = "{one.url}"\nduties = ["observer", "duty senior"]'
        )
        assert main(["tellers", "test", file]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "a  took the message",
        "!! no teller is for the nurse in charge of Ash 1 and 1 more: "
        "nobody is told when they are fetched",
    ]


def test_one_that_hangs_is_not_waited_for_for_ever(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tellers, "TRY_MOST_S", 0.3)
    with hook() as one:
        one.hangs()
        assert main(["tellers", "test", written(config, f'name = "a"\nurl = "{one.url}"')]) == 1
    assert capsys.readouterr().out == "a  no answer within 0 s\n"


@pytest.mark.parametrize("program", [["hub"], ["tellers", "list"], ["tellers", "test"]])
def test_an_address_that_apprise_does_not_know_is_refused_in_one_sentence_without_it(
    program: list[str], config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(config, f'name = "pager"\nurl = "jsno://n:{SECRET}@h.example/{SECRET}"')
    assert main([*program, file]) == 2
    said = capsys.readouterr()
    assert said.err.splitlines()[-1] == (
        f"{file}: tellers[1] (pager) has an address that Apprise does not know; expected one such "
        'as "ntfys://ntfy.example/ward".'
    )
    assert SECRET not in said.out + said.err


def test_without_any_or_the_one_that_was_asked_for_it_says_so(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tellers", "test", written(config)]) == 2
    assert capsys.readouterr().err == (
        f"{config}: there is no teller; expected a table [[tellers]].\n"
    )
    file = written(config, 'name = "a"\nurl = "json://h.example"')
    assert main(["tellers", "test", file, "b"]) == 2
    assert "there is no teller named b" in capsys.readouterr().err
