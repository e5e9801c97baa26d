"""What happens to the hub's machine and to the broker in a night."""

from collections.abc import Callable, Mapping

from attune.play.confining import Values
from attune.play.world import World


def after_span(world: World, values: Values, undo: Callable[[], None]) -> None:
    """Undo it after the span that was said, if one was."""
    if values.get("SPAN"):
        world.later(values["SPAN"], undo)


def _stop_broker(world: World, values: Values) -> None:
    world.stop_broker()
    after_span(world, values, world.start_broker)


def _fill_hub(world: World, values: Values) -> None:
    world.fill_hub_disk()
    after_span(world, values, lambda: world.fill_hub_disk(full=False))


def _kill_hub(world: World, values: Values) -> None:
    world.kill_hub()
    after_span(world, values, world.start_hub)


BROKER: Mapping[str, Callable[[World, Values], None]] = {
    "stops": _stop_broker,
    "starts": lambda world, _: world.start_broker(),
}
HUB: Mapping[str, Callable[[World, Values], None]] = {
    "is killed": _kill_hub,
    "is started": lambda world, _: world.start_hub(),
    "disk is full": _fill_hub,
    "disk is freed": lambda world, _: world.fill_hub_disk(full=False),
    "tellers fail": lambda world, v: world.fail_tellers(span=v["SPAN"]),
    "tellers work": lambda world, _: world.mend_tellers(),
    "clock is stepped": lambda world, v: world.step_hub_clock(v["STEP"].total_seconds()),
}
