"""Bytes to frames to sayings: what a device said, before anybody asks what it means."""
