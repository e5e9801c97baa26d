"""The chain: each entry holds every byte before it, in the same way on every machine."""

from hypothesis import given
from hypothesis import strategies as st

from hub.journal.chain import START, Entry, chained, encoded, link

NIGHT = (
    Entry(1, b"", 1_795_399_200_000_000, b"key began", b'{"key":"00","instead_of":null}'),
    Entry(2, b"ash/04", 1_795_399_201_500_000, b"looked remotely", '{"words":"schläft"}'.encode()),
    Entry(3, b"ash/05", -1, b"breathing again", b"{}"),
)
GOLDEN = [
    "09748045a78572363b308a30868c7e5ffb5fe1a543bc739c5e678f3befa05a26",
    "eac8b271432daf6346aab60a4d5ed0fbda8d91e0f3e411a92415842831b9efb3",
    "7b4ae306c042b7e6469a72a8900ab7531c5418fbc304d5d9a8dfc7e3b1191f27",
]

texts = st.binary(max_size=8)
numbers = st.integers(-(2**63), 2**63 - 1)
entries = st.builds(Entry, numbers, texts, numbers, texts, texts)


def test_the_bytes_of_an_entry_are_these_and_no_others():
    assert encoded(NIGHT[1]).hex() == (
        "617474756e6520656e74727920310a0000000000000002000660e7f3a2ab60000000000000000661"
        "73682f3034000000000000000f6c6f6f6b65642072656d6f74656c7900000000000000147b22776f"
        "726473223a227363686cc3a46674227d"
    )


def test_a_night_has_these_hashes_and_no_others():
    assert [linked.hash.hex() for linked in chained(START, NIGHT)] == GOLDEN


@given(entries, entries)
def test_two_entries_that_differ_have_different_bytes(one, other):
    assert (encoded(one) == encoded(other)) == (one == other)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32), entries)
def test_what_went_before_is_in_every_hash(one, other, entry):
    assert (link(one, entry) == link(other, entry)) == (one == other)
