"""The directory of crisis lines: what is shipped, how a programme overrides it, how mistakes are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.app.directory import Directory, DirectoryError

SHIPPED = Path(__file__).parent.parent / "prompts" / "crisis_lines.yaml"
LINE = """{name: Listening line, call: 020 555, hours: 24/7, languages: [en],
    source: https://example.org/a, verified_on: 2026-11-15}"""
ELSEWHERE = f"elsewhere: {{lines: [{LINE}]}}\n"


def write(folder: Path, text: str, name: str = "lines.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def one_country(code: str, line: str = LINE) -> str:
    return f"countries:\n  - {{country: {code}, emergency: 112, lines: [{line}]}}\n"


def shipped() -> Directory:
    return Directory.load([SHIPPED])


@pytest.mark.parametrize(
    ("country", "emergency", "numbers"),
    [
        ("US", "911", {"988"}),
        ("CA", "911", {"988"}),
        ("GB", "999", {"116 123", "85258"}),
        ("IE", "112", {"116 123"}),
        ("AU", "000", {"13 11 14", "0477 13 11 14"}),
        ("NZ", "111", {"1737"}),
        ("ES", "112", {"024"}),
    ],
)
def test_shipped_numbers_are_the_known_ones(country: str, emergency: str, numbers: set[str]) -> None:
    """The countries of the care guide have exactly its numbers, with leading noughts kept."""
    entry = shipped().for_country(country)
    found = {number for line in entry.lines for number in (line.call, line.text_to) if number}
    assert (entry.country, entry.emergency[0], found) == (country, emergency, numbers)


def test_every_shipped_entry_can_be_dialled_and_followed_up() -> None:
    """Each shipped country has an emergency number, and each line a name in both languages and a source."""
    directory = shipped()
    for code in directory.countries():
        entry = directory.for_country(code)
        assert entry.emergency
        for locale in ("en", "es"):
            assert all(line["name"] and line["emergency"] for line in entry.as_context(locale))
        assert all(line.source.startswith("https://") for line in entry.lines)


def test_unknown_country_gets_the_elsewhere_entry() -> None:
    """None, an unknown code and a country without entry all lead to the line that serves every country."""
    directory = shipped()
    for code in (None, "", "ZZ", "nonsense"):
        assert directory.for_country(code) is directory.elsewhere
    assert directory.elsewhere.as_context("es")[0]["web"] == "https://findahelpline.com"
    assert directory.elsewhere.as_context("es")[0]["emergency"] == []


def test_country_codes_are_read_in_either_case_and_for_territories() -> None:
    """`us` finds US, and a territory under `also` has the same lines."""
    directory = shipped()
    assert directory.for_country(" us ").lines == directory.for_country("PR").lines


def test_context_speaks_the_language_of_the_reader() -> None:
    """Spanish readers get the Spanish name and the word to text; others fall back to English and no word."""
    entry = shipped().for_country("US")
    spanish, english = entry.as_context("es-MX")[0], entry.as_context("fr")[0]
    assert "Línea" in str(spanish["name"])
    assert spanish["text_word"] == "AYUDA"
    assert "Lifeline" in str(english["name"])
    assert english["text_word"] is None
    assert english["languages"] == ["en", "es"]
    assert english["hours"] == "24/7"


def test_a_programme_overrides_country_by_country(tmp_path: Path) -> None:
    """The later file replaces a whole country and adds its own; the rest stays."""
    local = "{name: Ours, text: {to: 555 01, word: HI}, hours: 9 to 5, languages: [en], for: veterans, "
    local += "source: https://example.org, verified_on: 2026-11-20}"
    directory = Directory.load([SHIPPED, write(tmp_path, one_country("GB", local) + one_country("NO")[11:])])
    (line,) = directory.for_country("GB").lines
    assert (line.text_to, line.audience, line.call) == ("555 01", "veterans", None)
    assert directory.for_country("NO").country == "NO"
    assert directory.for_country("US") == shipped().for_country("US")


def test_stale_lists_what_is_too_old_or_dated_ahead(tmp_path: Path) -> None:
    """A line is stale after the given days, not on the last of them, and when its date lies in the future."""
    directory = Directory.load([write(tmp_path, ELSEWHERE + one_country("NO"))])
    assert directory.stale(date(2027, 5, 14)) == []
    assert {(item.country, item.age_days) for item in directory.stale(date(2027, 5, 15))} == {
        ("", 181),
        ("NO", 181),
    }
    assert len(directory.stale(date(2026, 11, 16), max_age_days=0)) == 2
    assert directory.stale(date(2026, 11, 1))[0].age_days == -14


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            one_country("NO", LINE.replace("https://example.org/a", "http://example.org")),
            "`source` is 'http://",
        ),
        (one_country("NO", LINE.replace("2026-11-15", "2026-02-30")), "on no calendar"),
        (one_country("NO", LINE.replace("2026-11-15", "15.11.2026")), "`verified_on` is '15.11.2026'"),
        (one_country("NO", LINE.replace("verified_on: 2026-11-15", "")), "`verified_on` is missing"),
        (
            one_country("NO", LINE.replace("call: 020 555,", "")),
            "`call` or `text` or `chat` or `web` is missing",
        ),
        (one_country("NO", LINE.replace("020 555", "ring us")), "`call` is 'ring us'. Write a number"),
        (one_country("NO", LINE.replace("call: 020 555", "chat: www.example.org")), "begins with https://"),
        (
            one_country("NO", LINE.replace("call: 020 555", "text: {word: HI}")),
            "NO, line 1, text: `to` is missing",
        ),
        (one_country("NO", LINE.replace("languages: [en]", "languages: []")), "`languages` is missing"),
        (one_country("NO", LINE.replace("hours:", "houres:")), "`houres` is not known here. The keys are"),
        (one_country("UK"), "GB (not UK)"),
        (one_country("NO", ""), "NO: `lines` is missing"),
        (one_country("NO").replace("emergency: 112, ", ""), "NO: `emergency` is missing"),
        (one_country("NO") + one_country("NO")[11:], "NO is there twice"),
        (one_country("NO").replace("country: NO", "country: NO, country: SE"), "a key is there twice"),
        ("countries: [NO]", "country 1: fields are expected here"),
        ("", "fields are expected here"),
        ("countries: [", "cannot be read"),
    ],
)
def test_a_mistake_names_file_place_and_remedy(tmp_path: Path, text: str, told: str) -> None:
    """Each kind of mistake is refused in one line that begins with the file and says what to do."""
    path = write(tmp_path, text)
    with pytest.raises(DirectoryError) as caught:
        Directory.load([SHIPPED, path])
    message = str(caught.value)
    assert message.startswith(str(path))
    assert told in message
    assert message.endswith(".")
    assert "\n" not in message


def test_missing_file_and_missing_elsewhere_are_told(tmp_path: Path) -> None:
    """A file that is not there, one that is no UTF-8, and a directory without elsewhere are refused."""
    with pytest.raises(DirectoryError, match="cannot be read"):
        Directory.load([tmp_path / "nowhere.yaml"])
    (tmp_path / "latin.yaml").write_bytes(b"elsewhere: \xe9")
    with pytest.raises(DirectoryError, match="UTF-8"):
        Directory.load([tmp_path / "latin.yaml"])
    with pytest.raises(DirectoryError, match="`elsewhere` is missing"):
        Directory.load([write(tmp_path, one_country("NO"))])
