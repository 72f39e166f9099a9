"""A prompts file as lint reads it: its blocks with their lines, and what each of them refers to."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError, meta, nodes

from bot.content_files import text_in
from bot.sandbox import Sandbox
from bot.wording.variants import Either

_EXEMPTION = re.compile(r"care:\s*([A-Z]\d{3})\s+because\s+\S")
_CARE = re.compile(r"care\s*:")


@dataclass(frozen=True, slots=True)
class Pool:
    """One ``either``: its variants, as something that is equal where the words are."""

    variants: tuple[str, ...]


@dataclass(slots=True, eq=False)
class Block:
    """One block. ``calls`` are the shared blocks it says; of names put together, the beginning is in ``prefixes``."""

    name: str
    file: Path
    line: int
    names: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()
    prefixes: frozenset[str] = frozenset()
    pools: tuple[Pool, ...] = ()
    exempt: set[str] = field(default_factory=set)


@dataclass(slots=True)
class PromptsFile:
    """One file. ``broken`` says where and why it cannot be read; ``strays`` are exemptions that are not valid."""

    path: Path
    locale: str
    dialogue: str
    blocks: Mapping[str, Block] = field(default_factory=dict)
    broken: tuple[int, str] | None = None
    strays: tuple[tuple[int, str], ...] = ()


def read_prompts(path: Path, environment: Sandbox) -> PromptsFile:
    """Reads one file. Never raises: what is wrong is in ``broken``."""
    file = PromptsFile(path, path.parent.name, path.stem)
    try:
        text = text_in(path, path.parents[2])
        tree = environment.parse(text, name=file.dialogue, filename=str(path))
        environment.compile(text, name=file.dialogue, filename=str(path))
        file.blocks = {block.name: _block(block, path, environment) for block in tree.find_all(nodes.Block)}
        file.strays = tuple(_exempt(text, environment, file.blocks))
    except UnicodeDecodeError:
        file.broken = 1, "it is not in UTF-8"
    except TemplateSyntaxError as error:
        file.broken = error.lineno, (error.message or "").rstrip(".")
    except SyntaxError as error:  # what the template was made into is no Python: its lines are none of the file's
        file.broken = 1, error.msg
    except OSError as error:
        file.broken = 1, error.strerror or type(error).__name__
    except (TemplateError, RecursionError, ValueError, MemoryError, OverflowError) as error:
        file.broken = 1, type(error).__name__
    return file


def _block(block: nodes.Block, path: Path, environment: Sandbox) -> Block:
    body = nodes.Template(block.body, lineno=block.lineno)
    body.set_environment(environment)
    names = meta.find_undeclared_variables(body) - set(environment.globals)
    called = [_called(call) for call in body.find_all(nodes.Call)]
    return Block(
        block.name,
        path,
        block.lineno,
        frozenset(names),
        frozenset(name for name, whole in called if name and whole),
        frozenset(name for name, whole in called if name and not whole),
        tuple(_pools(body)),
    )


def _called(call: nodes.Call) -> tuple[str, bool]:
    """What a call of ``shared`` names, and whether that is the whole name; an empty name for any other call."""
    if not (isinstance(call.node, nodes.Name) and call.node.name == "shared" and call.args):
        return "", False
    named = call.args[0]
    whole = isinstance(named, nodes.Const)
    if isinstance(named, nodes.Concat):
        named = named.nodes[0]
    return (str(named.value), whole) if isinstance(named, nodes.Const) else ("", False)


def _pools(body: nodes.Template) -> Iterator[Pool]:
    for scope in body.find_all(nodes.Scope):
        drawn, chain = (*scope.body, None, None)[:2]
        if isinstance(drawn, nodes.Assign) and isinstance(chain, nodes.If) and _is_draw(drawn.node):
            yield Pool(tuple(_same_words(branch.body) for branch in (chain, *chain.elif_)))


def _is_draw(node: nodes.Node) -> bool:
    return (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.ExtensionAttribute)
        and node.node.identifier == Either.identifier
    )


def _same_words(variant: list[nodes.Node]) -> str:
    """A text that is equal for variants that differ in white space only."""
    return re.sub(r"(?:\s|\\n)+", " ", re.sub(r"(?:\s|\\n)+(?=['\"])|(?<=['\"])(?:\s|\\n)+", "", repr(variant)))


def _exempt(text: str, environment: Sandbox, blocks: Mapping[str, Block]) -> Iterator[tuple[int, str]]:
    """Notes each exemption in its block; yields the line and text of those that have no reason or no block."""
    waiting: list[tuple[int, str]] = []
    inside: list[str] = []
    for line, comment, opened, closed, spoken in _marks(text, environment):
        if comment is not None and inside and _note(comment, blocks[inside[-1]]):
            continue
        if comment is not None:
            waiting.append((line, comment))
        elif opened:
            inside.append(opened)
            yield from (found for found in waiting if not _note(found[1], blocks[opened]))
            waiting = []
        elif spoken or closed:
            yield from waiting
            waiting = []
            if closed and inside:
                inside.pop()
    yield from waiting


def _note(comment: str, block: Block) -> bool:
    found = _EXEMPTION.match(comment)
    if found:
        block.exempt.add(found[1])
    return found is not None


def _marks(text: str, environment: Sandbox) -> Iterator[tuple[int, str | None, str, bool, bool]]:
    """What matters for exemptions, in order: (line, care comment, block opened, block closed, anything else said)."""
    tokens = [token for token in environment.lex(text) if token[1] != "whitespace"]
    for position, (line, kind, value) in enumerate(tokens):
        after = tokens[position + 1][2] if position + 1 < len(tokens) else ""
        if kind == "comment" and _CARE.match(value.strip()):
            yield line, value.strip(), "", False, False
        elif kind == "name" and tokens[position - 1][1] == "block_begin" and value in ("block", "endblock"):
            yield line, None, after if value == "block" else "", value == "endblock", False
        elif (kind == "data" and value.strip()) or kind == "variable_begin":
            yield line, None, "", False, True
