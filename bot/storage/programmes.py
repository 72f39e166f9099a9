"""Statements about programmes: what they are, who works for them, and the codes that let people in."""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import RowMapping, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.bulk import among
from bot.storage.circle import InvitationRecord, ProgrammeRecord, StaffRecord
from bot.storage.crypto import Vault
from bot.storage.moments import known_moment, moment, seconds
from bot.storage.tables import invitations, peers, programmes, staff


class Programmes:
    """The statements of one transaction."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    # -- programmes ----------------------------------------------------------------------------------------------------

    async def all(self) -> list[ProgrammeRecord]:
        """Every programme, closed ones too, in the order of their keys."""
        rows = await self._connection.execute(select(programmes).order_by(programmes.c.key))
        return [self._programme(row) for row in rows.mappings()]

    async def by_key(self, key: str) -> ProgrammeRecord | None:
        """The programme that the operator calls ``key``."""
        row = (await self._connection.execute(select(programmes).where(programmes.c.key == key))).mappings().first()
        return self._programme(row) if row else None

    async def by_id(self, ids: Collection[int]) -> dict[int, ProgrammeRecord]:
        """The programmes with these numbers."""
        rows = await self._connection.execute(select(programmes).where(among(self._connection, programmes.c.id, ids)))
        return {row["id"]: self._programme(row) for row in rows.mappings()}

    async def put(self, record: ProgrammeRecord) -> ProgrammeRecord:
        """Writes a programme; a new one gets its number."""
        values = self._programme_row(record)
        if record.id is None:
            record.id = await self._connection.scalar(insert(programmes).returning(programmes.c.id).values(values))
        else:
            await self._connection.execute(update(programmes).where(programmes.c.id == record.id).values(values))
        return record

    async def members(self, programme_id: int) -> int:
        """How many people belong to it now."""
        counted = select(func.count()).where(peers.c.programme_id == programme_id)
        return await self._connection.scalar(counted) or 0

    async def dismiss(self, programme_id: int) -> None:
        """Nobody belongs to it any more; each keeps everything of theirs."""
        belonging = update(peers).where(peers.c.programme_id == programme_id)
        await self._connection.execute(belonging.values(programme_id=None, joined_at=None))

    # -- staff ---------------------------------------------------------------------------------------------------------

    async def staff(self, programme_id: int) -> list[StaffRecord]:
        """Everybody who works for it, in the order in which they came."""
        rows = await self._connection.execute(
            select(staff).where(staff.c.programme_id == programme_id).order_by(staff.c.id)
        )
        return [self._staff(row) for row in rows.mappings()]

    async def staff_of_peer(self, peer_id: int) -> list[StaffRecord]:
        """The roles of one person."""
        rows = await self._connection.execute(select(staff).where(staff.c.peer_id == peer_id).order_by(staff.c.id))
        return [self._staff(row) for row in rows.mappings()]

    async def staff_by_id(self, ids: Collection[int]) -> dict[int, StaffRecord]:
        """Those with these numbers."""
        rows = await self._connection.execute(select(staff).where(among(self._connection, staff.c.id, ids)))
        return {row["id"]: self._staff(row) for row in rows.mappings()}

    async def put_staff(self, record: StaffRecord) -> StaffRecord:
        """Writes a role; a new one gets its number."""
        values = {
            "programme_id": record.programme_id, "peer_id": record.peer_id, "role": record.role,
            "name_sealed": self._vault.seal(record.name, "staff.name"), "accepted_at": seconds(record.accepted_at),
            "confirmed_at": seconds(record.confirmed_at), "suspended_at": seconds(record.suspended_at),
        }  # fmt: skip
        if record.id is None:
            record.id = await self._connection.scalar(insert(staff).returning(staff.c.id).values(values))
        else:
            await self._connection.execute(update(staff).where(staff.c.id == record.id).values(values))
        return record

    # -- codes ---------------------------------------------------------------------------------------------------------

    async def invitations(self, programme_id: int) -> list[InvitationRecord]:
        """All of its codes, the newest first."""
        rows = await self._connection.execute(
            select(invitations).where(invitations.c.programme_id == programme_id).order_by(invitations.c.id.desc())
        )
        return [self._invitation(row) for row in rows.mappings()]

    async def invitation(self, code: str) -> InvitationRecord | None:
        """The invitation that ``code`` (as `bot.app.sharing.codes.normal` writes it) belongs to, used up or not."""
        hashes = self._vault.fingerprints(f"code:{code}")
        rows = await self._connection.execute(
            select(invitations).where(among(self._connection, invitations.c.fingerprint, hashes))
        )
        row = rows.mappings().first()
        return self._invitation(row) if row else None

    async def add_invitation(self, record: InvitationRecord, code: str) -> InvitationRecord:
        """Writes a new invitation under a hash of ``code``. Only ``record.code`` is kept to be shown again."""
        values = {"fingerprint": self._vault.fingerprint(f"code:{code}"), **self._invitation_row(record)}
        record.id = await self._connection.scalar(insert(invitations).returning(invitations.c.id).values(values))
        return record

    async def put_invitation(self, record: InvitationRecord) -> None:
        """Writes what has become of an invitation."""
        changed = update(invitations).where(invitations.c.id == record.id).values(self._invitation_row(record))
        await self._connection.execute(changed)

    async def use(self, invitation_id: int, staff_id: int | None = None) -> None:
        """Notes that an invitation let somebody in; ``staff_id`` is the role it led to, if to any."""
        used = update(invitations).where(invitations.c.id == invitation_id)
        led_to = {} if staff_id is None else {"staff_id": staff_id}
        await self._connection.execute(used.values(used=invitations.c.used + 1, **led_to))

    # -- rows ----------------------------------------------------------------------------------------------------------

    def _programme_row(self, record: ProgrammeRecord) -> dict[str, Any]:
        body = {
            "name": record.name, "languages": record.languages, "country": record.country,
            "timezone": record.timezone, "overlay": record.overlay, "contact": record.contact,
            "notice_url": record.notice_url,
        }  # fmt: skip
        return {
            "key": record.key, "body_sealed": self._vault.seal(json.dumps(body), "programmes.body"),
            "retention_days": record.retention_days, "created_at": seconds(record.created_at),
            "closed_at": seconds(record.closed_at),
        }  # fmt: skip

    def _programme(self, row: RowMapping) -> ProgrammeRecord:
        body = json.loads(self._vault.open(row["body_sealed"], "programmes.body"))
        return ProgrammeRecord(
            id=row["id"], key=row["key"], name=body["name"], languages=tuple(body["languages"]),
            country=body["country"], timezone=body["timezone"], retention_days=row["retention_days"],
            overlay=body["overlay"], contact=body["contact"], notice_url=body["notice_url"],
            created_at=known_moment(row["created_at"]), closed_at=moment(row["closed_at"]),
        )  # fmt: skip

    def _staff(self, row: RowMapping) -> StaffRecord:
        return StaffRecord(
            id=row["id"], programme_id=row["programme_id"], peer_id=row["peer_id"], role=row["role"],
            name=self._vault.open(row["name_sealed"], "staff.name"), accepted_at=known_moment(row["accepted_at"]),
            confirmed_at=moment(row["confirmed_at"]), suspended_at=moment(row["suspended_at"]),
        )  # fmt: skip

    def _invitation_row(self, record: InvitationRecord) -> dict[str, Any]:
        body = json.dumps({"code": record.code, "label": record.label})
        return {
            "programme_id": record.programme_id, "staff_id": record.staff_id, "kind": record.kind,
            "body_sealed": self._vault.seal(body, "invitations.body"), "created_at": seconds(record.created_at),
            "expires_at": seconds(record.expires_at), "most": record.most, "used": record.used,
            "revoked_at": seconds(record.revoked_at),
        }  # fmt: skip

    def _invitation(self, row: RowMapping) -> InvitationRecord:
        body = json.loads(self._vault.open(row["body_sealed"], "invitations.body"))
        return InvitationRecord(
            id=row["id"], programme_id=row["programme_id"], staff_id=row["staff_id"], kind=row["kind"],
            code=body["code"], label=body["label"], created_at=known_moment(row["created_at"]),
            expires_at=moment(row["expires_at"]), most=row["most"], used=row["used"],
            revoked_at=moment(row["revoked_at"]),
        )  # fmt: skip
