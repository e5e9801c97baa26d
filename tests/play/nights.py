"""Nights for tests: a head under which any line can be put to the parser."""

from attune.play.night import Night
from attune.play.parse import parse
from attune.play.wrong import CannotPlayError

HEAD = """\
night Sample
begins 2026-11-23 02:00
ends 03:00
staff M.T. nurse badge 04A1B2C3
staff K.O. nurse in charge badge 0411223344
staff R.D. doctor badge 0455667788
staff W.M. ward manager badge 0477889900
room ash/01 empty unlocked
room ash/04 J.T. every 15 min breathing 14 authorised
"""
FIRST = len(HEAD.splitlines()) + 1  # the number of the first line after the head


def night(*lines: str, head: str = HEAD) -> Night:
    return parse(head + "\n".join(lines), "sample.night")


def wrongs(*lines: str, head: str = HEAD) -> list[str]:
    """What is wrong with these lines under the head, as it is said."""
    try:
        night(*lines, head=head)
    except CannotPlayError as error:
        return str(error).splitlines()
    return []
