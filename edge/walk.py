"""The walk: somebody goes from spot to spot, and each second the radar answers what it sees."""

from collections.abc import Iterable, Sequence
from statistics import median

from edge.moment import Moment
from ward.commissioning import (
    MAY_LACK,
    EmptyRoom,
    Phase,
    Radar,
    Sight,
    Spot,
    SpotSeen,
    WalkAsked,
    Walked,
    Walking,
    WalkStep,
)
from ward.orders import Refusal
from ward.vitals import Doubt, Doubted, NotBreathing, Rate, Said

QUIET_S = 30.0  # of an empty room, without a break; our own proposal
EMPTY_MOST_S = 180.0  # to leave, to shut the door, and for a module's presence to fade
ARRIVES_S = 40.0  # a module says "somebody" for so long after they left (R60ABD1's manual)
JUDGED_S = 20.0  # after it; our own proposal
PATIENCE_S = {
    Spot.BED: 60.0
}  # more, until breathing is seen there: whoever lies down settles first
ENOUGH = 0.5  # of the answers while it is judged
IDLE_MOST_S = 900.0  # a walk that nobody goes on with is over
SIGNED_WITHIN_S = 12 * 3600.0  # one that is walked waits so long for whoever may sign it

EMPTY_WORDS = frozenset({Doubt.NOBODY_THERE, Doubt.WEAK_SIGNAL})
NO_EVIDENCE = frozenset({Doubt.NOBODY_THERE, Doubt.SETTLING})
_SETTLING = Doubted(doubt=Doubt.SETTLING)
NO_ANSWER = frozenset({Doubt.SENSOR_LOST, Doubt.NOT_AUTHORISED})

STILL_SENSED = "The room's own presence sensor senses somebody. Leave, shut the door, begin again."
NOT_EMPTY = "In the empty room the radar answered “{}”. Find what moves there, and begin again."
NO_RADAR = "The radar did not answer at the {}. Stand there again."
NOBODY_WENT_ON = "Nobody went on with this walk. Begin again."


class Walk:
    """One walk: the empty room first, then every spot, in any order, each as often as wanted.

    ``hears`` it what the radar says, at each asking. A sight needs half of the answers of the last
    twenty seconds that somebody kept still: what a module still says of the spot before has passed
    by then. Surprising: a word that the radar had for the empty room too is no sight of anybody.
    """

    def __init__(self, id_: str, radar: Radar, version: str, now: Moment) -> None:
        self.id = id_
        self._radar, self._version, self._began = radar, version, now
        self._phase, self._since_s, self._words = Phase.EMPTY, now.up_s, ""
        self._spot: Spot | None = None
        self._sees: Sight | None = None
        self._quiet_s: float | None = None
        self._answers: list[tuple[float, Said]] = []
        self._noises: list[float] = []
        self._empty: EmptyRoom | None = None
        self._spots: dict[Spot, SpotSeen] = {}
        self.walked: Walked | None = None

    @property
    def is_listening(self) -> bool:
        """Whether the radar is to be asked for it."""
        return self._phase in (Phase.EMPTY, Phase.AT_SPOT)

    # ---- what the walker says ----------------------------------------------------------------

    def step(self, asked: WalkAsked, now: Moment) -> Refusal | None:
        """Take one step more, or say why not."""
        if asked.spot is None:
            return Refusal.OUT_OF_BOUNDS
        if self._empty is None or self._phase is Phase.FAILED:
            return Refusal.NO_WALK
        if asked.step is WalkStep.LACKS:
            return self._lacks(asked.spot, now)
        self.walked, self._spot = None, asked.spot
        self._spots.pop(asked.spot, None)
        self._enter(Phase.AT_SPOT, now)
        return None

    def _lacks(self, spot: Spot, now: Moment) -> Refusal | None:
        if spot not in MAY_LACK:
            return Refusal.OUT_OF_BOUNDS
        self._found(SpotSeen(spot=spot, sight=Sight.NO_SUCH_SPOT), now)
        return None

    # ---- what the radar says -------------------------------------------------------------------

    def hears(self, said: Said, noise: float | None, now: Moment, *, sensed: bool | None) -> None:
        """One answer more; ``sensed`` is the room's own presence sensor's word."""
        if self._phase is Phase.EMPTY:
            self._hears_nobody(said, noise, now, sensed=sensed is True)
        elif self._phase is Phase.AT_SPOT and self._spot is not None:
            self._hears_somebody(self._spot, said, now)

    def tick(self, now: Moment) -> None:
        most_s = {Phase.BETWEEN: IDLE_MOST_S, Phase.WALKED: SIGNED_WITHIN_S}.get(self._phase)
        if most_s is not None and now.up_s - self._since_s > most_s:
            self._fail(NOBODY_WENT_ON, now)

    def _hears_nobody(self, said: Said, noise: float | None, now: Moment, *, sensed: bool) -> None:
        is_empty = isinstance(said, Doubted) and said.doubt in EMPTY_WORDS and not sensed
        if not is_empty:
            self._quiet_s = None
            self._answers.clear()
            self._noises.clear()
            if now.up_s - self._since_s >= EMPTY_MOST_S:
                self._fail(STILL_SENSED if sensed else NOT_EMPTY.format(_word(said)), now)
            return
        self._quiet_s = now.up_s if self._quiet_s is None else self._quiet_s
        self._answers.append((now.up_s, said))
        if noise is not None and noise > 0:
            self._noises.append(noise)
        lasted_s = now.up_s - self._quiet_s
        if lasted_s >= QUIET_S:
            self._empty = EmptyRoom(
                answered=tuple(sorted(_doubts(said for _, said in self._answers))),
                lasted_s=round(lasted_s, 1),
                noise=median(self._noises) if self._noises else None,
            )
            self._enter(Phase.BETWEEN, now)

    def _hears_somebody(self, spot: Spot, said: Said, now: Moment) -> None:
        self._sees = None if said == _SETTLING else self._sight(said)
        held_s = now.up_s - self._since_s
        since_s = now.up_s - JUDGED_S
        self._answers = [*(one for one in self._answers if one[0] > since_s), (now.up_s, said)]
        if held_s < ARRIVES_S + JUDGED_S:
            return
        lately = [said for _, said in self._answers]
        sight = self._judged(lately)
        if sight is not Sight.BREATHING and held_s < _longest_s(spot):
            return
        silent = sum(isinstance(one, Doubted) and one.doubt in NO_ANSWER for one in lately)
        if silent > ENOUGH * len(lately):
            self._enter(Phase.BETWEEN, now)
            self._words = NO_RADAR.format(spot)
            return
        self._found(SpotSeen(spot=spot, sight=sight, held_s=round(held_s, 1)), now)

    def _judged(self, answers: Sequence[Said]) -> Sight:
        sights = [self._sight(said) for said in answers]
        breathing = sights.count(Sight.BREATHING)
        if breathing >= ENOUGH * len(sights):
            return Sight.BREATHING
        somebody = breathing + sights.count(Sight.PRESENCE)
        return Sight.PRESENCE if somebody >= ENOUGH * len(sights) else Sight.NOTHING

    def _sight(self, said: Said) -> Sight:
        match said:
            case Rate():
                return Sight.BREATHING
            case NotBreathing():
                return Sight.PRESENCE
        alike = self._empty.answered if self._empty else ()
        none = said.doubt in NO_EVIDENCE | NO_ANSWER or said.doubt in alike
        return Sight.NOTHING if none else Sight.PRESENCE

    # ---- how it stands -------------------------------------------------------------------------

    def stands(self, now: Moment) -> Walking:
        """How it stands at this moment."""
        return Walking(
            id=self.id,
            phase=self._phase,
            spot=self._spot,
            sees=self._sees if self._phase is Phase.AT_SPOT else None,
            left_s=round(self._left_s(now)),
            words=self._words,
            spots=tuple(self._spots.values()),
            walked=self.walked,
        )

    def _left_s(self, now: Moment) -> float:
        if self._phase is Phase.AT_SPOT:
            return max(0.0, self._since_s + _longest_s(self._spot) - now.up_s)
        if self._phase is Phase.EMPTY:
            return max(0.0, (self._quiet_s or now.up_s) + QUIET_S - now.up_s)
        return 0.0

    def _found(self, seen: SpotSeen, now: Moment) -> None:
        self._spots[seen.spot] = seen
        if self._empty is None or len(self._spots) < len(Spot):
            self._enter(Phase.BETWEEN, now)
            return
        self.walked = Walked(
            id=self.id,
            radar=self._radar,
            version=self._version,
            began_at=self._began.at,
            ended_at=now.at,
            empty=self._empty,
            spots=tuple(self._spots[spot] for spot in Spot),
        )
        self._enter(Phase.WALKED, now)

    def _enter(self, phase: Phase, now: Moment) -> None:
        self._phase, self._since_s, self._words = phase, now.up_s, ""
        self._sees = None
        self._answers.clear()
        if phase is not Phase.AT_SPOT:
            self._spot = None

    def _fail(self, words: str, now: Moment) -> None:
        self._enter(Phase.FAILED, now)
        self._words, self.walked = words, None


def simulated(id_: str, radar: Radar, version: str, now: Moment, *, rates: bool) -> Walked:
    """A simulated radar, as walked: its simulator says that the bed alone is in its cone."""
    bed = Sight.BREATHING if rates else Sight.PRESENCE
    return Walked(
        id=id_,
        radar=radar,
        version=version,
        began_at=now.at,
        ended_at=now.at,
        empty=EmptyRoom(answered=(Doubt.NOBODY_THERE,), lasted_s=0),
        spots=tuple(
            SpotSeen(spot=spot, sight=bed if spot is Spot.BED else Sight.NOTHING) for spot in Spot
        ),
    )


def _longest_s(spot: Spot | None) -> float:
    return ARRIVES_S + JUDGED_S + (PATIENCE_S.get(spot, 0.0) if spot else 0.0)


def _word(said: Said) -> str:
    return str(said.doubt) if isinstance(said, Doubted) else f"a {said.says} of breathing"


def _doubts(answers: Iterable[Said]) -> set[Doubt]:
    return {said.doubt for said in answers if isinstance(said, Doubted)}
