"""The tables. Columns named ``*_sealed`` are encrypted; moments are seconds since 1970 UTC."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts rows itself only for the very type INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")


def _peer() -> Column[int]:
    return Column("peer_id", _Id, ForeignKey("peers.id", ondelete="CASCADE"), nullable=False)


peers = Table(
    "peers",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False, unique=True),
    Column("address_sealed", LargeBinary, nullable=False),
    Column("name_sealed", LargeBinary),
    Column("locale", Text),
    Column("country", Text),
    Column("timezone", Text),
    Column("consent_version", Text),
    Column("consented_at", Float),
    Column("created_at", Float, nullable=False),
    Column("blocked_at", Float),
    Column("nudged_at", Float),
    Column("acted_at", Float),
    Column("session_sealed", LargeBinary, nullable=False),
    Column("memory_sealed", LargeBinary),
    Column("pins", Text, nullable=False, server_default="", index=True),
)

plan_lines = Table(
    "plan_lines",
    metadata,
    Column("peer_id", _Id, ForeignKey("peers.id", ondelete="CASCADE"), primary_key=True),
    Column("ref", BigInteger, primary_key=True),
    Column("body_sealed", LargeBinary, nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("adopted_at", Float),
    Column("removed_at", Float),
)

line_changes = Table(
    "line_changes",
    metadata,
    Column("id", _Id, primary_key=True),
    _peer(),
    Column("ref", BigInteger, nullable=False),
    Column("at", Float, nullable=False),
    Column("what", Text, nullable=False),
    Column("before_sealed", LargeBinary, nullable=False),
    Index("ix_line_changes_peer_ref", "peer_id", "ref"),
)

# No foreign key: the receipt of a deletion is sent after its peer is gone.
outbox = Table(
    "outbox",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("peer_id", BigInteger, index=True),
    Column("address_sealed", LargeBinary, nullable=False),
    Column("body_sealed", LargeBinary, nullable=False),
    Column("unsolicited", Integer, nullable=False),
    Column("question", BigInteger, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("not_after", Float),
    # A number is never used twice: the journal of what was sent speaks of messages by their numbers.
    sqlite_autoincrement=True,
)

timers = Table(
    "timers",
    metadata,
    Column("peer_id", _Id, ForeignKey("peers.id", ondelete="CASCADE"), primary_key=True),
    Column("timer", Text, primary_key=True),
    Column("due_at", Float, nullable=False, index=True),
    Column("question", BigInteger, nullable=False),
    Column("until", Float),
)

seen_updates = Table(
    "seen_updates",
    metadata,
    Column("update_id", _Id, primary_key=True, autoincrement=False),
    Column("at", Float, nullable=False, index=True),
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("id", _Id, primary_key=True),
    _peer(),
    Column("at", Float, nullable=False),
    Column("cause", Text, nullable=False),
    Column("event_sealed", LargeBinary, nullable=False),
)

told_groups = Table(
    "told_groups",
    metadata,
    Column("fingerprint", LargeBinary, primary_key=True),
    Column("at", Float, nullable=False),
)

scripts = Table(
    "scripts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("text", Text, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)
