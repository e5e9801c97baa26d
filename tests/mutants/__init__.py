"""Deliberate faults in rules that guard a person, and that each is caught: ``make mutants``."""
