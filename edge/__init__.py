"""The node: one room's sensors, door unit and actuators. See docs/architecture.md."""
