"""The journal of what was sent."""

from pathlib import Path

from bot.storage import Journal


def test_what_was_noted_is_read_by_the_next_process(tmp_path: Path) -> None:
    """Numbers outlive the object that wrote them; `clear` forgets them for good."""
    file = tmp_path / "sent.journal"
    first = Journal(file)
    for number in (7, 8, 2**60):
        first.note(number)
    first.close()
    second = Journal(file)
    assert second.read() == {7, 8, 2**60}
    second.clear()
    second.note(9)
    assert second.read() == {9}
    second.close()
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_half_written_number_does_not_count(tmp_path: Path) -> None:
    """A process may die within a write."""
    file = tmp_path / "sent.journal"
    journal = Journal(file)
    journal.note(7)
    journal.close()
    file.write_bytes(file.read_bytes() + b"\x01\x02\x03")
    again = Journal(file)
    assert again.read() == {7}
    again.close()
