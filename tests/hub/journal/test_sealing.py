"""What identifies a person is sealed with a key of their own, and gone once that is discarded."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import BaseModel

from hub.journal.sealed import BOX, COMPOSED, SEALED, put_back, taken_out
from hub.outside.store import Store, StoreError
from hub.rooms.evolve import after
from hub.rooms.fact import Fact
from hub.rooms.facts import AnyFact
from hub.rooms.state import RoomState
from tests.hub.journal.entries import (
    ASH_4,
    ASH_5,
    JT,
    KO,
    TWO_AM,
    WORDS_OF_JT,
    a_night,
    began,
    care,
    ended,
    everything_in,
    forced,
    look,
    store_with,
)
from ward.care import Person

KINDS: dict[str, type[Fact]] = {
    kind.model_fields["fact"].default: kind for kind in get_args(get_args(AnyFact)[0])
}


def texts(model: type[BaseModel], above: str = "") -> Iterator[str]:
    """Every place of this document where somebody may have typed what they liked."""
    for name, field in model.model_fields.items():
        if _is_text(field.annotation, field.metadata):
            yield f"{above}{name}"
        for part in _models(field.annotation):
            yield from texts(part, f"{above}{name}.")


def _is_text(annotation: Any, metadata: list[Any]) -> bool:
    if get_origin(annotation) is Annotated:
        return _is_text(get_args(annotation)[0], list(get_args(annotation)[1:]))
    longest = [most.max_length for most in metadata if hasattr(most, "max_length")]
    longest += [
        m.max_length
        for f in metadata
        for m in getattr(f, "metadata", [])
        if hasattr(m, "max_length")
    ]
    return annotation is str and any(most and most > 64 for most in longest)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)


@pytest.mark.hazard("H-25")
def test_for_every_kind_of_fact_the_table_says_what_is_sealed():
    assert set(SEALED) == set(KINDS)


@pytest.mark.hazard("H-25")
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_somebody_may_type_is_sealed_or_was_composed_by_a_program(kind):
    assert set(texts(KINDS[kind])) <= {*SEALED[kind], *COMPOSED.get(kind, ())}


@pytest.mark.parametrize("kind", KINDS)
def test_no_fact_has_a_field_where_its_sealed_words_are_kept(kind):
    assert BOX not in KINDS[kind].model_fields


def test_a_person_is_known_by_reference_and_initials_alone():
    assert set(Person.model_fields) == {"ref", "initials"}


def test_words_that_were_taken_out_and_put_back_make_the_same_fact():
    for fact in a_night():
        said = fact.model_dump(mode="json")
        words = taken_out(fact.fact, said)
        put_back(said, words)
        assert type(fact).model_validate(said) == fact


@pytest.mark.hazard("H-25")
def test_nothing_that_identifies_a_person_stands_open_in_the_journal(tmp_path):
    path = store_with(tmp_path / "s", a_night())
    forced(path, "DROP TABLE person_keys", "VACUUM")
    found = everything_in(tmp_path)
    assert b"looked remotely" in found
    assert [words for words in WORDS_OF_JT if words.encode() in found] == []


@pytest.mark.hazard("H-25")
def test_what_was_written_where_nobody_is_confined_is_sealed_too_and_can_be_erased(tmp_path):
    with closing(Store(tmp_path / "s")) as store:
        store.commit([look(1, words="mother phoned")], [])
        store.commit([began(2), ended(3)], [])
        store.erase(JT.ref, by="L.W.", why="asked for")
        store.commit([look(4, words="came late of J.T.")], [])
        assert [fact.words for fact in store.facts() if fact.fact == "looked remotely"] == [
            "mother phoned",
            "came late of J.T.",
        ]
        found = everything_in(tmp_path)
        assert b"mother" not in found
        assert b"came late" not in found
        store.erase("room ash/04", by="L.W.", why="asked for")
        assert [fact.words for fact in store.facts() if fact.fact == "looked remotely"] == [
            "erased",
            "erased",
        ]


DAMAGED = r"s: the key [0-9a-f]{16}, under which somebody's words are sealed, is damaged\.$"


@pytest.mark.parametrize("secret", [b"", b"x" * 31, b"x" * 33])
def test_a_key_of_a_wrong_length_is_named_at_the_start(tmp_path, secret):
    path = store_with(tmp_path / "s", [began(1), ended(2)])
    forced(path, ("UPDATE person_keys SET secret = ?", (secret,)))
    with pytest.raises(StoreError, match=DAMAGED):
        Store(path)


def test_a_key_that_is_damaged_under_a_running_hub_is_a_refusal_until_it_is_mended(tmp_path):
    """Not an error of ours, which would end the hub: it watches on, and says what is wrong."""
    with closing(Store(tmp_path / "s")) as store:
        store.commit([began(1)], [])
        with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
            ((secret,),) = other.execute("SELECT secret FROM person_keys")
            other.execute("UPDATE person_keys SET secret = x'00'")
            other.execute(
                "CREATE TRIGGER no BEFORE INSERT ON heads BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
            with pytest.raises(StoreError, match="no"):
                store.commit([look(2, words="asleep")], [])
            other.execute("DROP TRIGGER no")
            for _ in range(2):
                with pytest.raises(StoreError, match=DAMAGED):
                    store.commit([look(2, words="asleep")], [])
            other.execute("UPDATE person_keys SET secret = ?", (secret,))
        store.commit([look(2, words="asleep")], [])
        assert list(store.facts()) == [began(1), look(2, words="asleep")]


def test_facts_come_back_with_their_words(tmp_path):
    path = store_with(tmp_path / "s", a_night())
    with closing(Store(path)) as store:
        assert list(store.facts()) == a_night()


def test_a_look_after_an_episode_is_about_whoever_was_there_last(tmp_path):
    path = store_with(tmp_path / "s", a_night(), [look(20, words="mother phoned")])
    with closing(Store(path)) as store:
        store.erase("p-0471", by="K.O.", why="asked for")
        assert list(store.facts())[-1] == look(20, words="erased")


@pytest.mark.hazard("H-25")
def test_an_erased_persons_words_are_nowhere_on_the_disk_and_the_rest_is_as_it_was(tmp_path):
    path = store_with(tmp_path / "s", a_night())
    with closing(Store(path)) as store:
        store.snapshot(store.head.entry, "1", {ASH_4: b"J.T. in words"})
        keys = [key.secret for key in store._journal.keys.by_name.values() if key.person == JT.ref]
        store.erase("p-0471", by="L.W.", why="the law's time is over")
        assert store.latest_snapshot("1") is None
        found = everything_in(tmp_path)  # the log beside the file as well, while it is open
        assert [secret for secret in (*keys, b"J.T. in words", b"p-0471") if secret in found] == []
    with closing(Store(path)) as store:
        back = list(store.facts())
    assert [fact for fact in back if fact.room == ASH_5] == [
        fact for fact in a_night() if fact.room == ASH_5
    ]
    shown = "".join(fact.model_dump_json() for fact in back)
    assert [words for words in WORDS_OF_JT if words in shown.replace("K. sings", "")] == [
        "threw a chair",  # of K.O., by the same hand
        "the tall one",
    ]
    assert shown.count("erased") >= len(WORDS_OF_JT)


def test_erasing_changes_nothing_in_a_rooms_state_but_the_words(tmp_path):
    path = store_with(tmp_path / "s", a_night())
    with closing(Store(path)) as store:
        store.erase("p-0471", by="L.W.", why="asked for")
        back = list(store.facts())
    before, now = (RoomState(ASH_4, since=TWO_AM) for _ in range(2))
    for fact, erased in zip(a_night(), back, strict=True):
        if isinstance(fact, Fact) and isinstance(erased, Fact) and fact.room == ASH_4:
            before, now = after(before, fact), after(now, erased)
    assert now.formers[0].watch == before.formers[0].watch
    assert now.formers[0].person.initials == "erased"
    assert [alarm.id for alarm in now.alarms] == [alarm.id for alarm in before.alarms]
    assert now.visit.observation.evidence == before.visit.observation.evidence


def test_two_people_who_were_erased_are_still_two(tmp_path):
    facts: list[AnyFact] = [began(1), ended(2), began(3, KO), ended(4)]
    path = store_with(tmp_path / "s", facts)
    with closing(Store(path)) as store:
        store.erase(JT.ref, by="L.W.", why="asked for")
        store.erase(KO.ref, by="L.W.", why="asked for")
        people = [fact.person.ref for fact in store.facts() if fact.fact == "episode began"]
    assert len(set(people)) == 2
    assert all(ref.startswith("erased ") for ref in people)


@pytest.mark.parametrize("again", [False, True], ids=["still open", "opened again"])
def test_nobody_is_erased_while_they_are_confined(tmp_path, again):
    path = tmp_path / "s"
    store = Store(path)
    store.commit([began(1), care(2)], [])
    if again:
        store.close()
        store = Store(path)
    with pytest.raises(StoreError, match=r"an episode of that person runs in ash/04\.$"):
        store.erase("p-0471", by="L.W.", why="asked for")
    assert list(store.facts()) == [began(1), care(2)]
    store.close()


def test_whoever_was_never_here_cannot_be_erased(tmp_path):
    with (
        closing(Store(tmp_path / "s")) as store,
        pytest.raises(StoreError, match="nothing in this"),
    ):
        store.erase("p-0471", by="L.W.", why="asked for")


def test_whoever_comes_back_after_erasure_has_a_key_anew(tmp_path):
    path = store_with(tmp_path / "s", [began(1), ended(2)])
    with closing(Store(path)) as store:
        store.erase("p-0471", by="L.W.", why="asked for")
        store.commit([began(5), look(6, words="mother phoned")], [])
        assert list(store.facts())[-2:] == [began(5), look(6, words="mother phoned")]


def test_an_erasure_is_on_record_without_saying_of_whom(tmp_path):
    path = store_with(tmp_path / "s", [began(1), ended(2)])
    with closing(Store(path)) as store:
        store.erase("p-0471", by="L.W.", why="asked for")
        with store._engine.connect() as connection:
            sql = "SELECT body FROM entries WHERE kind = 'person erased'"
            (body,) = connection.exec_driver_sql(sql).scalars()
    assert '"by": "L.W.", "why": "asked for"' in body
    assert "p-0471" not in body


def test_sealed_words_that_were_moved_to_another_entry_do_not_open(tmp_path):
    path = store_with(tmp_path / "s", [began(1), look(2, words="one"), look(3, words="two")])
    other = "json((SELECT json_extract(body, '$.sealed') FROM entries WHERE number = 3))"
    move = "UPDATE entries SET body = json_set(body, '$.sealed', {}) WHERE number = 4"
    forced(path, move.format(other))
    with closing(Store(path)) as store, pytest.raises(StoreError, match="entry 4 cannot be read"):
        list(store.facts())
