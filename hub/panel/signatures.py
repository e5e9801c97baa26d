"""Signatures: who is signed in which browser. Tokens live in this memory, and PINs nowhere."""

import asyncio
import secrets
from dataclasses import dataclass

from fastapi import Request
from starlette.responses import Response

from hub.acts import Sign
from hub.panel.desk import Desk
from hub.panel.local import Local
from hub.panel.signing import AT_ONCE_MOST, Asks, Session, asks
from hub.panel.who import initials
from hub.rules.words import lasting
from hub.staff.attempts import TRIES, Attempts
from ward.care import Staff
from ward.units import WORD_LONGEST, hours

COOKIE = "signed"
SESSIONS_MOST = 500  # browsers; the oldest is signed off
NAMES_MOST = 1_000  # under which somebody tried; those of staff are never forgotten for others
WAITING_MOST = 20  # who sign at one moment; argon2 takes them one after another
SAID_FOR = hours(1)  # that there were wrong PINs, once signing may be tried again: our own proposal
SOMEBODY = "somebody"  # written down instead of what is no reference: it could be anything

TYPE_BOTH = "Give your initials or reference, and your PIN"
TYPE_PIN = "This is decided by your PIN each time: give it again"
NO_FIT = "That PIN does not go with those initials or that reference"
BUSY = "Too many people are signing at this moment: try again"

SOMEBODY_ELSE = "Somebody else had signed in this browser since: nothing was done. Sign again."
NOT_HERE = "Somebody had signed in this browser, not on this page: nothing was done. Sign again."


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed, and under which token their browser is known; none for a single act."""

    ref: str
    token: str = ""


class UnsignedError(Exception):
    """Nobody has signed this: in which field that is, and a sentence for whoever tried."""

    def __init__(self, words: str, field: str = "pin") -> None:
        super().__init__(words)
        self.words, self.field = words, field


class NotShownError(UnsignedError):
    """A page that shows somebody else as signed, or nobody, was pressed."""


class Signatures:
    """The thin shell around ``signing`` and ``attempts``: it keeps, and asks the desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._sessions: dict[str, Session] = {}
        self._attempts: dict[str, Attempts] = {}
        self._one_by_one = asyncio.Lock()
        self._waiting = 0

    # ---- who is signed -------------------------------------------------------------------------

    def on(self, request: Request) -> Session | None:
        """Who is signed in this browser now, whether this very request signed them or not."""
        token = getattr(request.state, "token", "") or request.cookies.get(COOKIE, "")
        session = self._sessions.get(token)
        if session is None:
            return None
        known = session.ref in self._desk.office.register.by_ref
        if known and session.holds(self._desk.now()):
            return session
        del self._sessions[token]
        return None

    def shown(self, request: Request, ref: str) -> None:
        """This request came from a page that shows them as signed; or nobody, with no reference.

        Surprising: whoever signed since, in another tab of this browser, is signed off. Nothing of
        this page is done in their name, nor is the next thing.
        """
        session = self.on(request)
        if session is not None and session.ref != ref:
            self.end(request)
            request.state.not_shown = SOMEBODY_ELSE if ref else NOT_HERE

    def known_as(self, ref: str) -> str:
        staff = self._desk.office.register.by_ref.get(ref)
        return staff.initials if staff else ref

    async def sign(self, request: Request, form: str, by: str, pin: str) -> Signed:
        """Who does this. Raises ``UnsignedError`` where that is not proven."""
        session, not_shown = self.on(request), getattr(request.state, "not_shown", "")
        if not_shown and not (by.strip() and pin):
            raise NotShownError(not_shown)
        needed = asks(form, session, self._desk.now())
        if session and not pin and needed is Asks.NOTHING and self._names(session, by):
            return self._acted(request, session)
        if not pin:
            raise UnsignedError(TYPE_PIN if needed is Asks.PIN else TYPE_BOTH)
        who = by.strip() or (session.ref if session else "")
        if not who:
            raise UnsignedError(TYPE_BOTH, "by")
        if len(self._desk.office.register.of_initials(str(initials(who)))) > 1:
            raise UnsignedError(f"More than one {initials(who)}: give your reference", "by")
        return Signed(await self._proven(who, pin))

    async def begin(self, request: Request, ref: str) -> Signed:
        """From now on this browser acts for them; written down. Raises ``UnsignedError``.

        While nothing can be written down too: what sounds without end must be made quiet.
        """
        session = self.on(request)
        if session is None or session.ref != ref:
            if not self._desk.cannot_record and (refused := await self._desk.do(Sign(by=ref))):
                raise UnsignedError(" ".join(refused))
            self.end(request)
        while len(self._sessions) >= SESSIONS_MOST:
            del self._sessions[next(iter(self._sessions))]
        token = secrets.token_urlsafe(32)
        self.end(request)
        self._sessions[token] = Session.of(ref, self._desk.now())
        request.state.token = token
        return Signed(ref, token)

    def _names(self, session: Session, by: str) -> bool:
        """Whether who is typed, if anybody is, is who signed: another name needs its own PIN."""
        staff = self._known(by)
        return not by.strip() or (staff is not None and staff.ref == session.ref)

    def end(self, request: Request) -> None:
        """This browser acts for nobody any more."""
        self._sessions.pop(getattr(request.state, "token", ""), None)
        self._sessions.pop(request.cookies.get(COOKIE, ""), None)

    def end_all_of(self, ref: str) -> None:
        """Wherever they are signed: their PIN is another one now, or they have left."""
        self._sessions = {
            token: session for token, session in self._sessions.items() if session.ref != ref
        }

    def _acted(self, request: Request, session: Session) -> Signed:
        token = getattr(request.state, "token", "") or request.cookies.get(COOKIE, "")
        self._sessions[token] = session.acted(self._desk.now())
        return Signed(session.ref, token)

    # ---- whether they are who they say ---------------------------------------------------------

    async def _proven(self, who: str, pin: str) -> str:
        """Their reference. One after another, or many at one moment would be many tries."""
        if self._waiting >= WAITING_MOST:
            raise UnsignedError(BUSY)
        self._waiting += 1
        try:
            async with self._one_by_one:
                return await self._tried(who, pin)
        finally:
            self._waiting -= 1

    async def _tried(self, who: str, pin: str) -> str:
        staff, now = self._known(who), self._desk.now()
        name = staff.ref if staff else who.casefold()[:WORD_LONGEST]
        known = self._attempts.get(name, Attempts()).at(now)
        if wait := known.wait(now):
            self._keep(name, known.turned_away())
            why = f"tried while it had to wait for another {lasting(wait)}"
            await self._refused(staff, "" if known.told else why)
            raise UnsignedError(f"Too many wrong PINs: try again in {lasting(wait)}", "by")
        tried = known.tried(now)
        self._keep(name, tried)
        if await self._desk.fits(staff.ref if staff else None, pin) and staff:
            self._attempts.pop(name, None)
            return staff.ref
        wait = tried.wait(now)
        why = _wrong(tried.count) + (f": waits {lasting(wait)}" if wait else "")
        await self._refused(staff, why, locks=tried.count == TRIES)
        raise UnsignedError(NO_FIT)

    def _known(self, who: str) -> Staff | None:
        """By reference as it was typed, else by initials however they were."""
        register, spelt = self._desk.office.register, initials(who)
        return register.known(who.strip()) or register.known(str(spelt))

    def locked(self, local: Local) -> tuple[str, ...]:
        """Of whom of staff too many wrong PINs were typed lately, in words for every screen."""
        staff = self._desk.office.register.by_ref
        found = ((staff[name], one) for name, one in self._attempts.items() if name in staff)
        said = (locked_words(who.initials, one, local) for who, one in found)
        return tuple(words for words in said if words)

    async def _refused(self, staff: Staff | None, why: str, *, locks: bool = False) -> None:
        """Written down. Under names of nobody anybody can try without end: those, now and then."""
        if staff is None:
            now = self._desk.now()
            strangers = self._attempts.get("", Attempts()).at(now)
            why = "" if strangers.wait(now) else why
            self._keep("", strangers.tried(now) if why else strangers)
        if why:
            by = staff.ref if staff else SOMEBODY
            await self._desk.do(Sign(by, refused=why, locks=locks and staff is not None))

    def _keep(self, name: str, attempts: Attempts) -> None:
        self._attempts[name] = attempts
        if len(self._attempts) > NAMES_MOST:
            staff = self._desk.office.register.by_ref
            others = (one for one in self._attempts if one and one not in staff and one != name)
            self._attempts.pop(next(others, name))


def locked_words(initials: str, tried: Attempts, local: Local) -> str:
    """Empty where nothing is to be said: somebody may be kept from signing by anybody who types."""
    tried = tried.at(local.now)
    if tried.last_at is None or tried.count < TRIES:
        return ""
    wrong = f"{tried.count} wrong PINs in a row under {initials}"
    if wait := tried.wait(local.now):
        until = local.to_the_second(local.now + wait)
        return f"{wrong}: nobody can sign by that name until {until}. Was it them?"
    if local.now - tried.last_at > SAID_FOR:
        return ""
    return f"{wrong}, the last at {local.to_the_second(tried.last_at)}. Was it them?"


def _wrong(count: int) -> str:
    return f"wrong PIN or reference, {count} in a row" if count > 1 else "wrong PIN or reference"


def remember(answer: Response, signed: Signed) -> Response:
    """The answer, with the token for this site's own pages only, until the browser is closed."""
    if signed.token:
        most = int(AT_ONCE_MOST.total_seconds())
        answer.set_cookie(COOKIE, signed.token, max_age=most, httponly=True, samesite="strict")
    return answer


def forget(answer: Response) -> Response:
    answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return answer
