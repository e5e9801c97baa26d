"""How well a room is held: warmth and light, beside a plain thermostat and a plain switch."""
