"""The check knows the file of the pages' words: what is missing, unused or wrong in it is found."""

from pathlib import Path

import pytest
from helpers_content import LITTLE, on_a_part

from bot.app.check import check_content
from bot.diagnostics import Finding
from bot.wording import Wording
from bot.wording.corpus import read_corpus
from bot.wording.judge import judge
from bot.wording.lint import lint_files
from bot.wording.rehearsal import NOON, Setting, SharedUse
from bot.wording.spoken import Recital

USES = {"title": SharedUse("label"), "hello": SharedUse(), "made": SharedUse("label", ({"at": NOON},))}
WHOLE = (
    "{% block title %}People{% endblock %}\n{% block hello %}This is a page.{% endblock %}\n"
    "{% block made %}Made on {{ at | date }}{% endblock %}\n{% block figures_now %}Now{% endblock %}\n"
)


def found_in(folder: Path, english: str, spanish: str = "", *, known: bool = True) -> list[Finding]:
    """What lint says about these pages; nothing else is there."""
    for locale, text in (("en", english), ("es", spanish)):
        file = folder / "prompts" / locale / "pages.j2"
        file.parent.mkdir(parents=True)
        if text:
            file.write_text(text, "utf-8")
    setting = Setting({}, lambda locale: [], pages=USES if known else {}, headings=("figures_",))
    corpus = read_corpus([folder], Wording([folder]))
    report = lint_files(corpus, setting, frozenset())
    for locale in corpus.locales:
        judge(report, corpus, locale, Recital(corpus, setting, locale, report).perform())
    return [finding for finding in report.findings if finding.file.name == "pages.j2"]


@pytest.mark.parametrize(
    ("changed", "code"),
    (
        ((WHOLE, WHOLE), ""),
        (("{% block title %}People{% endblock %}\n", ""), "W005"),
        (("{% block title", "{% block lost %}Lost{% endblock %}\n{% block title"), "W002"),
        (("at | date", "on | date"), "W004"),
        (("This is a page.", "You must see this page."), "C011"),
        (("Now{%", "A symptom now{%"), "C010"),
        (("{% endblock %}\n{% block hello", "{% endblok %}\n{% block hello"), "W003"),
    ),
)
def test_what_is_wrong_with_words_of_pages(tmp_path: Path, changed: tuple[str, str], code: str) -> None:
    """Each mistake has its number, and a file without one has none."""
    found = found_in(tmp_path, WHOLE.replace(*changed))
    assert {finding.code for finding in found} == ({code} if code else set())


def test_pages_that_are_not_translated(tmp_path: Path) -> None:
    """The language of the pages is looked at like that of the chat."""
    found = found_in(tmp_path, WHOLE, WHOLE.replace("{% block title %}People{% endblock %}\n", ""))
    assert [(finding.code, finding.file.parent.name) for finding in found] == [("W001", "es")]


def test_no_words_at_all_are_one_finding(tmp_path: Path) -> None:
    """Where the whole file is missing, it is said once."""
    (tmp_path / "one").mkdir()
    setting = Setting({}, lambda locale: [], pages=USES)
    report = lint_files(read_corpus([tmp_path / "one"], Wording([tmp_path / "one"])), setting, frozenset())
    assert [(one.code, str(one.file)) for one in report.findings] == [("W005", "prompts/en/pages.j2")]


def test_without_pages_the_file_belongs_to_nothing(tmp_path: Path) -> None:
    """As any other that no dialogue has."""
    assert {finding.code for finding in found_in(tmp_path, WHOLE, known=False)} == {"W010"}


def test_an_overlay_may_say_it_differently(tmp_path: Path) -> None:
    """A programme changes one sentence of the pages in its own folder; a slip in it is found there."""
    file = tmp_path / "prompts" / "en" / "pages.j2"
    file.parent.mkdir(parents=True)
    file.write_text("{% block people_none %}Nobody has shared so far.{% endblock %}\n", "utf-8")
    with on_a_part(LITTLE, "pages"):
        found = check_content(tmp_path, "en", NOON.date())
    assert [one for one in found if tmp_path in one.file.parents] == []
    file.write_text("{% block people_nobody %}Nobody has shared so far.{% endblock %}\n", "utf-8")
    with on_a_part(LITTLE, "pages"):
        found = check_content(tmp_path, "en", NOON.date())
    assert [one.code for one in found if tmp_path in one.file.parents] == ["W002"]
