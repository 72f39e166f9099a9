"""Every care code with its remedy and, in English and Spanish, wording that trips it and the same mended.

The numbers are stable: a retired one is never given out again. C020 is a finding about scripts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.wording.care.model import OWN_WORDS_CLOSE, OWN_WORDS_OPEN, CareCode, Utterance

_Texts = tuple[str, str]  # English, Spanish


def _own(words: str) -> str:
    return f"{OWN_WORDS_OPEN}{words}{OWN_WORDS_CLOSE}"


def _code(
    code: str, title: str, remedy: str, bad: _Texts, good: _Texts, before: _Texts = ("", ""), **marks: bool
) -> CareCode:
    def both(texts: _Texts) -> dict[str, tuple[Utterance, ...]]:
        return {
            locale: (Utterance(text, "message", before=earlier, **marks),)
            for locale, text, earlier in zip(("en", "es"), texts, before, strict=True)
        }

    return CareCode(code, title, remedy, both(bad), both(good))


_ALL: Final = (
    _code(
        "C001", "More than one question",
        "Ask one question to a message, and leave the other for the next step.",
        ("What helped you then? Who was with you?", "¿Qué te ayudó entonces? ¿Quién estaba contigo?"),
        ("What helped you then?", "¿Qué te ayudó entonces?"),
    ),
    _code(
        "C002", "Hard to read",
        "Use shorter words and shorter sentences: the last year of primary school is the limit.",
        ("Professional organizations regularly provide additional information about community activities.",
         "Algunas organizaciones proporcionan regularmente información sobre actividades comunitarias."),
        ("Some groups near you can tell you more about what is on.",
         "Hay grupos cerca de ti que te cuentan más cosas."),
    ),
    _code(
        "C003", "Too long",
        "Keep to 60 words, or say it in two messages.",
        ("This plan is yours. " * 16, "Este plan es tuyo. " * 16),
        ("This plan is yours. " * 15, "Este plan es tuyo. " * 15),
    ),
    _code(
        "C004", "Long sentences",
        "Cut the sentences: 12 words on average are the limit.",
        ("Your plan holds the words that you wrote and it will be here for you on any day.",
         "Tu plan guarda lo que has ido contando y va a estar en este chat cada día de tu vida."),
        ("Your plan holds the words that you wrote. It will be here on any day.",
         "Tu plan guarda lo que has ido contando. Va a estar en este chat cada día."),
    ),
    _code(
        "C005", "More than one emoji",
        "Keep one emoji, or none.",
        ("Your plan is kept. 🌱🌻", "Tu plan está a salvo. 🌱🌻"),
        ("Your plan is kept. 🌱", "Tu plan está a salvo. 🌱"),
    ),
    _code(
        "C006", "Emoji where someone is in danger",
        "Say it in plain words, without an emoji.",
        ("Call 988 now. 💛", "Llama al 024 ahora. 💛"),
        ("Call 988 now.", "Llama al 024 ahora."),
        emergency=True,
    ),
    _code(
        "C010", "Words that label or wound",
        "Use person-first words, such as setback, hard time, return to use, person in recovery.",
        ("A relapse is part of many stories.", "Una recaída es parte de muchas historias."),
        ("A setback is part of many stories.", "Un tropiezo es parte de muchas historias."),
    ),
    _code(
        "C011", "Pressing words",
        "Offer instead of pressing: say what is possible, and that it is the person's choice.",
        ("You should share this.", "Deberías compartir esto."),
        ("You can share this, if you like.", "Puedes compartir esto, si quieres."),
    ),
    _code(
        "C012", "A command outside an emergency",
        "Turn it into an offer or an open question: \"You can write ...\", \"What would you write?\".",
        ("Write three things that went well.", "Escribe tres cosas que salieron bien."),
        ("What are three things that went well?", "¿Cuáles son tres cosas que salieron bien?"),
    ),
    _code(
        "C013", "Generic cheer",
        "Quote what the person said or did and say what it shows, or leave the cheer out.",
        ("Great job!", "¡Buen trabajo!"),
        (f"You wrote: “{_own('I called my sister')}”. That took courage.",
         f"Escribiste: «{_own('Llamé a mi hermana')}». Eso pide valor."),
    ),
    _code(
        "C014", "Pride and streaks",
        "Name the person's own step. Nothing is counted that could be lost.",
        ("Seven days in a row.", "Siete días seguidos."),
        ("You have noted seven wins so far.", "Ya llevas siete logros anotados."),
    ),
    _code(
        "C015", "Dependence or guilt",
        "Welcome the person without a word about their absence; point to people, places, their own tools.",
        ("I missed you.", "Te extrañé."),
        ("Your plan is here, as you left it.", "Tu plan está aquí, como lo dejaste."),
    ),
    _code(
        "C016", "A claim of feeling or lived experience",
        "A program feels nothing and has lived nothing: thank the person, or quote them.",
        ("I know how you feel.", "Entiendo cómo te sientes."),
        ("That sounds like a lot to carry.", "Suena a mucho peso."),
    ),
    _code(
        "C017", "Name of a licensed tool",
        "Leave the name out and use the project's own words.",
        ("This is like a WRAP.", "Esto es como un WRAP."),
        ("This is your own plan.", "Esto es tu propio plan."),
    ),
    _code(
        "C018", "Recovery words on a locked screen",
        "Start with a neutral line, such as a greeting; the rest and any quotation come below it.",
        ("How is your recovery this week?", "¿Cómo va tu recuperación esta semana?"),
        ("Hello, it is Tuesday.\nHow is your recovery this week?",
         "Hola, hoy es martes.\n¿Cómo va tu recuperación esta semana?"),
        unsolicited=True,
    ),
    _code(
        "C019", "A celebration without the person's words",
        "Quote the person's own words or goal in the celebration.",
        ("That is a step on your way.", "Es un paso en tu camino."),
        (f"“{_own('I slept well')}”: that is a step on your way.",
         f"«{_own('Dormí bien')}»: es un paso en tu camino."),
        celebration=True,
    ),
    _code(
        "C021", "Fewer than 80 % open questions",
        "Ask with how, what, who, where, when, which, tell me; in Spanish cómo, qué, quién, dónde, cuándo, "
        "cuál, cuéntame.",
        ("Does it still help you?", "¿Te sigue ayudando?"),
        ("How does it help you now?", "¿Cómo te ayuda ahora?"),
    ),
    _code(
        "C022", "A promise that cannot be kept",
        "Say who can see what, and that nobody reads along; point to a line where a person answers.",
        ("This chat is completely confidential.", "Este chat es totalmente confidencial."),
        ("Nothing is shared until you choose it.", "Nada se comparte hasta que tú lo elijas."),
    ),
    _code(
        "C023", "Advice on medication or treatment",
        "Say nothing about medication or treatment, and name the person's own care team.",
        ("Half of your dose may do.", "Puede bastar con la mitad de tu dosis."),
        ("Your care team knows about medication.", "Tu equipo de salud sabe de medicación."),
    ),
    _code(
        "C024", "The same acknowledgement twice running",
        "Say it in another way here, or let both places draw from one pool: {% either thanks %}.",
        ("Thank you for telling me. Who was there?", "Gracias por contármelo. ¿Quién estaba?"),
        ("That is kept, in your words. Who was there?", "Queda anotado. ¿Quién estaba?"),
        before=("Thank you for telling me. What helped?", "Gracias por contármelo. ¿Qué te ayudó?"),
    ),
    _code(
        "C025", "Asking on without an acknowledgement",
        "Take up what the person wrote before the next question: quote it, thank them, or say that it is kept.",
        ("Who was there?", "¿Quién estaba?"),
        ("That is kept, in your words. Who was there?", "Queda anotado. ¿Quién estaba?"),
        answers=True,
    ),
    _code(
        "C026", "Telling people what they mean or feel",
        "Quote the person's own words, and ask.",
        ("It sounds like you are lonely.", "Parece que te sientes solo."),
        (f"You wrote: “{_own('The flat is so quiet')}”.", f"Escribiste: «{_own('La casa está muy callada')}»."),
    ),
    _code(
        "C027", "A method where someone may be in danger",
        "Speak of what could hurt, without naming it: \"Some distance from what could hurt you\".",
        ("Somebody could keep the pills for you.", "Alguien podría guardar las pastillas."),
        ("Somebody could keep what could hurt you.", "Alguien podría guardar lo que te puede hacer daño."),
        emergency=True,
    ),
    _code(
        "C028", "A score, or something that is missing",
        "Say what is there, as it is. Nobody's life has a percentage, a level or a gap.",
        ("Your plan is 60 percent complete.", "Tu plan está completo al 60 por ciento."),
        ("Your plan holds six lines.", "Tu plan tiene seis líneas."),
    ),
)  # fmt: skip

CODES: Final[Mapping[str, CareCode]] = {code.code: code for code in _ALL}
"""Every code of the care lint, by its number."""
