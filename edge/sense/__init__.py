"""Sayings to meaning: breathing, a visit at the door, how things stand, the air of the room."""
