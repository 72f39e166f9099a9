"""The numbered findings about a script's shape. Numbers never change their meaning; each has an example that trips it.

An example is a whole script. `tests/test_script_lint.py` proves that each trips its own number.
"""

from bot.diagnostics import Code


def _code(number: str, title: str, remedy: str, example: str, *, warning: bool = False) -> Code:
    return Code(number, title, remedy, "warning" if warning else "error", example)


def _script(states: str, head: str = "start: one") -> str:
    return f"dialogue: example\nversion: 1\n{head}\nstates:\n{states}"


_END = "  bye: {end: completed}\n"

CODES = {
    code.number: code
    for code in (
        _code("D001", "a target that does not exist", "Name a state of this script, or add it.",
              _script("  one: {next: nowhere}\n")),
        _code("D002", "branches without an else", "Add {else: <state>} as the last branch.",
              _script("  one: {wait: text, save: said, skip: bye, next: [{if: said, to: bye}]}\n" + _END,
                      "start: one\nanswers: {said: text}")),
        _code("D003", "a dead end", "Give the state a next, a wait, or an end.", _script("  one: {}\n")),
        _code("D004", "a state that nothing leads to", "Lead to it from another state, or delete it.",
              _script("  one: {next: bye}\n  lost: {next: bye}\n" + _END)),
        _code("D005", "the same key twice", "Keep one of the two.",
              _script("  one: {next: bye}\n  one: {next: bye}\n" + _END)),
        _code("D006", "an unknown key", "Use one of the keys in docs/script-reference.md.",
              _script("  one: {nxt: bye, next: bye}\n" + _END)),
        _code("D007", "a value of the wrong form", "Write it as docs/script-reference.md shows.",
              _script("  one: {wait: soon, next: bye}\n" + _END)),
        _code("D008", "no such start", "Let start name one of the states.",
              _script("  one: {next: bye}\n" + _END, "start: zero")),
        _code("D009", "keys that do not go together", "Split the state in two, or drop one of the keys.",
              _script("  one: {end: completed, next: bye}\n" + _END)),
        _code("D010",
              "a state without words", "Write a block of that name in the prompts file of the default language.", ""),
        _code("D011",
              "an expression that cannot be read", "Write it as a Jinja expression, such as helped | length < 5.",
              _script("  one: {next: [{if: 'helped |', to: bye}, {else: bye}]}\n" + _END)),
        _code("D012", "an expression that names something unknown", "Declare it under answers or needs.",
              _script("  one: {next: [{if: hepled, to: bye}, {else: bye}]}\n" + _END)),
        _code("D013", "an answer saved where none is declared", "Declare it under answers.",
              _script("  one: {wait: text, save: said, skip: bye, next: bye}\n" + _END)),
        _code("D014", "an unknown action", "Use one of the actions in docs/script-reference.md.",
              _script("  one: {do: world.save, next: bye}\n" + _END)),
        _code("D015", "an unknown need", "Use one of the needs in docs/script-reference.md.",
              _script("  one: {next: bye}\n" + _END, "start: one\nneeds: [weather]")),
        _code("D016", "an unknown dialogue", "Name a dialogue that exists.",
              _script("  one: {call: elsewhere, next: bye}\n" + _END)),
        _code("D017", "a loop without a question", "Put a question into the loop, or a way out of it.",
              _script("  one: {next: two}\n  two: {next: one}\n")),
        _code("D018",
              "a choice name that cannot be used", "Begin it with a letter; use letters, digits and _ (at most 32).",
              _script("  one: {wait: choice, choices: {_skip: bye}}\n" + _END)),
        _code("D019", "a published version was changed", "Raise version: and run strongsuit publish.", ""),
        _code("D020", "a move to a state that does not exist", "Map each renamed state to one of this version.",
              _script("  one: {next: bye}\n" + _END, "start: one\nmoves: {0: {old: gone}}")),
        _code("D021", "a command that is taken", "Choose another command.", ""),
        _code("D022", "not readable as YAML", "Mend the syntax at this line.", "dialogue: [\n"),
        _code("D023", "a YAML anchor or alias", "Write the value out; scripts have no anchors.",
              _script("  one: &a {next: bye}\n" + _END)),
        _code("D024",
              "a version that is not published yet", "Run strongsuit publish when it is ready.", "", warning=True),
        _code("D025", "an answer named like a need", "Give the answer another name.",
              _script("  one: {next: bye}\n" + _END, "start: one\nneeds: [plan]\nanswers: {plan: text}")),
        _code("D026", "a file whose name is not the dialogue's", "Name the file <dialogue>.yaml.", ""),
        _code("C020", "a text question that cannot be skipped", "Add skip: <state>, so that no answer is owed.",
              _script("  one: {wait: text, save: said, next: bye}\n" + _END, "start: one\nanswers: {said: text}"),
              warning=True),
    )
}  # fmt: skip
