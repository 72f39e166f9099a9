"""The Spanish word lists of the care lint: data only, for a programme to read and discuss.

How an entry is written is told at `WordList`; accents make no difference, save in question words. The lists
are written for Spanish readers, not translated: they follow the person-first wording that the US National
Institute on Drug Abuse publishes in Spanish ("Las palabras importan") and the guide for the media on suicide
of Spain's Ministry of Health (2020). The bot says "tú".
"""

from __future__ import annotations

from typing import Final

from bot.wording.care.model import WordList

_BANNED: Final = {
    "adicto": "persona en recuperación",
    "adicta": "persona en recuperación",
    "adictos": "personas en recuperación",
    "adictas": "personas en recuperación",
    "adictiv*": "mejor sin esa palabra",
    "drogadict*": "persona en recuperación",
    "toxicóman*": "persona en recuperación",
    "yonqui*": "persona en recuperación",
    "alcohólic*": "persona en recuperación",
    "borrach*": "mejor sin esa palabra",
    "abusador*": "quien te hace daño",
    "maltratador*": "quien te hace daño",
    "abuso de drogas": "consumo de drogas",
    "abuso de alcohol": "consumo de alcohol",
    "abuso de sustancias": "consumo de sustancias",
    "limpio": "en recuperación, sin consumir",
    "limpia": "en recuperación, sin consumir",
    "limpios": "en recuperación, sin consumir",
    "limpias": "en recuperación, sin consumir",
    "sucio*": "mejor sin esa palabra",
    "sucia*": "mejor sin esa palabra",
    "negación": "mejor sin esa palabra",
    "incumplidor*": "eligió otro camino",
    "incumplimiento": "otra decisión",
    "no adherente": "eligió otro camino",
    "no cumplidor*": "eligió otro camino",
    "recaíd*": "tropiezo, vuelta al consumo",
    "recaer*": "tener un tropiezo",
    "recae": "tiene un tropiezo",
    "recaes": "tienes un tropiezo",
    "recaíste": "tuviste un tropiezo",
    "recayó": "tuvo un tropiezo",
    "fracas*": "no salió esta vez",
    "fallaste": "no salió esta vez",
    "fallar": "no salir",
    "fallas": "no sale",
    "falló": "no salió",
    "fallad*": "no salió esta vez",
    "fallid*": "no salió esta vez",
    "roto": "mejor sin esa palabra",
    "rota": "mejor sin esa palabra",
    "rotos": "mejor sin esa palabra",
    "rotas": "mejor sin esa palabra",
    "débil": "cansado, difícil",
    "débiles": "cansados, difíciles",
    "debilidad*": "lo que cuesta",
    "trastorno*": "como lo llame la persona",
    "síntoma*": "lo que la persona nota",
    "sufre* de": "vive con",
    "sufrir de": "vivir con",
    "padece*": "vive con",
    "comet* suicidio": "murió por suicidio",
    "cometió un suicidio": "murió por suicidio",
    "intento exitoso": "murió por suicidio",
    "intento consumado": "murió por suicidio",
    "suicidio consumado": "murió por suicidio",
    "suicidio exitoso": "murió por suicidio",
    "intento frustrado": "sobrevivió",
    "alcoholismo": "como lo llame la persona",
    "suicida*": "que piensa en el suicidio",
    "enfermo mental": "como lo llame la persona",
    "enferma mental": "como lo llame la persona",
    "esquizofrénic*": "como lo llame la persona",
    "loco": "mejor sin esa palabra",
    "loca": "mejor sin esa palabra",
    "locura": "mejor sin esa palabra",
}

_PRESSING: Final = (
    "debes", "deberías", "debieras", "debías", "debiste", "tienes que", "tendrías que", "tenías que",
    "tuviste que", "tendrás que", "hay que", "habría que", "has de", "necesitas *ar", "necesitas *er",
    "necesitas *ir", "necesitas *rte", "necesitas *rlo", "necesitas que", "es necesario", "es preciso",
    "intenta", "trata de", "procura", "haz un esfuerzo", "pon de tu parte", "échale ganas", "por qué no *",
    "al menos", "por lo menos", "tan solo", "solo tienes", "solo es un*", "es solo un*", "solo hace falta",
    "solo haz", "solo di", "solo escribe", "solo un momento", "solo un minuto", "solo un paso",
    "solo un poco", "solo una cosa", "solo una palabra", "solo una pregunta", "solo unos", "solo unas",
    "solo basta", "solamente tienes", "solamente un*", "simplemente", "no es para tanto", "no es más que",
)  # fmt: skip

_IMPERATIVES: Final = (
    "abre*", "agrega", "anota", "anótal*", "añade", "apunta", "apúntal*", "busca", "comparte", "compártel*",
    "confía", "considera", "continúa", "cuídate", "date", "deja", "déjal*", "descansa", "describe", "di",
    "dile", "elige", "empieza", "encuentra", "envía", "envíal*", "escoge", "escribe", "escríbel*",
    "escríbeme", "escucha", "espera", "explica", "guárdal*", "habla", "háblal*", "haz", "hazlo", "imagina",
    "lee", "llama", "llámame", "manda", "mándal*", "mira", "no dejes", "no dudes", "no hables", "no hagas",
    "no llames", "no olvides", "no pienses", "no te preocupes", "no te rindas", "no tengas", "no vayas",
    "olvida", "perdona", "pide", "piensa", "piénsal*", "pon", "ponte", "presiona", "pulsa", "quédate",
    "recuerda", "relájate", "respira", "responde", "selecciona", "siéntate", "ten", "teclea", "toca", "toma",
    "tómate", "trae", "usa", "ven", "vete", "vuelve", "acepta", "aprende", "atrévete", "celebra", "cree", "decide",
    "disfruta", "esfuérzate", "invita", "permítete", "practica", "reflexiona", "sé amable", "sé fuerte",
    "sonríe", "suelta",
)  # fmt: skip

_IMPERATIVES_OR_NOUNS: Final = (
    "acaba", "ayuda", "camina", "cambia", "contacta", "cuida", "guarda", "nombra", "planea", "pregunta",
    "prueba", "repite", "revisa", "sal", "sigue", "termina", "trabaja", "ve", "visita",
)  # fmt: skip

_OBJECTS: Final = (
    "a", "al", "algo", "con", "de", "el", "eso", "esta", "este", "esto", "hacia", "la", "las", "lo", "los",
    "mi", "otra", "tu", "tus", "un", "una",
)  # fmt: skip

_CHEER: Final = (
    "buen trabajo", "gran trabajo", "excelente trabajo", "bien hecho", "muy bien hecho", "así se hace",
    "vas genial", "vas muy bien", "lo estás haciendo genial", "lo estás haciendo bien", "eres increíble",
    "eres genial", "eres un campeón", "eres una campeona", "eres una estrella", "bravo", "choca esos cinco",
    "felicidades", "felicitaciones", "enhorabuena",
)  # fmt: skip

_CHEER_ALONE: Final = (
    "genial", "excelente", "fantástico", "increíble", "maravilloso", "perfecto", "estupendo", "muy bien",
    "sigue así", "tú puedes", "tú puedes con todo", "sí se puede", "qué bien", "qué bueno", "qué maravilla",
    "qué alegría", "lo lograste", "lo conseguiste", "olé", "guau", "buenísimo", "magnífico",
)  # fmt: skip

_PRIDE: Final = (
    "orgullos* de ti", "orgullos* de tu*", "orgullos* de lo que", "orgullos* de cómo", "estoy orgullos*",
    "estamos orgullos*", "me enorgullece*", "nos enorgullece*", "siéntete orgullos*", "me siento orgullos*",
    "me llena de orgullo", "qué orgullo", "racha*", "días seguidos", "semanas seguidas", "días consecutivos",
    "sin interrupción", "semana perfecta", "romper la cadena",
)  # fmt: skip

_DEPENDENCE: Final = (
    "te extrañé", "te extraño", "te extrañaba", "te eché de menos", "te echo de menos",
    "te he echado de menos", "me hiciste falta", "me haces falta", "dónde estabas todo este tiempo",
    "dónde has estado", "dónde te habías metido", "dónde andabas", "cuánto tiempo sin", "tanto tiempo sin",
    "hace mucho que no", "hace tiempo que no", "no he sabido de ti", "no supe de ti", "no has respondido",
    "no has contestado", "no has escrito", "no respondiste", "no contestaste", "no escribiste",
    "me olvidaste", "te olvidaste", "lo prometiste", "me prometiste", "me fallaste", "me decepcion*",
    "decepcionante", "qué decepción", "estaba preocupad*", "te estaba esperando", "te espero", "te necesito",
    "me necesitas", "no te vayas", "no me dejes", "nunca te dejaré", "vuelve pronto",
)  # fmt: skip

_CLAIMS: Final = (
    "me siento", "me sentí", "yo siento", "siento que", "siento mucho", "siento tanto", "lo siento",
    "lo lamento", "lamento", "me alegra*", "me alegro", "me da gusto", "me da alegría", "me da pena",
    "me hace feliz", "me encanta", "me gusta", "me emociona", "me conmueve", "me duele", "me entristece",
    "me preocupa*", "me preocupo", "me importa*", "estoy feliz", "estoy content*", "estoy alegre",
    "estoy triste", "estoy emocionad*", "estoy preocupad*", "estoy agradecid*", "te agradezco", "espero que",
    "ojalá", "te quiero", "te entiendo", "te comprendo", "entiendo cómo", "entiendo lo que", "comprendo cómo",
    "comprendo lo que", "sé cómo te", "sé cómo es", "sé lo que se siente", "sé lo que sientes",
    "sé lo difícil", "sé lo duro", "puedo imaginar", "me imagino", "he pasado por", "pasé por", "yo también",
    "he estado ahí", "estuve ahí", "he vivido", "a mí también", "como alguien en recuperación",
    "como persona en recuperación", "como alguien que", "como tu par", "como tu amig*", "soy tu par",
    "soy tu amig*", "soy tu compañer*", "estoy en recuperación", "mi recuperación", "mi propia recuperación",
    "mi historia", "mis sentimientos", "mi corazón", "creo en ti", "cuando yo era", "nos alegra*",
    "nos alegramos", "sabemos cómo te",
)  # fmt: skip

_RECOVERY: Final = (
    "recuperación", "recuperar*", "recuperad*", "sobri*", "limpio*", "limpia*", "adicci*", "adict*",
    "alcohol*", "beber", "bebida*", "bebes", "borrach*", "droga*", "drogadic*", "sustancia*", "consumo",
    "consumir", "consumes", "opioide*", "ganas de consumir", "antojo*", "impulso*", "detonante*", "rehab*",
    "desintoxica*", "tratamiento*", "terap*", "clínica*", "psic*", "salud mental", "bienestar", "tu par",
    "pares", "especialista", "padrin*", "madrina*", "doce pasos", "12 pasos", "recaíd*", "tropiezo*",
    "sobredosis", "suicid*", "autolesi*", "crisis", "depresi*", "deprimid*", "ansiedad", "ansios*", "trauma*",
    "medicación", "medicamento*", "medicina*", "pastilla*", "día difícil", "días difíciles", "mal día",
    "momento difícil", "fortalezas", "reflexión*",
)  # fmt: skip

_PROMISES: Final = (
    "completamente confidencial", "totalmente confidencial", "estrictamente confidencial",
    "siempre confidencial", "absolutamente confidencial", "100 confidencial", "completamente privad*",
    "totalmente privad*", "completamente anónim*", "totalmente anónim*", "completamente secret*",
    "nuestro secreto", "tu secreto", "será un secreto", "es un secreto entre", "guardar el secreto",
    "guardaré el secreto", "guardo el secreto", "en secreto", "entre nosotros", "entre tú y yo",
    "nadie lo sabrá", "nadie sabrá", "nadie lo verá nunca", "nadie se enterará", "no se lo diré a nadie",
    "no le diré a nadie", "siempre hay alguien aquí", "alguien está siempre aquí", "siempre estoy aquí",
    "siempre estaré aquí", "siempre estamos aquí", "estoy aquí para ti", "estoy aquí contigo",
    "estamos aquí para ti", "alguien te está leyendo", "alguien está leyendo", "alguien está mirando",
    "alguien está vigilando", "una persona está leyendo", "una persona te lee", "una persona está mirando",
    "nuestro equipo está atento", "nuestro equipo vigila", "vigilado 24", "te prometo", "lo prometo",
    "te prometemos", "garantiza*", "totalmente segur*", "completamente segur*",
)  # fmt: skip

_ADVICE: Final = (
    "deja de tomar", "dejar de tomar", "empieza a tomar", "empezar a tomar", "sigue tomando",
    "seguir tomando", "tu dosis", "una dosis", "la dosis", "doble dosis", "sube la dosis", "baja la dosis",
    "efecto secundario", "efectos secundarios", "toma tu medic*", "toma tus medic*", "tomar tu medic*",
    "tomar tus medic*", "tomes tu medic*", "toma tus pastillas", "cambia tu medic*", "cambiar tu medic*",
    "cambia tu tratamiento", "cambiar tu tratamiento", "deja el tratamiento", "dejar el tratamiento",
    "deja tu tratamiento", "dejar tu tratamiento", "empieza un tratamiento", "tu diagnóstico es", "metadona",
    "buprenorfina", "naltrexona", "antidepresivo*", "benzodiacepina*",
)  # fmt: skip

_PARAPHRASES: Final = (
    "parece que te", "parece que estás", "parece que tú", "parece que sientes", "pareces", "se nota que",
    "se ve que te", "suena a que", "suena como si", "debes de estar", "debes de sentir", "te sientes sol*",
    "te estás sintiendo", "lo que quieres decir", "quieres decir que", "lo que me dices es", "me estás diciendo",
    "entiendo que te", "entiendo que estás", "en el fondo", "lo que de verdad", "está claro que te",
    "para resumir lo que",
)  # fmt: skip

_METHODS: Final = (
    "pastilla*", "píldora*", "comprimidos", "pistola*", "arma", "armas", "escopeta*", "cuerda*", "soga*", "ahorcar*",
    "ahorcad*", "colgarte", "cuchilla*", "navaja*", "cuchillo*", "puente*", "saltar al", "saltar de", "tirarte",
    "tren", "trenes", "vías", "veneno*", "lejía", "cortarte", "cortes", "ahogarte", "gas", "disparar*", "azotea*",
    "muñecas", "venas",
)  # fmt: skip

_SCORES: Final = (
    "por ciento", "porcentaje*", "puntuación", "puntaje*", "tus puntos", "tu nivel", "siguiente nivel",
    "sube de nivel", "incomplet*", "todavía falta", "aún falta", "te falta completar", "te faltan", "lagunas",
    "totalmente recuperad*", "ya estás recuperad*", "curad*", "sanad*", "volver a la normalidad", "vas atrasad*",
    "vas retrasad*", "sin síntomas", "mejor que la última", "peor que la última", "que los demás", "que la mayoría",
)  # fmt: skip

_ACKNOWLEDGEMENTS: Final = (
    "gracias", "te doy las gracias", "queda anotad*", "queda guardad*", "queda escrit*", "anotado", "guardado",
    "está guardad*", "está escrit*", "ya está", "eso puede esperar", "puede esperar", "está bien", "qué bueno que",
    "es bueno que", "bueno saberlo", "eso dice mucho", "ya está en tu plan", "pedir ayuda", "dejarse acompañar",
    "buscar compañía", "acercarse a alguien",
)  # fmt: skip

ES: Final = WordList(
    banned=_BANNED,
    pressing=_PRESSING,
    imperatives=_IMPERATIVES,
    imperatives_or_nouns=_IMPERATIVES_OR_NOUNS,
    objects=_OBJECTS,
    invitations=("cuéntame", "dime"),
    lead_ins=(
        "ahora", "así que", "entonces", "luego", "o", "pero", "por favor", "primero", "pues", "siempre", "y",
    ),
    prepositions=("a", "con", "de", "desde", "en", "hacia", "hasta", "para", "por", "sobre"),
    conditions=("si", "cuando", "mientras", "antes", "después", "hasta que", "en cuanto", "por ahora"),
    cheer=_CHEER,
    cheer_alone=_CHEER_ALONE,
    pride=_PRIDE,
    dependence=_DEPENDENCE,
    claims=_CLAIMS,
    recovery=_RECOVERY,
    promises=_PROMISES,
    advice=_ADVICE,
    paraphrases=_PARAPHRASES,
    methods=_METHODS,
    scores=_SCORES,
    acknowledgements=_ACKNOWLEDGEMENTS,
    medicines=("medicación", "medicamento*", "medicina", "medicinas", "pastilla*", "receta médica"),
    care_team=(
        "equipo de salud", "equipo de atención", "equipo médico", "médico*", "médica", "médicas", "doctor*",
        "enfermer*", "farmacéutic*",
    ),
    open_words=(
        "cómo", "qué", "quién", "quiénes", "cuál", "cuáles", "cuánto", "cuánta", "cuántos", "cuántas",
        "cuándo", "dónde", "adónde", "cuéntame", "dime",
    ),
    why_words=("por qué",),
    intensifiers=("muy", "tan", "mucho", "realmente", "también"),
    allowed=("Alcohólicos Anónimos", "por qué no más", "por qué no menos", "por qué no un*", "se trata de"),
)  # fmt: skip
"""Spanish."""
