"""Short sayings: nothing to tell, and the wish to be left alone; and what only begins like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sayings import LONGEST, asks_to_stop, says_no, says_nothing, says_yes

NOTHING = [
    "no", "Nope.", "nothing", "Nothing really", "not much...", "N/A", "idk", "I don't know", "I don’t know",
    "nobody", "no thanks", "can't think of anything", "  nothing   much ",
    "nada", "Nada, la verdad", "la verdad es que nada", "pues nada", "nada en especial", "¡Nada nuevo!", "nada hoy",
    "por ahora, nada", "de momento nada", "creo que nada", "no mucho", "poca cosa", "nadie", "ninguno", "para nada",
    "no sé", "No se", "nose", "no lo sé", "pues no sé", "no sabría decir", "no sé qué decir", "ni idea",
    "no tengo ni idea", "no se me ocurre nada", "No, gracias", "qué va", "quién sabe", "ns/nc",
]  # fmt: skip
# Said in a few words too, and yet it is an answer.
TELLS = [
    "", "...", "👍", "nothing helps", "nothing went wrong", "nothing but rain", "no pain today", "nobody shouted at me",
    "I don't know how to call her", "not sure about Sunday",
    "nada me ayuda", "nada salió mal", "nadar", "nadie me gritó", "nada más que la lluvia", "no sé si llamarla",
    "no sé nadar todavía", "para nada fue fácil", "no dormí", "ninguna pelea en casa",
]  # fmt: skip
STOP = [
    "stop", "Please stop.", "STOP!!", "stop writing to me", "stop the check-ins", "no more messages please",
    "leave me alone", "please leave me alone", "Leave me alone, please", "just leave me be", "go away", "unsubscribe",
    "don't text me again", "don’t write to me", "I don't want these messages", "I don't want any more check-ins",
    "stop bothering me", "don't bother me", "I want you to leave me alone",
    "para", "¡Para ya!", "Por favor, para", "para de escribirme", "ya para de mandarme mensajes", "para los saludos",
    "parar los saludos", "paren", "deja de escribirme", "Deja ya de molestarme", "deja de hacerme preguntas",
    "dejen de mandarme mensajes", "quiero que dejes de escribirme", "déjame", "Déjame en paz, por favor",
    "de\u0301jame en paz", "ya déjame tranquila", "déjame solo", "déjenme en paz", "dejadme en paz", "déjeme en paz",
    "quiero que me dejes en paz", "no me escribas", "No me escribas más, por favor", "ya no me escribas",
    "no me mandes más mensajes", "no me envíes nada más", "no me preguntes más", "no me molestes", "no me escriban más",
    "no quiero que me escribas", "no quiero más mensajes", "ya no quiero saludos", "no quiero recibir más mensajes",
    "no más mensajes", "no más saludos, gracias", "basta", "Ya basta", "basta de preguntas", "detente", "vete",
    "cállate", "cancelar", "cancela los saludos", "quita los saludos", "dame de baja", "quiero darme de baja",
]  # fmt: skip
# Of something else, of somebody else, or of life itself: it is taken as the answer it is.
SPEAKS_OF_OTHERS = [
    "", "stop smoking", "I want to stop drinking", "quit smoking", "I can't stop thinking of her", "it stopped",
    "they left me alone", "she told me to go away and I went", "don't text me like that, she said",
    "leave me alone with him and I panic", "make it stop", "I don't want this any more", "I don't want any more",
    "para mi hermana", "para mí", "para nada", "para siempre", "para dormir", "parar de fumar", "dejar de fumar",
    "deja de doler", "dejé de beber", "paré de beber", "no puedo parar de pensar en ella", "no me molesta",
    "no me escribe", "no me habla", "ya no pregunta", "me dejó en paz", "me dejaron sola", "déjame pensar",
    "no quiero más", "ya no quiero más", "ya no quiero", "ya no más", "no más alcohol", "no quiero seguir",
    "no quiero esto", "basta un abrazo", "se fue", "cancelaron la cita",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_to_tell_is_heard(text: str) -> None:
    """In both languages, with or without accents, signs, capitals and doubled spaces."""
    assert says_nothing(text)
    assert not asks_to_stop(text)


@pytest.mark.parametrize("text", [*TELLS, *STOP])
def test_whoever_tells_something_has_told_it(text: str) -> None:
    """A text that only begins like "nothing", or that asks to be left alone, is not taken for nothing."""
    assert not says_nothing(text)


@pytest.mark.parametrize("text", STOP)
def test_the_wish_to_be_left_alone_is_heard(text: str) -> None:
    """Politely or not, to one or to several, in both languages."""
    assert asks_to_stop(text)


@pytest.mark.parametrize("text", [*SPEAKS_OF_OTHERS, *TELLS])
def test_what_speaks_of_something_else_asks_for_nothing(text: str) -> None:
    """Smoking that stops, somebody who does not write, and words that may be a cry are answers."""
    assert not asks_to_stop(text)


@given(st.text(min_size=1, max_size=LONGEST).filter(str.strip), st.sampled_from([*NOTHING, *STOP]))
def test_whoever_says_a_sentence_besides_is_taken_at_their_word(more: str, said: str) -> None:
    """Neither is seen in a text that says a word of another kind as well."""
    both = f"{said} umbrella {more}"
    assert not says_nothing(both)
    assert not asks_to_stop(both)


@pytest.mark.parametrize("thing", [None, 7, ["stop"], "stop " * 1000, "para " * 60])
def test_anything_may_be_looked_at(thing: object) -> None:
    """What is no text, or a long one, says neither."""
    assert not says_nothing(thing)
    assert not asks_to_stop(thing)


YES = [
    "yes", "Yes.", "yeah", "I'm safe", "I’m safe!", "yes, I am", "ok", "sí", "Si", "estoy bien", "a salvo", "They are.",
]  # fmt: skip
NO = [
    "no", "No.", "nope", "not really", "I'm not", "I’m not safe", "not sure", "I don't know", "idk", "help me", "no sé",
    "No lo sé", "no estoy a salvo", "creo que no", "ayúdame", "para nada", "she's not",
]  # fmt: skip


@pytest.mark.parametrize("text", YES)
def test_a_yes_to_being_safe_is_heard(text: str) -> None:
    """Short, in both languages; it is no no."""
    assert says_yes(text)
    assert not says_no(text)


@pytest.mark.parametrize("text", NO)
def test_a_no_to_being_safe_is_heard(text: str) -> None:
    """Not being sure counts as no: the emergency number comes first then. It is no yes."""
    assert says_no(text)
    assert not says_yes(text)


@pytest.mark.parametrize("text", ["", "...", "no I was joking", "yes but", "not what I meant", "safe as houses"])
def test_more_than_yes_or_no_is_neither(text: str) -> None:
    """Whoever says more is answered as such."""
    assert not says_yes(text)
    assert not says_no(text)
