"""A room at a moment, and what is wrong with it."""
