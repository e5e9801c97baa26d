"""What a driver raised, in words for whoever is to mend it."""


def in_words(failed: Exception) -> str:
    """The system's own words for an error of the system, without its number."""
    if isinstance(failed, OSError) and failed.strerror:
        return failed.strerror
    return str(failed) or type(failed).__name__
