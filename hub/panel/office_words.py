"""What was written down of the site, in words: who works here, and the rota."""

from hub.panel.local import Local
from hub.staff.facts import AnySiteFact, PinSet, RotaSet, SignedIn, StaffLeft, StaffSet


def of_site(fact: AnySiteFact, local: Local) -> str:
    """What is so of the whole site, as a sentence."""
    match fact:
        case StaffSet(staff=staff):
            agency = ", agency" if staff.agency else ""
            return f"Staff: {staff.initials} ({staff.ref}), {staff.role}{agency}, set by {fact.by}"
        case StaffLeft():
            return f"Staff: {fact.ref} works here no longer, by {fact.by}: {fact.why}"
        case RotaSet():
            until = max((one.ends_at for one in fact.shifts), default=None)
            end = f" until {local.clock(until)}" if until else ""
            return f"Rota of {len(fact.shifts)} shifts{end}, set by {fact.by}"
        case PinSet():
            return f"PIN of {fact.ref} set by {fact.by}"
        case SignedIn():
            return f"{fact.by} signed in"
    return f"Sign-in as {fact.by} refused: {fact.why}"
