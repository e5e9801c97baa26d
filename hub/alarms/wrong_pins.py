"""Too many wrong PINs under one name, told to the nurse in charge: somebody cannot sign."""

from collections.abc import Iterable

from hub.acts import Sign
from hub.alarms.notice import ref_of
from hub.alarms.route import Route
from hub.effects import Tell
from hub.staff.duty import Duty
from ward.conditions import Priority
from ward.units import Instant

TITLE = f"{Priority.MEDIUM.marks} Attune: too many wrong PINs"
WORDS = (
    "Too many wrong PINs in a row were typed at the panel under one name: nobody can sign by it "
    "for a while. The panel says whose it is. Ask whether it was them; others can sign meanwhile."
)


def told(act: Sign, routes: Iterable[Route], now: Instant) -> tuple[Tell, ...]:
    """By every teller of a nurse in charge. No message says whose name it is."""
    if not act.locks:
        return ()
    ref = ref_of((f"wrong pins {act.by} {now:%Y%m%dT%H%M%S}",))
    return tuple(
        Tell(one.name, ref, TITLE, WORDS, Priority.MEDIUM, about=())
        for one in routes
        if Duty.IN_CHARGE in one.duties and one.least <= Priority.MEDIUM
    )
