"""The review page: everything that can be said is on it, in words that whoever reviews it can read."""

import re
from html import unescape
from pathlib import Path

import pytest
from helpers_content import SHIPPED
from helpers_review import STORY, garden
from jinja2 import nodes

from bot.app.content import Content, load_content
from bot.app.content_review.frames import EN, ES, frame_for
from bot.app.content_review.markdown_text import in_markdown, quoted, text_in_markdown
from bot.app.content_review.page import review_page
from bot.app.content_review.printed import printed
from bot.app.content_review.reading import Line, read_block, read_condition, read_label
from bot.app.content_review.said import Pages
from bot.wording import Wording

DOCS = Path(__file__).parent.parent / "docs"
ENVIRONMENT = Wording([SHIPPED]).environment


def shipped() -> Content:
    """The content as it ships."""
    return load_content([SHIPPED], "en")[0]


def lines(text: str) -> list[tuple[int, str]]:
    """A block as it is read."""
    return [(line.depth, line.html) for line in read_block(text, EN, ENVIRONMENT)]


def bare(markdown: str) -> str:
    """Letters and signs of a page without its escapes, marks and white space, to compare words by."""
    text = unescape(
        re.sub(r"</?[bisu]>|\[|\]\(#[^)]*\)|\]", "", re.sub(r"\\(?=\S)|\\$", "", markdown, flags=re.MULTILINE))
    )
    return re.sub(r"[>\s\u200b]+", "", text)


@pytest.mark.parametrize("locale", ["en", "es"])
def test_the_committed_pages_are_current(locale: str) -> None:
    """Whoever changes a word makes them anew: make content-review."""
    page = (DOCS / "content-review" / f"{locale}.md").read_text("utf-8")
    assert page == review_page(shipped(), locale), "run: make content-review"


@pytest.mark.parametrize("locale", ["en", "es"])
def test_every_word_that_can_be_said_is_on_the_page(locale: str) -> None:
    """Found by what the templates hold, not by what the page's reader makes of them."""
    content = shipped()
    page, missing = bare(review_page(content, locale)), []
    pages = Pages(content)
    for name in pages.names:
        for block, written in pages.blocks(locale, name).items():
            for data in ENVIRONMENT.parse(written.text).find_all((nodes.TemplateData, nodes.Const)):
                text = data.data if isinstance(data, nodes.TemplateData) else str(data.as_const())
                if isinstance(data, nodes.Const) and " " not in text.strip():
                    continue  # a key or a number
                parts = re.split(r"<[^>]*>|\{n\}|<a href=\"|\">", text)
                missing += [(name, block, part) for part in parts if re.sub(r"[>\s]+", "", unescape(part)) not in page]
    assert missing == []


def test_cases_stand_below_their_condition() -> None:
    """Each branch is indented; the words around it are not."""
    text = "{% if plan.lines %}\nYes.\n{% elif not said %}\nNo.\n{% else %}\nWell.\n{% endif %}\nEnd."
    assert lines(text) == [
        (0, "<i>If there is ‹plan lines›:</i>"), (1, "Yes."),
        (0, "<i>Else, if there is no ‹said›:</i>"), (1, "No."),
        (0, "<i>Else:</i>"), (1, "Well."), (0, "End."),
    ]  # fmt: skip


def test_a_case_within_a_sentence_stays_there() -> None:
    """In brackets, so that the sentence can be read both ways."""
    assert lines("What {% if shows %}else {% endif %}helps?") == [(0, "What [<i>If there is ‹shows›:</i> else ]helps?")]
    assert lines('{{ "My draft" if draft else "My plan" }}') == [
        (0, "[<i>If there is ‹draft›:</i> My draft][<i>Else:</i> My plan]")
    ]


def test_turns_and_repetitions() -> None:
    """Variants stand behind a dash each, a repetition is told once."""
    assert lines("{% either %}\nOne.\n{% or %}\nTwo.\n{% endeither %}") == [
        (0, "<i>One of these, in turn:</i>"), (1, "– One."), (1, "– Two."),
    ]  # fmt: skip
    assert lines("{% for line in plan.lines if line.ref == step %}\n• {{ line.text }}\n{% endfor %}") == [
        (0, "<i>For each of ‹plan lines› where ‹line ref› is ‹step›:</i>"), (1, "• ‹line text›"),
    ]  # fmt: skip


def test_what_is_filled_in_is_named() -> None:
    """Own words in quotation marks, days and numbers as such, both forms of a number, words that are shared."""
    assert lines("{{ helped[-1].what | brief }} {{ one.at | date }} {{ n | number }}") == [
        (0, "“‹helped (last) what›” ‹one at: date› ‹n: number›")
    ]
    assert lines('{{ plural(n, one="{n} line", other="{n} lines") }}') == [(0, "‹n› line / ‹n› lines")]
    assert lines("{{ shared('thanks') }}") == [(0, '<a href="#shared-thanks">‹shared words: thanks›</a>')]
    assert lines('{{ shared("role_" ~ line.role) }}') == [(0, "‹shared words: role line role›")]


def test_words_that_are_given_a_name_are_shown() -> None:
    """They are said where the name stands."""
    found = lines('{% set why = {"a": "When life is heavy", "b": "When"} %}\n{{ why[kind] }}')
    assert found[0] == (0, "<i>‹why› stands for: “a”: “When life is heavy”; “b”: “When”</i>")


CONDITIONS = {
    "helped | length < 5": "the number of ‹helped› is less than 5",
    "did == 'text'": "something was written",
    "did != 'choice'": "not: a button was pressed",
    "did in ('text', 'choice')": "something was written or a button was pressed",
    "result == 'found' and not pick.again": "‹result› is “found” and there is no ‹pick again›",
    "a and (b or c)": "there is ‹a› and (there is ‹b› or there is ‹c›)",
    "not (a == b)": "not: ‹a› is ‹b›",
    "'x' not in pick.why": "“x” is not among ‹pick why›",
    "answer is defined": "‹answer› is known",
    "0 <= n < 5": "0 is ‹n› or less and ‹n› is less than 5",
    "win | asks_to_stop": "there is ‹win› (asks_to_stop)",
    "lines | selectattr('text', 'eq', person) | list": "there is ‹lines› where “text” is ‹person›",
    "steps | selectattr('private')": "there is ‹steps› that have “private”",
}


@pytest.mark.parametrize(("source", "told"), CONDITIONS.items())
def test_conditions_are_told_in_words(source: str, told: str) -> None:
    """So that nobody has to know templates to review what is said when."""
    environment = ENVIRONMENT.overlay()
    environment.filters = {**environment.filters, "asks_to_stop": bool}
    assert read_condition(source, EN, environment) == told


def test_every_condition_of_the_scripts_can_be_told() -> None:
    """In both languages, with every name that it asks for."""
    for dialogue in shipped().catalog.dialogues.values():
        for state in dialogue.states.values():
            for choice in state.choices:
                if choice.condition:
                    for frame in (EN, ES):
                        assert read_condition(choice.condition.source, frame, ENVIRONMENT)


def test_the_whole_page_of_a_small_dialogue(tmp_path: Path) -> None:
    """Title, command, states in their order with remarks, buttons with their goals, crisis lines, stories."""
    page = review_page(garden(tmp_path, story=STORY), "en")
    expected = [
        "## garden", "**The garden**", "In the menu: /garden, “Something that grows”.", "### garden: ask",
        "*(begins here; asks; a quiet reminder comes when nothing is answered)*",
        "> > You have <b>the number of ‹plan lines› line / the number of ‹plan lines› lines</b>.",
        "> > You wrote “‹said›” on ‹peer now: date›.",
        "> What grows\\[<i>If something was written:</i> , too\\]?",
        "- **[** That's \\* enough **]** leads to thanks. If the number of ‹plan lines› is more than 2",
        "- **[** Skip **]** leads to bye", "### garden: thanks", "> [‹shared words: thanks›](#shared-thanks)",
        "### garden: bye", "> > • ‹line text›", "> > Nothing yet.",
        "> Until then. A place (https://example.org/a\\_b)", "- offers “The garden”", "### shared: thanks",
        "## Crisis lines", "The \\*river\\*, told by Ana R., who agreed on 2026-11-15.", "> I was there.",
        "| Name | Role | Day | Signature |",
    ]  # fmt: skip
    at = -1
    rows = page.splitlines()
    for row in expected:
        assert row in rows[at + 1 :], row
        at = rows.index(row, at + 1)
    assert (
        "| Puerto Rico (PR), United States (US) | 911 | River line | - | call 988; text RIVER to 988 | 24/7 | "
        "https://example.org/a\\_b | 2026-11-15 |"
    ) in rows
    assert "a note for writers" not in page


def test_a_language_that_lacks_words_shows_whose_are_said(tmp_path: Path) -> None:
    """Reviewers see that their people would hear another language."""
    page = review_page(garden(tmp_path), "es")
    assert "> ¿Qué crece?" in page
    assert "**El jardín**" in page
    assert "*(se dice en en, a falta de otras palabras)*" in page
    assert page.startswith("# Todo lo que Strongsuit puede decir: español\n")


def test_words_of_no_state_are_shown_as_well(tmp_path: Path) -> None:
    """Somebody in the middle of an older version may still hear them."""
    page = review_page(garden(tmp_path, es="{% block gone %}Adiós.{% endblock %}\n"), "es")
    assert "### garden: otras palabras de este diálogo" in page
    assert "> Adiós." in page


def test_other_languages_have_an_english_frame() -> None:
    """Until somebody translates it."""
    assert frame_for("fr") is EN
    assert EN.conditions.keys() == ES.conditions.keys()
    assert EN.program.keys() == ES.program.keys()
    for key, words in EN.conditions.items():
        assert words.count("{}") == ES.conditions[key].count("{}"), key


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("a *b* _c_ [d] | `e` # ~", "a \\*b\\* \\_c\\_ \\[d\\] \\| \\`e\\` \\# \\~"),
        ("<b>x</b> <blockquote>y</blockquote>", "<b>x</b> y"),
        ("5 &lt; 6 &amp; 7", "5 &lt; 6 &amp; 7"),
        ("<script>x</script>", "x"),
        ('<a href="https://x.org">x.org</a>', "x.org (https://x.org)"),
        ('<a href="https://x.org">https://x.org</a>', "https://x.org"),
    ],
)
def test_words_cannot_become_markup(html: str, markdown: str) -> None:
    """A page shows words as they are said; nothing in them acts."""
    assert in_markdown(html) == markdown


def test_quotations_stand_in_each_other() -> None:
    """By depth, with a gap where a case ends, and a break where a line does."""
    deep = [Line(0, "one"), Line(0, "two"), Line(1, "- three"), Line(0, "1. four")]
    assert quoted(deep) == ["> one\\", "> two", "> > \\- three", ">", "> 1\u200b. four"]


def test_a_label_is_one_line() -> None:
    """Whatever its case."""
    label = read_label("{% if a %}\nHere\n{% else %}\nThere\n{% endif %}", EN, ENVIRONMENT)
    assert label == "<i>If there is ‹a›:</i> Here <i>Else:</i> There"
    assert text_in_markdown("a_b") == "a\\_b"


def test_the_printed_page_is_whole(tmp_path: Path) -> None:
    """It needs nothing from elsewhere, its links lead somewhere, and there is room to sign."""
    page = printed(review_page(garden(tmp_path), "en"), "en")
    assert page.startswith("<!doctype html>")
    assert '<html lang="en">' in page
    assert "size: A4" in page
    goals = set(re.findall(r'href="#([^"]+)"', page))
    assert goals
    assert goals <= set(re.findall(r' id="([^"]+)"', page))
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "<th>Signature</th>" in page
    assert "<title>Everything that Strongsuit can say: English</title>" in page
