"""Golden bytes of the vital-signs demonstrations, computed from their documented layout."""

# Person 3 in bin 17, deviation 0.25, heart 72, breath 16, then a wave of 0.5 and one of -2.
PEOPLE_VITALS = bytes.fromhex(
    "0300 1100 0000803E 00009042 00008041" + "0000003F" * 15 + "000000C0" * 15
)
# Strongest bin 0, chosen 9, power 2, 5 cycles, bins 8 to 10; phase 1, breath 0.5, heart -0.125;
# heart 72, 144, 70, 20; breath 16, 15, 14; all the rest nothing.
LAB_VITALS = bytes.fromhex(
    "0000 0900 00000040 05000000 0800 0A00 0000803F 0000003F 000000BE"
    "00009042 00001043 00008C42 0000A041 00008041 00007041 00006041" + "00000000" * 18
)
RANGE_PROFILE = bytes.fromhex("0100 FEFF 6400 9BFF 0000 FF7F")  # 1 - 2j, 100 - 101j, 32767j

HEAD = bytes.fromhex("0201040306050807 04000002")
TAIL_OF_HEAD = bytes.fromhex("42160A00 83000000 72D00452 63000000")
# Frame 131 with two TLVs: 40 + 8 + 128 + 8 + 12 = 196 bytes, and 28 to fill 224.
LAB_PACKET = (
    HEAD + bytes.fromhex("E0000000") + TAIL_OF_HEAD + bytes.fromhex("02000000 00000000")
    + bytes.fromhex("06000000 80000000") + LAB_VITALS
    + bytes.fromhex("02000000 0C000000") + RANGE_PROFILE + b"\x0f" * 28
)  # fmt: skip
# One TLV: 40 + 8 + 136 = 184 bytes, and 8 to fill 192.
PEOPLE_PACKET = (
    HEAD + bytes.fromhex("C0000000") + TAIL_OF_HEAD + bytes.fromhex("01000000 00000000")
    + bytes.fromhex("10040000 88000000") + PEOPLE_VITALS + b"\x0f" * 8
)  # fmt: skip
