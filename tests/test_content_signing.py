"""The hash of what can be said, who signed it, and what happens where nobody did."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from helpers_content import SHIPPED
from helpers_programmes import AT
from helpers_review import DAY, EN, ES, LINES, SCRIPT, SHARED, STORY, garden, sign, write
from structlog.testing import capture_logs

from bot.app.content import Content, load_content
from bot.app.content_review import (
    SIGNED,
    SignatureFileError,
    UnsignedContentError,
    fingerprint,
    require_signed,
    standings,
)
from bot.app.content_review.fingerprint import CRISIS_LINES, STORIES
from bot.app.content_review.gate import line_about
from bot.app.content_review.said import WHOLE, Pages
from bot.app.content_review.signatures import read_signatures
from bot.app.contents import Contents
from bot.compose.content import speakable_content
from bot.settings import Settings, SettingsError, read_settings
from bot.storage.circle import ProgrammeRecord
from bot.wording import WordingError
from bot.wording.render import Voice


def digests(root: Path, **files: str) -> dict[str, str]:
    """The hashes of the small content in each language."""
    content = garden(root, **files)
    return {locale: fingerprint(content, locale).digest for locale in ("en", "es")}


def changed(root: Path, locale: str = "en", **files: str) -> set[str]:
    """The parts of the small content that are others with these files."""
    before = fingerprint(garden(root / "before"), locale)
    after = fingerprint(garden(root / "after", **files), locale)
    assert (before.digest == after.digest) == (before.parts == after.parts)
    return {name for name in before.parts if before.parts[name] != after.parts[name]}


def test_the_same_content_has_the_same_hash_wherever_it_lies(tmp_path: Path) -> None:
    """And each language its own."""
    one, other = digests(tmp_path / "one"), digests(tmp_path / "other")
    assert one == other
    assert len(one["en"]) == 64
    assert one["en"] != one["es"]


SAME = {
    "a comment between blocks": {"en": EN.replace("a note for writers", "another note")},
    "a comment in a block": {"en": EN.replace("Until then.", "{# it ends #}Until then.")},
    "empty lines between blocks": {"en": EN.replace("{% block bye %}", "\n\n\n{% block bye %}")},
    "words outside of blocks": {"en": EN + "\nNobody hears this.\n"},
    "when a line was checked": {"lines": LINES.replace("2026-11-15", "2026-11-20")},
    "a comment in a script": {"script": SCRIPT.replace("  bye:", "  # the end\n  bye:")},
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_what_nobody_hears_is_not_in_the_hash(tmp_path: Path, name: str) -> None:
    """So nobody has to sign again for it."""
    assert changed(tmp_path, **SAME[name]) == set()


OTHER: dict[str, tuple[str, dict[str, str]]] = {
    "a letter": ("garden", {"en": EN.replace("Nothing yet", "Nothing yes")}),
    "a label": ("garden", {"en": EN.replace("* enough", "enough")}),
    "a title": ("garden", {"en": EN.replace("The garden", "A garden")}),
    "a command's description": ("garden", {"en": EN.replace("Something", "All")}),
    "a condition": ("garden", {"en": EN.replace("if plan.lines %", "if plan.drafts %")}),
    "the form of a day": ("garden", {"en": EN.replace("| date", "| time")}),
    "a line break": ("garden", {"en": EN.replace("Until then. ", "Until then.\n")}),
    "one of several wordings": ("shared", {"shared": SHARED.replace("That's kept.", "Kept.")}),
    "where a button leads": ("garden", {"script": SCRIPT.replace("to: thanks", "to: bye")}),
    "a block more": ("garden", {"en": EN + "{% block more %}More{% endblock %}\n"}),
    "a word of the web pages": ("pages", {"pages": "{% block told %}x{% endblock %}\n"}),
    "a number": (CRISIS_LINES, {"lines": LINES.replace("call: 988", "call: 989")}),
    "an emergency number": (CRISIS_LINES, {"lines": LINES.replace("911", "112")}),
    "a country more": (CRISIS_LINES, {"lines": LINES.replace("[PR]", "[PR, GU]")}),
    "a story": (STORIES, {"story": STORY}),
}


@pytest.mark.parametrize("name", OTHER)
def test_whatever_can_be_heard_is_in_the_hash(tmp_path: Path, name: str) -> None:
    """And the part is named in which it changed."""
    part, files = OTHER[name]
    assert changed(tmp_path, **files) == {part}


def test_a_language_has_the_words_that_stand_in_for_missing_ones(tmp_path: Path) -> None:
    """English words that Spanish people would hear are part of what Spanish reviewers sign; others are not."""
    assert changed(tmp_path / "1", "es", en=EN.replace("Nothing yet", "Nothing")) == {"garden"}
    assert changed(tmp_path / "2", "es", en=EN.replace("The garden", "A garden")) == set()
    assert changed(tmp_path / "3", "en", es=ES.replace("crece", "crecía")) == set()
    assert changed(tmp_path / "4", "es", lines=LINES.replace("del río", "del mar")) == {CRISIS_LINES}
    assert changed(tmp_path / "5", "en", lines=LINES.replace("del río", "del mar")) == set()


TRICKS = (
    "{# {% endblock %} #}",
    "{# {% block lost %}{% endblock %} #}",
    "{# {% block bye %} #}",
    "{% raw %}{% block bye %}{% endraw %}",
    '{{ "{% endblock %}" }}',
)


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_keeps_words_out_of_the_hash(tmp_path: Path, trick: str) -> None:
    """Where a file cannot be cut into the blocks that its template has, all of it counts."""
    tricky = EN.replace("Nothing yet.", f"{trick}\nNothing yet.")
    one = garden(tmp_path / "one", en=tricky)
    assert WHOLE in {name.split(" ")[0] for name in Pages(one).blocks("en", "garden")}
    other = garden(tmp_path / "other", en=tricky.replace("Nothing yet.", "Nothing at all."))
    assert fingerprint(one, "en").digest != fingerprint(other, "en").digest


def test_the_blocks_of_all_that_ships_are_found_one_by_one() -> None:
    """The simple cut and the template agree in every file."""
    content = load_content([SHIPPED], "en")[0]
    pages = Pages(content)
    for locale in content.wording.locales:
        for name in pages.names:
            there = {block for template in content.wording.templates(locale, name) for block in template.blocks}
            found = pages.blocks(locale, name)
            assert {block for block, written in found.items() if written.language == locale} == there


def test_an_overlay_wins_block_by_block(tmp_path: Path) -> None:
    """What it replaces is not said any more, so it does not count."""
    base = write(tmp_path / "base")
    overlay = tmp_path / "overlay"
    (overlay / "prompts" / "en").mkdir(parents=True)
    (overlay / "prompts" / "en" / "garden.j2").write_text("{% block title %}Ours{% endblock %}\n", "utf-8")
    laid_over = fingerprint(load_content([base, overlay], "en")[0], "en")
    same = fingerprint(garden(tmp_path / "same", en=EN.replace("The garden", "Ours")), "en")
    assert laid_over.digest == same.digest


def test_words_that_cannot_be_read_have_no_hash(tmp_path: Path) -> None:
    """The error names the file."""
    with pytest.raises(WordingError, match=r"garden\.j2"):
        fingerprint(garden(tmp_path, en="{% block title %}"), "en")


def test_all_of_the_shipped_content_is_hashed_with_little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is read once, whatever the number of languages, and none is parsed: the bot does this at its start."""
    content = load_content([SHIPPED], "en")[0]
    content.wording.preload()
    read: list[Path] = []
    text_of = Path.read_text

    def noted(file: Path, encoding: str) -> str:
        read.append(file)
        return text_of(file, encoding)

    monkeypatch.setattr(Path, "read_text", noted)
    monkeypatch.setattr(type(content.wording.environment), "parse", _never)
    assert len(standings(content, [], ["en", "es"])) == 2
    assert len(read) == len(set(read))


def _never(*_: object) -> None:
    raise AssertionError("a template was parsed")


def test_signed_and_changed_since(tmp_path: Path) -> None:
    """The status names who signed, and when it does not hold any more, what changed."""
    file = tmp_path / SIGNED
    content = garden(tmp_path / "a")
    (before,) = standings(content, [file], ["en"])
    assert (before.is_signed, before.changed, line_about(before)) == (False, (), "en: not signed yet")
    sign(content, file, name="José", day=date(2026, 11, 20))
    sign(content, file, name="Ana")
    sign(content, file, name="Ana")
    (now,) = standings(content, [file], ["en"])
    assert line_about(now) == "en: signed by José (lead) on 2026-11-20, Ana (lead) on 2026-11-22"
    other = garden(tmp_path / "b", en=EN.replace("Until", "So"), lines=LINES.replace("911", "112"))
    (later,) = standings(other, [file], ["en"])
    assert not later.is_signed
    assert line_about(later) == "en: changed since Ana signed on 2026-11-22: crisis lines, garden"


def test_a_signature_is_for_one_language(tmp_path: Path) -> None:
    """Whoever read the English page has not read the Spanish one."""
    content = garden(tmp_path / "a")
    sign(content, tmp_path / SIGNED, "en")
    assert [one.is_signed for one in standings(content, [tmp_path / SIGNED])] == [True, False]


def test_going_back_to_what_was_signed_is_signed(tmp_path: Path) -> None:
    """The hash counts, and not the order of things."""
    file = tmp_path / SIGNED
    first, second = garden(tmp_path / "a"), garden(tmp_path / "b", en=EN.replace("Until", "So"))
    sign(first, file, day=DAY)
    sign(second, file, day=date(2026, 12, 1))
    assert standings(first, [file], ["en"])[0].is_signed
    assert len(read_signatures(file)) == 2


BROKEN = {
    "no YAML": "signed: [", "no list": "signed: yes", "nothing": "", "no entry": "signed: [x]",
    "no day": "signed: [{locale: en, hash: a, name: b, role: c, day: soon, parts: {}}]",
    "no name": "signed: [{locale: en, hash: a, name: '', role: c, day: 2026-11-22, parts: {}}]",
    "no parts": "signed: [{locale: en, hash: a, name: b, role: c, day: 2026-11-22, parts: [x]}]",
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_of_signatures_is_told_and_kept(tmp_path: Path, name: str) -> None:
    """It holds for nothing; signing does not write over it."""
    file = tmp_path / SIGNED
    file.write_text(BROKEN[name], "utf-8")
    content = garden(tmp_path / "a")
    for attempt in (lambda: standings(content, [file]), lambda: sign(content, file)):
        with pytest.raises(SignatureFileError, match=r"signed-content\.yaml.*strongsuit content sign"):
            attempt()
    assert file.read_text("utf-8") == BROKEN[name]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """In place of its folder lies a file."""
    (tmp_path / "a").write_text("", "utf-8")
    with pytest.raises(SignatureFileError, match=r"Nothing was signed|cannot be read"):
        sign(garden(tmp_path / "b"), tmp_path / "a" / SIGNED)


def test_unsigned_content_is_refused_for_every_language_that_is_offered(tmp_path: Path) -> None:
    """One message tells all of them, and what to do; it holds none of the words."""
    content, file = garden(tmp_path / "a"), tmp_path / SIGNED
    sign(content, file, "en")
    with pytest.raises(UnsignedContentError) as told:
        require_signed(content, [file])
    assert "es: not signed yet. " in str(told.value)
    assert "en:" not in str(told.value)
    assert "strongsuit content sign --locale es" in str(told.value)
    assert "\n" not in str(told.value)
    require_signed(replace(content, languages=("en",)), [file])
    sign(content, file, "es")
    require_signed(content, [file])
    with pytest.raises(UnsignedContentError, match="changed since Ana signed on 2026-11-22: garden") as told:
        require_signed(garden(tmp_path / "b", en=EN.replace("Until", "Secretly")), [file])
    assert "Secretly" not in str(told.value)


def test_the_bot_speaks_only_what_was_signed_where_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The signatures lie in the overlay, or with the data; without the setting nothing is looked at."""
    monkeypatch.setattr("bot.compose.content.content_roots", lambda overlay: [write(tmp_path / "base")])
    settings = Settings(data_dir=tmp_path / "data", _env_file=None)  # type: ignore[call-arg]  # pydantic-settings' own
    assert speakable_content(settings).signatures is None
    strict = settings.model_copy(update={"require_signed_content": True})
    with pytest.raises(UnsignedContentError):
        speakable_content(strict)
    content = garden(tmp_path / "base")
    for locale in ("en", "es"):
        sign(content, tmp_path / "data" / SIGNED, locale)
    assert speakable_content(strict).signatures == tmp_path / "data" / SIGNED
    with_overlay = strict.model_copy(update={"content_dir": tmp_path / "ours"})
    assert with_overlay.signed_content == tmp_path / "ours" / SIGNED
    with pytest.raises(UnsignedContentError):
        speakable_content(with_overlay)


@pytest.mark.parametrize(("said", "meant"), [("true", True), ("1", True), ("no", False), ("", False)])
def test_the_setting_is_read(monkeypatch: pytest.MonkeyPatch, said: str, meant: bool) -> None:
    """As settings are, and an empty one is off."""
    monkeypatch.setenv("STRONGSUIT_REQUIRE_SIGNED_CONTENT", said)
    assert read_settings().require_signed_content is meant


def test_a_setting_that_says_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be dangerous to guess."""
    monkeypatch.setenv("STRONGSUIT_REQUIRE_SIGNED_CONTENT", "maybe")
    with pytest.raises(SettingsError, match="write true or false"):
        read_settings()


def programme(folder: Path, **fields: object) -> ProgrammeRecord:
    """A programme with a folder of its own."""
    record = ProgrammeRecord(id=1, key="river", name="River", created_at=AT, overlay=str(folder))
    for name, value in fields.items():
        setattr(record, name, value)
    return record


def title(content: Content) -> str:
    """What the dialogue is called in it."""
    return content.wording.say("en", "garden", "title", {}, Voice())


@pytest.fixture
def signed_base(tmp_path: Path) -> Content:
    """An installation whose content has to be signed, and is."""
    content = garden(tmp_path / "base")
    for locale in ("en", "es"):
        sign(content, tmp_path / SIGNED, locale)
    return replace(content, signatures=tmp_path / SIGNED)


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a programme's folder with a title of its own."""

    def written(text: str) -> Path:
        file = tmp_path / "own" / "prompts" / "en" / "garden.j2"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{{% block title %}}{text}{{% endblock %}}\n", "utf-8")
        return tmp_path / "own"

    return written


def laid_over(base: Content, folder: Path) -> Content:
    """The content that a programme's folder makes."""
    return load_content([*base.roots, folder], "en")[0]


async def test_a_programmes_unsigned_folder_is_not_taken_into_use(
    signed_base: Content, own: Callable[[str], Path]
) -> None:
    """Its people hear the signed words below it; the log says so without any words, once, until something changes."""
    contents = Contents(signed_base, lambda: datetime(2026, 11, 22, tzinfo=UTC))
    folder = own("Secret garden")
    with capture_logs() as logs:
        await contents.take([programme(folder)])
        await contents.take([programme(folder)])
    assert title(contents.of(1)) == "The garden"
    assert logs == [{"event": "the content of a programme is not signed", "programme": "river", "log_level": "error"}]
    sign(laid_over(signed_base, folder), folder / SIGNED)
    await contents.take([programme(folder)])
    assert title(contents.of(1)) == "Secret garden"


async def test_a_signed_folder_that_changes_while_the_bot_runs_is_put_aside(
    signed_base: Content, own: Callable[[str], Path]
) -> None:
    """Until it is signed again, or is again what was signed."""
    contents = Contents(signed_base, lambda: datetime(2026, 11, 22, tzinfo=UTC))
    folder = own("Our garden")
    sign(laid_over(signed_base, folder), folder / SIGNED)
    await contents.take([programme(folder)])
    assert title(contents.of(1)) == "Our garden"
    own("Our own garden")
    with capture_logs() as logs:
        await contents.take([programme(folder)])
    assert title(contents.of(1)) == "The garden"
    assert len(logs) == 1
    own("Our garden")
    await contents.take([programme(folder)])
    assert title(contents.of(1)) == "Our garden"


async def test_only_the_languages_that_a_programme_offers_have_to_be_signed(
    signed_base: Content, own: Callable[[str], Path], tmp_path: Path
) -> None:
    """And when it offers another, that has to be, too."""
    contents = Contents(signed_base, lambda: datetime(2026, 11, 22, tzinfo=UTC))
    folder = own("Our garden")
    spanish = folder / "prompts" / "es" / "garden.j2"
    spanish.parent.mkdir()
    spanish.write_text("{% block title %}Nuestro jardín{% endblock %}\n", "utf-8")
    sign(laid_over(signed_base, folder), folder / SIGNED, "en")
    await contents.take([programme(folder, languages=("en",))])
    assert title(contents.of(1)) == "Our garden"
    with capture_logs():
        await contents.take([programme(folder, languages=("en", "es"))])
    assert title(contents.of(1)) == "The garden"


async def test_a_broken_file_of_signatures_signs_nothing(signed_base: Content, own: Callable[[str], Path]) -> None:
    """The folder is not used, and the log says why."""
    contents = Contents(signed_base, lambda: datetime(2026, 11, 22, tzinfo=UTC))
    folder = own("Our garden")
    (folder / SIGNED).write_text("signed: [", "utf-8")
    with capture_logs() as logs:
        await contents.take([programme(folder)])
    assert title(contents.of(1)) == "The garden"
    assert [one["event"] for one in logs] == ["the content of a programme cannot be used"]


async def test_where_nothing_has_to_be_signed_a_folder_is_used_as_it_is(
    signed_base: Content, own: Callable[[str], Path]
) -> None:
    """As before."""
    contents = Contents(replace(signed_base, signatures=None), lambda: datetime(2026, 11, 22, tzinfo=UTC))
    await contents.take([programme(own("Our garden"))])
    assert title(contents.of(1)) == "Our garden"
