"""Changing the key: a new one is made and taken into use at once, then everything is brought under it, step by step.

Whoever asks for it asks for one step after the other, so that other commands come in between, and nothing is to be
remembered here: where a rotation stands is in the data (`bot.storage.rotating`).
"""

import asyncio
from datetime import datetime
from pathlib import Path

from bot.app.programmes.answers import Answer
from bot.app.programmes.operations import Asked, Nothing
from bot.app.programmes.problem import Problem
from bot.app.upkeep.premises import Premises
from bot.storage import KeyFileError, Vault
from bot.storage.audit import Audited
from bot.storage.backup import labels_in
from bot.storage.crypto import keys_in, new_secret, write_keys
from bot.storage.rotating import Place

# Batches in one step, and how long others have the database for themselves after each.
BATCHES = 10
PAUSE_SECONDS = 0.02


class BegunAnswer(Answer):
    """``rows`` are to be brought under ``key``, which was ``made`` just now or was the newest already."""

    key: str
    made: bool
    rows: int


class Step(Asked):
    """How far it is: which table, and after which row."""

    table: int = 0
    after: tuple[int, ...] = ()


class StepAnswer(Answer):
    """``rows`` were renewed, ``left`` could not be; ``following`` is the next step, None after the last."""

    rows: int
    left: int
    following: Step | None


class FinishedAnswer(Answer):
    """Where it stands at the end: sealed values by key, the older keys that are listed, and where keys are listed."""

    key: str
    older_keys: tuple[str, ...]
    values: dict[str, int]
    codes: int
    in_environment: bool


class Dropping(Asked):
    """``anyway``: although backups in the usual folder cannot be restored without the older keys."""

    anyway: bool = False


class DroppedAnswer(Answer):
    """``dropped`` are the names of the keys that are listed no more; ``backups`` could not be restored after that."""

    dropped: tuple[str, ...]
    backups: int
    in_environment: bool


async def begin(premises: Premises, asked: Nothing, at: datetime) -> BegunAnswer:
    """Makes a new key and takes it into use, unless an earlier change is to be finished first. Raises `Problem`."""
    vault = premises.store.vault
    made = False
    async with premises.store.transaction() as transaction:
        unfinished = await transaction.rotating.is_unfinished()
    if not unfinished:
        made = _take_new_key(premises, vault)
    async with premises.store.transaction() as transaction:
        await transaction.rotating.begin(at)
        rows = await transaction.rotating.rows_left()
    return BegunAnswer(key=vault.names[0], made=made, rows=rows)


def _take_new_key(premises: Premises, vault: Vault) -> bool:
    """Puts a new key in front, in the file and here; False where the file has one already. Raises `Problem`."""
    if premises.key_file is None:
        raise Problem(
            f"Everything is under the newest key, {vault.names[0]}. The keys are in STRONGSUIT_SECRET_KEY: put a new "
            "one in front there, keep the old one behind it, restart the bot, and do this again."
        )
    if not premises.store.database.is_sqlite:
        raise Problem(
            "With a database on a server, every process has to know the new key first. Put it in front in "
            "STRONGSUIT_SECRET_KEY of each, restart them, and do this again."
        )
    keys = _listed(premises.key_file, vault)
    is_listed = Vault(keys).names != vault.names
    if not is_listed:
        keys = [new_secret(), *keys]
        _write(premises.key_file, keys)
    vault.take(keys)
    return not is_listed


async def step(premises: Premises, asked: Step, at: datetime) -> StepAnswer:
    """Renews a few batches of rows. Others work on the database in between."""
    place: Place | None = Place(asked.table, asked.after)
    rows = left = 0
    for _ in range(BATCHES):
        if place is None:
            break
        async with premises.store.transaction() as transaction:
            place, done = await transaction.rotating.step(place)
        rows, left = rows + done.rows, left + done.left
        if done.rows:
            await asyncio.sleep(PAUSE_SECONDS)
    following = None if place is None else Step(table=place.table, after=place.after)
    return StepAnswer(rows=rows, left=left, following=following)


async def finish(premises: Premises, asked: Nothing, at: datetime) -> FinishedAnswer:
    """After the last step."""
    async with premises.store.transaction() as transaction:
        await transaction.rotating.finish(at)
        await transaction.audit.note(Audited.ROTATED_KEY, at)
        values = await transaction.rotating.values_by_key()
        codes = await transaction.rotating.codes_under_older_keys(at)
    await premises.store.database.empty_log()
    key, *older = premises.store.vault.names
    return FinishedAnswer(
        key=key, older_keys=tuple(older), values=dict(values), codes=codes, in_environment=premises.key_file is None
    )


async def drop_older_keys(premises: Premises, asked: Dropping, at: datetime) -> DroppedAnswer:
    """Takes the older keys off the list, if nothing in the database needs them. Raises `Problem`."""
    vault = premises.store.vault
    async with premises.store.transaction() as transaction:
        values = await transaction.rotating.values_by_key()
        codes = await transaction.rotating.codes_under_older_keys(at)
    _, *older = vault.names
    in_environment = premises.key_file is None
    if used := sum(values[name] for name in older):
        raise Problem(
            f"{used} values are under an older key still, so it stays listed. First: strongsuit db rotate-key"
        )
    if older and codes:
        raise Problem(
            f"{codes} invitations that are open were made under an older key, so it stays listed. Revoke them, or wait "
            "until they are used or over, and do this again."
        )
    backups = sum(label.key in older for label, _ in labels_in(premises.backups))
    if not older or in_environment or (backups and not asked.anyway):
        return DroppedAnswer(dropped=(), backups=backups, in_environment=in_environment)
    assert premises.key_file  # noqa: S101 - said above; for the type checker
    keys = _listed(premises.key_file, vault)[:1]
    if Vault(keys).names != vault.names[:1]:
        raise Problem(f"The key file {premises.key_file} has changed meanwhile. Restart the bot, and do this again.")
    _write(premises.key_file, keys)
    vault.take(keys)
    return DroppedAnswer(dropped=tuple(older), backups=backups, in_environment=False)


def _listed(file: Path, vault: Vault) -> list[str]:
    """The keys in the file, among which are those that are in use here. Raises `Problem`."""
    try:
        keys = keys_in(file)
        names = Vault(keys).names
    except KeyFileError as error:
        raise Problem(str(error)) from None
    except ValueError as error:
        raise Problem(f"The key file {file} cannot be used: {error}.") from None
    if not set(vault.names) <= set(names):
        raise Problem(f"The key file {file} does not hold the keys that are in use. Put them back, and do this again.")
    return keys


def _write(file: Path, keys: list[str]) -> None:
    try:
        write_keys(file, keys)
    except KeyFileError as error:
        raise Problem(str(error)) from None
