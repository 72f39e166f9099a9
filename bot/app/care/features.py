"""What the reading (``reading``) sees of a message: its words, which follow which, and what they have in common."""

from itertools import combinations, pairwise

from bot.app.care.senses import senses, stem

WIDEST = 60
"""Words that are read together; a longer text is read in pieces that overlap by half."""


def pieces(plain: str) -> list[str]:
    """A tidied text in pieces of at most ``WIDEST`` words."""
    words = plain.split()
    if len(words) <= WIDEST:
        return [plain]
    half = WIDEST // 2
    return [" ".join(words[at : at + WIDEST]) for at in range(0, len(words) - half, half)]


def features(piece: str) -> list[str]:
    """What is seen in a piece of tidied text, each once, always in the same order.

    "word", "word word", "%stem", "%stem stem", "~<wo" (three letters of a word), "@sense", "@sense&sense"
    (two in one sentence, in any order) and "=sense word" (two neighbours, each by its sense where it has one). "^" and
    "$" stand for the beginning and the end of a sentence.
    """
    seen: dict[str, None] = {}
    for sentence in piece.split("|"):
        words = sentence.split()
        if not words:
            continue
        stems = [stem(word) for word in words]
        known = [senses(word, short) for word, short in zip(words, stems, strict=True)]
        common = sorted({sense for some in known for sense in some})
        roughly = [some[0] if some else word for word, some in zip(words, known, strict=True)]
        seen.update(dict.fromkeys(words))
        seen.update(dict.fromkeys([f"%{short}" for word, short in zip(words, stems, strict=True) if len(word) > 4]))
        seen.update(dict.fromkeys([f"{one} {two}" for one, two in pairwise(["^", *words, "$"])]))
        seen.update(dict.fromkeys([f"%{one} {two}" for one, two in pairwise(["^", *stems, "$"])]))
        seen.update(dict.fromkeys([f"@{sense}" for sense in common]))
        seen.update(dict.fromkeys([f"@{one}&{two}" for one, two in combinations(common, 2)]))
        seen.update(dict.fromkeys([f"={one} {two}" for one, two in pairwise(["^", *roughly, "$"])]))
        marked = [f"<{word}>" for word in words if len(word) > 3]
        seen.update(dict.fromkeys([f"~{word[at : at + 3]}" for word in marked for at in range(len(word) - 2)]))
    return list(seen)
