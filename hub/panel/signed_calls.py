"""Calls of the JSON interface, signed: by reference and PIN in the body, or by the cookie."""

from fastapi import HTTPException, Request, Response

from hub.panel.pages import Pages
from hub.panel.signatures import UnsignedError, remember

SIGN_HOW = {"WWW-Authenticate": 'PIN realm="Attune"'}  # by "by" and "pin" in the body


async def signed_call(
    pages: Pages, request: Request, answer: Response, form: str, by: str, pin: str
) -> str:
    """The reference of whoever signed. Raises the answer 401, with nothing done.

    Surprising: a PIN in a body signs this one call, and no browser for a while; for that there is
    ``/api/v1/session``.
    """
    try:
        signed = await pages.signatures.sign(request, form, by, pin)
    except UnsignedError as unsigned:
        raise HTTPException(401, unsigned.words, SIGN_HOW) from None
    remember(answer, signed)
    return signed.ref
