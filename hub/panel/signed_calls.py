"""Calls of the JSON interface, signed: by reference and PIN in the body, or by the cookie."""

from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import Depends, HTTPException, Request, Response

from hub.panel.pages import Pages
from hub.panel.signatures import UnsignedError, remember

SIGN_HOW = {"WWW-Authenticate": 'PIN realm="Attune"'}  # by "by" and "pin" in the body


@dataclass(frozen=True, slots=True)
class Exchange:
    """One call, and the answer that it will get."""

    request: Request
    answer: Response


Call = Annotated[Exchange, Depends(Exchange)]


class Proof(Protocol):
    """What a body says of who calls."""

    @property
    def by(self) -> str: ...

    @property
    def pin(self) -> str: ...


async def signed_call(pages: Pages, call: Exchange, form: str, proof: Proof) -> str:
    """The reference of whoever signed. Raises the answer 401, with nothing done.

    Surprising: a PIN in a body signs this one call, and no browser for a while; for that there is
    ``/api/v1/session``.
    """
    try:
        signed = await pages.signatures.sign(call.request, form, proof.by, proof.pin)
    except UnsignedError as unsigned:
        raise HTTPException(401, unsigned.words, SIGN_HOW) from None
    remember(call.answer, signed)
    return signed.ref
