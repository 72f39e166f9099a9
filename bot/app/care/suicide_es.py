"""How people say in Spanish that they mean to end their life, prepare, part, have done it, or would rather not live."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_es import PARTS

_INTENT = r"""
matarme:
+ (?:esta noche|manana|hoy|entonces|un dia|cualquier dia|algun dia)<g1> me mato
+ me (?:tire|avente|arroje|lance) (?:del|al|a|desde|por)<g2> (?:balcon|metro|tren|puente|via|vias|azotea|ventana
& |vacio|coche|coches|rio|edificio)
+ pienso<g1> en ello(?= \||$| no)|me (?:ahorque|colgue)(?= \||$)
+ (?:salir|irme|desaparecer|escapar|huir)(?: corriendo)? de (?:todo esto|este mundo|la vida|todo) para siempre
+ <will><g1> <kill>
+ (?:me )(?:quiero|voy a|quisiera|queria|debo|deberia|iba a|tengo que|pienso|podria|puedo|quise)<g1> (?:matar
& |suicidar|ahorcar|colgar|tirar (?:a|al|del?|por|desde)|lanzar (?:a|al|del?|por|desde)|pegar un tiro|disparar
& |envenenar|ahogar|volar la cabeza|cortar las venas|quitar (?:la vida|de en ?medio)|meter una sobredosis
& |estrellar)
+ (?<!con )(?<!van a )(?<!va a )(?<!iba a )(?:matarme|suicidarme|quitarme la vida|ahorcarme|pegarme un tiro
& |cortarme las venas)
+ (?:si|o|mejor|igual|y|porque|hoy|entonces|de verdad|vez)<g5> me mato|me mato (?:hoy|ya|esta noche|manana|y ya)
+ <start>me mato|me mataria si|que me mate(?= \||$)|boy a suicidar
+ (?:pensamientos?|ideas?|intenciones?) suicidas?|(?:me siento|soy|estoy|tan) suicida|<start>suicida(?= \||$)
+ (?:pensar|pienso|pensando|pensado)<g2> en (?:el |mi )?suicidio|suicidio es|suicidarse sin
+ como (?:puedo )?(?:suicidar|matarme|morir|morirme)
+ (?:maneras|formas|modos|metodos) de (?:morir|suicid\w*|matar\w*)
+ (?:pastillas|dosis)<g3> (?:morirme|morir|matarme|mortal(?:es)?|letal(?:es)?)
hoy:
+ (?:es|sera|sea) mi ultim[oa] (?:dia|noche)(?! de (?:trabajo|clase)| en)
+ (?:manana|lunes|entonces|semana que viene)<g5> (?:ya )?no (?:voy a estar|estare)(?= \||$| me| en (?:este
& |ninguna))
+ ya no estare en
+ no (?:voy a ver|vere|llego al?|llegare al?) (?:el )?(?:amanecer|lunes|manana|viernes|navidad|domingo|ano)
+ lo hago(?= \||$) \| nadie|esta noche lo hago|voy a hacerlo esta (?:vez|noche)
+ me voy a ir con<g3>(?: esta noche| esperando)|no me fio de mi|hacerme algo
+ no (?:estoy|me siento) a ?salvo|mantenerme a salvo|quiero morir y (?:se|tengo)
+ quiero (?:morirme|morir) (?:hoy|esta noche|ya tengo)|no quiero vivir y tengo
+ (?:estar|estare|estoy) muert[oa] (?:antes|para|el)|entonces estare muert[oa]|plan es (?:estar muert[oa]|morir)
+ planeo mi muerte|decidid[oa] a morir|list[oa] para morir|irme (?:para siempre|de este mundo|con dios hoy)
+ (?:acabare|acabo|termino) con (?:esto|todo)(?: hoy| esta noche)?|me voy a morir (?:hoy|esta noche|porque yo)
+ no despertare|encontrar viv[oa]|dejare de sufrir
"""
_METHOD = r"""
means:
+ (?:cuant[ao]s?|dosis)<g3> (?:pastillas|dosis|metadona|insulina)?<g2> ?(?:hacen falta|letal|mortal|se necesitan
& |bastan|para (?:morir|no despertar|matar|dormir para siempre))
+ (?:busque|busco|buscando|investigue|mire|mirado|lei)<g3> (?:cuant[ao]s|metodos|formas|maneras|como) (?:pastillas
& |de morir|morir|matar\w*|suicid\w*|hacerlo)
+ buscar? pastillas
+ <pills><g5> (?:delante|todas|en fila|en la mano|suficientes|bastantes|alcanzan|de golpe|hay bastantes
& |escondidas)
+ (?:guardando|guardado|juntado|juntando|escondidas?|conte|contado|contando|mirar|mirando|acumulando)<g3> <pills>
+ (?:tomar|tomarme|tragar|tragarme)<g2> (?:todas|todo el|todo|veneno|el bote|el frasco|la caja)
+ (?:tengo|compre|ate|atado|he atado|con) (?:ya )?(?:la|una|el) (?:cuerda|soga)(?! para)
+ (?:cuerda|soga)<g3> (?:en el (?:cuello|garaje|maletero)|nadie pregunto|al cuello)
+ (?:pistola|escopeta|arma)<g5> (?:en la (?:mano|cabeza|boca)|cargada|no es para defenderme|contra mi)
+ (?:pegarme|me (?:voy a )?(?:pegar|pego)|dar(?:me)?) un tiro|(?:volar|volarme|vuelo) (?:la cabeza|los sesos)
+ (?:estoy|parad[oa]|sentad[oa]) en (?:el puente|la azotea|el balcon|las vias|la cornisa
& |el borde)<g3> ?(?:mirando abajo|y quiero|saltar|del tren|pensando)?
+ (?:tirarme|tiro|lanzarme|saltar|salto|arrojarme|lanzo) (?:del?|desde|por|a
& |al) (?:la |el |las |los |un )?(?:puente|balcon|azotea|ventana|tren|metro|via|vias|coches?|anden|terraza|quinto
& |edificio|piso|vacio|rio)
+ voy a saltar(?= \||$)|quiero saltar(?= \||$)
+ (?:estrellar|estrellarme)<g3> (?:coche|moto|carro|contra|con)|sobredosis y no
+ (?:chute|pico|dosis)<g3> (?:grande )?para no (?:volver|despertar)|veneno(?! para ratas$)
+ (?:meterme|entrar) en el (?:mar|rio)|beber hasta (?:morir|morirme)
+ (?:cuchillo|navaja|cuchilla)<g3> (?:muneca|cuello|venas)|casi salto(?: al anden)?|pills adios
+ donde se puede saltar|se que ahi puedo|(?:ver|mirar) la altura
"""
_PREPARED = r"""
ready:
+ (?:mi|la) (?:decision|fecha) (?:es|esta) (?:tomada|esta noche|decidida|puesta)
+ (?:esta noche|manana|este fin de semana|en unas horas|pronto)<g5> (?:todo (?:habra|va a haber) (?:terminado
& |acabado)|lo hago|se acaba todo|todo se acaba|dejare de ser un problema|ya no sufrire)(?= \||$)
+ (?:las|mis) cartas (?:estan|ya estan) (?:escritas|listas|hechas)|encontraran (?:la|mi) (?:carta|nota)
+ una ultima vez(?= \||$)|ya no tendran que preocuparse por mi|por fin (?:se|tengo claro) lo que tengo que hacer
+ no (?:estoy|me siento|voy a estar) a ?salvo
+ cuando (?:yo )?(?:ya )?no este(?= \||$| (?:ustedes|mi familia|todos|mis hijos|cuiden|ellos|podran|van|va)\b)
+ cartas? para despedirme|despedirme de (?:mi familia|todos|ustedes|la vida|mis hijos)(?= \||$| antes)
+ ya tome (?:la|mi) decision(?= \||$| de (?:irme|morir|matarme|quitarme))
+ (?:la|una|mi) decision (?:esta|ya esta) tomada(?= \||$)
+ (?:tengo|guardo|compre|consegui) (?:las |unas |muchas )?<pills><g5> (?:tomar(?:mel|l)as|para (?:irme|morir
& |no despertar|acabar))
+ <pills><g5> pensando en tomar
+ me siento en paz<g5> (?:ya se|decidi|decision)|proxima vez no (?:fallo|fallare|voy a fallar)
+ (?:deje|dejando|dejo|puse|estoy poniendo) (?:mis cosas|todo|mis asuntos|mis papeles) en orden
+ me estoy despidiendo|(?:regal\w+|repart\w+) (?:todas )?mis (?:cosas|pertenencias)
+ (?:escribi|escrito|escribiendo|escribirle|escribirles|deje|dejo|dejado|dejar) (?:ya )?(?:la|las|una|unas
& |mi)? ?(?:cartas?|notas?)(?= \||$|<g8> (?:no este|despedida|muera|su culpa|culpa|me vaya))
+ carta de despedida(?! a)|ya tengo fecha(?= \||$)|plan para (?:matarme|morir|suicid\w+|irme)
+ como y cuando(?: lo)?|cuando (?:me muera|ya no este|no este(?= \||$)|yo no este|muera|me encuentren|me vaya)
+ me (?:van a|vayan a) enterrar|encuentren mis|encuentren muert[oa]
+ (?:pague|arregle|hice)<g5> (?:entierro|testamento)<g8> (?:me puedo ir|ya puedo|irme)|ya me puedo ir
+ todo (?:preparado|listo|arreglado) para (?:irme|morir|cuando)|(?:sitio|lugar|dia) (?:donde|en que) voy a morir
+ donde voy no|no l[oa]s? (?:necesito|voy a necesitar|necesitare)
+ (?:intente|trate de|quise|casi|he intentado)<g2> (?:matarme|suicidarme|ahorcar|ahorcarme|quitarme la vida
& |tirarme)
+ me quise (?:ahorcar|matar)|proxima vez no fallo|casi lo hago|veneno para ratas|nada que me (?:retenga|ate)
+ nada me retiene|descanso para siempre(?= \||$)
goodbye:
+ adios (?:a todos|mundo|para siempre|a tod[oa]s|vida)|esto es una despedida
+ me (?:despido|despedi) de (?:todos|tod[oa]s|mi (?:padre|madre|familia)|la vida|ustedes)|cuando leas esto
+ cuando lean esto
+ (?:diganle|decidle|dile|diles|digan|decid)<g3> <kin><g5> (?:quise|quiero|amo|culpa|perdon\w*|ame)
+ (?:este|estas) (?:es|son) mis? ultim[oa]s? (?:mensaje|palabras|carta)(?! de hoy)|por lo que voy a hacer
+ (?:cuiden|cuida|cuidad|cuide) (?:de |a |mucho a )?(?:mi|mis|a mis|a mi)<g1> ?<kin><g5> (?:vaya|no este|muera)
+ (?:aguante|luche) todo lo que pude|hasta siempre
+ no (?:lloren|llores|lloreis|esten tristes|me esperen)<g5> (?:muera|mi|vaya|semana que viene|ya no)
+ (?:he )?regal(?:e|ado|o) (?:todas mis cosas|todo|mi perro|a mi perro)<g8> (?:no|necesit\w+)
+ nos vemos en el cielo|nos vemos en la otra vida|me voy (?:para siempre|de este mundo|con dios)
+ perdon(?:adme|enme|ame)(?= \||$)|nadie tiene la culpa|no fue (?:su culpa|culpa)
"""
_UNDERWAY = r"""
done:
+ (?:me )?(?:acabo de tomar|tome|tomado|he tomado|trague|tragado|comi)<g2> (?:(?:un|una|el|la|toda la|todo el
& |otro) (?:caja|blister|frasco|bote|tira|paquete|puno|punado|monton)(?: enter[oa])?
& |(?:como |unas |mas de )?(?:[1-9]\d|quince|veinte|treinta|cuarenta|cincuenta|un monton de) (?:pastillas|pildoras
& |tabletas|rivotril|[a-z]+pam|comprimidos))
+ (?:tome|tomado|trague) las (?:pastillas|que) (?:que )?(?:tenia|habia)(?: guardad[oa]s)?
+ tome (?:[1-9]\d) pastillas
+ me (?:he |acabo de )?(?:tome|tomado|tomarme|trague|tragado|tomar|meti|inyecte)<g2> (?:todas|todo|\d+
& |lo que tenia|demasiad[oa]s|el frasco|un frasco|el bote)<g8> ?(?:pastillas|frasco|bote|despertar|guardado
& |vuelta)?
+ acabo de (?:tomarme|tragarme)<g1> (?:todas|todo|un|el|las)
+ (?:me )?(?:corte|he cortado|cortado) (?:las |los )?(?:venas|munecas|antebrazos)
+ (?:tome|tomado|bebi|bebido|trague|tragado) (?:veneno|lejia|cloro|raticida|insecticida)
+ (?:cuerda|soga) en el cuello|ya (?:lo hice|esta hecho)<g3>(?: \|)? (?:me|pastillas|pronto|dormire)<g5>
+ me las tome(?: todas)?|tomado demasiadas(?: a proposito)?|para de sangrar|no hay vuelta atras
"""
_WISH = r"""
morir:
+ (?:me )?(?:quiero|quisiera|deseo|queria|necesito|ganas de|prefiero|preferiria|merezco|pienso en|pensar en
& |fantaseo con|sueno con|gustaria)<g1> (?:morir|morirme|estar muert[oa]|la muerte)(?! de (?:risa|hambre))
+ (?:me quiero|quiero) mor(?:ir)?<g1>
+ ojala<g3> (?:me )?(?:muriera|muera|muriese|murier|estuviera muert[oa]|muert[oa]|atropell\w+|infarto|mate|matara
& |mata|matado|no despert\w+|no hubiera|nunca hubiera|pudiera morirme|dejado morir|durmiera|salvado)
+ (?:hoy )?(?:solo )?(?:pienso|penso|pensando)<g2> en (?:morir|morirme|la muerte|mi muerte|no estar)
+ (?:debo|deberia|tendria que|tendria|debi|tenia que)<g2> (?:estar muert[oa]|haber muerto|haberme muerto
& |haber muert[oa])
+ no (?:hubiera|debi|deberia|debi haber|debiera)<g2> nacid?[oe]?r?
+ (?:muriera|muero|muera|muriese|me muero)<g3> (?:me da|pues|mejor|da igual|me da lo mismo)
+ (?:me da igual|no me importa|da lo mismo|que mas da)<g2> (?:vivir|morir|morirme|si me muero|me muero
& |la proxima dosis me mata|si)<g5>(?: muero| morir| mata)?(?= \||$)(?<!igual)(?<!quien gane)
+ dios<g3> (?:llev\w+|recoj\w+|venga|lleva)
+ (?:llevame|me lleve|recoja|me recoja) (?:ya|dios|la muerte|de una vez|pronto)|senor venga|que me lleve
+ (?:muerte|morir) (?:seria|es|sera|suena) (?:un |una )?(?:alivio|descanso|mejor|paz|la solucion|lo mejor
& |liberacion)
+ alivio morir|(?:esperando|espero) (?:la muerte|morir)
+ (?:dejenme|dejadme|dejame|dejen|me dejen) morir|(?:alguien|por favor|que)<g2> me mate
+ <start>(?:matenme|matadme|matame)|(?:por que|porque) me (?:salvaron|trajeron|revivieron|despertaron)
+ (?:me )?(?:siento|estoy) muert[oa] (?:por dentro|en vida)|se me pare el corazon
+ atropell\w+ un (?:coche|carro|camion|bus)|bajo tierra|(?:en la|mi) tumba(?= \||$)
+ enterrad[oa] (?:a|con|al) (?:su|lado|el|ella)|valgo mas muert[oa]|mejor muert[oa]
+ (?:estar|estaria|estaba) mejor (?:muert[oa]|bajo|en la tumba)|vendria a mi (?:funeral|entierro)
+ irme (?:con|al cielo)<g3>(?: mama| mom| hijo| cielo| ella| mama al cielo| mi)|reunirme con<g3>
+ estar con mi <g1> ?que murio|quiero irme (?:de este mundo|ya de|y no volver)
!vivir:
+ (?:mejor|mas facil|facil|alivio|preferible)<g3> (?:no estar(?= \||$| aqui)|que (?:yo )?no (?:estuviese|estuviera
& |existiera)|si (?:yo )?no (?:estuviese|estuviera|existiese|existiera))
+ yo no (?:estuviese|estuviera)(?= \||$| aqui| despues)
+ (?:encuentro|veo|tengo) (?:razon|razones|motivos?)<g1> (?:a|para|de)<g1> (?:levantarme|seguir|vivir
& |despertar)<g1>
+ seguir viviendo (?:con este|asi|con tanto)
+ no me (?:importaria|molestaria|preocuparia) (?:no )?(?:despertar\w*|morir\w*|desaparecer|que me pasara algo)
+ (?:preferiria|prefiero|mejor) no (?:vivir|existir|estar viv[oa]|haber nacido)
+ (?:no|ni)<g1> (?:veo|tengo|hay|encuentro|queda) (?:una? |ninguna? |la )?(?:razon|razones|motivos?)(?= \||$
& | (?:para|por|de)<g1> (?:vivir|seguir|levantarme|estar|existir))
+ no quiero (?:mas )?esta vida|no encuentro sentido a (?:vivir|la vida|nada)
+ (?:quisiera|quiero) desaparecer(?= \||$)|(?:no|ni) quiero (?:nada|seguir) ni (?:vivir|seguir)
+ (?:encuentro|veo)<g1> sentido a (?:la vida|vivir|nada|seguir)
+ no (?:soporto|aguanto|tolero) (?:mas )?(?:vivir|esta vida|existir|estar viv[oa])
+ me gustaria (?:no existir|desaparecer|no despertar)
+ pensamientos (?:muy )?(?:oscuros|negros)|cosas malas conmigo|no (?:tengo|hay) nada que me (?:ate|retenga)
+ no (?:hay|pasa un) dia que no (?:quiera|piense en) (?:morir|estar (?:muert[oa]|enterrad[oa])|desaparecer|irme)
+ estar enterrad[oa]
+ (?:no|ya no|sin|tampoco|ni|nunca)<g2> (?:quiero|quisiera|deseo|ganas de|tengo ganas de|kiero|qro|se si quiero
& |puedo|quisiera|aguanto|merezco|me apetece|queria)<g1> (?:vivir|existir|seguir viv\w+|seguir (?:asi|aqui
& |adelante)|seguir(?= \||$)|despertar|despertarme|estar viv[oa]|estar (?:aqui )?(?:mas )?en este mundo|respirar
& |ver otro|ver el manana|levantarme nunca|ser nadie)(?! (?:con|en (?:esta|mi|la|el)|temprano|a las))
+ (?:no|sin)<g2> (?:quiero|mas) vivir
+ (?:perdido|perdi|sin|no tengo|ni|no me quedan?)<g3> (?:las )?(?:ganas|ilusion|fuerzas|razones|motivos|razon
& |motivo|nada)<g2> (?:de|por|para|por lo que|por la que|lo que) (?:seguir )?(?:viv\w+)
+ (?:no)<g1> (?:vale la pena|merece la pena|tiene sentido)<g1> (?:vivir|seguir|la vida|mi vida)
+ vivir ya no (?:vale|merece)
+ (?:vida|vivir) (?:no|ya no) (?:tiene sentido|vale nada|vale la pena|merece|me importa)
+ (?:sentido|valor) a (?:la vida|vivir|seguir|mi vida)
+ (?:cansad[oa]|hart[oa]|canse|cansado ya)<g1> de (?:vivir|la vida|existir|esta vida|estar viv[oa]|respirar
& |la existencia)(?! (?:con|en|sol[oa]))
+ (?:dormir|dormirme|descansar|durmiera|duerma)<g2> (?:para siempre|y no (?:despertar|volver))
+ (?:quisiera|quiero|ojala|espero|deseo|si|deseando|deseo|que)<g2> no (?:me )?(?:despert\w+|haber despertado
& |existir|levantarme nunca|estar(?= \||$))
+ dejar de (?:existir|respirar|vivir)|no exist(?:ir|iera)
+ (?:quiero|quisiera) desaparecer(?= \||$| para| de (?:este|la|todo)| del mundo| y que)
+ (?:mejor|bien|felices|alivio)<g3> (?:sin mi|no estar|si (?:yo )?no (?:estuviera|existiera|estoy|este)
& |si me muero|si desaparezco|no estar viv[oa])(?! (?:y me parece|de portero))
+ en no estar(?= \||$)|si yo no estuviera
+ (?:soy|siendo|ser) (?:solo |nada mas que |mas que )?(?:una carga|un estorbo|una molestia|un peso)(?! por)
+ no soy mas que un
+ (?:a nadie|nadie)<g3> (?:importaria|importa|echaria de menos|extranaria|daria cuenta|notaria|necesita
& |lloraria)<g3>(?: si (?:me|desaparezco|no|muero)<g2>)?(?! el futbol)
+ (?:no|ni)<g1> (?:le )?(?:veo|encuentro|hay) (?:la |mas |ninguna )?salida
+ (?:no tengo|sin|ni) (?:futuro|esperanza)(?= \||$| ni)
+ <start>para que (?:vivir|seguir|estoy viv[oa]|sigo|continuar|seguir viviendo)|no tengo para que (?:seguir|vivir)
+ por que sigo viv[oa]|(?:odio|detesto) (?:estar viv[oa]|mi vida(?= \||$| quisiera| y)|vivir)
+ (?:quiero|quisiera|ojala|necesito
& |deseo)<g1> (?:que )?(?:se )?(?:todo |mi vida |esto |todo esto |la vida )?(?:se )?(?:acabe|termine|terminara
& |acabara)(?= \||$| todo| ya| esto| mi vida| de una)
+ no (?:puedo|aguanto) mas (?:con )?(?:la|esta|mi) vida|aguanto (?:mas )?(?:esta vida|vivir)
+ no (?:puedo|quiero) seguir asi|(?:toalla|rindo)<g1> (?:con la vida|no quiero seguir)
+ (?:pertenezco|encajo) (?:a|en) este mundo|mundo (?:estaria|seria) mejor|no sirvo para (?:nada|nadie)
+ (?:vida|vivir) (?:me )?(?:pesa|duele)<g3>|(?:viva|vivi|vivido) (?:ya )?bastante|no espero llegar
+ ver otro invierno|decepciona despertar\w*|mi vida (?:ya )?(?:se acabo|no vale|termino)|ocupo espacio
+ seguir viv[oa](?= \||$)|gan(?:as|a) de no (?:existir|despertar|vivir)|esperar? no despertar\w*|no despertarme
"""
_CUES = r"sin esperanza|inutil|no valgo|no sirvo|no puedo mas|no aguanto|estoy sol[oa]|nadie me quiere|me odio|vaci[oa]|no hay salida|atrapad[oa]|carga|fracasad[oa]|fracaso|sin futuro|todo me da igual|nada importa|agotad[oa]|no veo|hundid[oa]|rendirme|me rindo|no tiene sentido|sin sentido|desesperad[oa]|no dejo de llorar|todo mal"
_MANY = r"""
many:
+ (?:<cue>)<gap>(?:<cue>)<gap>(?:<cue>)
"""
RULES: tuple[Rule, ...] = (
    *rules("suicide", "active", "es.suicide.intent", _INTENT, **PARTS),
    *rules("suicide", "active", "es.suicide.method", _METHOD, **PARTS),
    *rules("suicide", "active", "es.suicide.prepared", _PREPARED, loose="negation", **PARTS),
    *rules("suicide", "active", "es.suicide.underway", _UNDERWAY, loose="negation", **PARTS),
    *rules("suicide", "passive", "es.suicide.wish", _WISH, **PARTS),
    *rules("suicide", "passive", "es.suicide.cues", _MANY, cue=_CUES, gap=r"(?: [a-z0-9~|]+){0,25}? "),
)
"""Every rule of this module."""
