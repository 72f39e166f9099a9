"""The numbered findings about wording. Numbers never change their meaning; each has an example that trips it.

An example is one prompts file or several: a line ``=== es/example.j2`` begins the file of that name under ``prompts/``,
and without one it is ``en/example.j2``. `tests/test_wording_lint.py` proves that each trips its own number.
"""

from bot.diagnostics import Code


def _code(number: str, title: str, remedy: str, example: str, *, warning: bool = False) -> Code:
    return Code(number, title, remedy, "warning" if warning else "error", example)


_ONE = "{% block one %}What helps you?{% endblock %}\n"
_BYE = "{% block bye %}Until then.{% endblock %}\n"
_GOOD = _ONE + _BYE


def _one(words: str) -> str:
    return "{% block one %}" + words + "{% endblock %}\n" + _BYE


CODES = {
    code.number: code
    for code in (
        _code("W001", "words that are not translated",
              "Write the block in this language too; until then the default language is spoken.",
              f"{_GOOD}=== es/example.j2\n{{% block one %}}¿Qué te ayuda?{{% endblock %}}\n", warning=True),
        _code("W002", "a block that nothing says", "Name it after a state or a choice, or delete it.",
              _GOOD + "{% block lost %}Nobody reads this.{% endblock %}\n", warning=True),
        _code("W003", "a file that cannot be read", "Mend the syntax at this line.",
              "{% block one %}What helps you?{% endblok %}\n"),
        _code("W004", "a name that nothing fills", "Use an answer or a need of the script, or declare it there.",
              _one("What helps you, {{ nickname }}?")),
        _code("W005", "a shared block that is missing", "Write it in the shared file, or call one that is there.",
              _one("{{ shared('thanx') }} What helps you?")),
        _code("W006", "markup that Telegram refuses",
              "Use b, i, u, s, code, pre, blockquote, a or tg-spoiler, close what you open, and write &amp; and &lt;.",
              _one("What <em>helps</em> you?")),
        _code("W007", "a label that is too long", "Say it in 40 characters: a phone cuts off the rest.",
              _GOOD + "{% block one_rest %}I would like to leave it there for this time{% endblock %}\n"),
        _code("W008", "a block that is always empty", "Write its words, or mark the state silent: true.",
              _one("{% if said == 1 %}Hello.{% endif %}")),
        _code("W009", "a block that cannot be rendered", "Guard what may be missing with {% if %}.",
              _one("What helps you with {{ noted[-1].what }}?")),
        _code("W010", "a file that belongs to nothing",
              "Name it <dialogue>.j2, in a folder named by a language code of two or three letters.",
              _GOOD + "=== en/exmaple.j2\n" + _GOOD),
        _code("W011", "variants that do not vary", "Write two different ones, or say it without {% either %}.",
              _one("{% either %}Hello.{% endeither %}")),
        _code("W012", "an exemption that is not valid",
              "Write {# care: C002 because <reason> #} in or directly before the block that it is for.",
              "{# care: C002 #}\n" + _GOOD),
        _code("W013", "an exemption that nothing needs",
              "Take it out: the words are fine without it. It would hide what somebody writes there later.",
              "{# care: C011 because the board asked for it #}\n" + _GOOD, warning=True),
    )
}  # fmt: skip
