"""Patterns in what was written: quarter hours, the same text again, runs after the fact."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import tzinfo

from hub.patterns.chance import at_least
from hub.patterns.evidence import AT_DOOR, Entered, Evidence
from hub.patterns.pattern import Case, Pattern, Row, clock, many
from hub.rooms.facts import How
from ward.rooms import RoomId
from ward.units import minutes

# All of these are our own proposal, local settings.
QUARTER_MIN = 15
QUARTER_SHARE = 1 / 15  # of all minutes of an hour, four are a quarter
ROUNDED_SHARE = 1 / 3  # whoever rounds to five minutes lands there one time in three
HARDLY_CHANCE = 1e-6  # named in the words as "one in a million"
TEXT_WORDS_LEAST = 4
SAME_LONG_LEAST, SAME_SHORT_LEAST = 3, 6
LATE_LEAST = minutes(5)
RUN_WITHIN = minutes(10)
RUN_LEAST = 3


def on_the_quarter(found: Evidence, zone: tzinfo) -> Pattern:
    """Whose entries tell of times on the quarter hour far more often than chance would have it."""
    cases = tuple(_quarter_cases(found, zone))
    return Pattern(
        name="quarter-hour",
        title="Entries exactly on the quarter hour",
        looked_for="Entries that tell of :00, :15, :30 or :45, so many of somebody's that chance "
        "would give it less than one time in a million.",
        looked_at=f"{many(len(found.entered), 'entry', 'entries')}",
        innocent="A round that is made on the quarter hour, or times rounded as people speak: of "
        "times rounded to five minutes one in three is a quarter. At the door the clock and not "
        "the observer says the time; visits on the quarter can be foreseen by the person.",
        cases=cases,
    )


def _quarter_cases(found: Evidence, zone: tzinfo) -> Iterator[Case]:
    groups: dict[tuple[str, str], list[Entered]] = defaultdict(list)
    for one in found.entered:
        groups[one.by, _timed(one)].append(one)
    for (by, where), entries in sorted(groups.items()):
        hits = [one for one in entries if is_quarter(one, zone)]
        if at_least(len(hits), len(entries), QUARTER_SHARE) >= HARDLY_CHANCE:
            continue
        share = f"{len(hits)} of {len(entries)} entries {where} tell of a quarter hour"
        chance = f"chance would give about {_about(len(entries) * QUARTER_SHARE)}"
        rounded = f"times rounded to five minutes about {_about(len(entries) * ROUNDED_SHARE)}"
        words = f"{found.name(by) or 'Somebody not known'}: {share}; {chance}, {rounded}."
        yield Case(words, _rows(hits, found))


def _timed(one: Entered) -> str:
    """By whom the time was given: a person rounds, a clock does not.

    A page that was opened is nobody's entry, and would thin out what the same person typed.
    """
    if one.how == AT_DOOR:
        return "at the door"
    if one.how == How.VITALS and not one.is_said:
        return "of vital signs on the panel"
    return "for which a time was typed" if one.is_said else "timed by the clock"


def is_quarter(one: Entered, zone: tzinfo) -> bool:
    return one.said_at.astimezone(zone).minute % QUARTER_MIN == 0


def _about(count: float) -> str:
    return f"{count:.0f}" if count >= 1 else "none"


def same_text(found: Evidence, _zone: tzinfo) -> Pattern:
    """Whose free text is the same again and again."""
    texts: dict[tuple[str, str], list[Entered]] = defaultdict(list)
    with_text = [one for one in found.entered if one.text]
    for one in with_text:
        texts[one.by, one.text].append(one)
    cases = []
    for (by, text), entries in sorted(texts.items()):
        long = len(text.split()) >= TEXT_WORDS_LEAST
        if len(entries) >= (SAME_LONG_LEAST if long else SAME_SHORT_LEAST):
            of = sum(one.by == by for one in with_text)
            words = f"{found.name(by) or 'Somebody not known'}: {len(entries)} of {of} texts say "
            cases.append(Case(f"{words}“{text}”.", _rows(entries, found)))
    return Pattern(
        name="same-text",
        title="The same text again",
        looked_for=f"A text of {TEXT_WORDS_LEAST} words or more that somebody wrote "
        f"{SAME_LONG_LEAST} times, or a shorter one {SAME_SHORT_LEAST} times.",
        looked_at=many(len(with_text), "entry with a text", "entries with a text"),
        innocent="A quiet night in which nothing changed, a phrase the ward has agreed on, or a "
        "form that leaves little to say. Words of somebody who was erased are not compared.",
        cases=tuple(cases),
    )


def back_filled(found: Evidence, zone: tzinfo) -> Pattern:
    """Several entries written within minutes, each for a time well before it was written."""
    late = [
        one for one in found.entered if one.is_said and one.written_at - one.said_at >= LATE_LEAST
    ]
    cases = []
    for run in _runs(late):
        first, last = run[0], run[-1]
        times = ", ".join(f"{one.said_at.astimezone(zone):%H:%M}" for one in run)
        words = (
            f"{found.name(first.by)}, {first.room.spoken}: {len(run)} entries written between "
            f"{clock(first.written_at, zone)} and {last.written_at.astimezone(zone):%H:%M}, "
            f"for {times}. {_witnessed(found, run)}"
        )
        cases.append(Case(words, _rows(run, found)))
    return Pattern(
        name="back-filled",
        title="Runs of entries written afterwards",
        looked_for=f"{RUN_LEAST} or more entries of one person for one room, written within "
        f"{RUN_WITHIN.seconds // 60} min, each for a time at least {LATE_LEAST.seconds // 60} min "
        "before.",
        looked_at=many(len(late), "entry written afterwards", "entries written afterwards"),
        innocent="An emergency elsewhere, a panel that could not be reached, or notes taken on "
        "paper and typed when there was time. Such entries end no blank spell, whoever wrote them.",
        cases=tuple(cases),
    )


def _runs(late: Iterable[Entered]) -> Iterator[list[Entered]]:
    groups: dict[tuple[RoomId, str], list[Entered]] = defaultdict(list)
    for one in sorted(late, key=lambda one: one.written_at):
        groups[one.room, one.by].append(one)
    for _, entries in sorted(groups.items()):
        run: list[Entered] = []
        for one in entries:
            if run and one.written_at - run[0].written_at > RUN_WITHIN:
                yield from _long_enough(run)
                run = []
            run.append(one)
        yield from _long_enough(run)


def _long_enough(run: list[Entered]) -> Iterator[list[Entered]]:
    if len({one.said_at for one in run}) >= RUN_LEAST:
        yield run


def _witnessed(found: Evidence, run: Sequence[Entered]) -> str:
    """What the door says of that time."""
    begins, ends = min(one.said_at for one in run), run[-1].written_at
    room = run[0].room
    visits = sum(
        one.ends_spell and one.room == room and begins <= one.said_at <= ends
        for one in found.entered
    )
    if not visits:
        return "In that time the door witnessed no visit that counts."
    counts = "counts" if visits == 1 else "count"
    return f"In that time the door witnessed {many(visits, 'visit')} that {counts}."


def _rows(entries: Iterable[Entered], found: Evidence) -> tuple[Row, ...]:
    return tuple(_row(one, found) for one in entries)


def _row(one: Entered, found: Evidence) -> Row:
    who = found.name(one.by) or "somebody not known"
    text = f", “{one.text}”" if one.text else ""
    how = f"{one.how}, grade {one.grade}" if one.grade else one.how
    return Row(one.said_at, (one.room,), f"{how}, by {who}{text}")
