"""A door that bounces moved once; a short press counts; a card held on was shown once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from edge.decode.debounce import Debounce
from edge.decode.presentation import GONE_AFTER_S, Presentation

SETTLE_S = 0.02
CARD, OTHER = bytes.fromhex("04A2B3C4"), bytes.fromhex("0411223344556677")[:7]


def told(*seen: tuple[bool, float]) -> list[bool]:
    contact = Debounce(SETTLE_S)
    return [level for high, at_s in seen for level in contact.feed(high, at_s)]


def test_the_first_level_is_said_once_it_has_stood() -> None:
    contact = Debounce(SETTLE_S)
    assert contact.feed(True, 5.0) == ()
    assert contact.tick(5.01) == ()
    assert contact.tick(5.03) == (True,)
    assert contact.tick(6.0) == ()


def test_a_bouncing_contact_moves_once() -> None:
    bounces = [(i % 2 == 0, 1.0 + i * 0.002) for i in range(9)]
    assert told((False, 0.0), *bounces, (True, 2.0)) == [False, True]


def test_a_short_press_between_two_looks_is_not_lost() -> None:
    assert told((True, 0.0), (False, 1.0), (True, 1.05), (True, 2.0)) == [True, False, True]


def test_an_edge_that_was_never_told_is_found_by_looking() -> None:
    assert told((True, 0.0), (True, 1.0), (False, 1.25), (False, 1.5)) == [True, False]


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 0.05)), max_size=40))
def test_what_is_said_alternates_and_ends_where_the_contact_stands(
    steps: list[tuple[bool, float]],
) -> None:
    contact, now_s = Debounce(SETTLE_S), 0.0
    said: list[bool] = []
    for high, later_s in steps:
        now_s += later_s
        said += contact.feed(high, now_s)
    said += contact.tick(now_s + 2 * SETTLE_S)
    assert all(before != after for before, after in pairwise(said))
    assert said[-1:] == [high for high, _ in steps][-1:]
    assert not contact.unsettled


def test_a_card_held_on_is_shown_once_until_it_was_away() -> None:
    reader = Presentation()
    assert reader.feed(CARD, 10.0) == ("04A2B3C4",)
    for at_s in (10.5, 11.9, 13.0):
        assert reader.feed(CARD, at_s) == ()
    assert reader.feed(None, 13.5) == ()
    assert reader.feed(CARD, 13.9) == ()
    assert not reader.held(13.9 + GONE_AFTER_S)
    assert reader.feed(CARD, 13.9 + GONE_AFTER_S) == ("04A2B3C4",)


def test_another_card_is_another_person_at_once() -> None:
    reader = Presentation()
    assert reader.feed(CARD, 0.0) == ("04A2B3C4",)
    assert reader.feed(OTHER, 0.1) == ("04112233445566",)
    assert reader.feed(CARD, 0.2) == ("04A2B3C4",)


@given(st.binary(max_size=12))
def test_only_what_can_be_a_card_is_a_badge(uid: bytes) -> None:
    shown = Presentation().feed(uid, 0.0)
    assert bool(shown) == (4 <= len(uid) <= 10)
