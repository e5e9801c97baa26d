"""Version 3: PINs, beside the journal and not in it."""

from alembic import op

revision = "3"
down_revision = "2"

PINS = """CREATE TABLE pins (
    ref TEXT NOT NULL, hash TEXT NOT NULL, set_at INTEGER NOT NULL, set_by TEXT NOT NULL,
    PRIMARY KEY (ref)) STRICT"""


def upgrade() -> None:
    op.execute(PINS)
