"""What has to hold when a round is over: every word once, under its question, and nothing left lying about."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.storage import LineRecord, Vault, read_keys
from bot.storage.sealing import line_of
from bot.storage.tables import outbox, peers, plan_lines, set_aside
from bot.wording import plain
from chaos.bots import Bots
from chaos.people import Answer, Person

# What was sent last is noted a moment later.
SETTLE_SECONDS = 5.0
_TROUBLE = ("Traceback", "turn failed", "batch failed", "set aside", "due timers failed")


@dataclass(frozen=True, slots=True)
class Plans:
    """What stands in the database: lines by address, and what should have been done with by now."""

    lines: dict[str, list[LineRecord]]
    unsent: int
    put_aside: int


async def judged(bots: Bots, everybody: Sequence[Person]) -> list[str]:
    """All that is wrong; nothing, as a rule."""
    async with asyncio.timeout(SETTLE_SECONDS + 10):
        plans = await _settled(bots)
    wrong = [f"{plans.put_aside} acts were set aside"] if plans.put_aside else []
    wrong += [f"{plans.unsent} messages were left unsent"] if plans.unsent else []
    for person in everybody:
        wrong += _compared(person, plans.lines.get(f"telegram:{person.chat}", []))
    printed = bots.words()
    return wrong + [f"the log says {one!r}" for one in _TROUBLE if one in printed]


async def _settled(bots: Bots) -> Plans:
    until = asyncio.get_running_loop().time() + SETTLE_SECONDS
    while (plans := await _read(bots)).unsent and asyncio.get_running_loop().time() < until:
        await asyncio.sleep(0.05)
    return plans


async def _read(bots: Bots) -> Plans:
    keys, _ = read_keys(None, bots.key_file)
    vault = Vault(keys)
    engine = create_async_engine(bots.database_url)
    try:
        async with engine.connect() as connection:
            return Plans(
                await _lines(connection, vault),
                await connection.scalar(select(func.count()).select_from(outbox)) or 0,
                await connection.scalar(select(func.count()).select_from(set_aside)) or 0,
            )
    finally:
        await engine.dispose()


async def _lines(connection: AsyncConnection, vault: Vault) -> dict[str, list[LineRecord]]:
    rows = (await connection.execute(select(peers.c.id, peers.c.address_sealed))).all()
    addresses = {row.id: str(vault.open(row.address_sealed, "peers.address")) for row in rows}
    found: dict[str, list[LineRecord]] = {}
    standing = select(plan_lines).where(plan_lines.c.removed_at.is_(None)).order_by(plan_lines.c.ref)
    for row in (await connection.execute(standing)).mappings():
        found.setdefault(addresses[row["peer_id"]], []).append(line_of(vault, dict(row)))
    return found


def _compared(person: Person, lines: Sequence[LineRecord]) -> list[str]:
    """What differs between what somebody wrote and what stands in their plan."""
    who = f"person {person.number}"
    texts, wanted = [line.text for line in lines], [answer.text for answer in person.answers]
    if texts != wanted:
        lost = [one for one in wanted if one not in texts]
        twice = sorted({one for one in texts if texts.count(one) > 1})
        strange = [one for one in texts if one not in wanted]
        return [f"{who}: lost {lost}, twice {twice}, never written {strange}, or in another order"]
    by_ref = {line.ref: line for line in lines}
    found = []
    for line, answer in zip(lines, person.answers, strict=True):
        about = by_ref.get(line.about)
        found += [f"{who}, {answer.text!r}: {one}" for one in _misfiled(line, about, answer)]
    return found


def _misfiled(line: LineRecord, about: LineRecord | None, answer: Answer) -> list[str]:
    """What of a line does not fit the question that its words were written at."""
    step = answer.step
    wrong = []
    if (line.section, line.role) != (step.section, step.role):
        wrong.append(f"it stands in {line.section}, {line.role}")
    if plain(line.question).strip() not in plain(answer.asked):
        wrong.append(f"it is said to answer {line.question!r}, and answers {answer.asked!r}")
    if [part.message for part in line.parts] != [answer.message]:
        wrong.append("it is not of the message that was written")
    if step.role == "where_next" and (about is None or not about.text.startswith(f"{step.about} ")):
        wrong.append(f"it is about {about and about.text!r}")
    return wrong
