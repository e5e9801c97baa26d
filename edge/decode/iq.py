"""Raw echo by range: what a radar says that leaves all of the thinking to us."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IqSession:
    """What holds for every frame until the radar is set up anew.

    ``range_m`` has R distances, one for each range of a frame. A body that comes nearer by d turns
    the echo of its range by 4 pi d / ``wavelength_m``.
    """

    rate_hz: float
    range_m: tuple[float, ...]
    wavelength_m: float


@dataclass(frozen=True, slots=True)
class IqFrame:
    """One frame: the mean of its sweeps, and how far they spread, at each of R ranges.

    ``iq`` is R complex numbers in the radar's own unit, ``sweep_std`` R root mean squares of the
    sweeps' distances from their mean, in the same unit. ``at_s`` is the radar's own clock, from
    its session's first frame: it shows frames that were lost, as arrival times do not.
    """

    session: IqSession
    at_s: float
    iq: tuple[complex, ...]
    sweep_std: tuple[float, ...]
    is_saturated: bool  # the echo was too strong for the receiver; its phase is not to be trusted
    is_delayed: bool  # the radar could not keep its rate
