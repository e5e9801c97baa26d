"""What the journal's tests write down: a small night of two rooms."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from hub.effects import Chart
from hub.outside.store import Store
from hub.rooms.alarm_facts import AlarmBegan
from hub.rooms.episode_facts import Authorised, EpisodeBegan, EpisodeEnded, PlanSet
from hub.rooms.facts import AnyFact, CareIssued, How, LookedRemotely, Observed
from ward.authority import Authority
from ward.care import Authorisation, Care, Confinement, Person, Plan
from ward.observations import Content, Evidence, Observation
from ward.profile import Profile
from ward.readings import Quantity
from ward.rooms import RoomId
from ward.units import seconds

ASH_4, ASH_5 = RoomId("ash", 4), RoomId("ash", 5)
TWO_AM = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
JT, KO = Person(ref="p-0471", initials="J.T."), Person(ref="p-0472", initials="K.O.")
PLAN = Plan(
    every_min=15,
    authority=Authority.CODE,
    source="care plan of the tall one",
    set_by="L.W.",
    set_at=TWO_AM,
)
# Everything that was written down of J.T. and must be read by nobody once it is erased.
WORDS_OF_JT = (
    "p-0471",
    "J.T.",
    "threw a chair",
    "the tall one",
    "mother phoned",
    "asked for water",
    "likes the curtain",
    "heart trouble",
    "calm again",
)


def look(n: int, room: RoomId = ASH_4, words: str = "asleep") -> LookedRemotely:
    at = TWO_AM + seconds(n)
    return LookedRemotely(room=room, at=at, how=How.CCTV, by="st-01", words=words)


def began(n: int, person: Person = JT, room: RoomId = ASH_4) -> EpisodeBegan:
    at = TWO_AM + seconds(n)
    return EpisodeBegan(
        room=room,
        at=at,
        id=f"{room.slug}-{n}",
        person=person,
        plan=PLAN,
        decided_by="L.W.",
        why="threw a chair",
        watch_since=at,
    )


def ended(n: int, room: RoomId = ASH_4) -> EpisodeEnded:
    at = TWO_AM + seconds(n)
    return EpisodeEnded(
        room=room, at=at, id=f"{room.slug}-1", ended_by="L.W.", why="calm again", unseen=False
    )


def seen(n: int, room: RoomId = ASH_4) -> Observed:
    at = TWO_AM + seconds(n)
    observation = Observation(
        id=f"o-{n}",
        came_at=at,
        evidence=Evidence(by="st-01", badge="04A1B2C3", stayed_s=30, form_here=True),
        content=Content(said="asked for water"),
    )
    return Observed(
        room=room,
        at=at,
        observed_at=at,
        boot="b1",
        n=n,
        observation=observation,
        grade="full",
        ends_spell=True,
        because="badge, stay and what was seen",
    )


def care(n: int, person: Person = JT, room: RoomId = ASH_4) -> CareIssued:
    at = TWO_AM + seconds(n)
    given = Authorisation(by="D.R.", why="heart trouble", until=TWO_AM + seconds(9999))
    profile = Profile(
        version=1,
        assessed_by="ward default",
        main_light=0,
        night_light=0.3,
        temperature_c=21,
        how_to_be_with_me="likes the curtain",
    )
    confined = Confinement(
        id=f"{room.slug}-1", began_at=at, person=person, plan=PLAN, authorisation=given
    )
    document = Care(
        room=room, version=n, issued_at=at, staff=(), profile=profile, confinement=confined
    )
    return CareIssued(room=room, at=at, care=document)


def given(n: int, room: RoomId = ASH_4) -> Authorised:
    authorisation = Authorisation(by="D.R.", why="heart trouble", until=TWO_AM + seconds(9999))
    return Authorised(room=room, at=TWO_AM + seconds(n), authorisation=authorisation)


def alarm(n: int, room: RoomId = ASH_4) -> AlarmBegan:
    at = TWO_AM + seconds(n)
    return AlarmBegan(room=room, at=at, id=f"a-{n}", condition="blank spell", words="unseen 16 min")


def a_night() -> list[AnyFact]:
    """Two people, one after the other in Ash 4 while somebody else is in Ash 5."""
    return [
        began(1),
        care(2),
        look(3, words="mother phoned"),
        began(4, KO, ASH_5),
        given(5),
        seen(6),
        PlanSet(room=ASH_4, at=TWO_AM + seconds(7), plan=PLAN),
        alarm(8),
        look(9, ASH_5, "K. sings"),
        ended(10),
    ]


def point(n: int, value: float = 20.0) -> Chart:
    return Chart(ASH_4, Quantity.TEMPERATURE, "sht4x", TWO_AM + seconds(n), value)


def store_with(path: Path, *commits: Sequence[AnyFact]) -> Path:
    """A store of these commits, closed again."""
    with closing(Store(path)) as store:
        for facts in commits:
            store.commit(facts, [])
    return path


def forced(path: Path, *statements: str | tuple[str, tuple[object, ...]]) -> None:
    """Somebody with the file and a tool of their own, whom no trigger stops."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        triggers = other.execute("SELECT name FROM sqlite_schema WHERE type='trigger'").fetchall()
        for (name,) in triggers:
            other.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            sql, values = (statement, ()) if isinstance(statement, str) else statement
            other.execute(sql, values)


def everything_in(folder: Path) -> bytes:
    """Every byte of every file there, as somebody sees who takes the disk away."""
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())
