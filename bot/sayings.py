"""Short things people say that are no answer to a question: that there is nothing, and that they want to be left alone.

A handful of plain forms in English and Spanish, whole texts only: whoever says more than that has said something of
their own, and it is taken as said. What could also be said of life itself ("no quiero más") is not among them.
"""

import re
import unicodedata

# Nobody says so little at greater length.
LONGEST = 60

_NOTHING = frozenset("""
no|nope|nah|no thanks|no thank you|none|none really|nothing|nothing really|not really|nothing much|not much
nothing at all|nothing special|nothing new|nobody|no one|noone|idk|dunno|i dont know|dont know|not sure|n a
nothing comes to mind|no idea|cant think of anything
nada|nada la verdad|la verdad nada|la verdad que nada|la verdad es que nada|pues nada|nada de nada|nada especial
nada en especial|nada nuevo|nada mas|nada que decir|nada que contar|no hay nada|hoy nada|nada hoy|por ahora nada
nada por ahora|de momento nada|nada de momento|creo que nada|que yo sepa nada|para nada|no mucho|no gran cosa|poca cosa
nadie|nadie la verdad|ninguno|ninguna|pues no|que va|no la verdad|la verdad no|la verdad es que no|no realmente
no gracias|no se|nose|no lo se|pues no se|la verdad no se|no se la verdad|no sabria|no sabria decir|no se que decir
no se me ocurre|no se me ocurre nada|ni idea|no tengo idea|no tengo ni idea|quien sabe|ns|nc|ns nc
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip

_POLITE = r"(?:please|pls|ok|okay|just|can you|could you|i said|por favor|porfa|ya|eh|oye|de una vez)"
_MESSAGES = r"(?:check ?ins?|messages?|notes?|texts?|questions?)"
_STOP_EN = (
    r"(?:stop|quit)(?: (?:it|this|that|these))?(?: (?:messaging|writing|texting|contacting|asking|bothering)(?: to)?)?"
    rf"|(?:stop|no more|cancel)(?: the| these| all| sending(?: me)?)? {_MESSAGES}"
    r"|(?:i want you to )?leave me (?:alone|be)|go away|shut up|unsubscribe|cancel|enough|thats enough"
    r"|dont (?:message|write|text|contact|ask|bother)(?: to)? me(?: any ?more| again)?"
    rf"|i dont want (?:these|(?:(?:the|these|any|any more|more|your) )?{_MESSAGES})(?: any ?more)?"
)
_MENSAJES = r"(?:(?:los|tus|estos|estas|las|tantos|tantas) )?(?:saludos?|mensajes?|preguntas?|notas?|avisos?)"
_ESCRIBIR = (
    r"(?:(?:escribir|hablar|saludar|preguntar|contactar|molestar)(?:me)?"
    rf"|(?:mandar|enviar|hacer)(?:me)?(?: mas)? {_MENSAJES})"
)
# "No me molesta" and "no me escribe" tell something; only what asks for it is taken.
_ME_ESCRIBAS = r"me (?:escrib(?:as|an|a)|(?:habl|salud|pregunt|contact|molest|mand|envi)(?:es|en|e))"
_STOP_ES = (
    rf"para(?: ya)?(?: de {_ESCRIBIR}| con {_MENSAJES}| {_MENSAJES}| esto)?|pare[ns]?|parad|parar(?: {_MENSAJES})?"
    rf"|(?:quiero que )?(?:deja|deje|dejen|dejad|dejes)(?: ya)? de {_ESCRIBIR}"
    r"|dejame|dejalo"
    r"|(?:dejame|dejeme|dejenme|dejadme|quiero que me (?:dejes|deje|dejen))(?: en paz| tranquil[oaex]| sol[oaex])"
    rf"|(?:quiero que )?no {_ME_ESCRIBAS}(?: nada)?(?: mas| nunca mas)?(?: {_MENSAJES})?"
    rf"|no quiero que {_ME_ESCRIBAS}(?: mas)?|no (?:mas|quiero(?: recibir)?(?: mas)?) {_MENSAJES}(?: mas)?"
    rf"|(?:cancela|cancelar|anula|anular|quita|quitar|desactiva|desactivar) {_MENSAJES}|cancelar|desuscribir(?:me)?"
    rf"|(?:quiero )?(?:darme|dame) de baja|basta(?: de {_MENSAJES})?|detente|vete|largate|callate"
)
_STOP = re.compile(
    rf"(?:{_POLITE} )*(?:{_STOP_EN}|{_STOP_ES})(?: {_POLITE}| me| now| any ?more| thanks| thank you| gracias)*"
)
_SIGN = re.compile(r"[^\w\s]")


_YES = frozenset("""
yes|y|yes i am|yeah|yea|yep|yup|ya|sure|ok|okay|of course|i am|im safe|i am safe|yes im safe|yes i am safe|safe|im ok
i am ok|im okay|im fine|i am fine|yes im ok|yes im fine|fine|all good|for now yes|yes for now|i think so|right now yes
si|s|sip|si estoy bien|estoy bien|si lo estoy|si estoy|claro|claro que si|por supuesto|a salvo|estoy a salvo|vale|bien
si estoy a salvo|si a salvo|por ahora si|si por ahora|creo que si|sii|simon|dale|esta a salvo|si esta a salvo
they are|they are safe|yes they are|yes they are safe|he is|she is|he is safe|she is safe|yes he is|yes she is
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip
_NO = frozenset("""
no|n|no no|nope|nah|not really|not safe|im not|i am not|no im not|no i am not|im not safe|i am not safe|no im not safe
i dont know|dont know|idk|not sure|im not sure|i am not sure|i dont think so|dont think so|maybe not|probably not
no not really|i dont feel safe|i dont know if i am|hardly|barely|no idea|unsafe|help|help me|please help|please help me
no one is|no hes not|no shes not|no theyre not|hes not|shes not|theyre not|they are not|not at all|no not at all
no la verdad|la verdad no|pues no|que va|no lo se|no se|nose|no estoy seguro|no estoy segura|no estoy bien|no estoy
no creo|creo que no|no mucho|no estoy a salvo|a salvo no|no no estoy a salvo|no lo estoy|no no lo estoy|ayuda|ayudame
por favor ayuda|para nada|tal vez no|quiza no|quizas no|a lo mejor no|no esta a salvo|no esta|no lo esta
""".replace("\n", "|").strip("|").split("|"))  # fmt: skip


_UNSAFE = re.compile(
    r"\b(?:not (?:really |very |so )?safe|unsafe|in danger|too late|no longer|dont know|do not know|never|en peligro"
    r"|no estoy (?:bien|a salvo|segur[oa])|demasiado tarde|ya es tarde|nunca|no lo se)\b|\b(?:lol|haha|jaja\w*) no$"
)
_SAFE = re.compile(r"(?:no|nah) (?:im|i am) (?:ok|okay|fine|good|safe)(?: now)?")
_ASKS_FOR_SAFETY = re.compile(
    r"(?:please )?(?:i ?m|i am|we are|were) (?:really |so )?(?:not safe|in danger)(?: (?:right now|now|here|at home))*"
    r"|not safe(?: right now)?|(?:no est(?:amos|oy) a salvo|est(?:amos|oy) en peligro)(?: ahora(?: mismo)?)?"
)


def says_unsafe(text: object) -> bool:
    """Whether a text says no more than that they are not safe, whatever it was that they were asked."""
    return _ASKS_FOR_SAFETY.fullmatch(_plain(text)) is not None


def says_yes(text: object) -> bool:
    """Whether a text says no more than yes, to the question whether somebody is safe."""
    plain = _plain(text)
    return plain in _YES or _SAFE.fullmatch(plain) is not None


def says_no(text: object) -> bool:
    """Whether a text says no, or that they are not sure, to the question whether somebody is safe."""
    plain = _plain(text)
    return not says_yes(text) and (plain in _NO or _UNSAFE.search(plain) is not None or "\U0001f44e" in str(text))


def says_nothing(text: object) -> bool:
    """Whether a text says no more than that there is nothing to say."""
    return _plain(text) in _NOTHING


def asks_to_stop(text: object) -> bool:
    """Whether a text asks, in so many words, not to be written to."""
    plain = _plain(text)
    return len(plain) <= LONGEST and _STOP.fullmatch(plain) is not None


def _plain(text: object) -> str:
    """Small letters without accents, signs and doubled spaces; nothing, where the text is long."""
    if not isinstance(text, str) or len(text) > 2 * LONGEST:
        return ""
    bare = text.casefold()
    if not bare.isascii():  # most are, and whole plans are gone through
        bare = "".join(one for one in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(one))
    return " ".join(_SIGN.sub(" ", bare.replace("'", "").replace("\u2019", "")).split())
