"""What databases differ in: characters that PostgreSQL takes in no text column. People's words stand in none."""

from collections.abc import Mapping

import pytest
from helpers_storage import AT, a_line, a_message, a_peer
from sqlalchemy import Text
from test_storage_secrets import write_about_several

from bot.storage import Store
from bot.storage.records import AsideRecord, ChangeRecord, Changes
from bot.storage.tables import metadata

# A zero, half of a pair, a letter from beyond the first plane, marks of direction, and accents upon accents.
STRANGE = "a\0b \ud83d \U0001f9ed \u202e c\u0301\u0302\u0303 \ufffe"

# Every column of text in clear, with what stands in it. A person's own words may never be among that.
TEXT_IN_CLEAR: Mapping[str, str] = {
    "audit.actor": "one of two words",
    "audit.what": "one of a closed list",
    "facts.name": "names that the program gives",
    "generations.digest": "a hash of scripts",
    "invitations.kind": "one of a closed list",
    "letters.kind": "one of a closed list",
    "line_changes.what": "one of a closed list",
    "peers.consent_version": "a version of ours",
    "peers.country": "a code of the directory",
    "peers.locale": "a language that there are words in",
    "peers.pins": "hashes of scripts",
    "peers.timezone": "a name of the time zone database",
    "programmes.key": "what the operator calls it on the command line",
    "replicas.id": "made at random",
    "replicas.name": "a machine's name",
    "scripts.digest": "a hash of a script",
    "scripts.name": "a script's name",
    "scripts.text": "a script, of YAML, which can hold no zero",
    "set_aside.cause": "kinds of errors, and places in the code",
    "share_views.via": "one of a closed list",
    "slots.replica_id": "made at random",
    "staff.role": "one of two words",
    "tallies.what": "one of a closed list, which the database holds too",
    "timers.timer": "one of a closed list",
}


def test_no_column_of_text_is_for_words_of_people() -> None:
    """A new one has to be thought about, and then stands in the list."""
    found = {str(column) for table in metadata.sorted_tables for column in table.c if isinstance(column.type, Text)}
    assert found == set(TEXT_IN_CLEAR)


async def test_strange_characters_come_back_as_they_were(store: Store) -> None:
    """In names, answers, plan lines, messages, what they were before, and what was set aside."""
    peer = a_peer("telegram:1", STRANGE)
    message = a_message(peer.address, STRANGE)
    changes = Changes(
        peer=peer, lines={1: a_line(1, STRANGE)}, outbox=[message],
        history=[ChangeRecord(ref=1, at=AT, what="revised", before=a_line(1, STRANGE))],
        aside=[AsideRecord(at=AT, cause="RuntimeError", event=STRANGE)],
    )  # fmt: skip
    async with store.transaction() as transaction:
        await transaction.save([changes])
    async with store.transaction() as transaction:
        assert await transaction.peers([peer.address]) == {peer.address: peer}
        peer_id = peer.id or 0
        assert (await transaction.lines([peer_id]))[peer_id] == [a_line(1, STRANGE)]
        assert (await transaction.changes([peer_id]))[peer_id][0].before == a_line(1, STRANGE)
        assert await transaction.unsent() == [message]


@pytest.mark.parametrize("words", [STRANGE, "\0"])
async def test_strange_characters_about_several_people(store: Store, words: str) -> None:
    """In programmes, names of staff, codes, shares, letters and notes."""
    await write_about_several(store, words, f"code {words}", "a token")
    async with store.transaction() as transaction:
        [programme] = await transaction.programmes.all()
        [role] = await transaction.programmes.staff(programme.id or 0)
        [share] = await transaction.sharing.given_to([role.id or 0])
        [note] = await transaction.sharing.notes(role.id or 0)
        [letter] = await transaction.sharing.letters(role.peer_id or 0)
        assert await transaction.programmes.invitation(f"code {words}") is not None
    assert share.copy is not None
    told = (programme.name, role.name, share.copy.talk, share.copy.lines[0].text, note.text, letter.text)
    assert set(told) == {words}
