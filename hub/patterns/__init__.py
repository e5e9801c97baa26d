"""Patterns in a ward's own record that are worth asking about. No I/O, and never an accusation."""
