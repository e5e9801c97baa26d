"""Whole stories on virtual time."""
