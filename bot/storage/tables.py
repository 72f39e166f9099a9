"""The tables. Columns named ``*_sealed`` are encrypted; moments are seconds since 1970 UTC."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# SQLite counts rows itself only for the very type INTEGER.
_Id = BigInteger().with_variant(Integer, "sqlite")


def _peer() -> Column[int]:
    return Column("peer_id", _Id, ForeignKey("peers.id", ondelete="CASCADE"), nullable=False)


def _programme() -> Column[int]:
    return Column("programme_id", _Id, ForeignKey("programmes.id", ondelete="CASCADE"), nullable=False)


def _staff_member() -> Column[int]:
    return Column("staff_id", _Id, ForeignKey("staff.id", ondelete="CASCADE"), nullable=False)


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
    # A programme is closed, never deleted; so no foreign key, which SQLite cannot add to a table that is there.
    Column("programme_id", BigInteger, index=True),
    Column("joined_at", Float),
    # Which process looks after somebody: see `bot.storage.slots`.
    Column("slot", Integer),
    # Empty, once all rows from before there were slots have theirs.
    Index("ix_peers_without_slot", "id", sqlite_where=text("slot IS NULL"), postgresql_where=text("slot IS NULL")),
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
    Column("slot", Integer),
    Index("ix_outbox_without_slot", "id", sqlite_where=text("slot IS NULL"), postgresql_where=text("slot IS NULL")),
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

programmes = Table(
    "programmes",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("body_sealed", LargeBinary, nullable=False),
    Column("retention_days", Integer),
    Column("created_at", Float, nullable=False),
    Column("closed_at", Float),
)

# People who work for a programme: specialists and coordinators. They talk with the bot like everybody else.
staff = Table(
    "staff",
    metadata,
    Column("id", _Id, primary_key=True),
    _programme(),
    _peer(),
    Column("role", Text, nullable=False),
    Column("name_sealed", LargeBinary, nullable=False),
    Column("accepted_at", Float, nullable=False),
    Column("confirmed_at", Float),
    Column("suspended_at", Float),
    Index("ix_staff_peer", "peer_id"),
    UniqueConstraint("programme_id", "peer_id"),
    sqlite_autoincrement=True,
)

# Codes that let somebody in: to a programme, to its staff, or (``share``) to one specialist's list.
invitations = Table(
    "invitations",
    metadata,
    Column("id", _Id, primary_key=True),
    _programme(),
    Column("staff_id", _Id, ForeignKey("staff.id", ondelete="CASCADE")),
    Column("kind", Text, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False, unique=True),
    Column("body_sealed", LargeBinary, nullable=False),
    Column("created_at", Float, nullable=False),
    Column("expires_at", Float),
    Column("most", Integer),
    Column("used", Integer, nullable=False, server_default="0"),
    Column("revoked_at", Float),
)

# ``body_sealed`` is the frozen copy, gone once the share has ended; ``seen_sealed`` holds hashes of what was seen.
shares = Table(
    "shares",
    metadata,
    Column("id", _Id, primary_key=True),
    _peer(),
    _staff_member(),
    Column("number", Integer, nullable=False),
    Column("body_sealed", LargeBinary),
    Column("seen_sealed", LargeBinary),
    Column("given_at", Float, nullable=False),
    Column("made_at", Float, nullable=False),
    Column("until", Float, nullable=False, index=True),
    Column("revoked_at", Float),
    Column("acknowledged_at", Float),
    Index("ix_shares_peer", "peer_id"),
    Index("ix_shares_staff", "staff_id"),
    # The number of a share stands in addresses: it is never used twice.
    sqlite_autoincrement=True,
)

share_views = Table(
    "share_views",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("share_id", _Id, ForeignKey("shares.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("number", Integer, nullable=False),
    Column("via", Text, nullable=False),
)

# What one person has for another, from one to whom something was shared, or for them. ``told_at``: it was announced.
letters = Table(
    "letters",
    metadata,
    Column("id", _Id, primary_key=True),
    _peer(),
    Column("share_id", _Id, ForeignKey("shares.id", ondelete="CASCADE"), index=True),
    Column("kind", Text, nullable=False),
    Column("at", Float, nullable=False),
    Column("body_sealed", LargeBinary, nullable=False),
    Column("told_at", Float),
    Column("read_at", Float),
    Index("ix_letters_peer", "peer_id"),
)

# A specialist's own notes about one person.
staff_notes = Table(
    "staff_notes",
    metadata,
    Column("staff_id", _Id, ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True),
    Column("peer_id", _Id, ForeignKey("peers.id", ondelete="CASCADE"), primary_key=True),
    Column("body_sealed", LargeBinary, nullable=False),
    Column("written_at", Float, nullable=False),
)

# How often something happened in a month, for a programme's figures. No word can be written here: ``what`` is one of a
# closed list, which the database holds too.
tallies = Table(
    "tallies",
    metadata,
    Column("peer_id", _Id, ForeignKey("peers.id", ondelete="CASCADE"), primary_key=True),
    Column("programme_id", _Id, ForeignKey("programmes.id", ondelete="CASCADE"), primary_key=True),
    Column("month", Integer, primary_key=True, autoincrement=False),
    Column("what", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    CheckConstraint("what IN ('joined', 'reflections', 'adopted', 'check_ins', 'wins', 'shares')", name="known"),
    Index("ix_tallies_programme", "programme_id"),
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("fingerprint", LargeBinary, primary_key=True),
    _staff_member(),
    Column("made_at", Float, nullable=False),
    Column("expires_at", Float, nullable=False),
)

web_sessions = Table(
    "web_sessions",
    metadata,
    Column("fingerprint", LargeBinary, primary_key=True),
    _staff_member(),
    Column("made_at", Float, nullable=False),
    Column("used_at", Float, nullable=False),
    Column("expires_at", Float, nullable=False),
)

# Who did or looked at what, for whoever has to answer for it. Numbers only; the database refuses any change of a row.
audit = Table(
    "audit",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("at", Float, nullable=False),
    Column("actor", Text, nullable=False),
    Column("staff_id", BigInteger),
    Column("what", Text, nullable=False),
    Column("about", BigInteger),
    sqlite_autoincrement=True,
)

# Look-up hashes of those who were deleted, so that a copy from before does not bring them back.
deletions = Table(
    "deletions",
    metadata,
    Column("fingerprint", LargeBinary, primary_key=True),
    Column("at", Float, nullable=False, index=True),
)

# What the bot sent lately, by the channel's number of the message, so that /hide can take it out of the chat.
sent_messages = Table(
    "sent_messages",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("peer_id", _Id, ForeignKey("peers.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("number_sealed", LargeBinary, nullable=False),
    Column("at", Float, nullable=False, index=True),
)

# Updates that the channel has handed over, until their turn is applied: see `bot.storage.inbox`.
inbox = Table(
    "inbox",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("slot", Integer, nullable=False),
    Column("at", Float, nullable=False),
    Column("body_sealed", LargeBinary, nullable=False),
    # Updates of one person are applied in the order of their numbers, so none is used twice.
    sqlite_autoincrement=True,
)

# The processes that share a database server, the sets of scripts that they know, and who looks after which slot: see
# `bot.storage.replicas`. An embedded database has one process, and these tables stay as they are.
generations = Table(
    "generations",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("number", Integer, nullable=False, unique=True),
)

replicas = Table(
    "replicas",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("replies", Float, nullable=False),
    Column("until", Float, nullable=False),
)

slots = Table(
    "slots",
    metadata,
    Column("slot", Integer, primary_key=True, autoincrement=False),
    Column("replica_id", Text, ForeignKey("replicas.id", ondelete="SET NULL"), index=True),
)
