"""Version 1: facts without a chain, and points. Where every change of the tables begins."""

revision = "1"
down_revision = None


def upgrade() -> None:
    """Nothing: a store of version 1 is made no more."""
    raise RuntimeError("a store of version 1 is where changes begin")
