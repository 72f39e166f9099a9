"""Between records and rows: what is sealed, under which purpose, and how moments are written."""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping

from bot.engine import Session
from bot.engine.codec import dump, load
from bot.engine.session import Part
from bot.storage.crypto import Vault
from bot.storage.records import ChangeRecord, LineRecord, OutboxRecord, PeerRecord


def moment(seconds: float | None) -> datetime | None:
    """Seconds since 1970 as an aware datetime."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


def known_moment(seconds: float) -> datetime:
    """The same for a column that is never empty."""
    return datetime.fromtimestamp(seconds, UTC)


def seconds(at: datetime | None) -> float | None:
    """An aware datetime as seconds since 1970."""
    return None if at is None else at.timestamp()


def pins(session: Session) -> str:
    """The script versions that ``session`` stands in, in clear, so that an operator can see what is still in use."""
    return ",".join(sorted({f"{frame.dialogue}@{frame.version}" for frame in session.frames}))


def peer_row(vault: Vault, peer: PeerRecord) -> dict[str, Any]:
    """The columns of ``peers`` but for the id."""
    return {
        "fingerprint": vault.fingerprint(peer.address),
        "address_sealed": vault.seal(peer.address, "peers.address"),
        "name_sealed": None if peer.name is None else vault.seal(peer.name, "peers.name"),
        "locale": peer.locale,
        "country": peer.country,
        "timezone": peer.timezone,
        "consent_version": peer.consent_version,
        "consented_at": seconds(peer.consented_at),
        "created_at": seconds(peer.created_at),
        "blocked_at": seconds(peer.blocked_at),
        "nudged_at": seconds(peer.nudged_at),
        "session_sealed": vault.seal(dump(peer.session), "peers.session"),
        "pins": pins(peer.session),
    }


def peer_of(vault: Vault, row: RowMapping) -> PeerRecord:
    """The record in a row of ``peers``. Raises `WrongKeyError` when no listed key opens it."""
    return PeerRecord(
        id=row["id"],
        address=vault.open(row["address_sealed"], "peers.address"),
        session=load(vault.open(row["session_sealed"], "peers.session")),
        created_at=known_moment(row["created_at"]),
        name=None if row["name_sealed"] is None else vault.open(row["name_sealed"], "peers.name"),
        locale=row["locale"],
        country=row["country"],
        timezone=row["timezone"],
        consent_version=row["consent_version"],
        consented_at=moment(row["consented_at"]),
        blocked_at=moment(row["blocked_at"]),
        nudged_at=moment(row["nudged_at"]),
    )


def line_body(line: LineRecord) -> str:
    """What of a line is sealed, as JSON."""
    data = [line.section, line.text, line.role, line.dialogue, line.version, line.state, _cuts(line.parts)]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _cuts(parts: tuple[Part, ...]) -> list[list[int | None]]:
    """The length and message of each part; the words themselves stand in the line."""
    return [[len(part.text), part.message] for part in parts]


def _parts(text: str, cuts: list[list[int | None]]) -> tuple[Part, ...]:
    parts, start = [], 0
    for length, message in cuts:
        end = start + (length or 0)
        parts.append(Part(text[start:end], message))
        start = end + len("\n")
    return tuple(parts)


def line_row(vault: Vault, peer_id: int, line: LineRecord) -> dict[str, Any]:
    """The columns of ``plan_lines``."""
    return {
        "peer_id": peer_id,
        "ref": line.ref,
        "body_sealed": vault.seal(line_body(line), "plan_lines.body"),
        "position": line.position,
        "created_at": seconds(line.created_at),
        "adopted_at": seconds(line.adopted_at),
        "removed_at": seconds(line.removed_at),
    }


def line_of(vault: Vault, row: RowMapping) -> LineRecord:
    """The record in a row of ``plan_lines``."""
    body = json.loads(vault.open(row["body_sealed"], "plan_lines.body"))
    section, text, role, dialogue, version, state, cuts = body
    return LineRecord(
        ref=row["ref"],
        section=section,
        text=text,
        role=role,
        dialogue=dialogue,
        version=version,
        state=state,
        position=row["position"],
        created_at=known_moment(row["created_at"]),
        adopted_at=moment(row["adopted_at"]),
        removed_at=moment(row["removed_at"]),
        parts=_parts(text, cuts),
    )


def change_row(vault: Vault, peer_id: int, change: ChangeRecord) -> dict[str, Any]:
    """The columns of ``line_changes`` but for the id."""
    return {
        "peer_id": peer_id,
        "ref": change.ref,
        "at": seconds(change.at),
        "what": change.what,
        "before_sealed": vault.seal(line_body(change.before), "line_changes.before"),
    }


def outbox_row(vault: Vault, message: OutboxRecord) -> dict[str, Any]:
    """The columns of ``outbox`` but for the id."""
    return {
        "peer_id": message.peer_id,
        "address_sealed": vault.seal(message.address, "outbox.address"),
        "body_sealed": vault.seal(message.body, "outbox.body"),
        "unsolicited": int(message.unsolicited),
        "question": message.question,
        "created_at": seconds(message.created_at),
    }


def outbox_of(vault: Vault, row: RowMapping) -> OutboxRecord:
    """The record in a row of ``outbox``."""
    return OutboxRecord(
        id=row["id"],
        peer_id=row["peer_id"],
        address=vault.open(row["address_sealed"], "outbox.address"),
        body=vault.open(row["body_sealed"], "outbox.body"),
        unsolicited=bool(row["unsolicited"]),
        question=row["question"],
        created_at=known_moment(row["created_at"]),
    )
