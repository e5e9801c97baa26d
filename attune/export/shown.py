"""Signs that the paper can show. Any other stands as its number, ``[U+5B57]``, and none is lost."""

import unicodedata
from typing import Any

# What the typeface that Typst brings along has: Latin, Greek, Cyrillic and their punctuation.
SHOWN = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x370, 0x3FF), (0x400, 0x45F), (0x1E00, 0x1EFF),
    (0x2010, 0x2027), (0x2030, 0x2040), (0x2044, 0x205E), (0x20AC, 0x20AC), (0x2122, 0x2122),
    (0x2190, 0x2193), (0x2212, 0x2212), (0x2264, 0x2265),
)  # fmt: skip
NO_SIGN = frozenset({"Cc", "Cf", "Cn", "Zl", "Zp"})  # unseen, some of them turn a line around


def shown(text: str) -> str:
    """The same text in signs that are there."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(one if _is_shown(one) else f"[U+{ord(one):04X}]" for one in composed)


def all_shown(value: Any) -> Any:
    """Every text in it."""
    if isinstance(value, str):
        return shown(value)
    if isinstance(value, dict):
        return {name: all_shown(one) for name, one in value.items()}
    return [all_shown(one) for one in value] if isinstance(value, list | tuple) else value


def _is_shown(one: str) -> bool:
    here = any(first <= ord(one) <= last for first, last in SHOWN)
    return here and unicodedata.category(one) not in NO_SIGN
