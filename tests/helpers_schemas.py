"""What takes an embedded database back to an earlier schema."""

# Takes back what 0006 added.
BEFORE_0006 = (
    "DROP TABLE slots",
    "DROP TABLE replicas",
    "DROP TABLE generations",
    "DROP TABLE inbox",
    "DROP INDEX ix_peers_without_slot",
    "DROP INDEX ix_outbox_without_slot",
    "ALTER TABLE peers DROP COLUMN slot",
    "ALTER TABLE outbox DROP COLUMN slot",
)
# Takes back what 0005 added.
BEFORE_0005 = (*BEFORE_0006, "DROP TABLE audit", "DROP TABLE deletions", "DROP TABLE sent_messages")
