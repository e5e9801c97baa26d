"""The charge: the care this node holds, and the watch over the person that it asks for."""

from edge.away import AWAY, Kept
from edge.closer import Answer, Closer, OwnModes
from edge.company import Company
from edge.events import Remember
from edge.memory import MODES, WATCH, Memory
from edge.mode_events import AtDoor
from edge.moment import Moment
from edge.sense.doorway import Doorway
from edge.timer import Timer
from ward.announcements import Status
from ward.care import Authorisation, Care, Confinement, Staff
from ward.envelope import InForce, Standing
from ward.modes import Mode
from ward.profile import Profile
from ward.units import Instant

WATCH_WITHIN_S = 60.0  # the hub's word on the watch, which it says again, may be written so late


class Charge:
    """Care only ever rises: of all versions heard, the highest is kept."""

    def __init__(self, memory: Memory | None = None) -> None:
        remembered = memory or Memory()
        self.care = remembered.care
        self.timer = Timer(remembered.watch, remembered.read(AWAY, Kept))
        self.closer = Closer(remembered)
        self._company = Company()

    def keep(self, care: Care) -> bool:
        """Take it, if it is newer than what is held; whether it was."""
        newer = self.care is None or care.version > self.care.version
        if newer:
            if _whose(self.care) != _whose(care):
                self.timer.away.forget()  # whoever was out is confined here no longer
            self.care = care
        return newer

    def told(self, status: Status, now: Moment, *, live: bool) -> bool:
        """Take the hub's word on when the person was seen; whether it was believed."""
        return self.timer.told(status, now, live=live)

    def lasting(self, now: Moment) -> tuple[Remember, ...]:
        """What of the watch is to be remembered now; a visit is stored in the same commit."""
        known, (is_news, out) = self.timer.lasting(now), self.timer.away.news()
        watch = (Remember(WATCH, known, WATCH_WITHIN_S),) if known else ()
        return (*watch, Remember(AWAY, out)) if is_news else watch

    def due_at(self, now: Moment) -> Instant | None:
        return self.timer.due_at(self.confinement, now)

    def soon_at(self, now: Moment) -> Instant | None:
        return self.timer.soon_at(self.confinement, now)

    def look(self, doorway: Doorway, standing: Standing, now: Moment) -> None:
        """Who is at the door at this moment, and whether somebody said to be out is inside."""
        self.timer.away.look(standing, now)
        self._company.look(doorway, self.staff, self.confinement, now)

    def lacking_s(self, now: Moment) -> float | None:
        """For how long nobody has been here who must stay; ``None`` where nobody must."""
        until = self.timer.away.until(now)
        if self.confinement is None or (until is not None and now.at <= until):
            return None
        return self._company.lacking_s(now)

    def calls_for_somebody(self, now: Moment) -> bool:
        """Somebody should have come by now, or stayed."""
        lacking_s, confinement = self.lacking_s(now), self.confinement
        left = lacking_s is not None and confinement and lacking_s > confinement.plan.gap_s
        return bool(left) or self.timer.overdue(confinement, now)

    @property
    def version(self) -> int:
        """0 while there is none."""
        return self.care.version if self.care else 0

    @property
    def confinement(self) -> Confinement | None:
        """With the modes in force, those that the hub has yet to hear of too."""
        care = self.care
        if care is None or care.confinement is None or not self.closer.own:
            return care.confinement if care else None
        return care.confinement.model_copy(update={"modes": self.closer.in_force(care)})

    @property
    def modes(self) -> tuple[Mode, ...]:
        return self.closer.in_force(self.care)

    def answered(self, *, owes: bool) -> tuple[Remember, ...]:
        """What the hub's care has answered of the presses at this door is kept no longer."""
        if not self.closer.own or not self.closer.answered(self.care, owes=owes):
            return ()
        return (self._own_modes(),)

    def pressed(
        self, event: AtDoor, id_: str, by: Staff | None, now: Moment
    ) -> tuple[Answer, tuple[Remember, ...]]:
        """Somebody pressed something about a mode at this door."""
        answer = self.closer.pressed(event, id_, by, self.care, now)
        return answer, (self._own_modes(),) if answer.change else ()

    def _own_modes(self) -> Remember:
        own = self.closer.own
        return Remember(MODES, OwnModes(pressed=own) if own else None)

    @property
    def authorisation(self) -> Authorisation | None:
        return self.confinement.authorisation if self.confinement else None

    @property
    def staff(self) -> tuple[Staff, ...]:
        return self.care.staff if self.care else ()

    def named(self, force: InForce) -> InForce:
        """With initials for whoever's word leads, as people at this door know them."""
        known = {one.ref: one.initials for one in self.staff}
        named = tuple(
            one.model_copy(update={"by": known.get(one.by, one.by)}) if one.by else one
            for one in force.leading
        )
        return force.model_copy(update={"leading": named})

    @property
    def profile(self) -> Profile | None:
        return self.care.profile if self.care else None


def _whose(care: Care | None) -> str | None:
    """Which confinement a care document is of."""
    return care.confinement.id if care and care.confinement else None
