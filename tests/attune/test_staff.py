"""`attune staff` and `attune rota`: on a store that no hub has open, and through one that runs."""

import io
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from attune.__main__ import main
from hub.outside.reading import Reading
from hub.outside.store import Store
from tests.brokers import free_port

HUB = """
[site]
rooms = ["ash/01", "ash/04"]
{staff}
[panel]
port = {port}
"""
STAFF = """
[[site.staff]]
ref = "st-01"
initials = "M.T."
role = "nurse"
badge = "04A1B2C3"
[[site.staff]]
ref = "st-05"
initials = "W.M."
role = "ward manager"
badge = "0499AABBCC"
"""
SB = ("st-07", "S.B.", "health-care assistant", "04D4E5F6")
Said = Callable[[], tuple[str, str]]


def hub_toml(folder: Path, staff: str = STAFF) -> Path:
    path = folder / "hub.toml"
    path.write_text(HUB.format(staff=staff, port=free_port()), encoding="utf-8")
    return path


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return hub_toml(tmp_path)


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> tuple[str, str]:
        found = capsys.readouterr()
        assert "Traceback" not in found.err
        return found.out, found.err

    return read


def staff(what: str, config: Path, *more: str) -> int:
    return main(["staff", what, str(config), *more])


def pin_file(folder: Path, pin: str) -> str:
    path = folder / f"pin-{pin}"
    path.write_text(f"{pin}\n", encoding="utf-8")
    return str(path)


def give_pin(config: Path, ref: str, pin: str, *more: str) -> int:
    return staff("pin", config, ref, "--new-pin-file", pin_file(config.parent, pin), *more)


# ---- no hub runs ---------------------------------------------------------------------------------


def test_before_a_store_is_made_the_files_staff_are_listed_and_said_to_be_that(config, said):
    assert staff("list", config) == 0
    out, _ = said()
    assert "st-05      W.M.     ward manager" in out
    assert "These are of hub.toml: no hub has begun a register in its store yet." in out
    assert not (config.parent / "store.sqlite3").exists()


def test_somebody_is_added_changed_and_removed_on_the_store_itself(config, said):
    assert staff("add", config, *SB, "--by", "st-05") == 0
    assert said() == ("Done, on the store itself: no hub runs on it.\n", "")
    assert staff("set", config, "st-07", "--role", "nurse", "--by", "W.M.") == 0
    assert staff("remove", config, "st-01", "--why", "has left", "--by", "st-05") == 0
    said()
    assert staff("list", config) == 0
    out, _ = said()
    assert re.search(r"st-07 +S\.B\. +nurse +badge 04D4E5F6 +no PIN", out)
    assert "st-01" not in out
    assert "hub.toml" not in out


def test_whoever_gets_initials_that_another_has_is_said_to_sign_by_reference(config, said):
    warning = "attune: M.T. is not one person's any more: st-01 and st-07 each sign by their "
    namesake = ("st-07", "M.T.", "nurse", "04D4E5F6")
    assert staff("add", config, *namesake, "--by", "st-05") == 0
    assert said()[1] == f"{warning}reference.\n"
    assert staff("set", config, "st-07", "--initials", "S.B.", "--by", "st-05") == 0
    assert said()[1] == ""
    assert staff("set", config, "st-07", "--initials", "M.T.", "--by", "st-05") == 0
    assert said()[1] == f"{warning}reference.\n"
    assert staff("add", config, "st-08", "M.T.", "nurse", "04D4E5F6", "--by", "st-05") == 1
    assert "any more" not in said()[1], "nothing was changed"


def test_a_pin_is_listed_as_set_and_never_shown(config, said):
    assert give_pin(config, "st-05", "7531") == 0
    assert staff("list", config) == 0
    out, err = said()
    assert re.search(r"W\.M\..* PIN since 20\d\d-\d\d-\d\d", out)
    assert "7531" not in out + err
    assert "argon2" not in out + err


def test_the_first_of_an_empty_register_is_added_by_whoever_may_write_the_store(tmp_path, said):
    config = hub_toml(tmp_path, staff="")
    assert staff("add", config, "st-05", "W.M.", "ward manager", "0499AABBCC") == 0
    assert staff("add", config, *SB) == 1
    _, err = said()
    assert err == (
        "Nothing was changed: say with --by who decides it: an administrator or a ward manager "
        "of the register.\n"
    )


def test_where_nobody_may_change_the_register_its_owner_may(tmp_path, said):
    nurse = STAFF.split("[[site.staff]]")[1]
    config = hub_toml(tmp_path, staff=f"[[site.staff]]{nurse}")
    assert staff("add", config, *SB, "--by", "st-01") == 1
    assert "M.T., nurse, may not change the register of staff" in said()[1]
    assert staff("add", config, "st-05", "W.M.", "ward manager", "0499AABBCC") == 0
    assert staff("list", config) == 0
    assert "st-01" in said()[0], "whoever was configured is on record too"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (("st 07", *SB[1:]), "attune: 'st 07' is no reference; expected letters, digits, - and _"),
        (("K.O.", *SB[1:]), "attune: 'K.O.' is no reference; expected letters"),
        (("st-07", "Sam", *SB[2:]), "attune: 'Sam' are no initials; expected capitals with dots"),
        (("st-07", "S.B.", "wizard", SB[3]), "attune: 'wizard' is no role; expected one of: heal"),
        ((*SB[:3], "no card"), "attune: 'no card' is no badge; expected the card's number, 8 to"),
        ((*SB[:3], "04A1B2C3"), "Nothing was changed: That badge is somebody else's already."),
        (("st-01", *SB[1:]), "attune: st-01 is M.T. already: `attune staff set` changes it."),
        ((*SB, "--by", "N.N."), "attune: N.N. is nobody in the register, or more than one"),
    ],
)
def test_whatever_cannot_be_is_refused_in_one_sentence(config, said, more, sentence):
    by = () if "--by" in more else ("--by", "st-05")
    assert staff("add", config, *more, *by) in (1, 2)
    out, err = said()
    assert out == ""
    assert err.startswith(sentence)
    assert err.count("\n") == 1


@pytest.mark.parametrize("pin", ["1234", "7777", "12", "2580x"])
def test_a_pin_that_may_not_be_is_refused_without_being_repeated(config, said, pin):
    assert give_pin(config, "st-05", pin) == 2
    _, err = said()
    assert err.startswith("attune: A PIN ")
    assert pin not in err


def test_without_a_terminal_a_pin_comes_from_a_file(config, said, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert staff("pin", config, "st-05") == 2
    assert said()[1] == (
        "attune: there is no terminal to ask for a PIN: name a file that holds it.\n"
    )
    assert staff("pin", config, "st-05", "--new-pin-file", str(config.parent / "none")) == 2
    assert "cannot be read; expected a file that holds a PIN" in said()[1]


def test_at_a_terminal_a_new_pin_is_typed_twice(config, said, monkeypatch):
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("sys.stdin", Terminal())
    typed = iter(["7531", "7532", "7531", "7531"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert staff("pin", config, "st-05") == 2
    assert said()[1] == "attune: the two were not the same: nothing was changed.\n"
    assert staff("pin", config, "st-05") == 0


def test_a_store_that_cannot_be_used_is_said_so(config, said):
    (config.parent / "store.sqlite3").write_text("a shopping list, and not a short one " * 40)
    assert staff("list", config) == 2
    assert staff("add", config, *SB, "--by", "st-05") == 2
    assert "store.sqlite3" in said()[1]


def test_the_rota_is_set_from_a_file_and_shown_as_clocks_there_have_it(config, said, tmp_path):
    file = tmp_path / "nights.csv"
    file.write_text(
        "duty,staff,rooms,begins,ends\n"
        "observer,M.T.,ash/01 ash/04,2026-07-01 19:30,2026-07-02 07:30\n"
        "duty senior,st-05,,2026-07-01 19:30,2026-07-02 07:30\n",
        encoding="utf-8",
    )
    assert main(["rota", "set", str(config), str(file), "--by", "st-05"]) == 0
    assert said()[0] == ("Done, on the store itself: no hub runs on it.\nThe rota has 2 shifts.\n")
    assert main(["rota", "show", str(config)]) == 0
    assert said()[0].splitlines()[0] == (
        "2026-07-01 19:30  to 2026-07-02 07:30  observer         M.T. (st-01)       ash/01, ash/04"
    )
    assert main(["rota", "show", str(config), "--csv"]) == 0
    shown = said()[0]
    file.write_text(shown, encoding="utf-8")
    assert main(["rota", "set", str(config), str(file), "--by", "st-05"]) == 0
    said()
    assert main(["rota", "show", str(config), "--csv"]) == 0
    assert said()[0] == shown
    assert main(["rota", "set", str(config), str(file)]) == 2
    assert said()[1] == "attune: say with --by who decides it.\n"
    file.write_text("duty,staff\n", encoding="utf-8")
    assert main(["rota", "set", str(config), str(file), "--by", "st-05"]) == 2
    assert (
        "nights.csv, line 1: the first line is duty,staff; expected duty,staff,rooms" in said()[1]
    )


# ---- a hub runs ----------------------------------------------------------------------------------


@contextmanager
def running(config: Path) -> Iterator[str]:
    """`attune hub` on this file, without a broker; its address."""
    port = re.search(r"port = (\d+)", config.read_text(encoding="utf-8"))
    assert port
    where = f"http://127.0.0.1:{port[1]}"
    log = config.parent / "hub.log"
    with log.open("w") as out:
        hub = subprocess.Popen(
            [sys.executable, "-m", "attune", "hub", str(config)], stdout=out, stderr=out
        )
    try:
        until = time.monotonic() + 30
        while not _answers(where):
            assert hub.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        yield where
    finally:
        hub.terminate()
        hub.wait(20)


def _answers(where: str) -> bool:
    try:
        return httpx.get(f"{where}/healthz").is_success
    except httpx.HTTPError:
        return False


def test_a_running_hub_is_asked_and_signed_by_a_manager(config, said):
    manager, wrong = pin_file(config.parent, "7531"), pin_file(config.parent, "0852")
    assert give_pin(config, "st-05", "7531") == 0
    said()
    with running(config) as where:
        assert staff("add", config, *SB, "--by", "st-05", "--pin-file", manager) == 0
        assert said()[0] == f"Done, by the hub that runs at {where}.\n"
        assert (
            staff("remove", config, "st-07", "--why", "x", "--by", "st-05", "--pin-file", wrong)
            == 1
        )
        assert said()[1] == (
            "Nothing was changed: That PIN does not go with those initials or that reference.\n"
        )
        assert staff("remove", config, "st-07", "--why", "x", "--pin-file", manager) == 2
        assert "the hub runs: say with --by who decides it, and sign with their PIN" in said()[1]
        assert give_pin(config, "st-07", "1590", "--by", "st-05", "--pin-file", manager) == 0
        said()
        assert staff("list", config) == 0
        assert re.search(r"st-07 .* PIN since", said()[0])
        body = {"by": "S.B.", "pin": "1590", "how": "CCTV"}
        look = httpx.post(f"{where}/api/v1/rooms/ash/04/looks", json=body)
        assert look.is_success, look.text
    kinds = [fact.fact for fact in facts(config)]
    assert kinds.count("staff set") == 3, "two of the file, and the new one"
    assert "sign-in refused" in kinds
    assert main(["journal", "verify", str(config.parent / "store.sqlite3")]) == 0


def test_once_begun_a_register_outlasts_other_words_in_the_file_and_the_log_says_so(config, said):
    with running(config):
        pass
    assert "names other staff" not in (config.parent / "hub.log").read_text()
    assert staff("remove", config, "st-01", "--why", "has left", "--by", "st-05") == 0
    with running(config) as where:
        listed = httpx.get(f"{where}/api/v1/staff").json()  # initials, for nobody has signed
    assert listed == [{"initials": "W.M."}]
    assert "[[site.staff]] names other staff than the register in the store" in (
        (config.parent / "hub.log").read_text()
    )


def facts(config: Path):
    reading = Reading(config.parent / "store.sqlite3")
    try:
        return [fact for _, fact in reading.facts()]
    finally:
        reading.close()


def test_a_store_that_somebody_has_open_who_does_not_answer_is_said_so(config, said):
    with closing(Store(config.parent / "store.sqlite3")):
        manager = pin_file(config.parent, "7531")
        assert staff("add", config, *SB, "--by", "st-05", "--pin-file", manager) == 2
    assert "a hub has the store open but does not answer at http://127.0.0.1:" in said()[1]
