"""The first tables: peers with their sessions, plans, outbox, timers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates everything."""
    _people()
    _plans()
    _delivery()
    _rest()


def _peer() -> "sa.Column[int]":
    return sa.Column("peer_id", _ID, nullable=False)


def _of_peer(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["peer_id"], ["peers.id"], name=f"fk_{table}_peer_id_peers", ondelete="CASCADE")


def _people() -> None:
    op.create_table(
        "peers",
        sa.Column("id", _ID, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary()),
        sa.Column("locale", sa.Text()),
        sa.Column("country", sa.Text()),
        sa.Column("timezone", sa.Text()),
        sa.Column("consent_version", sa.Text()),
        sa.Column("consented_at", sa.Float()),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("blocked_at", sa.Float()),
        sa.Column("nudged_at", sa.Float()),
        sa.Column("session_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("pins", sa.Text(), nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("id", name="pk_peers"),
        sa.UniqueConstraint("fingerprint", name="uq_peers_fingerprint"),
    )


def _plans() -> None:
    op.create_table(
        "plan_lines",
        _peer(),
        sa.Column("ref", sa.BigInteger(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("adopted_at", sa.Float()),
        sa.Column("removed_at", sa.Float()),
        sa.PrimaryKeyConstraint("peer_id", "ref", name="pk_plan_lines"),
        _of_peer("plan_lines"),
    )
    op.create_table(
        "line_changes",
        sa.Column("id", _ID, nullable=False),
        _peer(),
        sa.Column("ref", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_line_changes"),
        _of_peer("line_changes"),
    )
    op.create_index("ix_line_changes_peer_ref", "line_changes", ["peer_id", "ref"])


def _delivery() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _ID, nullable=False),
        sa.Column("peer_id", sa.BigInteger()),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("unsolicited", sa.Integer(), nullable=False),
        sa.Column("question", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_peer_id", "outbox", ["peer_id"])
    op.create_table(
        "timers",
        _peer(),
        sa.Column("timer", sa.Text(), nullable=False),
        sa.Column("due_at", sa.Float(), nullable=False),
        sa.Column("question", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("peer_id", "timer", name="pk_timers"),
        _of_peer("timers"),
    )
    op.create_index("ix_timers_due_at", "timers", ["due_at"])
    op.create_table(
        "seen_updates",
        sa.Column("update_id", _ID, autoincrement=False, nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_seen_updates"),
    )
    op.create_index("ix_seen_updates_at", "seen_updates", ["at"])


def _rest() -> None:
    op.create_table(
        "set_aside",
        sa.Column("id", _ID, nullable=False),
        _peer(),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("event_sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_set_aside"),
        _of_peer("set_aside"),
    )
    op.create_table(
        "told_groups",
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_told_groups"),
    )
    op.create_table(
        "scripts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", "version", name="pk_scripts"),
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )
