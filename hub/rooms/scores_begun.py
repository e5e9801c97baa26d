"""Scores as an episode begins: a person's own go on, and nobody else's are taken for theirs."""

from hub.rooms.calling import part_calling, set_calling
from hub.rooms.episode_facts import EpisodeBegan
from hub.rooms.replaced import replace
from hub.rooms.scored import scores_of, still_owing, with_left
from hub.rooms.scores import Left, Scores
from hub.rooms.state import Written
from hub.rooms.values import Former
from hub.rooms.windows import Windows


def begun(state: Written, fact: EpisodeBegan) -> Scores:
    """Of whoever was before, what is owed is owed, and what calls for somebody calls by name."""
    before, theirs = state.scores, scores_of(state, fact.person)
    scores = replace(
        theirs or Scores(),
        owed=before.owed,
        own=theirs.own if theirs and before.owed else None,
        left=_left(state, fact, is_known=theirs is not None),
        checks=Windows(fact.checks),
    )
    return still_owing(scores, fact.owed, fact.person.initials) if fact.owed else scores


def kept_up(state: Written) -> tuple[Former, ...]:
    """Whoever left last with what was written of them since: an assessment, a set told late."""
    if state.episode is not None or not state.formers:
        return state.formers
    *rest, last = state.formers
    return (*rest, replace(last, scores=state.scores))


def _left(state: Written, fact: EpisodeBegan, *, is_known: bool) -> tuple[Left, ...]:
    """By name, what calls of whoever left last; where they are confined by now it goes on there."""
    ref = fact.person.ref
    left = tuple(one for one in state.scores.left if not (is_known and one.person.ref == ref))
    last = state.formers[-1].person if state.formers else fact.person
    if state.episode is not None or last.ref == ref or fact.before_in is not None:
        return left
    taken, part = set_calling(state, fact.at), part_calling(state, fact.at)
    return with_left(left, Left(last, taken, part)) if taken or part else left
