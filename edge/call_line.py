"""The line of the call button: watched all the time, and tried out once a day."""

from edge.events import CallSensed, Event, LineSensed, LineTried, TalkSensed, TryLine
from edge.moment import Moment
from ward.happenings import Happening, LineTested, LineWord

DAY_S = 24 * 3600.0  # clinical.md, row 22, says daily; the numbers below are our own proposal
AGAIN_S = 300.0  # a line that failed, or could not be tried
IDLE_S = 60.0  # since the last press or talk
PUT_OFF_MOST_S = 1800.0  # nobody who presses on and on puts the test off for longer
GOOD_FOR_S = DAY_S + 3600.0  # then it is not tested, and never said to work
ANSWER_WITHIN_S = 10.0
BROKEN = "its line is broken, or off"
UNANSWERED = "its line could not be tested"
TOO_OLD = "its line was not tested for more than a day"


class CallLine:
    """Says what is known of the line, each time that changes and at least once a day.

    A break is sensed at once, because the line carries a current while it is whole. That this
    would be sensed is what the test tries: it lets go of the current and takes it up again. A
    press is sensed meanwhile as ever. What nobody tested is not said to work, at start least of
    all.
    """

    def __init__(self) -> None:
        self.known = LineTested(word=LineWord.NOT_TESTED, words="its line was not tested yet")
        self._told_up_s: float | None = None
        self._tested_up_s: float | None = None
        self._asked_up_s: float | None = None
        self._due_up_s = 0.0
        self._busy_up_s = -IDLE_S
        self._talking = False

    def feed(self, event: Event, now: Moment) -> tuple[Happening, ...]:
        match event:
            case CallSensed():
                self._busy_up_s = now.up_s
            case TalkSensed(is_talking) if is_talking or self._talking:
                self._talking, self._busy_up_s = is_talking, now.up_s
            case LineSensed(is_whole=False):
                self._due_up_s = now.up_s + AGAIN_S
                return self._found(LineWord.FAILS, BROKEN, now)
            case LineSensed(is_whole=True) if self.known.word is not LineWord.WORKS:
                self._due_up_s = min(self._due_up_s, now.up_s)
            case LineTried(fault):
                return self._tried(fault, now)
        return ()

    def tick(self, now: Moment) -> tuple[Happening, ...]:
        """What nobody answered, and what was tested too long ago, is not tested."""
        if self._asked_up_s is not None and now.up_s - self._asked_up_s > ANSWER_WITHIN_S:
            self._asked_up_s, self._due_up_s = None, now.up_s + AGAIN_S
            if self.known.word is LineWord.NOT_TESTED:
                return self._found(LineWord.NOT_TESTED, UNANSWERED, now)
        tested_s = self.tested_s(now)
        works = self.known.word is LineWord.WORKS
        if works and tested_s is not None and tested_s > GOOD_FOR_S:
            return self._found(LineWord.NOT_TESTED, TOO_OLD, now)
        return ()

    def asks(self, now: Moment) -> tuple[TryLine, ...]:
        """The test, when it is due and nobody is calling; or has been due for too long."""
        late_s = now.up_s - self._due_up_s
        idle = not self._talking and now.up_s - self._busy_up_s >= IDLE_S
        if self._asked_up_s is not None or late_s < 0 or not (idle or late_s >= PUT_OFF_MOST_S):
            return ()
        self._asked_up_s = now.up_s
        return (TryLine(),)

    def tested_s(self, now: Moment) -> float | None:
        """How long ago it was last tested; ``None`` for never."""
        return None if self._tested_up_s is None else now.up_s - self._tested_up_s

    def shown(self, now: Moment) -> tuple[LineTested, float | None]:
        """What is known of it, and how many seconds ago it was last tested."""
        return self.known, self.tested_s(now)

    @property
    def faults(self) -> tuple[str, ...]:
        """As the door and the hub list it, once something is known."""
        if self.known.word is LineWord.WORKS or self._told_up_s is None:
            return ()
        return (f"call button: may not work: {self.known.words}",)

    def _tried(self, fault: str, now: Moment) -> tuple[Happening, ...]:
        self._asked_up_s, self._tested_up_s = None, now.up_s
        self._due_up_s = now.up_s + (AGAIN_S if fault else DAY_S)
        return self._found(LineWord.FAILS if fault else LineWord.WORKS, fault, now)

    def _found(self, word: LineWord, words: str, now: Moment) -> tuple[Happening, ...]:
        """A happening, unless the same was said less than a day ago; of a test that works, each."""
        said, self.known = self.known, LineTested(word=word, words=words)
        told_s = DAY_S if self._told_up_s is None else now.up_s - self._told_up_s
        if said == self.known and word is not LineWord.WORKS and told_s < DAY_S:
            return ()
        self._told_up_s = now.up_s
        return (self.known,)
