"""Raw edges of one contact to the levels that held still."""


class Debounce:
    """Says each level that stood for ``settle_s``, the first one it learns included.

    Surprising: nothing is lost between two looks. A press that came and went is settled by the
    edge that ended it, so a short press counts, and only bouncing shorter than the span does not.
    """

    def __init__(self, settle_s: float) -> None:
        self._settle_s = settle_s
        self._settled: bool | None = None
        self._raw: bool | None = None
        self._since_s = 0.0

    @property
    def unsettled(self) -> bool:
        """Whether a level is waiting to have stood long enough."""
        return self._raw != self._settled

    def feed(self, level: bool, at_s: float) -> tuple[bool, ...]:
        """The contact was at this level then, by an edge or by a look."""
        said = self.tick(at_s)
        if level != self._raw:
            self._raw, self._since_s = level, at_s
        return said

    def tick(self, now_s: float) -> tuple[bool, ...]:
        """Time passed. The level that has settled since, if one has."""
        if self._raw is None or self._raw == self._settled:
            return ()
        if now_s - self._since_s < self._settle_s:
            return ()
        self._settled = self._raw
        return (self._settled,)
