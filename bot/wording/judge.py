"""What is wrong with words as they are said: markup, long labels, silence, and the care lint with its exemptions."""

import re
from collections.abc import Iterable, Iterator

from bot.diagnostics import Finding
from bot.wording.care import CODES as CARE_CODES
from bot.wording.care import (
    OWN_WORDS_CLOSE,
    OWN_WORDS_OPEN,
    CareFinding,
    Utterance,
    check_locale,
    check_utterance,
    open_question_share,
)
from bot.wording.corpus import Corpus
from bot.wording.lint import Report
from bot.wording.markup import faults
from bot.wording.prompts import Block
from bot.wording.render import SHARED
from bot.wording.spoken import Said
from bot.wording.text import plain

LONGEST_LABEL = 40

_MARKS = str.maketrans("", "", OWN_WORDS_OPEN + OWN_WORDS_CLOSE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def utterance_of(said: Said) -> Utterance:
    """What was said, as the care lint takes it."""
    return Utterance(
        plain(said.html),
        "message" if said.kind == "message" else "label",
        emergency=said.emergency,
        unsolicited=said.unsolicited,
        answers=said.answers,
        before=plain(said.before),
    )


def by_block(said: Iterable[Said]) -> dict[tuple[str, str], list[Said]]:
    """Everything said of each block, by dialogue and block."""
    found: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        found.setdefault((one.dialogue, one.block.name), []).append(one)
    return found


def judge(report: Report, corpus: Corpus, locale: str, said: list[Said]) -> None:
    """Adds to ``report`` all that is wrong with what is said in ``locale``. What a shared block does is told there."""
    blocks = by_block(said)
    of_shared: dict[str, set[tuple[str, str]]] = {}
    for dialogue, name in sorted(blocks, key=lambda key: key[0] != SHARED):
        block, heard = blocks[dialogue, name][0].block, blocks[dialogue, name]
        found = set(_wrong(heard, locale))
        inherited = {known for one in corpus.reach(locale, block)[1:] for known in of_shared.get(one.name, ())}
        if dialogue == SHARED:
            of_shared[name] = found
        _report(report, block, found - inherited)
    report.findings += _over_all(corpus, locale, blocks)


def _wrong(heard: list[Said], locale: str) -> Iterator[tuple[str, str]]:
    """The code and message of everything wrong with any rendering of one block."""
    for one in heard:
        yield from (("W006", f"has markup that Telegram refuses: {fault}.") for fault in faults(one.html))
        for care in check_utterance(utterance_of(one), locale):
            yield care.code, care.message
        length = len(plain(one.html).translate(_MARKS))
        if one.kind == "button" and length > LONGEST_LABEL:
            yield "W007", f"is a label of {length} characters."
    if not any(plain(one.html).strip() for one in heard):
        yield "W008", "comes out empty, whatever is filled in."


def _report(report: Report, block: Block, found: set[tuple[str, str]]) -> None:
    """One finding a code: of several numbers the highest counts."""
    worst: dict[str, str] = {}
    for code, message in sorted(found, key=lambda item: (_size(item[1]), item[1])):
        worst[code] = message
    for code, message in worst.items():
        if code.startswith("W"):
            report.of(code, block, message)
        elif code not in block.exempt:
            report.findings.append(_care(block, code, message))
    for code in sorted((block.exempt & CARE_CODES.keys()) - worst.keys()):
        report.of("W013", block, f"is exempt from {code}, and would pass without that.")


def _size(message: str) -> float:
    found = _NUMBER.search(message)
    return float(found[0]) if found else 0.0


def _care(block: Block, code: str, message: str) -> Finding:
    known = CARE_CODES[code]
    told = f"block {block.name!r}: {message[:1].lower()}{message[1:]}"
    return Finding(code, block.file, block.line, told, known.remedy, known.severity)


def asked(blocks: dict[tuple[str, str], list[Said]], locale: str) -> list[Utterance]:
    """One utterance for each way in which a block asks, so that what is rendered often does not count double."""
    found: dict[object, Utterance] = {}
    for key, heard in blocks.items():
        for one in heard:
            utterance = utterance_of(one)
            if utterance.kind == "message":
                share = open_question_share([utterance.text], locale)
                found.setdefault((key, share.open, share.total), utterance)
    return list(found.values())


def _over_all(corpus: Corpus, locale: str, blocks: dict[tuple[str, str], list[Said]]) -> Iterator[Finding]:
    places = [file.path.parent for (there, _), files in corpus.files.items() if there == locale for file in files]
    found: list[CareFinding] = check_locale(asked(blocks, locale), locale) if places else []
    for care in found:
        yield Finding(care.code, places[0], 1, care.message, care.remedy, CARE_CODES[care.code].severity)
