"""First PINs for a ward that nobody lives in: a demonstration, a night at 1x, a trial."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from attune.errand import directly
from hub.acts import SetPin
from hub.config import load
from hub.device import SIMULATOR
from hub.outside.pins import HASHER
from hub.outside.store import Store


def give(hub_toml: Path, pins: Mapping[str, str]) -> None:
    """To each of these references that has none, while the hub does not run.

    Raises ``StoreError``, ``ConfigError``.
    """
    config = load(hub_toml)
    with closing(Store(config.store.file)) as store:
        for ref, pin in pins.items():
            if store.pin_hash(ref) is None:
                directly(store, config, SetPin(ref, HASHER.hash(pin), ref), SIMULATOR)
