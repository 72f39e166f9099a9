"""Lint of wording: each number has an example that trips it and nothing else, and a mended form that trips nothing."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.diagnostics import Finding, in_order
from bot.scripts.catalog import load_catalog
from bot.scripts.lint import ALWAYS
from bot.wording import Wording
from bot.wording.codes import CODES
from bot.wording.corpus import CONTROLS, read_corpus
from bot.wording.judge import judge
from bot.wording.lint import lint_files
from bot.wording.markup import faults
from bot.wording.rehearsal import Setting, SharedUse, own
from bot.wording.spoken import Recital, Said

SCRIPT = """dialogue: example
version: 1
start: one
answers:
  said: text
  noted: {list_of: {what: text}}
states:
  one: {wait: text, save: said, choices: {rest: bye}, skip: bye, next: bye}
  bye: {end: completed}
"""
SHARED = "".join(f"{{% block {name} %}}{name.title()}{{% endblock %}}\n" for name in sorted(CONTROLS))
SHARED += "{% block one_rest %}Rest{% endblock %}\n{% block thanks %}Thank you.{% endblock %}\n"
GOOD = "{% block one %}{{ shared('thanks') }} What helps you?{% endblock %}\n{% block bye %}Until then.{% endblock %}\n"

MENDED = {
    "W001": ("{% endblock %}\n===", "{% endblock %}\n=== es/unused.txt\n==="),
    "W002": ("{% block lost %}Nobody reads this.{% endblock %}\n", ""),
    "W003": ("endblok", "endblock"),
    "W004": ("nickname", "said"),
    "W005": ("thanx", "thanks"),
    "W006": ("em>", "b>"),
    "W007": (" for this time", ""),
    "W008": ("said == 1", "not said"),
    "W009": ("{{ noted[-1].what }}", "{% for one in noted %}{{ one.what }}{% endfor %}"),
    "W010": ("exmaple", "example"),
    "W011": ("Hello.{% end", "Hello.{% or %}Welcome.{% end"),
    "W012": ("care: C002", "a note"),
    "W013": ("care: C011 because", "a note, because"),
}


def written(root: Path, text: str) -> Path:
    """The folder that an example stands for."""
    (root / "dialogues").mkdir(parents=True, exist_ok=True)
    (root / "dialogues" / "example.yaml").write_text(SCRIPT, "utf-8")
    parts = ["en/shared.j2\n" + SHARED, "en/example.j2\n" + text.partition("=== ")[0], *text.split("=== ")[1:]]
    for part in parts:
        name, _, body = part.partition("\n")
        (root / "prompts" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "prompts" / name).write_text(body, "utf-8")
    return root


def example_setting(root: Path, scope: Mapping[str, object]) -> Setting:
    """The dialogue of the examples, with one sample person."""
    catalog, _ = load_catalog([root], actions=(), needs=())
    shared = dict.fromkeys(CONTROLS, SharedUse("button"))
    shared["thanks"] = SharedUse()
    return Setting(catalog.dialogues, lambda locale: [scope], always=ALWAYS | scope.keys(), shared=shared)


def lint(*roots: Path, scope: Mapping[str, object] | None = None) -> tuple[list[Finding], list[Said]]:
    """What lint finds, and what was said."""
    wording, setting = Wording(roots), example_setting(roots[0], scope or {})
    corpus = read_corpus(roots, wording)
    report = lint_files(corpus, setting, frozenset({"example"}))
    said: list[Said] = []
    for locale in corpus.locales:
        heard = Recital(corpus, setting, locale, report).perform()
        judge(report, corpus, locale, heard)
        said += heard
    return in_order(report.findings), said


def codes(root: Path, text: str) -> list[str]:
    """The numbers that an example trips."""
    return [item.code for item in lint(written(root, text))[0]]


def test_good_wording_trips_nothing(tmp_path: Path) -> None:
    """The dialogue that all examples are made from is fine itself."""
    assert codes(tmp_path, GOOD) == []


def test_every_number_has_an_example() -> None:
    """And a mended form."""
    assert set(MENDED) == set(CODES)
    assert all(code.example for code in CODES.values())


@pytest.mark.parametrize("number", sorted(set(MENDED) - {"W001"}))
def test_an_example_trips_its_own_number(tmp_path: Path, number: str) -> None:
    """It names the file and the line, ends with the remedy, and is gone when mended."""
    example = CODES[number].example
    found, _ = lint(written(tmp_path / "bad", example))
    assert {item.code for item in found} == {number}
    for item in found:
        assert item.file.is_file()
        assert 1 <= item.line <= item.file.read_text("utf-8").count("\n") + 1
        assert str(item).endswith(item.remedy)
        assert item.severity == CODES[number].severity
    before, after = MENDED[number]
    assert before in example
    assert codes(tmp_path / "good", example.replace(before, after)) == []


def test_what_is_not_translated(tmp_path: Path) -> None:
    """W001 for a block and, once, for a whole file; other checks of the language go on."""
    found, _ = lint(written(tmp_path, CODES["W001"].example))
    assert {(item.code, item.severity) for item in found} == {("W001", "warning")}
    assert {item.file.name for item in found} == {"example.j2", "shared.j2"}
    assert sum(item.file.name == "shared.j2" for item in found) == 1
    spanish = "{% block one %}¿Qué te ayuda?{% endblock %}\n{% block bye %}Hasta luego.{% endblock %}\n"
    shared = SHARED.replace("Thank you", "Gracias")
    assert codes(tmp_path / "all", f"{GOOD}=== es/example.j2\n{spanish}=== es/shared.j2\n{shared}") == []


def test_findings_name_the_line_of_the_block(tmp_path: Path) -> None:
    """Wherever in the block the trouble is."""
    text = "\n\n{% block one %}\n\nWhat helps?\n<i>\n{% endblock %}\n{% block bye %}Until then.{% endblock %}\n"
    found, _ = lint(written(tmp_path, text))
    assert [(item.code, item.line, item.file.name) for item in found] == [("W006", 3, "example.j2")]


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        ("{% block one %}", 1),
        ("\n\n{{ }}", 3),
        ("\n{{ 'a' | nonsense }}", 2),
        ("{% block one %}{% endblock %}\n{% block one %}{% endblock %}", 2),
        ("{% for a in b %}" * 30 + "{% endfor %}" * 30, 1),
    ],
)
def test_an_unreadable_file_is_one_finding(tmp_path: Path, broken: str, line: int) -> None:
    """W003 with the line, and nothing about what is missing because of it."""
    found, _ = lint(written(tmp_path, broken))
    assert [(item.code, item.line) for item in found] == [("W003", line)]


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """They are told as such."""
    root = written(tmp_path, GOOD)
    (root / "prompts" / "en" / "example.j2").write_bytes(b"\xff\xfe\x00")
    found, _ = lint(root)
    assert [(item.code, item.message) for item in found] == [("W003", "it is not in UTF-8.")]


def test_the_person_s_words_are_escaped_and_not_judged(tmp_path: Path) -> None:
    """What a person writes is no markup and no wording of ours; there is no filter to show it raw."""
    quoting = GOOD.replace("Until then.", "{% if said %}You wrote {{ said | quote }}.{% else %}Bye.{% endif %}")
    found, said = lint(written(tmp_path / "escaped", quoting))
    assert found == []
    assert any("&amp; &lt;more&gt;" in one.html for one in said)
    raw, _ = lint(written(tmp_path / "raw", quoting.replace("| quote", "| safe")))
    assert {item.code for item in raw} == {"W009"}
    scope = {"peer": {"name": own("an addict who failed")}}
    named = GOOD.replace("Until then.", "Until then, {{ peer.name }}.")
    assert lint(written(tmp_path / "name", named), scope=scope)[0] == []


def test_every_variant_and_both_ways_are_read(tmp_path: Path) -> None:
    """Words that come up only now and then are judged all the same."""
    words = "{% if said %}{% either %}Fine.{% or %}Great job!{% endeither %}{% else %}A relapse.{% endif %}"
    found, _ = lint(written(tmp_path, GOOD.replace("Until then.", words)))
    assert [(item.code, item.line) for item in found] == [("C010", 2), ("C013", 2)]


def test_a_question_is_read_as_asked_again(tmp_path: Path) -> None:
    """What an event brought is gone when the question is asked again: naming it unguarded is W009."""
    found, _ = lint(written(tmp_path / "bare", GOOD.replace("What helps", "{{ answer }} What helps")))
    assert [item.code for item in found] == ["W009"]
    guarded = "{% if answer is defined %}{{ answer }}{% endif %} What helps"
    assert codes(tmp_path / "guarded", GOOD.replace("What helps", guarded)) == []


def test_shared_words_are_judged_once(tmp_path: Path) -> None:
    """At their own place, and not at each block that says them."""
    root = written(tmp_path, GOOD)
    (root / "prompts" / "en" / "shared.j2").write_text(SHARED.replace("Thank you.", "You should rest."), "utf-8")
    found, _ = lint(root)
    assert [(item.code, item.file.name) for item in found] == [("C011", "shared.j2")]


def test_an_exemption_is_for_one_block_and_one_code(tmp_path: Path) -> None:
    """Before the block or inside it, with a reason."""
    pressing = GOOD.replace("Until then.", "You should rest.")
    exempt = "{# care: C011 because the programme's lawyers wrote it #}"
    assert codes(tmp_path / "bare", pressing) == ["C011"]
    assert codes(tmp_path / "before", pressing.replace("{% block bye", f"{exempt}\n{{% block bye")) == []
    assert codes(tmp_path / "inside", pressing.replace("You should", f"{exempt}You should")) == []
    assert codes(tmp_path / "elsewhere", f"{exempt}\n{pressing}") == ["W013", "C011"]
    other = exempt.replace("C011", "C010")
    assert codes(tmp_path / "code", pressing.replace("{% block bye", f"{other}\n{{% block bye")) == ["C011", "W013"]
    unknown = exempt.replace("C011", "C999")
    assert codes(tmp_path / "unknown", f"{unknown}\n{GOOD}") == ["W012"]
    assert codes(tmp_path / "nowhere", f"{GOOD}{exempt}\n") == ["W012"]


ROTATING = "{% either %}Thank you.{% or %}Thanks.{% endeither %}"


def in_turn(root: Path, asking: str, closing: str) -> list[str]:
    """What a dialogue trips that asks, and says something when it was answered or skipped."""
    return codes(
        root, f"{{% block one %}}{asking} What helps you?{{% endblock %}}\n{{% block bye %}}{closing}{{% endblock %}}"
    )


def test_no_acknowledgement_is_heard_twice_running(tmp_path: Path) -> None:
    """What follows is read together with what came before it, variants included."""
    assert in_turn(tmp_path / "same", "Thank you.", "Thank you.") == ["C024"]
    assert in_turn(tmp_path / "drawn", ROTATING, ROTATING.replace("Thank you", "Gladly kept")) == ["C024"]
    pool = ROTATING.replace("either %", "either pool %", 1)
    assert in_turn(tmp_path / "pool", pool, pool) == []
    assert in_turn(tmp_path / "other", "Thank you.", "That's kept.") == []
    assert in_turn(tmp_path / "fact", "Your plan is yours.", "Your plan is yours.") == []


def test_an_answer_is_taken_up_before_the_next_question(tmp_path: Path) -> None:
    """After words of theirs; not when the question was skipped, nor when an earlier message of the turn has done it."""
    script = SCRIPT.replace("  bye:", "  two: {wait: text, save: said, skip: bye, next: bye}\n  bye:")
    ways = {"straight": "next: two}", "through": "next: mid}\n  mid: {next: two}", "skipped": "skip: two, next: bye}"}
    expected = {"straight": ["C025"], "through": [], "skipped": []}
    for name, way in ways.items():
        root = written(tmp_path / name, GOOD + "{% block two %}Who was there?{% endblock %}\n")
        first = "  one: {wait: text, save: said, choices: {rest: bye}, skip: bye, next: bye}"
        new = first.replace("skip: bye, next: bye}", way if name == "skipped" else f"skip: bye, {way}")
        (root / "dialogues" / "example.yaml").write_text(script.replace(first, new), "utf-8")
        if name == "through":
            file = root / "prompts" / "en" / "example.j2"
            file.write_text(file.read_text("utf-8") + "{% block mid %}That's kept.{% endblock %}\n", "utf-8")
        assert [item.code for item in lint(root)[0]] == expected[name], name


def test_an_overlay_wins_block_by_block(tmp_path: Path) -> None:
    """One block is replaced, and only what is said is judged."""
    base = written(tmp_path / "base", GOOD.replace("Until then.", "You should rest."))
    overlay = tmp_path / "overlay"
    (overlay / "prompts" / "en").mkdir(parents=True)
    words = overlay / "prompts" / "en" / "example.j2"
    words.write_text("\n{% block bye %}Until soon.{% endblock %}\n", "utf-8")
    found, said = lint(base, overlay)
    assert found == []
    assert {one.html for one in said if one.dialogue == "example"} == {"Thank you. What helps you?", "Until soon."}
    words.write_text("\n{% block bye %}You must rest.{% endblock %}\n", "utf-8")
    found, _ = lint(base, overlay)
    assert [(item.code, item.file, item.line) for item in found] == [("C011", words, 2)]


def test_a_folder_of_no_language(tmp_path: Path) -> None:
    """Words that nobody could ever be spoken to in are told."""
    for folder in ("english", "es-MX", "zz"):
        found, _ = lint(written(tmp_path / folder, f"{GOOD}=== {folder}/example.j2\n{GOOD}"))
        assert [item.code for item in found] == ["W010"]


def test_either_the_same_twice(tmp_path: Path) -> None:
    """White space makes no difference between variants."""
    twice = "{% either %}\nUntil then.\n{% or %}Until then.{% endeither %}"
    assert codes(tmp_path, GOOD.replace("Until then.", twice)) == ["W011"]


@pytest.mark.parametrize(
    "html",
    [
        "plain words",
        '<b>one</b> <i><u>two</u></i> <a href="https://example.org/?a=1&amp;b=2">three</a>',
        "<blockquote expandable>&lt;5 &gt; &#39;4&#39; &amp;c.</blockquote>",
        '<pre><code class="language-python">x</code></pre> <tg-spoiler>y</tg-spoiler>',
    ],
)
def test_markup_that_telegram_takes(html: str) -> None:
    """Its own tags and entities, closed."""
    assert list(faults(html)) == []


@pytest.mark.parametrize(
    "html",
    [
        "<b>one", "one</b>", "<b><i>one</b></i>", "<br>", "<br/>", "<p>one</p>", "a < b", "a > b", "R&B", "Q & A",
        "&nbsp;", "<a>one</a>", '<b class="x">one</b>', '<a href="">one</a>',
    ],
)  # fmt: skip
def test_markup_that_telegram_refuses(html: str) -> None:
    """Everything else."""
    assert list(faults(html))
