"""The directory of crisis lines: what is shipped, how a programme overrides it, how mistakes are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.app.care import Concern
from bot.app.directory import CONCERNS, Directory, DirectoryError

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
    """Lines that serve everything have exactly the numbers of the care guide, with leading noughts kept."""
    entry = shipped().for_country(country)
    found = {number for line in entry.to_show() for number in (line.call, line.text_to) if number}
    assert (entry.country, entry.emergency[0], found) == (country, emergency, numbers)


def test_every_shipped_entry_can_be_dialled_and_followed_up() -> None:
    """Each shipped country has an emergency number, and each line a name in both languages and a source."""
    directory = shipped()
    for code in directory.countries():
        entry = directory.for_country(code)
        assert entry.emergency
        for locale in ("en", "es"):
            for concern in (None, *CONCERNS):
                shown = entry.as_context(locale, concern)
                assert all(line["name"] and line["hours"] and line["emergency"] for line in shown)
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


def test_lines_about_something_come_first_only_where_it_is_about_that(tmp_path: Path) -> None:
    """For everyone first, then what serves everything, then what is for some people; elsewhere they are left out."""
    lines = ", ".join(
        LINE.replace("Listening line", name).replace("call:", f"{more} call:")
        for name, more in (
            ("General", ""), ("Young", "for: youth, about: [abuse],"), ("Home", "about: [abuse, friend],"),
            ("Poison", "about: overdose,"),
        )
    )  # fmt: skip
    entry = Directory.load([SHIPPED, write(tmp_path, one_country("NO", lines))]).for_country("NO")

    def names(concern: Concern | None) -> list[object]:
        return [line["name"] for line in entry.as_context("en", concern)]

    assert names("abuse") == ["Home", "General", "Young"]
    assert names("friend") == ["Home", "General"]
    assert names("overdose") == ["Poison", "General"]
    assert names("suicide") == names(None) == ["General"]
    assert entry.as_context("en", "abuse")[0]["about"] == ["abuse", "friend"]
    assert {concern: len(found) for concern, found in entry.by_concern().items()} == {"abuse": 2, "overdose": 1}


@pytest.mark.parametrize("country", ["US", "CA", "GB", "IE", "AU", "NZ", "ES", "MX", "AR", "CL", "CO"])
def test_whoever_is_hurt_finds_a_line_for_that_first(country: str) -> None:
    """In every shipped country; and the lines that serve everything follow."""
    shown = shipped().for_country(country).to_show("abuse")
    assert shown[0].about == ("abuse",)
    assert shown[0].audience == "everyone"
    assert any(not line.about for line in shown)


@pytest.mark.parametrize(
    ("country", "concern", "number"),
    [
        ("US", "abuse", "1-800-799-7233"), ("GB", "abuse", "0808 2000 247"), ("IE", "abuse", "1800 341 900"),
        ("AU", "abuse", "1800 737 732"), ("NZ", "abuse", "0800 733 843"), ("ES", "abuse", "016"),
        ("US", "overdose", "1-800-222-1222"), ("AU", "overdose", "13 11 26"), ("ES", "overdose", "91 562 04 20"),
        ("GB", "overdose", "111"), ("NZ", "overdose", "0800 764 766"), ("AU", "eating", "1800 33 4673"),
    ],
)  # fmt: skip
def test_the_first_number_for_a_concern(country: str, concern: Concern, number: str) -> None:
    """The known national lines, as they are dialled there."""
    assert shipped().for_country(country).to_show(concern)[0].call == number


def test_hours_are_told_in_the_language_of_the_reader() -> None:
    """A line that is closed at night says so in words; one that is not says 24/7 in every language."""
    entry = shipped().for_country("AU")
    eating = {locale: entry.as_context(locale, "eating")[0]["hours"] for locale in ("en", "es", "fr")}
    assert eating == {
        "en": "8 am to midnight, every day", "es": "de 8 a 24 h, todos los días", "fr": "8 am to midnight, every day",
    }  # fmt: skip
    assert entry.as_context("es")[0]["hours"] == "24/7"


def test_an_entry_of_ones_own_without_an_emergency_number_keeps_the_one_there_was(tmp_path: Path) -> None:
    """Nobody is left without it, and the operator can be told."""
    own = write(tmp_path, one_country("GB").replace("emergency: 112, ", ""))
    directory = Directory.load([SHIPPED, own])
    assert directory.for_country("GB").emergency == ("999",)
    assert directory.for_country("GB").lines[0].call == "020 555"
    assert directory.borrowing() == ("GB",)
    assert shipped().borrowing() == ()


@pytest.mark.parametrize(
    ("line", "closed"),
    [
        (LINE, False),
        (LINE.replace("24/7", "{en: 24/7}"), False),
        (LINE.replace("24/7", "9 to 5"), True),
        (LINE.replace("24/7", "{en: 24/7, es: de 9 a 17 h}"), True),
        (LINE.replace("call: 020 555", "web: https://example.org"), True),
        (LINE.replace("call: 020 555", "text: {to: 555}"), False),
        (f"{LINE.replace('24/7', '9 to 5')}, {LINE.replace('call:', 'about: abuse, call:')}", True),
    ],
    ids=("always", "always-en", "by-day", "by-day-es", "website", "text", "only-about"),
)
def test_countries_that_leave_people_alone_at_night_are_known(tmp_path: Path, line: str, closed: bool) -> None:
    """One line that serves everything has to be answered by somebody at every hour."""
    directory = Directory.load([SHIPPED, write(tmp_path, one_country("NO", line))])
    assert directory.closed_at_night() == (("NO",) if closed else ())


def test_the_example_in_the_docs_can_be_used(tmp_path: Path) -> None:
    """A programme can copy it as it stands."""
    page = (SHIPPED.parent.parent / "docs" / "programmes.md").read_text("utf-8")
    example = page.partition("    countries:\n")[2].partition("\n\n")[0]
    directory = Directory.load([SHIPPED, write(tmp_path, f"    countries:\n{example}\n")])
    assert [line.call for line in directory.for_country("US").to_show("abuse")] == ["555 0102", "555 0100"]
    assert (directory.closed_at_night(), directory.borrowing()) == ((), ())


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
        (
            one_country("NO", LINE.replace("call:", "about: [abuse, pain], call:")),
            "`about` is 'pain'. Leave it out, or",
        ),
        (one_country("NO", LINE.replace("call:", "about: abuse, call:")), "NO: every line has `about`. Keep one line"),
        (one_country("NO", LINE.replace("hours: 24/7,", "")), "`hours` is missing"),
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
