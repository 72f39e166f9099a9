"""Programmes, the people who work for them, what peers share with those, and a programme's figures."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Creates everything that sharing needs; who belongs to a programme stands with the person."""
    op.add_column("peers", sa.Column("programme_id", sa.BigInteger()))
    op.add_column("peers", sa.Column("joined_at", sa.Float()))
    op.create_index("ix_peers_programme_id", "peers", ["programme_id"])
    _programmes()
    _shares()
    _figures()
    _doors()


def _refers(table: str, column: str, to: str) -> list[Any]:
    """A column that refers to a row of another table, and goes with it."""
    name = f"fk_{table}_{column}_{to}"
    return [
        sa.Column(column, _ID, nullable=False),
        sa.ForeignKeyConstraint([column], [f"{to}.id"], name=name, ondelete="CASCADE"),
    ]


def _numbered(table: str) -> list[Any]:
    return [sa.Column("id", _ID, nullable=False), sa.PrimaryKeyConstraint("id", name=f"pk_{table}")]


def _programmes() -> None:
    op.create_table(
        "programmes",
        *_numbered("programmes"),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("retention_days", sa.Integer()),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("closed_at", sa.Float()),
        sa.UniqueConstraint("key", name="uq_programmes_key"),
    )
    op.create_table(
        "staff",
        *_numbered("staff"),
        *_refers("staff", "programme_id", "programmes"),
        *_refers("staff", "peer_id", "peers"),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("name_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("accepted_at", sa.Float(), nullable=False),
        sa.Column("confirmed_at", sa.Float()),
        sa.Column("suspended_at", sa.Float()),
        sa.UniqueConstraint("programme_id", "peer_id", name="uq_staff_programme_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_staff_peer", "staff", ["peer_id"])
    op.create_table(
        "invitations",
        *_numbered("invitations"),
        *_refers("invitations", "programme_id", "programmes"),
        sa.Column("staff_id", _ID),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name="fk_invitations_staff_id_staff", ondelete="CASCADE"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Float(), nullable=False),
        sa.Column("expires_at", sa.Float()),
        sa.Column("most", sa.Integer()),
        sa.Column("used", sa.Integer(), server_default="0", nullable=False),
        sa.Column("revoked_at", sa.Float()),
        sa.UniqueConstraint("fingerprint", name="uq_invitations_fingerprint"),
    )


def _shares() -> None:
    op.create_table(
        "shares",
        *_numbered("shares"),
        *_refers("shares", "peer_id", "peers"),
        *_refers("shares", "staff_id", "staff"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary()),
        sa.Column("seen_sealed", sa.LargeBinary()),
        sa.Column("given_at", sa.Float(), nullable=False),
        sa.Column("made_at", sa.Float(), nullable=False),
        sa.Column("until", sa.Float(), nullable=False),
        sa.Column("revoked_at", sa.Float()),
        sa.Column("acknowledged_at", sa.Float()),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_shares_peer", "shares", ["peer_id"])
    op.create_index("ix_shares_staff", "shares", ["staff_id"])
    op.create_index("ix_shares_until", "shares", ["until"])
    op.create_table(
        "share_views",
        *_numbered("share_views"),
        *_refers("share_views", "share_id", "shares"),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("via", sa.Text(), nullable=False),
    )
    op.create_index("ix_share_views_share_id", "share_views", ["share_id"])
    op.create_table(
        "letters",
        *_numbered("letters"),
        *_refers("letters", "peer_id", "peers"),
        sa.Column("share_id", _ID),
        sa.ForeignKeyConstraint(["share_id"], ["shares.id"], name="fk_letters_share_id_shares", ondelete="CASCADE"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("told_at", sa.Float()),
        sa.Column("read_at", sa.Float()),
    )
    op.create_index("ix_letters_peer", "letters", ["peer_id"])
    op.create_index("ix_letters_share_id", "letters", ["share_id"])
    op.create_table(
        "staff_notes",
        *_refers("staff_notes", "staff_id", "staff"),
        *_refers("staff_notes", "peer_id", "peers"),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("written_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("staff_id", "peer_id", name="pk_staff_notes"),
    )


def _figures() -> None:
    known = "what IN ('joined', 'reflections', 'adopted', 'check_ins', 'wins', 'shares')"
    op.create_table(
        "tallies",
        *_refers("tallies", "peer_id", "peers"),
        *_refers("tallies", "programme_id", "programmes"),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint(known, name="ck_tallies_known"),
        sa.PrimaryKeyConstraint("peer_id", "programme_id", "month", "what", name="pk_tallies"),
    )
    op.create_index("ix_tallies_programme", "tallies", ["programme_id"])


def _doors() -> None:
    for table, moments in (
        ("sign_ins", ("made_at", "expires_at")),
        ("web_sessions", ("made_at", "used_at", "expires_at")),
    ):
        op.create_table(
            table,
            sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
            *_refers(table, "staff_id", "staff"),
            *(sa.Column(name, sa.Float(), nullable=False) for name in moments),
            sa.PrimaryKeyConstraint("fingerprint", name=f"pk_{table}"),
        )
