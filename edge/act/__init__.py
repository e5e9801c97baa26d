"""Orders, dials and care to positions: what the room is held to, and how gently it gets there."""
