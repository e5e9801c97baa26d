"""The call button, in words: how often it was pressed, and whether its line can be relied on."""

from collections.abc import Collection, Iterator

from hub.panel.local import Local
from hub.rooms.calls import OF_CALLS, distress
from hub.rooms.state import RoomState
from ward.conditions import CALL_UNANSWERED
from ward.happenings import LineWord
from ward.units import hours

GOOD_FOR = hours(25)  # our own proposal, as in hub/rules/limits.py: a day, and an hour for the test


def call_notes(state: RoomState, shown: Collection[str], local: Local) -> Iterator[str]:
    """What no banner says: a call just pressed, and that somebody calls again and again."""
    if state.call_at is not None and not OF_CALLS & set(shown):
        yield f"Call pressed {local.ago(state.call_at)}, not answered yet."
    often = distress(state.presses, local.now)
    if often and CALL_UNANSWERED.name not in shown:
        yield f"Distress: {often[0].lower()}{often[1:]}, the last one answered."


def call_line(state: RoomState, local: Local) -> str:
    """``works, tested 03:12``. What was not tested for more than a day never works."""
    line = state.line
    if line is None:
        return "not tested yet, as far as this hub knows"
    if line.word is LineWord.WORKS and local.now - line.at > GOOD_FOR:
        return f"not tested since {local.clock(line.at)}"
    if line.word is LineWord.WORKS:
        return f"works, tested {local.clock(line.at)}"
    return f"may not work: {line.words or line.word} ({local.clock(line.at)})"
