"""A simulated site over months: ordinary rooms, what is wrong in some of them, and where."""
