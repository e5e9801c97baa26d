"""Erasing a person: whose key may be discarded, and what may linger on the disk for a while."""

from pathlib import Path

from hub.outside.opening import StoreError
from hub.outside.sealing import Key, Keys


class LingersError(StoreError):
    """Somebody was erased, and what opened their words can still be found on the disk."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path}-wal still holds what opened their words, until a hub has started "
            "and stopped while no other program has the store open."
        )


def key_to_discard(path: Path, keys: Keys, person: str) -> Key:
    """Of somebody of whom no episode runs. Raises ``StoreError``."""
    key = keys.by_person.get(person)
    if key is None:
        raise StoreError(f"{path}: nothing in this journal is sealed for that person.")
    rooms = [room for room, name in keys.running_in.items() if name == key.name]
    if rooms:
        raise StoreError(f"{path}: an episode of that person runs in {rooms[0]}.")
    return key
