"""The checksum that Sensirion's sensors put after every two bytes."""

POLYNOMIAL = 0x31  # x^8 + x^5 + x^4 + 1: SHT4x data sheet, section 4.4
START = 0xFF


def crc8(two_bytes: bytes) -> int:
    """CRC-8 of these bytes; the maker's example: of BE EF it is 92."""
    crc = START
    for byte in two_bytes:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1) ^ POLYNOMIAL if crc & 0x80 else crc << 1
            crc &= 0xFF
    return crc


def worded(*words: int) -> bytes:
    """16-bit words as they travel: big-endian, each followed by its checksum."""
    out = bytearray()
    for word in words:
        pair = word.to_bytes(2, "big")
        out += pair
        out.append(crc8(pair))
    return bytes(out)
