"""The office: the register and the rota, and whether somebody may do what they ask."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import singledispatch

from hub.acts import (
    Acknowledge,
    Act,
    Ask,
    Authorise,
    BeginEpisode,
    EndEpisode,
    Look,
    MarkAlarm,
    MovePerson,
    NameObservers,
    PauseAudio,
    RemoveStaff,
    RoomAct,
    SetLimit,
    SetPin,
    SetPlan,
    SetRota,
    SetStaff,
    Sign,
    SiteAct,
    Started,
)
from hub.effects import Denied, KeepPin
from hub.mode_acts import EndMode, NoteRestraint, Release, Restrain, Tranquillised
from hub.privacy_acts import CameraLook, Object, PanelLook, ReviewPrivacy
from hub.profile_acts import SignProfile
from hub.rooms.state import RoomState
from hub.score_acts import ChartSet, RecordAssessment, SetAge
from hub.staff.authority import TABLE, Action, refusal
from hub.staff.duty import Duty
from hub.staff.facts import (
    AnySiteFact,
    PinSet,
    RotaSet,
    SignedIn,
    SignInRefused,
    StaffLeft,
    StaffSet,
)
from hub.staff.register import Register
from hub.staff.rota import Rota, wrong_with
from hub.tries import EndAlarm, SaySeen
from hub.upkeep_acts import CheckMended, HandOn, Inspect, Mend, UseRegardless
from hub.walk_acts import AskWalk, EndCommissioning, SignWalk
from ward.care import Cover, Staff
from ward.rooms import RoomId
from ward.units import Instant

CONFIGURED = "hub.toml"  # by whose word the register began
OWNER = "owner of the store"  # whoever may write the store's file; nobody can sign as this


@dataclass(frozen=True)
class Office:
    """A value: site facts replace it.

    Until there is a fact about staff the register is the configured one. From the first such
    fact on it is what the facts add up to, and what is configured counts no more.
    """

    register: Register = field(default_factory=Register)
    rota: Rota = field(default_factory=Rota)
    is_founded: bool = False

    @classmethod
    def of(cls, staff: Iterable[Staff]) -> "Office":
        return cls(Register.of(staff))

    def after(self, fact: AnySiteFact) -> "Office":
        of_staff = isinstance(fact, StaffSet | StaffLeft)
        before = Register() if of_staff and not self.is_founded else self.register
        return Office(
            before.after(fact), self.rota.after(fact), is_founded=self.is_founded or of_staff
        )

    def founding(self, now: Instant) -> tuple[StaffSet, ...]:
        """The configured register as facts, before there is any other; nothing afterwards."""
        if self.is_founded:
            return ()
        return tuple(StaffSet(at=now, by=CONFIGURED, staff=one) for one in self.register.staff)

    def rota_of(self, room: RoomId) -> Rota:
        """What the rota says of this room, without whoever works here no longer."""
        return self.rota.of(room).only(self.register.by_ref)

    @property
    def has_an_editor(self) -> bool:
        """Whether anybody here may change the register."""
        return any(one.role in TABLE[Action.EDIT_STAFF].roles for one in self.register.staff)

    def refusal(self, act: RoomAct, state: RoomState, now: Instant) -> tuple[Action, str] | None:
        """What may not be done, and why, in words for whoever asked.

        A camera system is no member of staff: it proved itself by its token, and may only count.
        Nor is anybody refused a look at numbers that they were shown: whoever it was, it counts.
        """
        if isinstance(act, CameraLook | PanelLook):
            return None
        action = action_of(act, state)
        staff = self.register.known(act.by)
        rota = self.rota_of(act.room)
        duties = [duty for duty in Duty if staff and staff.ref in rota.on(duty, now)]
        why = refusal(action, staff, act.by, duties)
        return None if why is None else (action, why)

    def may_not_see(self, who: str, now: Instant) -> str | None:
        """Why this person may not look at the patterns of a ward; in charge of any room will do."""
        duties = [duty for duty in Duty if who in self.rota.on(duty, now)]
        return refusal(Action.SEE_PATTERNS, self.register.known(who), who, duties)


@singledispatch
def action_of(act: RoomAct, _state: RoomState) -> Action:
    """Which line of the table of authority an act comes under."""
    return _ACTIONS[type(act)]


_ACTIONS: dict[type[Act], Action] = {
    BeginEpisode: Action.BEGIN_EPISODE,
    EndEpisode: Action.END_EPISODE,
    MovePerson: Action.MOVE_PERSON,
    Look: Action.LOOK,
    SaySeen: Action.LOOK,
    EndAlarm: Action.ACKNOWLEDGE,
    Ask: Action.ORDER,
    Acknowledge: Action.ACKNOWLEDGE,
    PauseAudio: Action.PAUSE_AUDIO,
    MarkAlarm: Action.MARK_ALARM,
    SetLimit: Action.SET_LIMIT,
    SetAge: Action.SET_AGE,
    ChartSet: Action.CHART,
    RecordAssessment: Action.ASSESS,
    NameObservers: Action.NAME_OBSERVERS,
    Object: Action.OBJECT,
    ReviewPrivacy: Action.REVIEW_PRIVACY,
    AskWalk: Action.COMMISSION,
    SignWalk: Action.COMMISSION,
    EndCommissioning: Action.END_COMMISSIONING,
    Tranquillised: Action.BEGIN_TRANQUILLISED,
    Restrain: Action.RECORD_RESTRAINT,
    NoteRestraint: Action.RECORD_RESTRAINT,
    Release: Action.RECORD_RESTRAINT,
    SignProfile: Action.SIGN_PROFILE,
    Mend: Action.MEND,
    HandOn: Action.HAND_ON,
    CheckMended: Action.CHECK_MENDED,
    UseRegardless: Action.USE_REGARDLESS,
    SetStaff: Action.EDIT_STAFF,
    RemoveStaff: Action.EDIT_STAFF,
    SetRota: Action.EDIT_ROTA,
    SetPin: Action.EDIT_STAFF,
}


# Outside the door is within sight and sound, and nearer.
_CLOSENESS = {Cover.NONE: 0, Cover.SIGHT_AND_SOUND: 1, Cover.OUTSIDE_DOOR: 2}


@action_of.register
def _(act: SetPlan, state: RoomState) -> Action:
    """A plan as close as the one in force, or closer, needs less rank than a looser one."""
    plan = state.episode.plan if state.episode else None
    looser = plan is not None and (
        act.every_min > plan.every_min or _CLOSENESS[act.cover] < _CLOSENESS[plan.cover]
    )
    return Action.LOOSEN_PLAN if looser else Action.TIGHTEN_PLAN


@action_of.register
def _(act: Inspect, _state: RoomState) -> Action:
    """What a room may not be used without is not set aside by whoever walks round."""
    return Action.SET_ASIDE if act.sets_aside else Action.INSPECT


@action_of.register
def _(act: Authorise, _state: RoomState) -> Action:
    return Action.WITHDRAW if act.until is None else Action.AUTHORISE


@action_of.register
def _(act: EndMode, _state: RoomState) -> Action:
    return Action.END_IN_ERROR if act.in_error else Action.END_MODE


@singledispatch
def decide_site(act: SiteAct, _office: Office, now: Instant) -> AnySiteFact | Denied:
    """One act of the whole site: one fact, or one denial."""
    raise TypeError(f"nobody can do {act!r} at {now}")


@decide_site.register
def _(act: SetStaff, office: Office, now: Instant) -> AnySiteFact | Denied:
    """The first one of a register may be anybody's word: there is nobody yet to ask.

    Where nobody may change the register, whoever may write the store's file may.
    """
    by_owner = act.by == OWNER and not office.has_an_editor
    if office.register.staff and not by_owner and (why := _may_not(act, office)):
        return Denied(why)
    others = [one for one in office.register.staff if one.ref != act.staff.ref]
    if any(one.badge == act.staff.badge for one in others):
        return Denied("That badge is somebody else's already")
    former = office.register.left.get(act.staff.ref)
    if former is not None and former.initials != act.staff.initials:
        return Denied(f"{former.ref} was {former.initials}'s: take another reference")
    return StaffSet(at=now, by=act.by, staff=act.staff)


@decide_site.register
def _(act: RemoveStaff, office: Office, now: Instant) -> AnySiteFact | Denied:
    if why := _may_not(act, office):
        return Denied(why)
    if act.ref not in office.register.by_ref:
        return Denied(f"{act.ref} is not in the register")
    return StaffLeft(at=now, by=act.by, ref=act.ref, why=act.why)


@decide_site.register
def _(act: SetRota, office: Office, now: Instant) -> AnySiteFact | Denied:
    if why := _may_not(act, office):
        return Denied(why)
    if wrong := wrong_with(act.shifts):
        return Denied(wrong)
    unknown = {one.staff for one in act.shifts} - set(office.register.by_ref)
    if unknown:
        return Denied(f"Not in the register: {', '.join(sorted(unknown))}")
    return RotaSet(at=now, by=act.by, shifts=act.shifts)


@decide_site.register
def _(act: SetPin, office: Office, now: Instant) -> AnySiteFact | Denied:
    """One's own takes no rank."""
    if act.ref not in office.register.by_ref:
        return Denied(f"{act.ref} is not in the register")
    if act.by != act.ref and (why := _may_not(act, office)):
        return Denied(why)
    return PinSet(at=now, by=act.by, ref=act.ref)


@decide_site.register
def _(act: Sign, _office: Office, now: Instant) -> AnySiteFact | Denied:
    if act.refused:
        return SignInRefused(at=now, by=act.by, why=act.refused)
    return SignedIn(at=now, by=act.by)


def facts_of_site(
    act: SiteAct | Started, office: Office, now: Instant
) -> tuple[AnySiteFact, ...] | Denied:
    """What follows from an act; before the first fact about staff, the configured register."""
    if isinstance(act, Started):
        return office.founding(now)
    decided = decide_site(act, office, now)
    if isinstance(decided, Denied):
        return decided
    founds = isinstance(decided, StaffSet | StaffLeft)
    return (*(office.founding(now) if founds else ()), decided)


def pin_kept(act: SiteAct | Started, now: Instant) -> tuple[KeepPin, ...]:
    """What is to be kept of a PIN once that act was decided."""
    match act:
        case SetPin():
            return (KeepPin(act.ref, act.hash, now, act.by),)
        case RemoveStaff():
            return (KeepPin(act.ref, None, now, act.by),)
    return ()


def _may_not(act: SetStaff | RemoveStaff | SetRota | SetPin, office: Office) -> str | None:
    return refusal(_ACTIONS[type(act)], office.register.known(act.by), act.by)
