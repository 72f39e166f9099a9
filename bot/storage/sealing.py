"""Between records and rows: what is sealed, under which purpose, and how moments are written."""

import json
from collections.abc import Mapping
from typing import Any

from bot.engine import Session
from bot.engine.codec import dump, load
from bot.engine.session import Part
from bot.storage.crypto import Vault
from bot.storage.memory import memory_of, memory_text
from bot.storage.moments import known_moment, moment, seconds
from bot.storage.records import ChangeRecord, LineRecord, Memory, OutboxRecord, PeerRecord
from bot.storage.slots import slot_of


def pins(vault: Vault, session: Session) -> str:
    """The script versions that ``session`` stands in, as hashes: so that a start can load those that are in use still,
    and the file does not tell who is in which dialogue."""
    return ",".join(sorted({vault.pin(f"{frame.dialogue}@{frame.version}") for frame in session.frames}))


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
        "acted_at": seconds(peer.acted_at),
        "programme_id": peer.programme_id,
        "joined_at": seconds(peer.joined_at),
        "session_sealed": vault.seal(dump(peer.session), "peers.session"),
        "memory_sealed": vault.seal(memory_text(peer.memory), "peers.memory") if peer.memory != Memory() else None,
        "pins": pins(vault, peer.session),
        "slot": slot_of(peer.address),
    }


def peer_of(vault: Vault, row: Mapping[str, Any]) -> PeerRecord:
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
        acted_at=moment(row["acted_at"]),
        programme_id=row["programme_id"],
        joined_at=moment(row["joined_at"]),
        memory=memory_of(vault.open(row["memory_sealed"], "peers.memory")) if row["memory_sealed"] else Memory(),
    )


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


def _body(line: LineRecord) -> dict[str, Any]:
    """What of a line is sealed. What is empty is left out: most lines are words and a source."""
    data = {
        "section": line.section,
        "text": line.text,
        "role": line.role,
        "about": line.about,
        "area": line.area,
        "audience": line.audience,
        "dialogue": line.dialogue,
        "version": line.version,
        "state": line.state,
        "question": line.question,
        "cuts": _cuts(line.parts),
        "pinned_at": seconds(line.pinned_at),
        "settled": line.settled,
        "settled_at": seconds(line.settled_at),
        "brought_at": seconds(line.brought_at),
    }
    return {key: value for key, value in data.items() if value or key in ("section", "text")}


def _columns(line: LineRecord) -> dict[str, Any]:
    """What of a line can be seen in the table."""
    return {
        "ref": line.ref,
        "position": line.position,
        "created_at": seconds(line.created_at),
        "adopted_at": seconds(line.adopted_at),
        "removed_at": seconds(line.removed_at),
    }


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _line(columns: Mapping[str, Any], body: Any) -> LineRecord:
    if isinstance(body, list):  # as schema 0001 wrote it
        body = dict(zip(("section", "text", "role", "dialogue", "version", "state", "cuts"), body, strict=True))
    text = body["text"]
    return LineRecord(
        ref=columns["ref"],
        section=body["section"],
        text=text,
        role=body.get("role", ""),
        about=body.get("about", 0),
        area=body.get("area", ""),
        audience=body.get("audience", ""),
        dialogue=body.get("dialogue", ""),
        version=body.get("version", 0),
        state=body.get("state", ""),
        question=body.get("question", ""),
        position=columns["position"],
        created_at=known_moment(columns["created_at"]),
        adopted_at=moment(columns["adopted_at"]),
        pinned_at=moment(body.get("pinned_at")),
        settled=body.get("settled", ""),
        settled_at=moment(body.get("settled_at")),
        brought_at=moment(body.get("brought_at")),
        removed_at=moment(columns["removed_at"]),
        parts=_parts(text, body.get("cuts", [])),
    )


def line_row(vault: Vault, peer_id: int, line: LineRecord) -> dict[str, Any]:
    """The columns of ``plan_lines``."""
    return {
        "peer_id": peer_id,
        **_columns(line),
        "body_sealed": vault.seal(_json(_body(line)), "plan_lines.body"),
    }


def line_of(vault: Vault, row: Mapping[str, Any]) -> LineRecord:
    """The record in a row of ``plan_lines``."""
    return _line(row, json.loads(vault.open(row["body_sealed"], "plan_lines.body")))


def change_row(vault: Vault, peer_id: int, change: ChangeRecord) -> dict[str, Any]:
    """The columns of ``line_changes`` but for the id. The line as it was is sealed whole."""
    return {
        "peer_id": peer_id,
        "ref": change.ref,
        "at": seconds(change.at),
        "what": change.what,
        "before_sealed": vault.seal(_json([_columns(change.before), _body(change.before)]), "line_changes.before"),
    }


def change_of(vault: Vault, row: Mapping[str, Any]) -> ChangeRecord | None:
    """The record in a row of ``line_changes``; None for one that schema 0001 wrote, which lacks what undoing needs."""
    before = json.loads(vault.open(row["before_sealed"], "line_changes.before"))
    if len(before) != 2:
        return None
    line = _line(*before)
    return ChangeRecord(id=row["id"], ref=row["ref"], at=known_moment(row["at"]), what=row["what"], before=line)


def outbox_row(vault: Vault, message: OutboxRecord) -> dict[str, Any]:
    """The columns of ``outbox`` but for the id."""
    return {
        "peer_id": message.peer_id,
        "address_sealed": vault.seal(message.address, "outbox.address"),
        "body_sealed": vault.seal(message.body, "outbox.body"),
        "unsolicited": int(message.unsolicited),
        "question": message.question,
        "created_at": seconds(message.created_at),
        "not_after": seconds(message.not_after),
        "slot": slot_of(message.address),
    }


def outbox_of(vault: Vault, row: Mapping[str, Any]) -> OutboxRecord:
    """The record in a row of ``outbox``."""
    return OutboxRecord(
        id=row["id"],
        peer_id=row["peer_id"],
        address=vault.open(row["address_sealed"], "outbox.address"),
        body=vault.open(row["body_sealed"], "outbox.body"),
        unsolicited=bool(row["unsolicited"]),
        question=row["question"],
        created_at=known_moment(row["created_at"]),
        not_after=moment(row["not_after"]),
    )
