"""Golden bytes of the radar module, computed from its documented layout; one vendor's own."""

BREATH_16 = bytes.fromhex("01 80 01 00 04 0A 14 65 00 00 80 41 3E")
HEART_72 = bytes.fromhex("01 80 02 00 04 0A 15 67 00 00 90 42 2D")
DISTANCE_85_5_CM = bytes.fromhex("01 80 03 00 08 0A 16 69 01 00 00 00 00 00 AB 42 17")
PHASES = bytes.fromhex("01 80 00 00 0C 0A 13 6B 00 00 00 3F 00 00 A0 3F 00 00 00 BE E1")
SOMEBODY = bytes.fromhex("01 80 04 00 01 0F 09 7D 01 FE")

ALL = BREATH_16 + HEART_72 + DISTANCE_85_5_CM + PHASES + SOMEBODY
