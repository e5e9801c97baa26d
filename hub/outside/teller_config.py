"""One teller as a hub's configuration has it: by which address, for whom, and what it may say."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from hub.alarms.route import Route
from hub.outside.named_file import NamedFile
from hub.staff.duty import Duty
from ward.conditions import Priority
from ward.rooms import RoomId

TELLERS_MOST = 16

Least = Literal["low", "medium", "high"]


class TellerConfig(BaseModel):
    """``[[tellers]]``. No rooms and no wards means all of the site."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")]
    url: SecretStr | None = None
    url_file: NamedFile | None = None
    duties: Annotated[tuple[Duty, ...], Field(min_length=1)] = tuple(Duty)
    least: Least = "low"
    rooms: tuple[RoomId, ...] = ()
    wards: tuple[str, ...] = ()
    tell_ends: bool = False
    say_person: bool = False

    @property
    def has_one_address(self) -> bool:
        return (self.url is None) != (self.url_file is None)

    @property
    def address(self) -> str:
        """With whatever is secret in it. Raises ``OSError``."""
        if self.url_file is not None:
            return Path(self.url_file).read_text(encoding="utf-8").strip()
        return self.url.get_secret_value().strip() if self.url else ""

    @property
    def route(self) -> Route:
        return Route(
            name=self.name,
            duties=frozenset(self.duties),
            least=Priority[self.least.upper()],
            rooms=frozenset(self.rooms),
            wards=frozenset(self.wards),
            tell_ends=self.tell_ends,
            say_person=self.say_person,
        )


# What belongs under a key, in words that end the sentence "expected ...".
EXPECTED: Mapping[str, str] = {
    "tellers": f"at most {TELLERS_MOST} tables [[tellers]], one for each teller",
    "tellers[]": "a table [[tellers]]",
    "tellers[].name": 'a short name of small letters, digits and "-", such as "pager"',
    "tellers[].url": 'an address as Apprise writes it, such as "ntfys://ntfy.example/ward"',
    "tellers[].url_file": "the name of a file that can be read and holds only the address",
    "tellers[].duties": 'a list such as ["observer", "nurse in charge"]',
    "tellers[].duties[]": '"observer", "nurse in charge" or "duty senior"',
    "tellers[].least": '"low", "medium" or "high"',
    "tellers[].rooms[]": 'a room written ward/number, for example "ash/04"',
}


def wrong_in(tellers: Sequence[TellerConfig], rooms: Sequence[RoomId]) -> str | None:
    """What is wrong with them beside this site, in one sentence."""
    wards = {room.ward for room in rooms}
    for number, one in enumerate(tellers, start=1):
        who = f"tellers[{number}] ({one.name})"
        if not one.has_one_address:
            return f"{who} needs one address; expected either url or url_file."
        unknown = [str(room) for room in one.rooms if room not in rooms]
        unknown += [ward for ward in one.wards if ward not in wards]
        if unknown:
            return f"{who} is for {unknown[0]}; expected rooms and wards of this site."
    return None


def gaps(tellers: Sequence[TellerConfig], rooms: Sequence[RoomId]) -> Iterator[str]:
    """Duties that some room's alarms fetch and that no teller is for, each in one sentence."""
    routes = [one.route for one in tellers]
    for duty in Duty if routes else ():
        for_it = [route for route in routes if duty in route.duties]
        left = [room for room in rooms if not any(route.goes_to(room) for route in for_it)]
        if left:
            more = f" and {len(left) - 1} more" if len(left) > 1 else ""
            whom = f"the {duty} of {left[0].spoken}{more}"
            yield f"no teller is for {whom}: nobody is told when they are fetched"


def beside(path: Path, found: Any) -> Any:
    """The same table, with its relative path made relative to the file that names it."""
    name = found.get("url_file") if isinstance(found, dict) else None
    return {**found, "url_file": str(path.parent / name)} if isinstance(name, str) else found
