"""The answers to everything that can be expected of a night."""
