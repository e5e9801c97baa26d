"""Facts of a store of version 1, sealed and chained as version 2 has them."""

from pydantic import ValidationError
from sqlalchemy import Connection, text

from hub.journal.itself import CHAIN_BEGAN
from hub.outside.journal import Journal, UnreadableFactError
from hub.outside.signing import SigningKey
from hub.rooms.facts import FACTS, AnyFact

FACTS_AT_A_TIME = 1_000


def rechain(connection: Connection, key: SigningKey) -> None:
    """Every fact, in its order. What was so of them before nobody can know, and it says so.

    Raises ``UnreadableFactError``.
    """
    count = connection.execute(text("SELECT count(*) FROM facts")).scalar_one()
    journal = Journal(key)
    journal.load(connection)
    journal.begin(connection)
    journal.note(connection, CHAIN_BEGAN, {"version": 1, "facts": count})
    after = 0
    while rows := connection.execute(_NEXT, {"after": after, "most": FACTS_AT_A_TIME}).all():
        if written := journal.written([_fact(number, body) for number, body in rows]):
            journal.write(connection, written)
            journal.took(written)
        after = rows[-1][0]


_NEXT = text("SELECT id, body FROM facts WHERE id > :after ORDER BY id LIMIT :most")


def _fact(number: int, body: str) -> AnyFact:
    try:
        return FACTS.validate_json(body)
    except ValidationError as wrong:
        why = wrong.errors(include_url=False, include_input=False)[0]["type"]
        raise UnreadableFactError(f"fact {number} cannot be read ({why})") from None
