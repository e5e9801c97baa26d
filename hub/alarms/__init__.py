"""Findings to alarms."""
