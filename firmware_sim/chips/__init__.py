"""The chips on the room's I2C bus, each a pure machine written from its data sheet."""
