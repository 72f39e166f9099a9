"""Who looked at what (only ever added to), what was deleted (for restoring a copy), and what was sent (for /hide)."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates three tables; the database itself refuses to change or remove what stands in ``audit``."""
    op.create_table(
        "audit",
        sa.Column("id", _ID, nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.BigInteger()),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("about", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    for change in ("update", "delete"):
        _refuse(change)
    if op.get_bind().dialect.name != "sqlite":
        _refuse("truncate", each="STATEMENT")
    op.create_table(
        "deletions",
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_deletions"),
    )
    op.create_index("ix_deletions_at", "deletions", ["at"])
    op.create_table(
        "sent_messages",
        sa.Column("id", _ID, nullable=False),
        sa.Column("peer_id", _ID, nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sent_messages"),
        sa.ForeignKeyConstraint(["peer_id"], ["peers.id"], name="fk_sent_messages_peer_id_peers", ondelete="CASCADE"),
    )
    op.create_index("ix_sent_messages_peer_id", "sent_messages", ["peer_id"])
    op.create_index("ix_sent_messages_at", "sent_messages", ["at"])


def _refuse(change: str, each: str = "ROW") -> None:
    name, why = f"audit_no_{change}", "audit is only ever added to"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON audit BEGIN SELECT RAISE(ABORT, '{why}'); END")
        return
    body = f"BEGIN RAISE EXCEPTION '{why}'; END"
    op.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")
    op.execute(f"CREATE TRIGGER {name} BEFORE {change} ON audit FOR EACH {each} EXECUTE FUNCTION {name}()")
