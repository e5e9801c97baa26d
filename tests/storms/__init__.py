"""Seeded storms: the real node and hub through faults, and the laws that must hold in them."""
