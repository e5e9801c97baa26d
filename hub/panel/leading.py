"""By whose word a room is held as it is, in words."""

from collections.abc import Callable

from ward.rank import Leading, Rank

Known = Callable[[str], str]  # a reference as people know it

OF_PROFILE = (Rank.PROFILE, Rank.DEFAULT)


def set_words(leading: Leading, known: Known) -> str:
    """``Main light 20 lux: sensory profile, version 3``."""
    asked = leading.asked[:1].upper() + leading.asked[1:]
    return f"{asked}: {by_whose_word(leading, known)}"


def by_whose_word(leading: Leading, known: Known) -> str:
    """``sensory profile, version 3``; of staff, who it was."""
    version = f", version {leading.profile_version}" if leading.profile_version else ""
    by = f", {known(leading.by)}" if leading.by and leading.rank not in OF_PROFILE else ""
    return f"{leading.rank}{version}{by}"
