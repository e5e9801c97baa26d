"""The heads of the hub's journal that this node keeps, so that nobody rewrites it unseen."""

from collections import OrderedDict

from edge.events import Remember
from edge.memory import HEAD_DISPUTE, HEAD_LATEST, HEAD_OF_HOUR, Dispute, Memory
from ward.announcements import Head

HOURS_MOST = 10_000  # heads kept, one an hour: somewhat more than a year
WITHIN_S = 3_600.0  # so late may a head be written if nothing else is
RECENT_MOST = 64
BACK_FOR_S = 30.0  # a word that came twice is soon followed by a newer one; an older journal is not
DISPUTES_MOST = 32
SHOWN_MOST = 3


class Heads:
    """The latest, one an hour, and any two that cannot both be true.

    A dispute is a fault that stays: whoever looks into it needs it, and restarting ends nothing.
    An older head that was heard of late may only be a word that came twice on the wire; only when
    no newer one follows has the journal gone back.
    """

    def __init__(self, memory: Memory) -> None:
        self.unlisted = 0
        self._latest = memory.read(HEAD_LATEST, Head)
        self._hours = OrderedDict.fromkeys(memory.names(HEAD_OF_HOUR))
        named = memory.names(HEAD_DISPUTE)
        self._named = len(named)  # one that cannot be read keeps its name
        found = (memory.read(name, Dispute) for name in named)
        self._disputes = [dispute for dispute in found if dispute]
        self._recent: OrderedDict[int, tuple[str, str]] = OrderedDict()
        self._back_since_up_s: float | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The first few disputes, in words, and how many more there are."""
        words = tuple(in_words(dispute) for dispute in self._disputes[:SHOWN_MOST])
        more = len(self._disputes) + self.unlisted - SHOWN_MOST
        return words if more <= 0 else (*words, f"the hub's record: {more} more such disputes")

    def heard(self, head: Head, up_s: float) -> tuple[Remember, ...]:
        """Take it; what is to be remembered because of it."""
        before = self._latest
        if before is None or head.entry > before.entry:
            self._back_since_up_s = None
            return self._keep(head)
        if head.entry == before.entry and _same(head, before):
            self._back_since_up_s = None
            return ()
        if head.entry < before.entry and self._may_be_a_repeat(head, up_s):
            return ()
        self._back_since_up_s = None
        return (*self._dispute(before, head), *self._keep(head))

    def _may_be_a_repeat(self, head: Head, up_s: float) -> bool:
        if self._recent.get(head.entry) != (head.hash, head.key):
            return False
        if self._back_since_up_s is None:
            self._back_since_up_s = up_s
        return up_s - self._back_since_up_s < BACK_FOR_S

    def _keep(self, head: Head) -> tuple[Remember, ...]:
        self._latest = head
        self._recent[head.entry] = (head.hash, head.key)
        if len(self._recent) > RECENT_MOST:
            self._recent.popitem(last=False)
        latest = Remember(HEAD_LATEST, head, WITHIN_S)
        hour = f"{HEAD_OF_HOUR}{head.at:%Y-%m-%dT%H}"
        if hour in self._hours:
            return (latest,)
        self._hours[hour] = None
        return (latest, Remember(hour, head, WITHIN_S), *self._forget())

    def _forget(self) -> tuple[Remember, ...]:
        if len(self._hours) <= HOURS_MOST:
            return ()
        oldest, _ = self._hours.popitem(last=False)
        return (Remember(oldest, None, WITHIN_S),)

    def _dispute(self, before: Head, after: Head) -> tuple[Remember, ...]:
        if self._named >= DISPUTES_MOST:
            self.unlisted += 1
            return ()
        dispute = Dispute(before=before, after=after)
        self._disputes.append(dispute)
        self._named += 1
        return (Remember(f"{HEAD_DISPUTE}{self._named:04}", dispute),)


def in_words(dispute: Dispute) -> str:
    before, after = dispute.before, dispute.after
    if after.entry < before.entry:
        return f"the hub's record went back from entry {before.entry} to {after.entry}"
    if after.hash != before.hash:
        return f"the hub's record: entry {after.entry} is not what it was"
    return f"the hub's record: entry {after.entry} is signed with another key than before"


def _same(head: Head, other: Head) -> bool:
    return (head.hash, head.key) == (other.hash, other.key)
