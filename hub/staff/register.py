"""The register: who works here, as of the facts so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from hub.staff.facts import AnySiteFact, StaffLeft, StaffSet
from ward.care import Staff


@dataclass(frozen=True)
class Register:
    """A value: facts replace it. A reference is one person's for good, also when they have left.

    What they did stands under it, and is not to be read as somebody else's.
    """

    by_ref: Mapping[str, Staff] = field(default_factory=lambda: MappingProxyType({}))
    left: Mapping[str, Staff] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, staff: Iterable[Staff]) -> "Register":
        return cls({one.ref: one for one in staff})

    @property
    def staff(self) -> tuple[Staff, ...]:
        """Everybody, in the order in which they came."""
        return tuple(self.by_ref.values())

    def known(self, who: str) -> Staff | None:
        """By reference, else by initials where only one has them."""
        if who in self.by_ref:
            return self.by_ref[who]
        named = self.of_initials(who)
        return named[0] if len(named) == 1 else None

    def known_as(self, who: str) -> str:
        """Their initials, also of whoever has left; of nobody known, what was written."""
        staff = self.by_ref.get(who) or self.left.get(who)
        return staff.initials if staff else who

    def of_initials(self, initials: str) -> tuple[Staff, ...]:
        """Everybody who has them; more than one of them sign by reference."""
        return tuple(one for one in self.by_ref.values() if one.initials == initials)

    def after(self, fact: AnySiteFact) -> "Register":
        match fact:
            case StaffSet(staff=staff):
                return replace(self, by_ref={**self.by_ref, staff.ref: staff})
            case StaffLeft(ref=ref):
                rest = {name: one for name, one in self.by_ref.items() if name != ref}
                gone = {ref: self.by_ref[ref]} if ref in self.by_ref else {}
                return replace(self, by_ref=rest, left={**self.left, **gone})
        return self
