"""What a mode changes in a room: the watch is closer by it, and no word of one makes it looser."""

from typing import TypeVar

from hub.rooms.confined import asked
from hub.rooms.facts import Observed
from hub.rooms.former import whose
from hub.rooms.mode_facts import ModeChanged
from hub.rooms.replaced import replace
from hub.rooms.scored import checked_closer
from hub.rooms.scores import Scores
from hub.rooms.state import Written
from hub.rooms.values import Former
from hub.rooms.watch import Watch, is_live
from ward import mode_table as modes
from ward.mode_table import SEDATED_MIN
from ward.modes import Mode, ModeBegun, ModeChange, ModeKind, Window
from ward.observations import Awareness
from ward.units import Instant, Span, minutes, seconds

S = TypeVar("S", bound=Written)


def after_mode(
    state: S, said: ModeChange, at: Instant, now: Instant, *, untimed: bool = False
) -> S:
    """The state once that was so, ``at`` its own time; nothing, where nobody is confined.

    Whoever was confined after it is somebody else, and not watched for it. Told late of somebody
    who left, it is theirs: in another room it is ``hub.belated`` that finds them.
    """
    former = whose(state.formers, state.episode, at, untimed=untimed)
    if former is not None:
        state = _of_former(state, former, said, at, now)
        if not is_live(at, now):
            return state
    began = state.episode.began_at if state.episode else now
    before = at + seconds(1) < min(began, now)
    return state if before else _of_whoever_is_there(state, said, at, now)


def after_change(state: S, fact: ModeChanged) -> S:
    """One that somebody made here; or of another room, told late of whoever was there then."""
    at = fact.observed_at or fact.at
    if fact.told_from is None:
        return after_mode(state, fact.change, at, fact.at)
    if fact.ended_at is None:
        return _of_whoever_is_there(state, fact.change, at, fact.at)
    theirs = (one for one in state.formers if one.ended_at == fact.ended_at)
    former = next(theirs, None)
    return state if former is None else _of_former(state, former, fact.change, at, fact.at)


def _of_whoever_is_there(state: S, said: ModeChange, at: Instant, now: Instant) -> S:
    episode, watch = state.episode, state.watch
    if episode is None or watch is None:
        return state
    watch, after = closer(watch, episode.modes, said, at, now)
    return replace(
        state,
        episode=replace(episode, modes=after),
        watch=watch,
        scores=checked_closer(state.scores, episode.modes, after, max(at, now)),
        cover=asked(state.cover, episode.plan, after, now),
    )


def _of_former(state: S, former: Former, said: ModeChange, at: Instant, now: Instant) -> S:
    """Whoever left is to be watched by it where they are confined next."""
    watch, modes = closer(former.watch, former.modes, said, at, now)
    checks = checked_closer(former.scores, former.modes, modes, max(at, now))
    now_so = replace(former, watch=watch, modes=modes, scores=checks)
    formers = tuple(now_so if one is former else one for one in state.formers)
    if state.episode is None and state.formers[-1] is former:
        theirs = checked_closer(state.scores, former.modes, modes, max(at, now))
        return replace(state, formers=formers, scores=theirs)
    return replace(state, formers=formers)


def closer(
    watch: Watch, before: tuple[Mode, ...], said: ModeChange, at: Instant, now: Instant
) -> tuple[Watch, tuple[Mode, ...]]:
    """The watch by what the modes ask from then on, and the modes.

    What a mode before it asked ends only with ``now``, when it is known: nobody who is due by that
    is due later for a word that was told late.
    """
    if isinstance(said, ModeBegun) and not said.by_table:
        said = ModeBegun(mode=modes.believed(said.mode, at))
    after = modes.after(before, said, at)
    return watch.closer(before, after, max(at, now)), after


def sooner(watch: Watch, among: tuple[Mode, ...], fact: Observed) -> Watch:
    """The watch after somebody was there: whoever seems asleep or sedated is due again sooner."""
    at, mode = fact.observed_at, _seems_asleep(among, fact)
    if mode is None or watch.since != at:
        return watch
    again = Window(from_at=at, every_min=SEDATED_MIN, until=at + seconds(1))
    return watch.within(mode.id, (again,))


def checked_sooner(scores: Scores, among: tuple[Mode, ...], fact: Observed) -> Scores:
    """The checks after such a visit: of whoever seems asleep or sedated they are due sooner too.

    What was given hides a coma in a sleep, so a look from the door is not enough of it.
    """
    at, mode = fact.observed_at, _seems_asleep(among, fact)
    if mode is None:
        return scores
    window = Window(from_at=at, every_min=SEDATED_MIN, until=at + minutes(SEDATED_MIN))
    return replace(scores, checks=scores.checks.within(mode.id, (window,), scores.checked_at))


def _seems_asleep(among: tuple[Mode, ...], fact: Observed) -> Mode | None:
    """After which dose somebody seemed so; ``None`` if they were awake, or were given none."""
    if fact.observation.content.awareness is Awareness.AWAKE:
        return None
    return next((one for one in among if one.kind is ModeKind.TRANQUILLISED), None)


def longer(state: S, by: Span) -> S:
    """The hub's clock was set on: no mode is over the sooner for it."""
    scores = state.scores.lasting(by)
    if state.episode is None:
        return replace(state, scores=scores)
    lasting = tuple(mode.lasting(by) for mode in state.episode.modes)
    return replace(state, scores=scores, episode=replace(state.episode, modes=lasting))
