"""Golden bytes of the rate-reporting family, computed from the maker's manual."""

HEART_72 = bytes.fromhex("53 59 85 02 00 01 48 7C 54 43")
BREATH_16 = bytes.fromhex("53 59 81 02 00 01 10 40 54 43")
SOMEBODY = bytes.fromhex("53 59 80 01 00 01 01 2F 54 43")
DISTANCE_85_CM = bytes.fromhex("53 59 80 04 00 02 00 55 87 54 43")
RESET = bytes.fromhex("53 59 01 02 00 01 0F BF 54 43")  # the maker's own, asked of the module

ALL = HEART_72 + BREATH_16 + SOMEBODY + DISTANCE_85_CM
