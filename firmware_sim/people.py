"""Builds each room's world as the configuration asks for it."""

from pathlib import Path
from random import Random

from firmware_sim.body import Body, Place
from firmware_sim.chest import Chest, SyntheticChest
from firmware_sim.config import RoomConfig
from firmware_sim.doorway import Doorway
from firmware_sim.radar.kinds import RADARS
from firmware_sim.recorded import RecordedChest, RecordingError, load
from firmware_sim.staff import Rounds, Visit
from firmware_sim.world import World


def world_of(room: RoomConfig, recording: Path, rng: Random) -> World:
    """A room with its body, its door and its staff."""
    place = Place.AWAY if room.body == "nobody" else Place.BED
    return World(
        Body(chest_of(room, recording, rng), rng, place),
        Doorway(locked=room.locked),
        Rounds(room.staff, room.every_min * 60, rng),
        Visit(bytes.fromhex(room.badge), room.stay_s),
        rng,
        radar=RADARS[room.radar],
    )


def chest_of(room: RoomConfig, recording: Path, rng: Random) -> Chest:
    """The recording's chest when it can be played, else a synthetic one that says why."""
    synthetic = SyntheticChest(room.breathing_per_min, room.heart_per_min, rng)
    if room.body != "recording":
        return synthetic
    if not room.recording:
        synthetic.about = "synthetic body (no recording was named)"
        return synthetic
    try:
        return RecordedChest(load(recording, room.recording_from_s), rng)
    except FileNotFoundError:
        synthetic.about = f"synthetic body (the recording {recording.name} is not there)"
    except RecordingError as error:
        synthetic.about = f"synthetic body ({error})"
    return synthetic
