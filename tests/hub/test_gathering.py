"""A socket that gathers: the same bytes in the same order, with fewer calls."""

import socket
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.outside import gathering
from hub.outside.gathering import Gathering

moves = st.lists(
    st.one_of(
        st.tuples(st.just("comes"), st.binary(max_size=300)),
        st.tuples(st.just("asked"), st.integers(1, 200)),
        st.tuples(st.just("said"), st.binary(max_size=300)),
        st.tuples(st.just("flush"), st.none()),
    ),
    max_size=40,
)


@given(moves)
def test_whatever_is_asked_and_said_all_of_it_passes_once_and_in_order(
    moves: list[tuple[str, object]],
) -> None:
    here, there = socket.socketpair()
    with closing(there), closing(Gathering(here)) as gathers:
        gathers.setblocking(False)
        came = heard = said = b""
        for move, what in moves:
            if move == "comes" and isinstance(what, bytes):
                there.sendall(what)
                came += what
            elif move == "asked" and isinstance(what, int):
                before = len(heard)
                try:
                    heard += gathers.recv(what)
                except BlockingIOError:
                    assert heard == came, "something came and was not given"
                assert len(heard) - before <= what
            elif move == "said" and isinstance(what, bytes):
                assert gathers.send(what) == len(what)
                said += what
            else:
                gathers.flush()
                assert gathers.unsent == 0
        while gathers.waits:
            heard += gathers.recv(1000)
        assert came.startswith(heard)
        gathers.flush()
        here.shutdown(socket.SHUT_WR)
        arrived = b""
        while piece := there.recv(1 << 16):
            arrived += piece
        assert arrived == said


def test_the_end_is_told_as_the_end() -> None:
    here, there = socket.socketpair()
    with closing(Gathering(here)) as gathers:
        there.sendall(b"last")
        there.close()
        assert [gathers.recv(3), gathers.recv(3), gathers.recv(3)] == [b"las", b"t", b""]
        assert gathers.recv(1) == b""


def test_what_the_other_side_does_not_take_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gathering, "UNSENT_MOST", 10)
    here, there = socket.socketpair()
    with closing(there), closing(Gathering(here)) as gathers:
        gathers.setblocking(False)
        while not gathers.unsent:  # until the system itself takes no more
            gathers.send(bytes(1 << 16))
            gathers.flush()
        with pytest.raises(BlockingIOError):
            gathers.send(b"more")


def test_a_line_that_is_gone_closes_quietly() -> None:
    here, there = socket.socketpair()
    gathers = Gathering(here)
    gathers.setblocking(False)
    gathers.send(bytes(100))
    there.close()
    gathers.close()
    assert gathers.fileno() == -1
