"""Whole days of one person in one room, from a seed, as a node would say them second by second."""
