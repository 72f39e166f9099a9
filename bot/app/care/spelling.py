"""Words of danger as people misspell them: the common slips by a list, the others by their distance from the word.

Only words of six letters and more are corrected by distance (one letter left out, added, changed or two swapped,
the first letter kept), and never a word that means something else.
"""

from functools import cache

SHORTEST = 6
"""Letters of a word that is corrected by distance."""

# What is typed most, in chats and in a hurry; both languages, since neither list touches words of the other.
_SLIPS = """
suicide: sucide suicde sucicide suacide suiside soocide sewicide suecide suicid
suicidal: sucidal suicdal suidical suisidal suicidial sucicidal
kill: kil kll kiill
killing: kiling killin kilin
myself: mysef mself myslef meself mysel mysefl
die: dy diee
dead: ded deadd
dying: dieing dyin
wish: wihs wsh wosh
want: wnat wamt wnt wabt wan
overdose: overdoes ovedose oversose ovrdose
tonight: tonite 2nite tonigt 2night
goodbye: goodby gudbye
cutting: cuting cuttin
commit: comit committ
with: wit wth
live: liv
dont: dnt
people: ppl
because: cuz bc cos coz
you: u
without: w/o wihtout
anymore: anymor nemore
here: hre
quiero: kiero qiero qero quero qro kero quieroo
quiera: kiera qiera
que: ke q k qe
porque: xq pq porq xk
por: x
matarme: matrme matarm matrame
suicidarme: suisidarme suicidarm suisidarm sucidarme
suicidio: suisidio sucidio
morirme: morirm moririme morime
voy: voi
hacer: aser acer haser
vivir: bivir vibir bibir
vida: bida
mas: maz
aqui: aki
"""
SLIPS: dict[str, str] = {
    slip: word
    for line in _SLIPS.split("\n")
    if line
    for word, _, slips in [line.partition(":")]
    for slip in slips.split()
}
"""The slip, and the word."""

_STEMS = frozenset("""
suicide suicidal overdose overdosed overdosing strangle abusive laxatives swallowed stabbing bleeding breathing
unconscious unresponsive goodbye goodbyes sleeping methadone fentanyl disappear without nobody everyone burden
jumping hanging cutting hurting funeral forgive planning thinking thoughts everything tonight tomorrow anymore myself
husband boyfriend girlfriend partner starving throwing vomiting threatened threatens assaulted worthless hopeless
pointless wouldnt shouldnt existing
suicidio suicidarme suicidas sobredosis pastillas matarme ahorcarme desaparecer despertar despedida laxantes moretones
violencia morirme hacerme cortarme lastimarme quemarme esposo padrastro estorbo puente pistola veneno sentido razones
motivos siempre
""".split())  # fmt: skip  # noqa: SIM905 - a list of words reads best as one
# Words one letter away from a stem that are themselves.
_OTHERS = frozenset("""
suicidar suicidarse suicida suicido suicidan suicidado suicides overdone stabling breeding breading matarse matarte
desperate despertad letter letters battle butter bitter betters bettor giving loving liking driving linking drinking
bridle bridges banging handing ranging hurling putting cuttings bumping dumping pumping everyday reasons treason season
seasons tried titles wired fired hired sentada sentado sentados sentadas
querido quiera quieres quieren existia cargar cargas puentes cuerdas
muertos muertas cansar cansados marino maridos acaban acabas pensado pensamos escrita escriba escribe tablet plaining
planting planner thanking partners parting bottled bottles darter sentidos garden burdens tomorrows
quiere quiero murio muera lastimarse lastimarte quemarse quemarte cortarse cortarte hacerse hacerte
morirse morirte esposa motivo
""".split())  # fmt: skip  # noqa: SIM905 - the same


def _without_one(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(1, len(word))}


@cache
def _near() -> dict[str, str]:
    near: dict[str, str] = {}
    for stem in _STEMS:
        for form in _without_one(stem):
            near.setdefault(form, stem)
    return near


def _is_one_slip(word: str, stem: str) -> bool:
    """Whether one letter left out, added, changed, or two neighbours swapped, make the one into the other."""
    at = 0
    while at < min(len(word), len(stem)) and word[at] == stem[at]:
        at += 1
    rest, whole = word[at:], stem[at:]
    return (
        rest[1:] == whole
        or rest == whole[1:]
        or rest[1:] == whole[1:]
        or (rest[:2] == whole[1::-1] and rest[2:] == whole[2:])
    )


def spelled(word: str) -> str:
    """``word`` (small letters, no accents), as it is meant to be spelled where it is a word of danger."""
    if word in SLIPS:
        return SLIPS[word]
    if len(word) < SHORTEST or word in _OTHERS or word in _STEMS:
        return word
    near = _near()
    for form in (word, *_without_one(word)):
        stem = near.get(form) or (form if form in _STEMS else "")
        if stem and stem[0] == word[0] and _is_one_slip(word, stem):
            return stem
    return word
