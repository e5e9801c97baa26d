"""Estates: which standard each room meets, by what evidence, and how old that is."""
