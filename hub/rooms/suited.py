"""What suits one person, as a value of a room's state."""

from dataclasses import dataclass, replace

from ward.choices import OwnChoice
from ward.precedence import thing_of
from ward.profile import Profile
from ward.rank import Thing


@dataclass(frozen=True, slots=True)
class Suits:
    """One person's, by reference; it is kept when they leave, for whoever is next is another."""

    person: str
    profile: Profile | None = None
    by: str = ""
    choices: tuple[OwnChoice, ...] = ()

    def chose(self, choice: OwnChoice) -> "Suits":
        """Of two choices of one thing the later holds."""
        thing = thing_of(choice.asked)
        if any(thing_of(one.asked) is thing and one.at >= choice.at for one in self.choices):
            return self
        return replace(self, choices=(*self.without(thing).choices, choice))

    def without(self, thing: Thing | None) -> "Suits":
        """Their choice of that thing given up; of all things, where none is named."""
        kept = (one for one in self.choices if thing and thing_of(one.asked) is not thing)
        return replace(self, choices=tuple(kept))
