"""Who may do what: one table, with by whose word each line of it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hub.staff.duty import Duty
from ward.authority import Authority
from ward.care import Role, Staff

A, N, C, D = Role.ASSISTANT, Role.NURSE, Role.IN_CHARGE, Role.DOCTOR
M, E, X, T = Role.MANAGER, Role.ESTATES, Role.ADMINISTRATOR, Role.THERAPIST


class Action(StrEnum):
    """What somebody may want to do, in the words of a refusal: "a nurse may not ..."."""

    BEGIN_EPISODE = "begin an episode"
    END_EPISODE = "end an episode"
    MOVE_PERSON = "move somebody to another room"
    TIGHTEN_PLAN = "set a closer plan"
    LOOSEN_PLAN = "set a looser plan"
    AUTHORISE = "authorise vital signs"
    WITHDRAW = "take back an authorisation"
    SET_LIMIT = "set a limit of one person's own"
    SET_AGE = "say which chart is a person's"
    CHART = "write down measurements"
    ASSESS = "record an assessment"
    NAME_OBSERVERS = "say who may observe a person"
    OBJECT = "write down what a person objects to"
    REVIEW_PRIVACY = "decide how a person is watched from afar"
    ORDER = "ask for light or warmth"
    SIGN_PROFILE = "sign a sensory profile"
    LOOK = "record a look from afar"
    ACKNOWLEDGE = "acknowledge an alarm"
    PAUSE_AUDIO = "pause the sound of a room's alarms"
    MARK_ALARM = "say whether an alarm was worth acting on"
    COMMISSION = "commission a room's radar"
    END_COMMISSIONING = "take a room's commissioning back"
    BEGIN_TRANQUILLISED = "begin the watch after rapid tranquillisation"
    RECORD_RESTRAINT = "record a restraint"
    END_MODE = "end a closer watch"
    END_IN_ERROR = "take back a closer watch as an error"
    EDIT_STAFF = "change the register of staff"
    EDIT_ROTA = "change the rota"
    TEST_TELLERS = "send a test notice"
    INSPECT = "look at a room against a standard"
    SET_ASIDE = "say that a must-have does not apply to a room"
    MEND = "say that a defect is mended"
    HAND_ON = "say who else is to mend a defect, or by which other day"
    CHECK_MENDED = "check what was mended"
    USE_REGARDLESS = "answer for the use of a room that is not fit"
    SEE_PATTERNS = "look at the patterns of a ward"


@dataclass(frozen=True, slots=True)
class Permission:
    """Which roles may, and by whose word."""

    roles: frozenset[Role]
    authority: Authority
    source: str


def _may(
    *roles: Role, by: Authority = Authority.LOCAL, source: str = "our own proposal"
) -> Permission:
    return Permission(frozenset(roles), by, source)


_CLINICAL = (A, N, C, D, M)
_SENIOR = (C, D, M)

# The local lines are our own proposal. Paragraphs of the Code are from memory.
TABLE: dict[Action, Permission] = {
    Action.BEGIN_EPISODE: _may(
        C, D, by=Authority.CODE, source="26.112 to 26.116: a doctor, or the professional in charge"
    ),
    Action.END_EPISODE: _may(
        C, D, M, by=Authority.PROPOSAL,
        source="Framework, Ending: nurse in charge, reviewing doctor, or reviewing senior leader",
    ),
    Action.MOVE_PERSON: _may(
        C, D, source="our own proposal: whoever may begin an episode; it goes on elsewhere"
    ),
    Action.TIGHTEN_PLAN: _may(N, C, D, M, source="our own proposal: closer watch needs no rank"),
    Action.LOOSEN_PLAN: _may(*_SENIOR),
    Action.AUTHORISE: _may(
        C, D, by=Authority.PROPOSAL,
        source="Framework, Accommodation: vital signs only where necessary",
    ),
    Action.WITHDRAW: _may(N, C, D, M, source="our own proposal: measuring less needs no rank"),
    Action.SET_LIMIT: _may(D, source="our own proposal: a doctor, with reason and expiry"),
    Action.SET_AGE: _may(N, C, D),
    Action.CHART: _may(A, N, C, D, source="our own proposal: whoever measured it"),
    Action.ASSESS: _may(
        N, C, D, by=Authority.GUIDANCE,
        source="RCP 2017, NEWS2: a registered nurse assesses, and informs the medical team",
    ),
    Action.NAME_OBSERVERS: _may(
        N, C, D, M, by=Authority.PROPOSAL,
        source="Framework, Interactions with staff: observers who know the person",
    ),
    Action.OBJECT: _may(
        *_CLINICAL, T, by=Authority.PROPOSAL,
        source="Framework, Accommodation: whoever is told that CCTV infringes privacy",
    ),
    Action.REVIEW_PRIVACY: _may(*_SENIOR),
    Action.ORDER: _may(
        *_CLINICAL, T, by=Authority.PROPOSAL,
        source="Framework, Accommodation: staff able to respond to feedback and needs",
    ),
    Action.SIGN_PROFILE: _may(
        T, C, D, source="our own proposal: who assessed; the Framework asks for a sensory "
        "assessment, and does not say by whom",
    ),
    Action.LOOK: _may(*_CLINICAL),
    Action.ACKNOWLEDGE: _may(*_CLINICAL),
    Action.PAUSE_AUDIO: _may(*_CLINICAL),
    Action.MARK_ALARM: _may(*_CLINICAL),
    Action.COMMISSION: _may(E, C),
    Action.END_COMMISSIONING: _may(
        N, C, D, M, E, source="our own proposal: showing less needs no rank"
    ),
    Action.BEGIN_TRANQUILLISED: _may(
        N, C, D, M, source="our own proposal: whoever knows what was given"
    ),
    Action.RECORD_RESTRAINT: _may(*_CLINICAL, source="our own proposal: whoever is there"),
    Action.END_MODE: _may(
        N, C, D, by=Authority.GUIDANCE,
        source="NICE QS154, 4: until no further concerns; who says so, our own proposal",
    ),
    Action.END_IN_ERROR: _may(C, D, source="our own proposal: before its time, so not alone"),
    Action.EDIT_STAFF: _may(M, X),
    Action.EDIT_ROTA: _may(C, M, X),
    Action.TEST_TELLERS: _may(C, M, X),  # of a panel's; by command, whoever reads hub.toml
    Action.INSPECT: _may(N, C, M, E),
    Action.SET_ASIDE: _may(
        M, E, source="our own proposal: whoever answers for the building, and nobody on a round"
    ),
    Action.MEND: _may(C, M, E),
    Action.HAND_ON: _may(C, M, E),
    Action.CHECK_MENDED: _may(N, C, M, E, source="our own proposal: whoever may look may check"),
    Action.USE_REGARDLESS: _may(
        *_SENIOR, source="our own proposal: whoever answers for the person, and not for the room"
    ),
    Action.SEE_PATTERNS: _may(C, M, source="our own proposal: whoever is to ask, and nobody else"),
}  # fmt: skip


def refusal(
    action: Action, staff: Staff | None, who: str, duties: Iterable[Duty] = ()
) -> str | None:
    """Why this person may not do that, in a sentence; ``None`` if they may.

    A nurse whom the rota names as in charge at this moment is in charge.
    """
    if staff is None:
        return f"{who} is not known here: an administrator can add them to the register"
    permission = TABLE[action]
    if _acting_as(staff, duties) & permission.roles:
        return None
    may = ", ".join(role.value for role in Role if role in permission.roles)
    by = f"{permission.authority}, {permission.source}"
    return f"{staff.initials}, {staff.role}, may not {action}. It takes one of: {may} ({by})"


def _acting_as(staff: Staff, duties: Iterable[Duty]) -> frozenset[Role]:
    in_charge = staff.role is Role.NURSE and Duty.IN_CHARGE in duties
    return frozenset({staff.role, Role.IN_CHARGE} if in_charge else {staff.role})
