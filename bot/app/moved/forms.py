"""How people say that they live or are elsewhere now, in English and Spanish."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Name(Enum):
    """What is asked of the group ``name`` of a form."""

    NONE = "there is none"
    WRITTEN = "a capital letter, and nothing we know to be no place"
    KNOWN = "a capital letter, and a place we know"


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say it.

    A form with groups whose names begin with "now" holds where one of them matched; ``unless`` is looked for in the
    whole sentence, and found there, the form does not hold.
    """

    pattern: re.Pattern[str]
    name: Name = Name.NONE
    unless: re.Pattern[str] | None = None


HINT = re.compile(
    r"\b(?:(?i:moved|relocated|time\s?zones?|travell?ing|mud[aeoé]|traslad[aeoé]|de\s+viaje|viajando|cambi\w+\s+de"
    r"|zona\s+horaria|huso\s+horario)|(?i:in|en|to)\s+(?:(?i:the|el|la|los|las)\s+)?[A-ZÀ-ÖØ-Þ])"
)
"""A text in which this is not found holds none of the forms. (Decomposed accents do no harm: "mude" is found, too.)"""

_WORD = r"(?:(?:St|Ft|Mt)\.|[A-ZÀ-ÖØ-Þ][\w'-]*(?:\.[A-Z][\w'-]*)*)"
_NAME = rf"(?P<name>{_WORD}(?:,?\s(?:(?:of|de|del|la|las|los|el)\s)?{_WORD}){{0,3}})(?!\w)"
# A form begins where a sentence or a part of one does, so that nobody else is its subject.
_START = (
    r"(?:^|[.!?;:,(\n…—–]|\b(?:and|but|so|because|hey|hi|hello|yes|well|actually|btw|fyi"
    r"|y|pero|porque|hola|sí|bueno|es que|así que)\b)\s?"
)
_FIRST = r"(?:^|[.!?\n])\s?"
# A story of another time: "When I was nine, we moved to Texas", "me mudé a Sevilla en 2010".
_ANOTHER_TIME = re.compile(
    r"\b(?:when|after|before|then|later|once|originally|years?|(?:19|20)\d\d|as an? (?:kid|child|teen\w*)"
    r"|at (?:age )?\d+|cuando|después|antes|luego|entonces|años?|de (?:niñ[oa]|pequeñ[oa]|joven)|a los \d+)\b",
    re.IGNORECASE,
)
_YET_TO_COME = re.compile(
    r"\b(?:next|tomorrow|soon|going to|wish|mañana|pronto|próxim[oa]|que viene|voy a|vamos a|ojalá)\b", re.IGNORECASE
)


def _form(pattern: str, name: Name = Name.NONE, unless: re.Pattern[str] | None = None) -> Form:
    """A form. A space may be the end of a line; only the NAME, where there is one, depends on capitals."""
    parts = pattern.replace("START", _START).replace("FIRST", _FIRST).replace(" ", r"\s").split("NAME")
    return Form(re.compile(_NAME.join(f"(?i:{part})" for part in parts)), name, unless)


_AM = r"(?:i'?m|i am|we'?re|we are)"
_HAVE = r"(?:i|we)(?:'?ve| have)?(?: (?:just|recently|finally|already|now|also|actually))*"
_TO = r"(?: from [^.!?\n]{1,40}?)? to (?:the )?"
_NOW = (
    r"(?:(?:right )?now|currently|at the moment|today|tonight|these days|this (?:week|weekend|month|summer|winter"
    r"|spring|fall|autumn)|for (?:a|the|two|three|a few|a couple of|\d+) (?:days?|weeks?|weekend|months?|while))\b"
)
_ELSEWHERE = (
    r"(?:abroad|overseas|interstate|out of (?:the )?(?:state|country)|across the country"
    r"|to an?(?:other)? (?:new |different )?(?:country|state|province|city|town|continent|time ?zone))\b"
)
_EN = (
    # I'm in London now; I now live in Denver
    _form(
        rf"START(?P<now_first>(?:now|currently),? )?(?:{_AM}|(?:i|we)(?: (?P<now_early>now|currently))? live)"
        r"(?: (?:back|living|staying|working|based|actually|(?P<now_between>now|currently)))* in (?:the )?NAME"
        rf"(?:,? (?P<now_last>{_NOW}))?",
        Name.KNOWN,
        _YET_TO_COME,
    ),
    _form(rf"^(?:now |back |currently )?in (?:the )?NAME,? {_NOW}", Name.KNOWN, _YET_TO_COME),
    # I'm travelling in Japan
    _form(
        rf"START{_AM}(?: (?:now|currently|away|still))?"
        r" (?:travell?ing|visiting (?:family|friends|my \w+)|on (?:a |my |our )?(?:trip|vacation|holidays?|business))"
        r" (?:in|to|around|through|across) (?:the )?NAME",
        Name.KNOWN,
        _YET_TO_COME,
    ),
    # I moved to Denver; with these words between ("up to Manager") a name proves less
    _form(rf"START{_HAVE} (?:moved|relocated)(?: (?:back|home|here))?{_TO}NAME", Name.WRITTEN, _ANOTHER_TIME),
    _form(rf"START{_HAVE} (?:moved|relocated) (?:out|up|down|over|away)(?: here)?{_TO}NAME", Name.KNOWN, _ANOTHER_TIME),
    _form(rf"START{_HAVE} moved {_ELSEWHERE}", unless=_ANOTHER_TIME),
    # I'm in a different time zone; I changed time zones
    _form(
        rf"(?:FIRST(?:(?:in|on) )?|START(?:{_AM}|(?:i|we) live)(?: (?:now|currently|living|staying))* (?:in|on) )"
        r"(?:an? )?(?:new|different|another|other) time ?zone",
        unless=_YET_TO_COME,
    ),
    _form(
        rf"START(?:{_HAVE} (?:changed|switched) time ?zones?"
        r"|(?:my|our) time ?zone (?:is different|is new|(?:has )?changed))\b",
        unless=_ANOTHER_TIME,
    ),
)
_AHORA = (
    r"(?:ahora(?: mismo)?|actualmente|en este momento|estos días|hoy|esta semana|este (?:mes|fin de semana|verano"
    r"|invierno)|(?:por )?un(?:os|as|a)? (?:días?|semanas?|mes|meses|tiempo))\b"
)
_HE_MUDADO = (
    r"(?:(?:me he|nos hemos) (?:mudado|trasladado)|(?:acabo|acabamos) de (?:mudar|trasladar)(?:me|nos)"
    r"|(?:me acabo|nos acabamos) de (?:mudar|trasladar))"
)
_ME_MUDE = rf"(?:{_HE_MUDADO}|(?:ya )?me (?:mud[eé]|traslad[eé])|ya nos (?:mudamos|trasladamos))"
_HE_CAMBIADO = r"(?:ya )?(?:(?:he|hemos) cambiado|cambi[eé]|cambiamos|(?:acabo|acabamos) de cambiar)"
_ESTOY = r"(?:ahora )?(?:estoy|estamos|ando|andamos|sigo)(?: ahora)?"
_THE = r"(?:(?:el|la|los|las) )?"
_OTHER_ZONE = (
    r"(?:(?:nuev[oa]|otr[oa]) (?:zona horaria|huso horario)"
    r"|(?:zona horaria|huso horario) (?:nuev[oa]|diferente|distint[oa]))"
)
_ES = (
    # ahora vivo en Bogotá; estoy en Londres esta semana
    _form(
        r"START(?P<now_first>(?:ahora|actualmente),? )?(?:ya )?(?:estoy|estamos|vivo|vivimos|resido|me encuentro)"
        r"(?: (?:viviendo|trabajando|(?P<now_between>ahora|actualmente)))*"
        rf" en {_THE}NAME(?:,? (?P<now_last>{_AHORA}))?",
        Name.KNOWN,
        _YET_TO_COME,
    ),
    # me he mudado; me mudé a Sevilla, al extranjero, de país
    _form(
        rf"START{_HE_MUDADO}(?:(?=\s?(?:[.!?,;:)\n]|$))| (?:ya|ahora|ayer|hoy|hace poco|recientemente|esta|este)\b)",
        unless=_ANOTHER_TIME,
    ),
    _form(
        rf"START{_ME_MUDE}(?: (?:de|desde) [^.!?\n]{{1,30}}?)? a (?:vivir a )?{_THE}NAME", Name.WRITTEN, _ANOTHER_TIME
    ),
    _form(
        rf"START{_ME_MUDE} (?:al extranjero|fuera del país|(?:a (?:un|una|otro|otra)(?: nuev[oa])?|de)"
        r" (?:país|ciudad|estado|provincia|continente|huso|zona horaria))\b",
        unless=_ANOTHER_TIME,
    ),
    _form(rf"START{_HE_CAMBIADO} de (?:país|ciudad|continente|huso|zona horaria)\b", unless=_ANOTHER_TIME),
    # estoy de viaje en Perú; estoy de viaje
    _form(
        rf"START{_ESTOY} (?:de viaje|de vacaciones|viajando)(?: de (?:trabajo|negocios))? (?:en|por|a) {_THE}NAME",
        Name.WRITTEN,
        _YET_TO_COME,
    ),
    _form(
        rf"START{_ESTOY} de viaje(?:(?=\s?(?:[.!?,;:)\n]|$))"
        r"| (?:ahora|esta|este|por trabajo|en el extranjero|fuera)\b)",
        unless=_YET_TO_COME,
    ),
    # estoy en otra zona horaria; mi zona horaria ha cambiado
    _form(
        r"(?:FIRST(?:en )?|START(?:ahora )?(?:estoy|estamos|vivo|vivimos|tengo)(?: ahora)? (?:(?:en|con) )?)"
        rf"(?:una? )?{_OTHER_ZONE}",
        unless=_YET_TO_COME,
    ),
    _form(
        r"STARTmi (?:zona horaria|huso horario) (?:ha cambiado|cambió|es otr[oa]|es distint[oa])", unless=_ANOTHER_TIME
    ),
)
FORMS: Mapping[str, tuple[Form, ...]] = {"en": _EN, "es": _ES}
"""By language."""
