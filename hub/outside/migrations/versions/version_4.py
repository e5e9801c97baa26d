"""Version 4: what hours came to, for years, and how far each line of points has come."""

from alembic import op

revision = "4"
down_revision = "3"

TABLES = (
    """CREATE TABLE hours (
    line INTEGER NOT NULL, hour INTEGER NOT NULL, count INTEGER NOT NULL,
    covered INTEGER NOT NULL, least FLOAT, mean FLOAT, most FLOAT,
    PRIMARY KEY (line, hour), FOREIGN KEY(line) REFERENCES lines (id)) WITHOUT ROWID""",
    """CREATE TABLE progress (
    line INTEGER NOT NULL, rolled INTEGER NOT NULL, closed INTEGER NOT NULL,
    sent INTEGER NOT NULL, dropped INTEGER NOT NULL,
    PRIMARY KEY (line), FOREIGN KEY(line) REFERENCES lines (id)) STRICT""",
)
# Of what is there nothing is rolled up yet: the hub does that as it finds time.
BEGINNING = "INSERT INTO progress SELECT id, 0, 0, 0, 0 FROM lines"


def upgrade() -> None:
    for statement in (*TABLES, BEGINNING):
        op.execute(statement)
