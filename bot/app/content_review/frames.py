"""The few words that stand around what the bot says on a review page, in the language of its reader.

Nobody hears these in a conversation; they are read by whoever reviews the content. A language more is a `Frame` more;
until then its pages have English around its own words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Frame:
    """The words of one language. ``{}`` marks where something is put in."""

    title: str
    intro: tuple[str, ...]
    hash: str
    contents: str
    program: Mapping[str, str]
    crisis_lines: str
    stories: str
    no_stories: str
    command: str
    starts: str
    asks: str
    no_words: str
    elsewhere: str
    leads_to: str
    made_of: str
    offers: str
    quiet_reminder: str
    when: str
    otherwise_when: str
    otherwise: str
    in_turn: str
    each: str
    each_where: str
    none: str
    stands_for: str
    shared: str
    spoken_in: str
    country: str
    emergency: str
    line: str
    served: str
    reach: str
    hours: str
    source: str
    checked: str
    everywhere_else: str
    call: str
    text: str
    word: str
    told_by: str
    signatures: str
    name: str
    role: str
    day: str
    signature: str
    conditions: Mapping[str, str]


EN: Final = Frame(
    title="Everything that Strongsuit can say: {}",
    intro=(
        "This page is made by a program from the content in use. It holds every sentence, every button and every "
        "crisis line, dialogue by dialogue.",
        "‹Names in angle marks› stand for what is filled in: a person's own words, a day, a number. Indented lines are "
        "said only in the case named above them. Where several wordings are said in turn, each stands behind a dash.",
    ),
    hash="Hash of this content",
    contents="Contents",
    program={
        "shared": "What all dialogues share, and what the program says by itself",
        "pages": "The web pages for specialists and coordinators",
    },
    crisis_lines="Crisis lines",
    stories="Stories of real people",
    no_stories="There are none.",
    command="In the menu: /{}, “{}”.",
    starts="begins here",
    asks="asks",
    no_words="It has no words of its own.",
    elsewhere="Other words of this dialogue",
    leads_to="leads to {}",
    made_of="one button for each of {}",
    offers="offers “{}”",
    quiet_reminder="a quiet reminder comes when nothing is answered",
    when="If {}:",
    otherwise_when="Else, if {}:",
    otherwise="Else:",
    in_turn="One of these, in turn:",
    each="For each of {}:",
    each_where="For each of {} where {}:",
    none="If there are none:",
    stands_for="{} stands for: {}",
    shared="shared words: {}",
    spoken_in="said in {}, for want of other words",
    country="Country",
    emergency="Emergency number",
    line="Line",
    served="Only for",
    reach="How to reach it",
    hours="Hours",
    source="Source",
    checked="Checked on",
    everywhere_else="everywhere else",
    call="call {}",
    text="text to {}",
    word="text {} to {}",
    told_by="{}, told by {}, who agreed on {}.",
    signatures="Signatures",
    name="Name",
    role="Role",
    day="Day",
    signature="Signature",
    conditions={
        "and": "{} and {}", "or": "{} or {}", "not": "not: {}", "some": "there is {}", "no": "there is no {}",
        "is": "{} is {}", "is_not": "{} is not {}", "more": "{} is more than {}", "less": "{} is less than {}",
        "least": "{} is {} or more", "most": "{} is {} or less", "in": "{} is among {}", "not_in": "{} is not among {}",
        "count": "the number of {}", "first": "the first of {}", "last": "the last of {}", "the": "{} ({})",
        "defined": "{} is known", "undefined": "{} is not known", "where": "{} where {} is {}",
        "has": "{} that have {}", "typed": "something was written", "pressed": "a button was pressed",
        "skipped": "it was skipped", "number": "number", "date": "date",
        "day": "day", "time": "time",
    },
)  # fmt: skip
"""English."""

ES: Final = Frame(
    title="Todo lo que Strongsuit puede decir: {}",
    intro=(
        "Un programa hace esta página con el contenido en uso. Aquí está cada frase, cada botón y cada línea de ayuda, "
        "diálogo por diálogo.",
        "Los ‹nombres entre ángulos› marcan lo que se rellena: las palabras de la persona, un día, un número. Las "
        "líneas con sangría se dicen solo en el caso que está encima. Si hay varias formas que se turnan, cada una va "
        "tras un guion.",
    ),
    hash="Huella de este contenido",
    contents="Índice",
    program={
        "shared": "Lo que comparten todos los diálogos, y lo que el programa dice por sí mismo",
        "pages": "Las páginas web para especialistas y coordinación",
    },
    crisis_lines="Líneas de ayuda",
    stories="Historias de personas reales",
    no_stories="No hay ninguna.",
    command="En el menú: /{}, “{}”.",
    starts="empieza aquí",
    asks="pregunta",
    no_words="No tiene palabras propias.",
    elsewhere="Otras palabras de este diálogo",
    leads_to="lleva a {}",
    made_of="un botón por cada uno de {}",
    offers="ofrece “{}”",
    quiet_reminder="llega un recordatorio discreto si no hay respuesta",
    when="Si {}:",
    otherwise_when="Si no, y si {}:",
    otherwise="Si no:",
    in_turn="Una de estas, por turno:",
    each="Por cada uno de {}:",
    each_where="Por cada uno de {} donde {}:",
    none="Si no hay ninguno:",
    stands_for="{} está por: {}",
    shared="palabras compartidas: {}",
    spoken_in="se dice en {}, a falta de otras palabras",
    country="País",
    emergency="Número de emergencias",
    line="Línea",
    served="Solo para",
    reach="Cómo llegar a ella",
    hours="Horario",
    source="Fuente",
    checked="Comprobada el",
    everywhere_else="los demás países",
    call="llamar al {}",
    text="mensaje al {}",
    word="mensaje con {} al {}",
    told_by="{}, contada por {}, con su permiso del {}.",
    signatures="Firmas",
    name="Nombre",
    role="Función",
    day="Día",
    signature="Firma",
    conditions={
        "and": "{} y {}", "or": "{} o {}", "not": "no: {}", "some": "hay {}", "no": "no hay {}",
        "is": "{} es {}", "is_not": "{} no es {}", "more": "{} es más que {}", "less": "{} es menos que {}",
        "least": "{} es {} o más", "most": "{} es {} o menos", "in": "{} está entre {}",
        "not_in": "{} no está entre {}", "count": "la cantidad de {}", "first": "lo primero de {}",
        "last": "lo último de {}", "the": "{} ({})",
        "defined": "se conoce {}", "undefined": "no se conoce {}", "where": "{} donde {} es {}",
        "has": "{} que tienen {}", "typed": "se escribió algo", "pressed": "se tocó un botón",
        "skipped": "se saltó", "number": "número", "date": "fecha",
        "day": "día", "time": "hora",
    },
)  # fmt: skip
"""Spanish."""

_FRAMES: Final[Mapping[str, Frame]] = {"en": EN, "es": ES}


def frame_for(locale: str) -> Frame:
    """The frame of a locale; the English one where there is none."""
    return _FRAMES.get(locale, EN)
