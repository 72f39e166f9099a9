"""The review page of a locale: everything that can be said, in Markdown, ready to be printed and signed."""

from babel import Locale
from jinja2 import TemplateError

from bot.app.content import Content
from bot.app.content_review.crisis_table import crisis_table
from bot.app.content_review.fingerprint import fingerprint, told_in
from bot.app.content_review.frames import Frame, frame_for
from bot.app.content_review.markdown_text import in_markdown, quoted, text_in_markdown
from bot.app.content_review.reading import read_block, read_condition, read_label, read_value
from bot.app.content_review.said import Pages, Written
from bot.engine import Dialogue, State
from bot.engine.script import Expression
from bot.wording.corpus import COMMAND, TITLE, labels
from bot.wording.render import PAGES, SHARED

_EMPTY_ROWS = 3  # for whoever signs on paper


def review_page(content: Content, locale: str) -> str:
    """The whole page. Raises `WordingError` where words cannot be read."""
    return _Page(content, locale).written()


def language_name(locale: str) -> str:
    """What a language calls itself."""
    return Locale.parse(locale).get_display_name(locale) or locale


class _Page:
    def __init__(self, content: Content, locale: str) -> None:
        self.content, self.locale = content, locale
        self.frame: Frame = frame_for(locale)
        self.environment = content.wording.environment
        self.pages = Pages(content)
        self.rows: list[str] = []

    def written(self) -> str:
        """The page from its title to the lines for signatures."""
        frame = self.frame
        digest = fingerprint(self.content, self.locale, self.pages).digest
        self._paragraphs(f"# {frame.title.format(language_name(self.locale))}", *frame.intro)
        self._paragraphs(f"**{frame.hash}:** `{digest}`")
        dialogues = sorted(self.content.catalog.dialogues)
        heads = {name: name for name in dialogues} | dict(frame.program)
        heads |= {frame.crisis_lines: "", frame.stories: "", frame.signatures: ""}
        self._paragraphs(f"## {frame.contents}")
        self.rows += [f"- [{name}](#{_anchor(name)})" for name in heads]
        for name in dialogues:
            self._dialogue(self.content.catalog.current(name))
        for name in (SHARED, PAGES):
            self._program(name)
        self._paragraphs("", f"## {frame.crisis_lines}")
        self.rows += crisis_table(self.content.directory, self.locale, frame)
        self._stories()
        self._signatures(digest)
        return "\n".join(self.rows).strip() + "\n"

    def _paragraphs(self, *texts: str) -> None:
        for text in texts:
            self.rows += [text, ""]

    def _dialogue(self, dialogue: Dialogue) -> None:
        blocks = self.pages.blocks(self.locale, dialogue.name)
        self._paragraphs("", f"## {dialogue.name}")
        if title := blocks.pop(TITLE, None):
            self._paragraphs(f"**{self._label(title)}**")
        if dialogue.command and (command := blocks.pop(COMMAND, None)):
            self._paragraphs(self.frame.command.format(dialogue.command, self._label(command)))
        for state in dialogue.states.values():
            if state.speaks:
                self._state(dialogue, state, blocks)
        self._leftover(dialogue.name, blocks)

    def _state(self, dialogue: Dialogue, state: State, blocks: dict[str, Written]) -> None:
        remarks = [self.frame.starts] if state.name == dialogue.start else []
        remarks += [self.frame.asks] if state.wait else []
        remarks += [self.frame.quiet_reminder] if state.nudge_after else []
        own = blocks.pop(state.name, None)
        self._paragraphs(f"### {dialogue.name}: {state.name}")
        if remarks or (own and own.language != self.locale):
            self._paragraphs(f"*({'; '.join([*remarks, *self._foreign(own)])})*")
        self._words(own)
        buttons = self._buttons(state, blocks)
        self.rows += [*buttons, ""] if buttons else []

    def _foreign(self, block: Written | None) -> list[str]:
        return [self.frame.spoken_in.format(block.language)] if block and block.language != self.locale else []

    def _words(self, block: Written | None) -> None:
        """The words of a block; where they cannot be taken apart, as they are written."""
        if block is None or not block.text:
            self._paragraphs(f"*{self.frame.no_words}*")
            return
        try:
            self.rows += [*quoted(read_block(block.text, self.frame, self.environment)), ""]
        except TemplateError:
            self.rows += [*(f"> {text_in_markdown(line)}".rstrip() for line in block.text.splitlines()), ""]

    def _buttons(self, state: State, blocks: dict[str, Written]) -> list[str]:
        shared = self.pages.blocks(self.locale, SHARED)
        rows = []
        for choice, label in zip(state.choices, labels(state), strict=True):
            written = blocks.pop(label, None) or shared.get(label)
            rows.append(self._button(self._label(written) if written else label, choice.to, choice.condition))
        if state.choices_from:
            items = text_in_markdown(read_value(_source(state.choices_from.items), self.frame, self.environment))
            rows.append(f"- {self.frame.made_of.format(items)}, {self._leads(state.choices_from.to)}")
        if state.skip and (skip := shared.get("skip")):
            rows.append(self._button(self._label(skip), state.skip, None))
        for name in state.offers:
            title = self.pages.blocks(self.locale, name).get(TITLE) if name in self.content.catalog else None
            rows.append(f"- {self.frame.offers.format(self._label(title) if title else name)}")
        return rows

    def _button(self, label: str, to: str, condition: Expression | None) -> str:
        told = f"- **[** {label} **]** {self._leads(to)}"
        if condition is None:
            return told
        case = read_condition(_source(condition), self.frame, self.environment)
        return f"{told}. {text_in_markdown(self.frame.when.format(case).rstrip(':'))}"

    def _leads(self, to: str) -> str:
        return self.frame.leads_to.format(text_in_markdown(to))

    def _label(self, block: Written) -> str:
        try:
            told = in_markdown(read_label(block.text, self.frame, self.environment))
        except TemplateError:
            told = text_in_markdown(" ".join(block.text.split()))
        return " ".join([told, *(f"*({foreign})*" for foreign in self._foreign(block))])

    def _leftover(self, name: str, blocks: dict[str, Written]) -> None:
        """What no state of the newest version says; people in the middle of an older one may still hear it."""
        if blocks:
            self._paragraphs(f"### {name}: {self.frame.elsewhere.lower()}")
        for block, written in blocks.items():
            self._paragraphs(f"**{text_in_markdown(block)}**")
            self._words(written)

    def _program(self, name: str) -> None:
        self._paragraphs("", f"## {name}", f"**{self.frame.program[name]}**")
        for block, written in self.pages.blocks(self.locale, name).items():
            self._paragraphs(f"### {name}: {text_in_markdown(block) if not block.isidentifier() else block}")
            if foreign := self._foreign(written):
                self._paragraphs(f"*({foreign[0]})*")
            self._words(written)

    def _stories(self) -> None:
        self._paragraphs("", f"## {self.frame.stories}")
        stories = told_in(self.content, self.locale)
        for story in stories:
            told = (text_in_markdown(story.title), text_in_markdown(story.author), str(story.consented_on))
            self._paragraphs(self.frame.told_by.format(*told))
            self.rows += [*(f"> {in_markdown(line)}".rstrip() for line in story.html.split("\n")), ""]
        if not stories:
            self._paragraphs(self.frame.no_stories)

    def _signatures(self, digest: str) -> None:
        frame = self.frame
        heads = (frame.name, frame.role, frame.day, frame.signature)
        self._paragraphs("", f"## {frame.signatures}", f"**{frame.hash}:** `{digest}`")
        self.rows += [_row(heads), _row(["---"] * len(heads)), *[_row([" "] * len(heads))] * _EMPTY_ROWS]


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _source(expression: object) -> str:
    """An expression as its writer typed it."""
    return str(getattr(expression, "source", ""))


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")
