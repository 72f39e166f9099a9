"""What takes a match of a Spanish rule back: idioms, the past, fiction, a "not", trivial causes, other people."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

from bot.app.care.frames import Guards, joined

_IDIOMS = r"""
(?:ansiedad|nostalgia|calor|frio|hambre|sueno|cafe) me pega|nadie me pega|se me (?:corta|corto|quita|quito)|no (?:estoy pensando|he pensado|pienso) en (?:suicidarme|hacerme dano|matarme|morirme)
si (?:he|habia) pensado en hacerme dano(?: y)? (?:le dije (?:la verdad )?(?:que )?no)|me quiero morir con este equipo|adios a todos que descansen|en la azotea (?:tendiendo|viendo|regando|con la ropa)|(?:problema|tarea|examen) de (?:algebra|mate[a-z]*)
para que sigo yendo|cans[eo] de vivir (?:aqui|con|en)|mi nieta me pregunto si cuando me muera|se comio mi (?:flan|postre|comida)|lo voy a matar a mi (?:hermano|hermana|primo) se
(?:no )?se me peg[oa]|me peg[oa] (?:porque bebiamos|la risa|duro la noticia)|me obliga a (?:salir|caminar|levantarme|comer mejor|moverme|hacer ejercicio)
no me queria despertar de (?:lo|tan)|no (?:me )?queria despertar(?:me)? de(?: lo)?|matame suavemente|veneno para (?:los|las|el|la) (?:ratones|ratas|hormigas|cucarachas|plaga)
me queme (?:un poquito|en el trabajo|soldando|la mano)|(?:regalando|regale|regalo) (?:todas )?mis cosas porque me (?:cambio|mudo|voy a mudar)|no pienso en (?:matarme|morirme|suicidarme)(?: ni)?
suicidarme no (?:no|para nada|que va)|me queria morir (?:por la resaca|de la verguenza|de risa|de pena)|me quiere matar porque|no quiero vivir para ver a mi equipo
(?<!no )quiero vivir(?= \||$| y| quiero| por| para)|(?<!no )tengo (?:mucho|muchas razones|razones) (?:por lo que |para )vivir
(?:me alegra|contento de|feliz de|que bueno) (?:estar|seguir) viv[oa]|(?:elegi|decidi|escogi) vivir|razones para vivir estan
prefiero (?:morirme|morir) antes que (?:cantar|bailar|ir|comer|ver)(?: [a-z]+)?
no me (?:voy a|pienso) hacer (?:nada|dano)|(?:nunca|jamas) me (?:haria|hare) (?:dano|nada)|estoy a salvo
no tengo (?:pensamientos|ideas) (?:suicidas|de (?:muerte|morir|matarme))(?: ni nada)?|de muerte(?= \||$)
(?:calor|frio|hambre|sueno|sed|susto|cansancio) de muerte|(?:con|tener|tiene con) la soga al cuello con
termino con todo lo de(?:l| la)?|jsjs[a-z]*|burnout|quita el hambre|me quit[oa] un peso|escribirle una carta
(?:azotea|balcon) viendo|gato me arano|me arano(?: [a-z]+)? (?:el gato|la gata)|pastillas para el viaje|en el trabajo o sea
me (?:quiero|queria) morir de (?:la )?(?:pena|risa|verguenza|ternura)|que oso(?: [a-z]+){0,4}|veneno (?:para|contra) (?:las |los )?(?:cucarachas|hormigas|ratas|ratones|plagas)
me agarro del brazo para que no|me pega (?:la|el) (?:nostalgia|tristeza|melancolia|bajon|recuerdo)(?: [a-z]+)?|matando de trabajo
cortarme el pelo
(?<!\w )no quiero seguir$
(?:me )?(?:voy a matar|mato|quiero matar|quisiera matar|mate|muero|matarme|morirme
& |morir)(?: [a-z]+){0,2} (?:estudiando|trabajando|limpiando|entrenando|corriendo|de risa|a estudiar|a trabajar
& |a reir|en el (?:gym|gimnasio|trabajo)|con (?:el|este|ese|un) (?:examen|parcial|trabajo)
& |por aprobar)(?: [a-z]+){0,3}
(?:va|van) a matarme (?:cuando|si|por|como)(?: [a-z]+){0,4}|casi me mata|colgar(?:me)? del wifi
tirar(?:me|se)? (?:al piso|al suelo|en la cama|en el sofa|a la cama|al sillon)
no quiero vivir con(?: [a-z]+){0,3}|seguir en la carrera
me (?:he )?(?:tome|tomo|tomado) (?:[1-4]|un|una|dos|tres|cuatro
& |media) (?:[a-z]+ )?(?:de |por |para )?(?:[a-z]+ ){0,3}?(?:para (?:la|el)|por (?:la|el)|de mas)(?: [a-z]+){0,2}
(?:olvida|olvido|olvide|acordarme|recordar|tengo que)(?: [a-z]+){0,2} tomar(?:me)?(?: [a-z]+){0,4}
tome muchas pastillas para la(?: [a-z]+)?
me (?:corte|corto|he cortado|estoy cortando) (?:la mano|el dedo|un dedo|el fleco|las puntas)(?: [a-z]+){0,2}
me (?:estoy cortando|corte) el
conte las pastillas con|(?:tengo|llevo) mis pastillas (?:conmigo )?para el viaje
(?:me |se )?(?:muero|mori|muriendo|morirme|morirse|morir|muere|morimos|morirnos|moria) de (?:risa|hambre|sueno
& |vergueenza|verguenza|ganas|calor|frio|sed|aburrimiento|curiosidad|miedo por|amor|pena ajena|cansancio|la risa
& |la verguenza)
(?:la )?verguenza(?: [a-z]+){0,6} (?:morir|morirme|muerta|trague|tragara)
(?:quise|queria) morir(?:me)? (?:de|cuando)(?: [a-z]+){0,5}
me muero (?:por|de ganas)|se muere (?:por|sin el|de ganas|de risa|de hambre|de cancer)
(?:estoy |quede )?muert[oa] (?:de (?:cansancio|sueno|hambre|risa|miedo|frio|calor)|jaja[a-z]*|lol|skullsign
& |esta temporada|subita)
(?:me|nos|te|lo|se) (?:mata|matan|mataron|esta matando|estan matando|va a matar)(?: [a-z]+){0,2} (?:calor
& |zapatos|espalda|rodillas?|curiosidad|frio|aburrimiento|lunes|cuando|si llego|si me|jaja|tiempo)
(?:trabajo|espalda|paso|cole|calor|madre|mom|mama|papa|mujer|jefe|marido|profe|esposa)(?: [a-z]+){0,3} (?:me|nos
& |lo) (?:mata|matan|matando|va a matar|esta matando)(?: (?:cuando|si)(?: [a-z]+){0,5})?
(?:mataria|matar|mato|mate|matando) (?:por|el tiempo|una arana|dos pajaros|el examen|zombis|las ganas|la tarde
& |el rato|cucarachas|mosquitos|al jefe final)
te mato si(?: [a-z]+){0,5}|(?:beber|alcohol|droga|heroina) me estaba matando
(?:movil|bateria|coche|planta|pez|telefono|ordenador|carro)(?: [a-z]+){0,4} muri[eo]
me tir[oe] (?:a la (?:piscina|pileta|alberca)|por el tobogan|por la ventana si|al agua)
(?:saltar|salte|salto) (?:de alegria|en paracaidas|la cuerda|a la comba|el desayuno|una dosis)
(?:me )?(?:pego|pegame|pegar|pegarme) un tiro (?:si|tres|otra)(?: [a-z]+){0,5}|pegame un tiro
(?:me |le |nos )?(?:pega|pego|pego|pegue) (?:el sol|mucho|fuerte|la gripe|un susto|el catarro|a la pinata
& |al balon|los carteles|bien|la musica|una risa|un grito)
(?:camisa|cancion|color|noticia)(?: [a-z]+){0,2} (?:me|no me) (?:pega|pego)(?: fuerte)?
mi hermano me pego el catarro
me (?:corte|corto|cortado|cortaron|he cortado) (?:el (?:pelo|dedo|cabello)|afeitandome|las unas|con una lata
& |cocinando|las horas|la mano (?:con|cocinando)|picando)
corte (?:el cesped|con (?:mi|el|la))|cortar(?:me)? (?:el pelo|las unas|el cesped)
me (?:queme|quemo|he quemado|quemado) (?:con (?:el (?:horno|sol|cafe|aceite)|la (?:plancha|sopa|sarten|pizza))
& |las pestanas|del trabajo|cocinando|la lengua)
me (?:hice|hago|he hecho) dano (?:en (?:la rodilla|el (?:gimnasio|tobillo|hombro|pie|brazo)|la espalda|el dedo
& |la mano)|corriendo|jugando|entrenando)
me (?:lesione|lastime) (?:jugando|la (?:espalda|rodilla|mano)|el (?:hombro|tobillo|pie)|corriendo
& |en el gimnasio)
me toca (?:limpiar|hablar|la guitarra|cocinar|trabajar|a mi|pagar|ir)
me toco (?:la loteria|hablar|limpiar|el corazon|primero)|abuelo me toca|historia me toco
me empuja a|(?:me )?golpe[eo] (?:un record|de suerte)|toque fondo
(?:prevencion|telefono|linea|dia|semana|mes|curso|charla|prevenir)(?: [a-z]+){0,3} suicidio
sobredosis de (?:chocolate|familia|azucar|series|amor|carino|risas)
(?:taller|curso|clase|formacion|dia|contra la|muri[oe] de|murieron de) (?:de |contra la )?sobredosis
(?:no|ya no) quiero (?:vivir|estar)(?: mas)?(?: aqui)? (?:en
& |con) (?:est[ea] |mi |mis |la |el |una? |esa )?(?:ciudad|padres|casa|barrio|piso|albergue|sala|trabajo|pueblo
& |centro|hospital|programa|reunion|el|ella|ese|hermano|madre|cola)(?: [a-z]+){0,3}
(?:cansad[oa]|hart[oa]) de (?:vivir (?:con|en|sola?|solo|de alquiler)|estar (?:aqui en|enferm[oa]|hart[oa]
& |en el trabajo|cansad[oa]))(?: [a-z]+){0,3}
no (?:puedo|aguanto|soporto) mas (?:con )?(?:este|esta|el|la|los|las) (?:trabajo|ruido|drama|formulario|jefe
& |calor|frio|vecinos|dieta|trafico|curso|papeleo|clase)
(?:quiero|ojala|que) (?:que )?(?:se )?(?:acabe|acabara|termine|terminara)(?: ya)? (?:el|la|este
& |esta) (?:semestre|invierno|juicio|curso|mudanza|semana|ano|verano|mes|turno|clase)
(?:quiero|dejar|deje|dejo) (?:de )?(?:dejar de )?(?:fumar|beber|consumir) para siempre|vacaciones para siempre
deje esa vida para siempre
no (?:quiero )?(?:despertar|despertarme|levantarme|despierta|se despierta) (?:a las|temprano|los lunes
& |para el cole|por las? (?:mananas?|noches?)|tarde|para la escuela)
(?:estarian|juega|esta|vive) mejor sin (?:mi (?:comida|de portero|cocina)|mi de portero|mi y me parece bien)
sentido a (?:estos|este|esta|esa|discutir|los|las|la reunion)|no tiene sentido discutir|para que sirve
prefiero morirme a (?:comer|ver|ponerme|cantar|ir al)|desaparecer cuando me
tir[eo] la toalla con (?:los|el|la) (?:crucigramas?|dieta|receta|sudokus?)|me rindo gana
(?:no veo|callejon sin) (?:la )?salida (?:de este|con los|del aparcamiento)(?: [a-z]+)?
(?:manana|la semana que viene|el lunes|el fin de semana) no (?:estare|voy a estar|estoy) (?:tengo|me voy de
& |porque|por)(?: [a-z]+){0,3}
(?:carta de despedida|despedida|adios) (?:a la (?:heroina|bebida|droga|coca)|al (?:alcohol|trabajo)|de linda
& |de soltera?|hasta|gracias)
fiesta de despedida|adios hasta
ultimo (?:mensaje|dia) (?:de hoy|en el|de (?:trabajo|clase|curso|escuela|vacaciones))|mi ultimo dia (?:de|en)
(?:tome|tomo|tomado) (?:todas )?(?:mis |las )(?:pastillas|medicinas?) (?:todas las mananas|del dia|de hoy
& |a su hora|a tiempo|todos los dias|con)
toda la botella de (?:agua|jugo|zumo)|bebi mucho (?:jugo|zumo|agua)
cuerda para el columpio|cuerdas (?:nuevas )?para la guitarra|pistola de (?:agua|silicona|pintura|juguete)
(?:vomite|vomito|vomitado) (?:toda la noche )?(?:por la gripe|en el coche|por el virus)|vomite toda la noche
laxante para la|ayuno por|ramadan(?: [a-z]+){0,6}|labios azules (?:por|del)|no respiro bien con
no como (?:carne|gluten|hasta la noche)
no he comido desde (?:las|esta manana|el desayuno)
no me deja (?:usar el coche|pagar|salir antes|dormir|en paz el gato)|me amenazo con echarme
a muerte con|punto muerto|muerte subita|fiesta muerta|sobre mi cadaver|de infarto|un infarto con
"""

GUARDS = Guards(
    idioms=joined(_IDIOMS),
    past=joined(
        r"""(?:19|20)\d\d|el \d\d que|alla por|hubo (?:una epoca|un tiempo)|antes de entrar
        dije que no|le digo que no|ya no(?= \||$)|ni se me cruza|fue hace mucho|cuando usaba
        hace (?:[a-z0-9]+ )?(?:anos|decadas)|hace (?:anos|tiempo)|en (?:19|20)\d\d
        cuando (?:tenia|era|consumia|bebia|vivia|estaba (?:en|casad[oa]))
        de (?:nin[oa]|pequen[oa]|joven|adolescente)
        antes (?:me|queria|vomitaba|de recuperarme|de la recuperacion|de dejar)|sobrevivi|sobrevivir
        en la carcel (?:pense|quise)|el ano pasado|a los \d+|en mi (?:adiccion|juventud|adolescencia)
        sali de una|me recupere|anos sin|ano sin|llevo \w+ anos|era pequen[oa]|me ayudo|en la (?:secundaria|primaria|prepa)|de eso van|en ese entonces|ya no estoy con (?:el|ella)|hace (?:cinco|diez|quince|veinte|treinta|muchos) anos"""
    ),
    now=joined(
        r"""ahora (?:quiero morir|tambien|otra vez|mismo|me)|otra vez|de nuevo|esta noche|anoche|ultimamente
        todavia|sigo|aun|manana|desde que murio|que murio|proxima vez|ya no|semana pasada"""
    ),
    fiction=joined(
        r"""libros?|novelas?|peliculas?|pelis?|cancion(?:es)?|letra de|personajes?|protagonista|poemas?
        una obra|la obra|escena|capitulo|serie|la tele|documental|podcasts?|juegos?|videojuegos?|nivel
        romeo|memorias|guion|noticias|zombis|un cuento|el cuento|cuentos|el malo|noticiero|periodico|disco
        monologo|karaoke|himno|coro"""
    ),
    negation=joined(
        r"""no(?! (?:aguanto|puedo|doy|soporto|se) (?:mas|si|que|como))|nunca|sin|jamas|ni|tampoco|deje de|dejado de|prevenir|prevencion|pregunto por|hablo del
        hablamos del|por el|deje|no se si te"""
    ),
    trivial=joined(
        r"""trafico|los lunes|zoom|reunion por|jaja[a-z]*|deberes|aplicacion|aceitunas|cumpleanos|profesora
        profesor|tarjeta|peinado|corte de pelo|partido|mudanza|parking|aparcamiento|crucigrama
        examen final|wifi"""
    ),
    reported=joined(
        r"""(?:el|ella|amig[oa]|herman[oa]|hij[oa]|madre|padre|mama|mom|papa|marido|mujer|novi[oa]|pareja|companer[oa]|prim[oa]|sobrin[oa]|vecin[oa]|ahijad[oa]|alguien) (?:[a-z]+ ){0,2}?(?:dice|dijo|decia|repite|escribio|publico|ha dicho|me dijo|me dice)(?: que)?"""
    ),
    story=joined(
        r"""en (?:la|el|un|una|este|esta|mi) (?:pelicula|peli|libro|novela|cancion|serie|juego|cuento|obra|capitulo)
        (?:cancion|libro|pelicula|letra|novela|serie|documental)(?: [a-z]+){0,2} (?:dice|trata|donde|que habla|sobre)"""
    ),
    denied=joined(
        r"""(?:no|nunca|jamas|sin|tampoco)(?: [a-z]+){0,3}? (?:morir|morirme|matarme|suicidarme|suicid[ao]|suicidas|hacerme dano|dano|peligro)(?! pero| exactamente| solo)
        pregunt[oa](?: [a-z]+){0,5}? (?:suicidio|dano|morir|matarme)"""
    ),
)
