"""By whose word a rule or a number holds. A proposal is never shown as law."""

from enum import StrEnum


class Authority(StrEnum):
    """Where a rule comes from, in the words that the screens print."""

    STATUTE = "statute"
    CODE = "Code of Practice"
    GUIDANCE = "guidance"
    PROPOSAL = "framework proposal"
    LOCAL = "local"
