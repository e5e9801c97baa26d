"""The journal: how entries hold each other fast, and what in them is sealed. No I/O."""
