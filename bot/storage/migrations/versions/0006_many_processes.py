"""What several processes need to share the work: slots, leases, and an inbox for what the channel has handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# As in `bot.storage.slots`, when this was written.
_SLOTS = 64


def upgrade() -> None:
    """Adds two columns and four tables. Who is in which slot is filled in by the program: addresses are sealed."""
    op.add_column("peers", sa.Column("slot", sa.Integer()))
    op.add_column("outbox", sa.Column("slot", sa.Integer()))
    for table in ("peers", "outbox"):
        empty = sa.text("slot IS NULL")
        op.create_index(f"ix_{table}_without_slot", table, ["id"], sqlite_where=empty, postgresql_where=empty)
    op.create_table(
        "inbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("update_id", name="uq_inbox_update_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "generations",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_generations"),
        sa.UniqueConstraint("number", name="uq_generations_number"),
    )
    op.create_table(
        "replicas",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Float(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_replicas"),
    )
    slots = op.create_table(
        "slots",
        sa.Column("slot", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("replica_id", sa.Text()),
        sa.PrimaryKeyConstraint("slot", name="pk_slots"),
        sa.ForeignKeyConstraint(
            ["replica_id"], ["replicas.id"], name="fk_slots_replica_id_replicas", ondelete="SET NULL"
        ),
    )
    op.create_index("ix_slots_replica_id", "slots", ["replica_id"])
    op.bulk_insert(slots, [{"slot": slot} for slot in range(_SLOTS)])
