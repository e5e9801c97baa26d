"""State of each room: facts, and what they add up to."""
