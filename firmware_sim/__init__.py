"""The stranger: simulated bodies, rooms, staff and device firmware. Imports nothing of ours."""
