"""What is wired to the door: contact, lock, call button, talk, dials, and who stands before it."""

from collections import deque
from enum import IntEnum


class Pin(IntEnum):
    """The board's pins by BCM number."""

    DOOR_OPEN = 5
    UNLOCKED = 6
    CALL_RELEASED = 13
    SOMEBODY_AT_DOOR = 19
    SOMEBODY_IN_ROOM = 26
    SOMEBODY_IN_ENSUITE = 21
    TALKING = 20
    LIGHT_A = 17
    LIGHT_B = 27
    TEMPERATURE_A = 22
    TEMPERATURE_B = 23
    HEATING = 24
    COOLING = 25
    INDICATOR = 18
    LINE_FEED = 12
    LINE_BACK = 16
    LIGHT_RELEASED = 4
    TEMPERATURE_RELEASED = 9
    LINK_LAMP = 10


OUTPUTS = frozenset({Pin.HEATING, Pin.COOLING, Pin.INDICATOR, Pin.LINE_FEED, Pin.LINK_LAMP})
INPUTS = tuple(pin for pin in Pin if pin not in OUTPUTS)
DIALS = {
    "light": (Pin.LIGHT_A, Pin.LIGHT_B),
    "temperature": (Pin.TEMPERATURE_A, Pin.TEMPERATURE_B),
}
PUSHES = {"light": Pin.LIGHT_RELEASED, "temperature": Pin.TEMPERATURE_RELEASED}
QUARTERS = ((0, 1), (0, 0), (1, 0), (1, 1))  # one detent clockwise: A falls first
QUARTER_S = 0.006
CALL_HELD_S = 0.6


class Dial:
    """A rotary encoder: each step is four quarters, and rests with both contacts open."""

    def __init__(self) -> None:
        self._to_come: deque[tuple[int, int]] = deque()
        self._waited_s = 0.0

    def turn(self, steps: int) -> None:
        """So many detents; positive is clockwise."""
        for _ in range(abs(steps)):
            self._to_come.extend(QUARTERS if steps > 0 else ((a, b) for b, a in QUARTERS))

    def step(self, dt: float) -> tuple[tuple[int, int], ...]:
        """The positions of A and B that were passed, in order."""
        if not self._to_come:
            self._waited_s = 0.0
            return ()
        self._waited_s += dt
        passed = []
        while self._to_come and self._waited_s >= QUARTER_S:
            self._waited_s -= QUARTER_S
            passed.append(self._to_come.popleft())
        return tuple(passed)


class For:
    """Something that goes on for a while and then is over."""

    def __init__(self) -> None:
        self._left_s = 0.0

    def last(self, seconds: float) -> None:
        self._left_s = max(self._left_s, seconds)

    def step(self, dt: float) -> None:
        self._left_s = max(0.0, self._left_s - dt)

    def __bool__(self) -> bool:
        return self._left_s > 0


class Doorway:
    """Everything at the door that a hand can move.

    Surprising: a locked door is unlocked when it is opened, for it cannot be opened otherwise.
    """

    def __init__(self, *, locked: bool) -> None:
        self.open = not locked
        self.locked = locked
        self.calling, self.talking, self.standing = For(), For(), For()
        self.visitors = 0
        self.dials = {name: Dial() for name in DIALS}
        self.pushed = {name: For() for name in PUSHES}

    def levels(self) -> dict[Pin, int]:
        """The electrical levels of what does not turn."""
        return {
            Pin.DOOR_OPEN: int(self.open),
            Pin.UNLOCKED: int(not self.locked),
            Pin.CALL_RELEASED: int(not self.calling),
            Pin.SOMEBODY_AT_DOOR: int(self.visitors > 0 or bool(self.standing)),
            Pin.TALKING: int(bool(self.talking)),
            **{PUSHES[name]: int(not pushed) for name, pushed in self.pushed.items()},
        }

    def step(self, dt: float) -> tuple[tuple[Pin, int], ...]:
        """Let time pass; the edges that turning dials made, in order."""
        for each in (self.calling, self.talking, self.standing, *self.pushed.values()):
            each.step(dt)
        edges: list[tuple[Pin, int]] = []
        for name, dial in self.dials.items():
            for a, b in dial.step(dt):
                edges += zip(DIALS[name], (a, b), strict=True)
        return tuple(edges)
