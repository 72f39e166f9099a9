"""Spanish: self-harm, abuse, overdose, danger from not eating, harm to others, and worry about somebody else."""

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_es import PARTS

_SELF_HARM = r"""
hurt:
+ me (?:voy a|quiero|volvi a|estoy|he vuelto a) (?:cortar|cortando|lastimar|lastimando|quemar
& |autolesionar)(?! (?:el|las? un|la mano pelando|las venas))<g2>
+ (?:pensamientos de|pensando en|pienso en|impulso de|impulsos de|ideas de|pensado en|a punto de|otra vez a
& |vuelto a|dejar de) (?:hacerme dano|cortarme|lastimarme|quemarme|autolesionarme|golpearme|herirme)
+ (?:me (?:he vuelto a |vuelvo a |estoy |volvi a )?(?:cortar?|corte|corto|cortando|cortado|hago cortes|hice cortes
& |quemo|queme|quemando|autolesiono|autolesione|arano|muerdo|pincho|castigo|lastimo|lastime|lesiono|lesione
& |hago dano|hice dano|pego yo|golpeo))(?! (?:el|las venas|la (?:mano|rodilla|espalda) (?:con|corriendo)
& |con))<g3>(?: los brazos| las piernas| en el brazo| la cabeza| sangrar| proposito| cigarrillos| agujas)?
+ (?:quiero|ganas de|necesito|deseo de|dejar de|voy a|impulso de|volver a|volvi a|pienso en|quisiera) (?:cortarme
& |autolesionarme|hacerme dano|quemarme|lastimarme|golpearme|herirme)
+ autolesion\w*|me (?:quemo|quemo) con cigarr\w+|(?:quemandome|cortandome|golpeandome|lastimandome)
+ cortes (?:en|por) (?:el|los|las|mis) (?:brazos?|piernas?)|(?:vean|tapar|lleno de|llenos de) (?:los )?cortes
+ cuchilla|hasta sangrar|golpes a proposito|(?:queme|corte) (?:la |el )?(?:mano|brazo|pierna) a proposito
"""
_ABUSE = r"""
hits:
+ (?:amenaza|amenazo|amenazaron|amenazado|amenazan)<g1> (?:con (?:matarme|pegarme|hacerme|matar)|de muerte|ayer
& |por)
+ me (?:van|va|iba|iban) a (?:pegar|hacer dano|matar|golpear|dar una paliza)(?! (?:cuando|la bronca|mi (?:madre
& |padre|jefe)))
+ si (?:no hago|cuento|no le|digo)<g5> (?:matar|dano|pegar|golpear)
+ (?:me|nos|le|les|lo|la) (?:ha |habia |esta |sigue )?(?:pega|pego|pegaba|pegado|pegando|golpea|golpeo|golpeado
& |maltrata|maltrato|agrede|agredio|patea|pateo|empuja|empujo|abofeteo|ahorca|ahorco|violo|viola|violaron|violado
& |forzo|agarro del|tiro del pelo|arrastro|humilla|acosa|atan|ata)(?! (?:a ser|a estudiar|a la pinata|al balon
& |los carteles))
+ (?:me|nos) (?:encierra|tiene encerrad[oa]|encerro|obliga|obligo|controla|amenaza|amenazo|quita|quito|vigila
& |persigue|sigue a todas|grita y|tira cosas|tiro un|toca(?= \||$)|toco(?= \||$| sin| y| cuando)|echo encima
& |pide sexo|puso contra|dio una (?:bofetada|paliza))(?! (?:con echarme|el sueno|las ganas))
+ (?:tio|padrastro|padre|abuelo|trabajador|el|ella|centro) (?:me|la|lo) toc[ao]
+ abus[ao]\w* de (?:mi|mi hija|mi hijo|ella)|(?:sufro|hay|vivo con) (?:maltrato|violencia|abusos?)
+ se pone violent[oa]|relacion (?:de maltrato|abusiva|violenta)
+ (?:no me|no nos) (?:deja|dejan|permite|dejaba) (?:salir|ver a|ir (?:a|al)|trabajar|hablar|tener|comer
& |dormir)(?! antes)
+ (?:miedo|temor|terror) (?:de|a) (?:mi (?:marido|pareja|esposo|novio|ex|padre|padrastro|hijo)|el(?= \||$)
& |volver a casa|ir a casa)
+ da miedo volver a casa
+ (?:no)<g2> (?:me siento|estoy|es) segur[oa](?: en (?:mi )?casa)?(?= \||$| en (?:mi )?casa)(?! entre)
+ (?:dijo|dice|jura) que (?:me|nos) (?:mataria|va a matar|mata|matara)|nadie me (?:va a creer|cree)
+ entra en mi (?:cuarto|habitacion|cama)|(?:no le|no lo|que no) (?:contara|cuente|dijera|diga) a nadie<g5>
+ lo que me hace|me quita<g3> (?:pension|dinero|telefono|documentos)
+ (?:con|tengo) (?:moretones|moratones)
+ (?:le )?(?:pega|golpea|hace dano) a (?:mis?|su|sus|los) (?:hij[oa]s?|nin[oa]s?)
+ (?:haga|hace|hacer|hacerle) dano al? (?:bebe|mi hij[oa]|nin[oa])|que el la toca|no me da de comer
+ me agarr\w+ del cuello|agarrandome del cuello|revisa mis mensajes|pedirle permiso|luego lo pago
+ controla el movil|con quien hablo|pega (?:mi|su) (?:papa|padre|mama|padrastro)|me amenaza con quitarme
"""
_OVERDOSE = r"""
dose:
+ (?:tengo|creo que|me dio|esta en|esta con|esta teniendo|tiene|en
& |tuvo) (?:tengo |en )?(?:una )?sobredosis(?! (?:en (?:19|20)|de (?:chocolate|familia)))
+ me pase (?:con las pastillas|de dosis|con la dosis|con la droga)
+ (?:tome|tomado|meti|metido|consumi)<g1> (?:demasiad\w+|mucho|el doble|de mas)<g5>
+ mezcle<g3> (?:con alcohol|pastillas|benzos)<g5>|no se cuantas pastillas|me trague una bolsa
+ (?:pecho|respirar|convulsion|vomito sangre|temblando|viendo cosas|me siento fatal)<g8> (?:consumir|alcohol|beber
& |droga|dosis|tome)
+ (?:consumir|metadona|bebi|droga|meti|tome|alcohol)<g8> (?:me duermo|no puedo respirar|vomito sangre
& |me siento (?:fatal|muy mal)|convulsion|viendo cosas)
+ (?:tuve una )?convulsion al
+ labios (?:azules|morados)
+ (?:no|ni|y no) (?:respira|despierta|se despierta|reacciona|responde|respiraba)(?= \||$| y| que| bien y
& |<g2> (?:fri[oa]|raro))(?! bien con)
+ (?:esta )?(?:inconsciente|morado y)|jeringa en el|(?:le )?puse (?:narcan|naloxona)<g3>
+ se (?:tomo|trago|metio)<g2> (?:todas|un frasco|un bote|todo|algo|muchas|demasiad\w+)<g5>|sigue sin responder
+ ronca raro|sin pulso
"""
_EATING = r"""
food:
+ (?:llevo|lleva|van|hace)<g3> (?:dias?|semanas?)<g3> (?:sin comer|solo tomo agua|no como)
+ no como (?:desde|nada|hace)|no (?:he comido|comi)<g2> (?:en|desde)<g2> (?:dias|lunes|martes|semana)
+ sin comer(?= \||$| desde| hace| nada)|deje de comer
+ (?:no )(?:me permito|quiero|merezco|puedo|me dejo) comer(?! (?:verduras|en))|me mato de hambre
+ vomito (?:despues|todo|lo que|cada|tras)|(?:me )?provoco el vomito|dedos para vomitar|laxantes(?! para la)
+ (?:la|mi) (?:anorexia|bulimia) (?:ha vuelto|esta|volvio|es)|atracones y
+ (?:como|comiendo) (?:solo )?\d\d\d? calorias|\d\d\d calorias|desmaye por no comer|por no comer|peso \d\d kilos y
+ hasta estar delgad[oa]
+ para (?:adelgazar|bajar de peso)<g1>(?<!caminar para adelgazar)(?<!caminando para bajar de peso)
"""
_VIOLENCE = r"""
kill:
+ (?:lo|la|los|las|le|les) (?:voy a|vamos a|quiero|quisiera|pienso) (?:matar|apunalar|quemar la casa|pegar un tiro
& |cortar|disparar|atropellar|golpear|hacer dano|reventar|partir la)
+ (?:voy a|quiero|ganas de|pienso en|pienso|a punto de|quisiera|tengo ganas de
& |plan para)<g1> (?:matar(?:l[oae]s?)?|apunalar(?:l[oae]s?)?|disparar(?:l[oae]s?)|atropellar(?:l[oae]s?)?
& |hacerles? dano|hacer dano a|golpear(?:l[oae]s?)|envenenar(?:l[oae]s?)|estrangular(?:l[oae]s?)?)(?! (?:el tiempo
& |una arana|al jefe final|zombis|las ganas|a nadie|a todo|el hambre))
+ (?:pistola|arma|cuchillo|bate)<g5> (?:donde vive|su casa|me van a pagar|lo que merece)|fuera de su casa con
+ me (?:van|va) a pagar(?:<g5>arma)?|(?:llevo|tengo) un arma|voces<g3> (?:haga dano|mate a|mate al)
+ miedo de (?:hacerle dano|matar|pegarle)|(?:anoche|ayer|hoy) (?:golpee|le pegue) a mi
+ (?:golpee|pegue) a mi (?:novia|mujer|esposa|pareja|hij[oa])|ver(?:lo|la)? sangrar|quemar la casa
+ a golpes(?= \||$)
"""
_FRIEND = r"""
friend:
+ <other><g8> (?:se esta haciendo dano|haciendose dano|tiene pastillas|pastillas guardadas|las va a usar
& |que se (?:corta|hace dano|esta cortando))
+ <other><g8> (?:se quiere|se va a|quiere|va a|piensa|pensando en|habla de|amenaza con|intento|intenta
& |dice que (?:se )?(?:quiere|va a)|plan para|planea|trato de|que se) (?:morir|morirse|matar|matarse|suicidar
& |suicidarse|quitarse la vida|hacer dano|hacerse dano|acabar con su vida|pegar un tiro|tirarse|ahorcarse
& |irse de este mundo|hacer algo)
+ <other><g8> (?:no quiere|ya no quiere|no tiene (?:ganas|razones)|ya no tiene (?:ganas|razones))<g2> (?:vivir
& |seguir|mas)<g1>
+ <other><g3> se (?:corta|autolesiona|hace dano|quema)(?! (?:el|la mano))
+ <other><g5> (?:ideas suicidas|pensamientos suicidas|estaria mejor muert[oa]|carta de despedida|se despidio<g3>
& |tiene una pistola<g8>|es suicida|esta suicida)
+ (?:quiere|va a|quieren|piensa|intento) (?:matarse|suicidarse|morirse|quitarse la vida
& |ahorcarse)(?! (?:al final))
+ se (?:va a suicidar|va a matar|va a pegar un tiro|quiere (?:matar|morir|suicidar)|suicide|mate|haga algo
& |va a hacer dano)(?= \||$| y| que|<g2>)
+ <other><g5> (?:sin comer y|vomita|dejado de comer)|(?:escribio|dijo) adios y
+ a mi (?:hermanit[oa]|herman[oa]|amig[oa]|prim[oa]) l[eao] (?:pega|golpea|maltrata)|regalo sus cosas
"""
RULES: tuple[Rule, ...] = (
    *rules("self_harm", "active", "es.self_harm", _SELF_HARM, **PARTS),
    *rules("abuse", "active", "es.abuse", _ABUSE, loose="negation trivial", **PARTS),
    *rules("overdose", "active", "es.overdose", _OVERDOSE, loose="negation", **PARTS),
    *rules("eating", "active", "es.eating", _EATING, loose="negation", **PARTS),
    *rules("violence", "active", "es.violence", _VIOLENCE, **PARTS),
    *rules("friend", "active", "es.friend", _FRIEND, loose="negation", **PARTS),
)
"""Every rule of this module."""
