"""What an aggregate score asks for: how soon somebody assesses, and how often the set is taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from ward.authority import Authority
from ward.charts import Chart

MINUTES_OF_HOUR = 60
SET_AGAIN_MIN, SET_AGAIN_BY = 30, "local, our own proposal"  # where a source gives no number


class Urgency(IntEnum):
    """How urgent a score is; higher is more so."""

    ROUTINE = 0
    LOW = 1
    SINGLE = 2
    URGENT = 3
    EMERGENCY = 4


@dataclass(frozen=True, slots=True)
class Response:
    """One line of the table. Minutes; ``None`` where the source gives no number, nor do we.

    ``monitor_min`` of 0 is all the time.
    """

    urgency: Urgency
    monitor_min: int | None
    assess_min: int | None
    do: str
    authority: Authority
    source: str

    @property
    def set_min(self) -> int | None:
        """After how long the next set is due: all the time is nothing that hands can do here."""
        again = SET_AGAIN_MIN if self.urgency >= Urgency.SINGLE else None
        return self.monitor_min or again

    @property
    def interval(self) -> str:
        """``at least every 60 min``."""
        if self.monitor_min:
            return f"at least every {_spoken(self.monitor_min)}"
        by_source = "as often as the chart says" if self.monitor_min is None else "all the time"
        ours = f", and every {self.set_min} min at least ({SET_AGAIN_BY})" if self.set_min else ""
        return by_source + ours


def _spoken(minutes: int) -> str:
    hours, rest = divmod(minutes, MINUTES_OF_HOUR)
    return f"{minutes} min" if rest or hours <= 1 else f"{hours} h"


_RCP = "RCP 2017, NEWS2 thresholds and triggers"
_PEWS = "RCPCH, National PEWS escalation"

# From the most urgent down: from which total on, and what it asks for. RCP 2017, seen in part: that
# a registered nurse assesses 1 to 4 is partly, and that 0 is routine wholly, from memory.
NEWS2: Sequence[tuple[int, Response]] = (
    (7, Response(Urgency.EMERGENCY, 0, 30,
        "Tell the registrar or above now. Emergency assessment within 30 min, by somebody with "
        "airway skills. Consider higher care.", Authority.GUIDANCE, _RCP)),
    (5, Response(Urgency.URGENT, 60, 60,
        "Tell the medical team at once. Urgent assessment within 1 h.",
        Authority.GUIDANCE, _RCP)),
    (1, Response(Urgency.LOW, 360, None,
        "A registered nurse assesses, and decides what follows.",
        Authority.GUIDANCE, f"{_RCP}; 4 to 6 hours, from memory in part")),
    (0, Response(Urgency.ROUTINE, 720, None,
        "Go on as planned.", Authority.GUIDANCE, f"{_RCP}; from memory in part")),
)  # fmt: skip

# "Clinically treated the same as 5 or 6": seen in the RCP's journal.
NEWS2_SINGLE = Response(
    Urgency.SINGLE, 60, 60,
    "One measurement is red. Tell the medical team at once. Urgent assessment within 1 h.",
    Authority.GUIDANCE, f"{_RCP}: 3 in one measurement",
)  # fmt: skip

PEWS: Sequence[tuple[int, Response]] = (
    (13, Response(Urgency.EMERGENCY, None, 0, "Emergency: 2222.", Authority.GUIDANCE, _PEWS)),
    (9, Response(Urgency.EMERGENCY, None, 15,
        "Rapid review within 15 min.", Authority.GUIDANCE, _PEWS)),
    (5, Response(Urgency.URGENT, None, 30,
        "Medical review within 30 min.", Authority.GUIDANCE, _PEWS)),
    (1, Response(Urgency.LOW, 60, 60,
        "Tell the nurse in charge. Reassess within 60 min.", Authority.GUIDANCE, _PEWS)),
    (0, Response(Urgency.ROUTINE, None, None, "Go on as planned.", Authority.GUIDANCE, _PEWS)),
)  # fmt: skip

# The chart has no rule for one measurement alone; what is not measured may well make it 5.
PEWS_SINGLE = Response(
    Urgency.SINGLE, 60, 30,
    "One measurement is in its highest band. Whole chart now, medical review within 30 min.",
    Authority.LOCAL, "our own proposal, as for 5 to 8",
)  # fmt: skip


# Without a chart there are our own red lines alone.
NO_CHART = Response(
    Urgency.ROUTINE, None, 30,
    "Beyond our own red lines. Somebody assesses within 30 min; record how old the person is.",
    Authority.LOCAL, "our own proposal",
)  # fmt: skip


def response(chart: Chart | None, total: int, *, red: bool) -> Response:
    """What so much asks for, ``red`` if any one measurement alone has the chart's highest score."""
    if chart is None:
        return NO_CHART
    lines, single = (PEWS, PEWS_SINGLE) if chart.is_pews else (NEWS2, NEWS2_SINGLE)
    by_total = next(one for least, one in lines if total >= least)
    return single if red and by_total.urgency < single.urgency else by_total
