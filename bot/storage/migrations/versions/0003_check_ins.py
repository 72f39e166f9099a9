"""Check-ins: how long a message or a timer is still good for, and when a person last did something."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds three moments, each empty where it is not known, and an index for counting script versions in use."""
    op.add_column("outbox", sa.Column("not_after", sa.Float()))
    op.add_column("timers", sa.Column("until", sa.Float()))
    op.add_column("peers", sa.Column("acted_at", sa.Float()))
    op.create_index("ix_peers_pins", "peers", ["pins"])
