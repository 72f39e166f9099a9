"""What is remembered of a person besides their plan: own sections, what was quoted when, the next session."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds one sealed column; empty means that nothing is remembered yet."""
    op.add_column("peers", sa.Column("memory_sealed", sa.LargeBinary()))
