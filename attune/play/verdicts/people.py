"""Answers about people: spells, observations, remote looks, orders."""

from collections.abc import Callable, Iterable, Mapping

from attune.play.record import Seen, Step
from attune.play.said import clock, interval
from attune.play.spells import Spell, known_now, known_then
from attune.play.verdicts.question import MOST, Answer, Question
from hub.rooms.facts import Observed
from hub.rooms.review_facts import Reviewed
from hub.rules.handover_words import handover_words
from ward.review import Review


def _spells(asked: Question) -> tuple[Spell, ...]:
    known = known_then if asked.values["known then"] else known_now
    return known(asked.record, asked.room)


def _spell(asked: Question) -> Answer:
    first, last = asked.span
    spells = _spells(asked)
    ends = asked.record.ends
    met = any(
        asked.near(one.since, first)
        and asked.near(one.until or ends, last)
        and (bool(one.handovers) or not asked.values["at handover"])
        for one in spells
    )
    return met, _spells_instead(asked, spells)


def _no_spell(asked: Question) -> Answer:
    spells = _spells(asked)
    return not spells, _spells_instead(asked, spells)


def _spells_instead(asked: Question, spells: Iterable[Spell]) -> str:
    found = "; ".join(
        f"a spell {interval(spell.since, spell.until)}{_tags(asked, spell)}" for spell in spells
    )
    known = "then" if asked.values["known then"] else "by the end"
    return f"{found or 'no spell'} in {asked.room}, as was known {known}"


def _tags(asked: Question, spell: Spell) -> str:
    said = (handover_words(one, asked.record.known_as, clock) for one in spell.handovers)
    return "".join(f", {words}" for words in said)


def _review(review: Review) -> Callable[[Question], Answer]:
    def answer(asked: Question) -> Answer:
        found = [
            fact
            for _, fact in asked.record.told_of(Reviewed)
            if (fact.room, fact.review) == (asked.room, review)
        ]
        by = asked.values["STAFF"]
        met = any(
            asked.near(fact.observed_at, asked.time)
            and fact.counts is not asked.values["not counted"]
            and (by is None or by in map(asked.record.known_as, fact.by))
            for fact in found
        )
        said = "; ".join(
            f"a {fact.review} at {clock(fact.observed_at)} "
            f"{'counted' if fact.counts else f'did not count ({fact.because})'}"
            for fact in found[:MOST]
        )
        return met, said or f"no {review} was recorded at {asked.room}"

    return answer


def _stranger(asked: Question) -> Answer:
    """Where no text is given, what is expected is that nothing spoke against them."""
    text = asked.values.get("TEXT")
    found = [
        (fact, asked.record.known_as(fact.observation.evidence.by or "nobody known"))
        for _, fact in asked.record.told_of(Observed)
        if fact.room == asked.room
    ]
    met = any(
        who == asked.values["STAFF"]
        and asked.near(fact.observed_at, asked.time)
        and (any(text in one for one in fact.strangers) if text else not fact.strangers)
        for fact, who in found
    )
    said = "; ".join(
        f"{who} at {clock(fact.observed_at)}: {', '.join(fact.strangers) or 'nothing against them'}"
        for fact, who in found[:MOST]
    )
    return met, said or f"nobody was seen at {asked.room}"


def _seen(asked: Question) -> Answer:
    found = [seen for seen in asked.record.seen if seen.room == asked.room]
    met = any(
        seen.counts and seen.by == asked.values["STAFF"] and asked.near(seen.at, asked.time)
        for seen in found
    )
    near = sorted(found, key=lambda seen: abs(seen.at - asked.time))[:MOST]
    return met, "; ".join(_seen_words(seen) for seen in near) or f"nobody was seen at {asked.room}"


def _seen_words(seen: Seen) -> str:
    counted = "counted" if seen.counts else f"did not count ({seen.grade}: {seen.because})"
    return f"an observation by {seen.by} at {clock(seen.at)} {counted}"


def _count_seen(asked: Question) -> Answer:
    found = [seen for seen in asked.record.seen if seen.room == asked.room]
    counting = sum(seen.counts for seen in found)
    words = "; ".join(_seen_words(seen) for seen in found[:MOST])
    return counting == asked.values["COUNT"], f"{counting} that count: {words}".rstrip(": ")


def _count_looks(asked: Question) -> Answer:
    found = [at for at, look in asked.record.looks if look.room == asked.room]
    said = ", ".join(clock(at) for at in found[:MOST])
    return len(found) == asked.values["COUNT"], f"{len(found)}: {said}".rstrip(": ")


def _order(asked: Question) -> Answer:
    found = [step for step in asked.record.orders if step.room == asked.room]
    wanted = asked.values["PROGRESS"]
    met = any(step.progress is wanted and step.at <= asked.window[1] for step in found)
    near = sorted(found, key=lambda step: abs(step.at - asked.time))[:MOST]
    said = "; ".join(_step_words(step) for step in sorted(near, key=lambda step: step.at))
    return met, said or f"nothing was asked of {asked.room}"


def _step_words(step: Step) -> str:
    return f"{step.progress} at {clock(step.at)}" + (f" ({step.words})" if step.words else "")


ANSWERS: Mapping[str, Callable[[Question], Answer]] = {
    "expect spell in ROOM from TIME to TIME [known then] [at handover] [within SPAN]": _spell,
    "expect no spell in ROOM [known then]": _no_spell,
    "expect seen in ROOM by STAFF at TIME [within SPAN]": _seen,
    "expect nursing review in ROOM at TIME [not counted] [by STAFF] [within SPAN]": _review(
        Review.NURSING
    ),
    "expect medical review in ROOM at TIME [not counted] [by STAFF] [within SPAN]": _review(
        Review.MEDICAL
    ),
    "expect stranger STAFF TEXT in ROOM at TIME [within SPAN]": _stranger,
    "expect no stranger STAFF in ROOM at TIME [within SPAN]": _stranger,
    "expect COUNT observations in ROOM": _count_seen,
    "expect COUNT remote looks in ROOM": _count_looks,
    "expect order in ROOM PROGRESS by TIME [within SPAN]": _order,
}
