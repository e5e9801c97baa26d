"""The C allocator's habits: what was large goes back to the machine as soon as it is let go of."""

import contextlib
import ctypes

LARGE = 1 << 20  # bytes; mallopt(3): "M_MMAP_THRESHOLD", by default 128 KiB at first

# malloc.h of glibc
_TRIM_ABOVE, _MAPPED_ABOVE = -1, -3


def give_back_what_is_large() -> None:
    """For the rest of this process. Another allocator than glibc's is left as it is.

    Surprising: glibc itself gives back what is large, but only the first time. Having let go of
    one it takes the next of that size out of a heap, which keeps it: after the second PIN the 19
    MiB that argon2 works in stayed resident for as long as the hub ran. Whoever sets a bound is
    spared that.
    """
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        mallopt(_MAPPED_ABOVE, LARGE)
        mallopt(_TRIM_ABOVE, LARGE)
