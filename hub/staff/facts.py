"""Facts of the whole site: who works here, and who has which duty when."""

from typing import Literal, Self

from pydantic import Field, model_validator

from hub.device import Device
from hub.staff.duty import Duty
from ward.care import Staff
from ward.rooms import RoomId
from ward.units import Instant, Text, Wire, Word

SHIFTS_MOST = 5_000  # of one rota

# What the register and the rota are made of: replayed whole at every start, they are few.
OF_OFFICE = frozenset({"staff set", "staff left", "rota set"})


class SiteFact(Wire):
    """One thing that is so, and of no room in particular; and on which device it was made so."""

    at: Instant
    by: Word
    device: Device = None


class StaffSet(SiteFact):
    """Somebody works here, with this role and badge from now on."""

    fact: Literal["staff set"] = "staff set"
    staff: Staff


class StaffLeft(SiteFact):
    """Somebody works here no longer: their badge and PIN open nothing any more."""

    fact: Literal["staff left"] = "staff left"
    ref: Word
    why: Text


class Shift(Wire):
    """One duty of one member of staff, over a span of time; ``rooms`` of none means all."""

    duty: Duty
    staff: Word
    rooms: tuple[RoomId, ...] = Field(default=(), max_length=2000)
    begins_at: Instant
    ends_at: Instant

    @model_validator(mode="after")
    def _goes_forward(self) -> Self:
        if self.ends_at <= self.begins_at:
            raise ValueError("a shift must end after it begins")
        return self


class RotaSet(SiteFact):
    """The whole rota as it is from now on; what is past in it stays for whoever looks back."""

    fact: Literal["rota set"] = "rota set"
    shifts: tuple[Shift, ...] = Field(max_length=SHIFTS_MOST)


class PinSet(SiteFact):
    """Somebody has a PIN, or another one, from now on. What is kept of it stands elsewhere."""

    fact: Literal["pin set"] = "pin set"
    ref: Word


class SignedIn(SiteFact):
    """Somebody signed with their PIN at the panel."""

    fact: Literal["signed in"] = "signed in"


class SignInRefused(SiteFact):
    """Somebody tried to sign as ``by`` and was turned away."""

    fact: Literal["sign-in refused"] = "sign-in refused"
    why: Text


AnySiteFact = StaffSet | StaffLeft | RotaSet | PinSet | SignedIn | SignInRefused
