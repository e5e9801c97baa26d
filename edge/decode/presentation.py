"""A card in a reader's field, asked for again and again, to the times it was presented."""

GONE_AFTER_S = 2.0
UID_BYTES = range(4, 11)  # ISO 14443-3: 4, 7 or 10


class Presentation:
    """Says a badge once each time it is held to the reader.

    A card held on is not shown again until it has been away for two seconds; another card is
    another presentation at once.
    """

    def __init__(self) -> None:
        self._uid: bytes | None = None
        self._seen_s = 0.0

    def feed(self, uid: bytes | None, now_s: float) -> tuple[str, ...]:
        """This card is in the field, or none is. The badge if it is newly presented."""
        if uid is None or len(uid) not in UID_BYTES:
            return ()
        again = uid == self._uid and self.held(now_s)
        self._uid, self._seen_s = uid, now_s
        return () if again else (uid.hex().upper(),)

    def held(self, now_s: float) -> bool:
        """Whether a card is in the field, or only just left it."""
        return self._uid is not None and now_s - self._seen_s < GONE_AFTER_S
