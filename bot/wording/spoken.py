"""Every block rendered as it is really said, in one locale; what cannot be rendered is W009."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.engine import Dialogue, Say
from bot.wording.corpus import COMMAND, TITLE, Corpus, labels
from bot.wording.lint import Report
from bot.wording.prompts import Block
from bot.wording.rehearsal import Heard, Kind, Setting, own, rehearse
from bot.wording.render import SHARED, Voice, WordingError


@dataclass(frozen=True, slots=True)
class Said:
    """One rendering of one block."""

    dialogue: str
    block: Block
    kind: Kind
    html: str
    emergency: bool = False
    unsolicited: bool = False
    answers: bool = False
    before: str = ""


@dataclass(slots=True)
class Recital:
    """All that is said in one locale. Blocks that fall back on the default locale are heard there."""

    corpus: Corpus
    setting: Setting
    locale: str
    report: Report
    said: dict[Said, None] = field(default_factory=dict)
    _met: set[object] = field(default_factory=set)
    _known: dict[int, str] = field(default_factory=dict)
    _reach: dict[int, list[Block]] = field(default_factory=dict)

    def perform(self) -> list[Said]:
        """Renders everything there is; where the shared file is broken, nothing makes sense and nothing is said."""
        if self.corpus.is_broken(self.locale, SHARED):
            return []
        self._program()
        people = self.setting.people(self.locale)
        for name, dialogue in self.setting.dialogues.items():
            if not self.corpus.is_broken(self.locale, name):
                self._dialogue(dialogue, people)
        return list(self.said)

    def _program(self) -> None:
        """What the program says by itself, and blocks of its files that need nothing to be filled in."""
        for file, uses in self.setting.program.items():
            for name, block in self.corpus.blocks(self.locale, file).items():
                use = uses.get(name)
                kind: Kind = use.kind if use else "label" if name.startswith(self.setting.headings) else "message"
                for scope in use.scopes if use else ({},) if not self._names([block]) else ():
                    self._render(file, block, kind, scope, unsolicited=bool(use and use.unsolicited))

    def _dialogue(self, dialogue: Dialogue, people: Iterable[Mapping[str, object]]) -> None:
        for name in (TITLE, COMMAND):
            self._say(dialogue.name, name, "button" if name == TITLE else "label", {})
        blocks = self.corpus.blocks(self.locale, dialogue.name).values()
        said = {name for block in blocks for name in self._names(self._reached(block))}
        asked = _asked(dialogue)
        used = said | asked.keys()
        told = {name: name in self.setting.always or name in dialogue.needs for person in people for name in person}
        scopes = [{name: value for name, value in person.items() if told[name]} for person in people]
        # The values are held by ``people`` for as long as these numbers are looked up.
        self._known = {id(value): repr(value) for scope in scopes for value in scope.values()}
        distinct = {_what_matters(scope, said, asked): scope for scope in scopes}
        uncalled = dialogue.name in self.setting.uncalled
        for heard in rehearse(dialogue, self.setting, list(distinct.values()), "beneath" in used):
            say = heard.say
            self._say(say.dialogue, say.block, "message", say.scope, unsolicited=uncalled and heard.opening)
            self._labels(say)
            self._in_turn(heard)
        self._unmet(dialogue, scopes)

    def _in_turn(self, heard: Heard) -> None:
        """Hears a message together with what was said before it, as a person does."""
        said = [(say, self.corpus.blocks(self.locale, say.dialogue).get(say.block)) for say in heard.before]
        block = self.corpus.blocks(self.locale, heard.say.dialogue).get(heard.say.block)
        if block is None or not (heard.answers or said) or any(one is None or self._is_faulty(one) for _, one in said):
            return
        key = (heard.answers, self._case(heard.say, block), *(self._case(say, one) for say, one in said if one))
        if key in self._met or self._is_faulty(block):
            return
        self._met.add(key)
        voice = Voice()
        size = max((len(pool.variants) for one in self._reached(block) for pool in one.pools), default=1)
        for number in range(size):
            voice.heard = dict.fromkeys(voice.heard, number)
            try:
                before = "\n".join(self._heard(say, voice) for say in heard.before)
                html = self._heard(heard.say, voice)
            except WordingError:
                return  # each of them is rendered by itself, too, and a failure is told there
            dialogue = heard.say.dialogue
            one = Said(
                dialogue, block, "message", html, dialogue in self.setting.emergency, False, heard.answers, before
            )
            self.said[one] = None

    def _heard(self, say: Say, voice: Voice) -> str:
        return self.corpus.wording.say(self.locale, say.dialogue, say.block, say.scope, voice)

    def _case(self, say: Say, block: Block) -> object:
        """What tells two renderings of a block apart, roughly: what came last, and what there is."""
        names = sorted(self._names(self._reached(block)))
        return (
            say.block,
            say.scope.get("did"),
            say.scope.get("last"),
            tuple(bool(say.scope.get(name)) for name in names),
        )

    def _is_faulty(self, block: Block) -> bool:
        return any((one.file, one.name) in self.report.faulty for one in self._reached(block))

    def _labels(self, say: Say) -> None:
        for button in say.buttons:
            if button.block:
                home = self.corpus.label_home(self.locale, say.dialogue, button.block)
                self._say(home, button.block, "button", say.scope)

    def _unmet(self, dialogue: Dialogue, scopes: Iterable[Mapping[str, object]]) -> None:
        """Words that no rehearsal came to are read with everything filled in; a failure then proves nothing."""
        filled = {name: _filled(spec.fields) for name, spec in dialogue.answers.items()}
        met = {one.block.name for one in self.said if one.dialogue == dialogue.name}
        for state in dialogue.states.values():
            kinds: list[tuple[str, Kind]] = [(state.name, "message")] if state.speaks else []
            for name, kind in (*kinds, *((label, "button") for label in labels(state))):
                for scope in scopes if name not in met else ():
                    everything = {**scope, **filled, "last": "text", "did": "text", "beneath": False}
                    self._say(dialogue.name, name, kind, everything, proves=False)

    def _say(
        self, dialogue: str, name: str, kind: Kind, scope: Mapping[str, object], *, unsolicited: bool = False,
        proves: bool = True,
    ) -> None:  # fmt: skip
        block = self.corpus.blocks(self.locale, dialogue).get(name)
        if block is not None:
            self._render(dialogue, block, kind, scope, unsolicited=unsolicited, proves=proves)

    def _render(
        self, dialogue: str, block: Block, kind: Kind, scope: Mapping[str, object], *, unsolicited: bool = False,
        proves: bool = True,
    ) -> None:  # fmt: skip
        reached = self._reached(block)
        if self._is_faulty(block):
            return
        names = self._names(reached)
        key = (dialogue, block.name, kind, unsolicited, *(self._spelt(scope.get(name, ...)) for name in sorted(names)))
        if key in self._met:
            return
        self._met.add(key)
        self._shared(reached[1:], scope)
        for number in range(max((len(pool.variants) for one in reached for pool in one.pools), default=1)):
            try:
                html = self.corpus.wording.say(self.locale, dialogue, block.name, scope, Voice(only=number))
            except Exception as error:  # whatever a template provokes is a finding, and never the end of the check
                if proves:
                    self._failed(block, error)
                return
            self.said[Said(dialogue, block, kind, html, dialogue in self.setting.emergency, unsolicited)] = None

    def _spelt(self, value: object) -> str:
        """``value`` written out; what is known of a person is large, and is written out once."""
        return self._known.get(id(value)) or repr(value)

    def _shared(self, called: Iterable[Block], scope: Mapping[str, object]) -> None:
        """Shared words are heard by themselves too, so that what is wrong with them is told once, at their place."""
        for block in called:
            if block.name not in self.setting.shared and not block.name.startswith(self.setting.headings):
                self._render(SHARED, block, "message", scope, proves=False)

    def _failed(self, block: Block, error: Exception) -> None:
        """Notes the failure where it happened: in the block, or in a shared one that it says."""
        block = next((one for one in self._reached(block)[1:] if f"block {one.name!r}" in str(error)), block)
        cause = error.__cause__ if isinstance(error, WordingError) and error.__cause__ else error
        self.report.spoils("W009", block, f"cannot be rendered: {str(cause) or type(cause).__name__}.")

    def _reached(self, block: Block) -> list[Block]:
        if id(block) not in self._reach:
            self._reach[id(block)] = self.corpus.reach(self.locale, block)
        return self._reach[id(block)]

    @staticmethod
    def _names(blocks: Iterable[Block]) -> frozenset[str]:
        return frozenset[str]().union(*(block.names for block in blocks))


def _what_matters(scope: Mapping[str, object], said: set[str], asked: Mapping[str, set[str]]) -> str:
    """What tells two people apart for a dialogue: all of what its words name, and what its conditions ask of others."""
    told: dict[str, object] = {name: scope[name] for name in said & scope.keys()}
    for name in (asked.keys() & scope.keys()) - said:
        value, fields = scope[name], asked[name]
        if fields and isinstance(value, Mapping):
            value = [(field, value.get(field)) for field in sorted(fields)]
        told[name] = value
    return repr(sorted(told.items()))


def _asked(dialogue: Dialogue) -> dict[str, set[str]]:
    """The names in a dialogue's expressions, each with the fields asked of it; none where it is taken whole."""
    fields: dict[str, set[str]] = {}
    whole: set[str] = set()
    for expression in _expressions(dialogue):
        for name in expression.names:
            found = re.findall(rf"\b{name}\b(?:\.(\w+))?", expression.source)
            fields.setdefault(name, set()).update(filter(None, found))
            whole |= {name} if "" in found else set()
    return {name: set() if name in whole else found for name, found in fields.items()}


def _expressions(dialogue: Dialogue) -> list[Any]:
    found: list[Any] = []
    for state in dialogue.states.values():
        found += [branch.condition for branch in state.next] + [choice.condition for choice in state.choices]
        found += [*state.arguments.values(), state.choices_from and state.choices_from.items]
        found += [state.keep.section_from, state.keep.text] if state.keep else []
    return [expression for expression in found if hasattr(expression, "names")]


def _filled(fields: tuple[str, ...]) -> object:
    return tuple({name: own(f"{name} {n}") for name in fields} for n in (1, 2)) if fields else own("words")
