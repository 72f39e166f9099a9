"""What words have in common, in both languages: the reading (``reading``) learns from senses, not from words alone.

"rope" and "soga" are means, "sister" and "hermana" are kin: what was learned of one is known of the other.
"""

# ruff: noqa: E501 - one sense a line: cut in two they are harder to read

import re
from functools import cache

# For tidied words (see ``tidy``): "want to" is "wanna", "going to" is "gonna"; no accents.
_TABLE = """
self: i im ive id ill me my mine myself yo mi mis me conmigo soy estoy estaba tengo quiero voy
you: you your u ur te tu usted ustedes le les
other: he she they him her them his hes shes theyre el ella ellos ellas su sus
not: not no dont didnt doesnt never wont cant wouldnt couldnt shouldnt isnt wasnt arent aint without havent hasnt nothing none neither nor nunca jamas tampoco nada ni sin ningun ninguna
want: want wanna wants wanted wish wishes wishing hope hoping rather prefer long longing crave beg quiero quisiera ojala deseo desearia prefiero preferiria ganas gustaria espero kiero
will: gonna ill will plan planning planned plans decided deciding decide intend intending about ready prepared voy vamos pienso planeo decidi decidido decidida plan lista listo preparada preparado
could: could would might may should id podria deberia capaz seria estaria
die: die dying dies died death dead dead deceased perish morir morirme muero muerto muerta muerte muriera murio muera morire moriria fallecer difunto difunta
kill: kill killing kills killed murder suicide suicidal unalive kms ctb sewerslide matar matarme mato mate matarlo matarla suicidio suicidarme suicidarse suicida suicidar
end: end ending ends ended finish finished finishing over stop stopping quit terminar termino termine acabar acabo acabe acaba fin final terminarlo acabarlo parar terminado acabado
live: live living life alive exist existing existence breathe breathing vivir vida vivo viva existir respirar viviendo existo
wake: wake waking woke awake wakes despertar despierto despierte despertara despertarme levantarme amanecer amanezca
sleep: sleep sleeping asleep slept rest resting dormir dormirme duermo sueno durmiendo descansar descanso
gone: gone disappear vanish vanished leave leaving left go going away erase erased fade depart exit desaparecer desaparezca irme ido marcharme partir largarme evaporarme borrarme esfumarme
here: here around earth world planet universe aqui aca mundo tierra alrededor
forever: forever permanent permanently eternal eternity ever anymore good jamas siempre eternamente definitivo definitivamente
last: last final finally ultima ultimo ultimas ultimos finalmente
soon: tonight today tomorrow now soon tmrw rn morning weekend midnight monday tuesday wednesday thursday friday saturday sunday night noche hoy manana ahora pronto lunes martes miercoles jueves viernes sabado domingo madrugada
past: ago used yesterday before years back was were had hace antes anos tenia era fui estuve ayer pasado pasada
again: again still anymore lately again otra vez nuevo todavia sigo aun ultimamente volvi vuelto
kin: dads moms mums daddy papi papas mother mother dad father parents son sons daughter daughters kid kids child children baby wife husband sister brother family grandma grandpa nan nana grandkids niece nephew aunt uncle cousin mama papa madre padre hijo hija hijos hijas nino nina ninos ninas bebe esposa esposo mujer marido hermana hermano hermanos familia abuela abuelo tia tio primo prima sobrino sobrina nieto nieta nietos viejo vieja jefa jefita
love: partner girlfriend boyfriend ex bf gf fiance pareja novio novia
friend: friend friends mate buddy roommate sponsor sponsee neighbor neighbour flatmate housemate colleague coworker amigo amiga amigos amigas companero companera padrino madrina vecino vecina compa ahijado ahijada
everyone: everyone people all world everybody todos todas gente mundo
nobody: nobody none noone nadie ninguno
pet: dog cat puppy kitten pet perro perra gato gata perrito mascota
care: care miss notice matter mind cry mourn importa importaria extranar extranaria echar menos lloraria notaria
better: better easier happier relieved relief peace peaceful calm free lighter best mejor felices feliz alivio paz tranquilo tranquila tranquilos libre calma descansar
burden: deserve merezco wrong burden useless worthless waste trash problem nuisance failure deadweight carga estorbo inutil basura estorbando lastre peso molestia fracaso
point: point reason purpose meaning use sense worth future hope hopeless pointless meaningless sentido razon motivo motivos razones futuro esperanza proposito caso pena
harm: arm arms leg legs brazo brazos pierna piernas skin piel
pain: pain hurt hurts hurting suffering suffer agony misery ache dolor duele sufrir sufrimiento sufro sufriendo
tired: tired exhausted sick weary drained worn done cansado cansada harto harta agotado agotada canse
cant: cant unable couldnt puedo aguanto soporto doy aguantar soportar
sorry: sorry forgive forgiveness apologize fault blame guilt perdon perdonen perdonenme perdoname perdonadme disculpen culpa
bye: goodbye bye goodbyes farewell goodbyesign adios despedida despedirme despido despedi chao chau hasta
letter: letter letters note notes letters video message messages carta cartas nota notas mensaje video
write: wrote written write writing recorded left leaving escribi escrito escribir escribiendo deje dejo dejar grabe
give: gave giving give given donate donated sold selling regale regalado regalo regalar regalando reparti di dado vendi
affairs: will insurance funeral burial passwords password account accounts bills debts papers affairs belongings things possessions stuff clothes testamento seguro funeral entierro contrasenas claves cuentas deudas papeles cosas pertenencias ropa herencia
need: need needed needs necesito necesitare necesitar falta
pills: pill pills tablet tablets meds medication medicine tylenol xanax oxy benzos valium insulin methadone painkillers paracetamol aspirin ibuprofen prozac antidepressants seroquel gabapentin lithium pastilla pastillas pildoras medicinas medicamentos medicacion insulina metadona clonazepam rivotril diazepam tranquilizantes somniferos frasco blister
drug: heroin fentanyl fent dope meth coke speed crack ketamine weed drugs drug vodka whiskey alcohol booze drink drinking drank beer using used use needle heroina fentanilo coca droga drogas alcohol beber bebi consumir consumi tomar aguja jeringa cristal
dose: double doble overdose od overdosed overdosing dose enough amount bottle handful box packet stash sobredosis dosis suficiente suficientes bastantes puno punado caja bote cantidad
swallow: swallowed swallow took taken take taking swallowing downed tome tomado tomar tomarme trague tragar tragado tomarmelas
save: saved saving hoarding hoard stockpiled stockpile collecting stash hidden hiding hid guardado guardando guarde guardo juntando junte escondi escondido escondidas acumulando
means: gas rope noose belt cord sheet hose charcoal bleach poison razor blade blades knife scissors gun pistol rifle shotgun revolver bullet trigger exhaust helium soga cuerda cinturon cable manguera veneno cloro lejia raticida navaja cuchillo cuchilla pistola arma escopeta revolver bala gatillo mecate lazo
neck: neck throat wrist wrists vein veins head mouth temple chest cuello garganta muneca munecas venas cabeza boca sien pecho
height: bridge roof rooftop ledge cliff balcony edge railing rail floor window overpass tower puente azotea techo balcon cornisa borde barandal barandilla precipicio acantilado piso ventana
rails: train tracks track platform subway metro station bus truck lorry traffic tren vias via anden subte estacion camion trafico autobus carretera
water: river sea ocean lake reservoir drown tide quarry pier rio mar lago ahogarme agua presa muelle
car: car drive driving wheel engine garage crash swerve carro coche auto moto volante garaje cochera manejar conducir chocar estrellarme
jump: jump jumping jumped step stepping leap fall throw saltar salto tirarme aventarme lanzarme arrojarme brincar tirar
hang: hang hanging hung choke ahorcar ahorcarme colgar colgarme
cut: cut cutting cuts slit carve scratch burn burned burning bleed bleeding blood harm selfharm scars corte cortes cortar cortarme corto cortando sangre sangrando sangrar rajar quemo quemar queme lastime lastimo lastimarme autolesion
plan: date place spot way method how when where know chosen picked ready fecha lugar sitio manera forma metodo como cuando donde se escogi elegi
done: done did already late acabo hice hecho ya tarde listo
underway: just standing sitting holding right acabo parado parada sentado sentada sosteniendo frente mano hand
god: god lord jesus heaven pray prayed pray angel angels dios senor cielo virgen rezo pido jesus cristo angeles gloria
join: join see meet with together reunirme acompanar alcanzar encontrarme ver con juntos
grave: grave buried ground coffin cemetery ashes underground tumba panteon cementerio enterrado enterrada ataud bajo cenizas
fear: afraid scared fear frightened terrified unsafe safe miedo temor asustado asustada aterrada terror segura seguro salvo
hit: hit hits hitting beat beats beating punch punched kick kicked slap slapped choke choked strangle shove pushed push shoved grabbed throws threw pega pego pegan golpea golpeo golpes empujo empuja cachetada bofetada ahorco patadas patea jala aventar avento
force: force forces forced made makes let lets locks locked threatens threatened threat touch touches touched touching rape raped assaulted molested controls obliga obligo amenaza amenazo encierra encerro toca tocaba toco viola violo violaron abuso abusa controla deja
body: bruise bruises marks eye lip ribs bed room moretones moreton marcas ojo labio cama cuarto habitacion
eat: eat eating ate eaten food meal calories weight diet thin fat skinny kilos comer como comido comida calorias peso dieta flaca flaco gorda gordo adelgazar
vomit: vomit throw purge purging puke laxatives laxative binge starve starving fast fingers vomito vomitar devuelvo laxantes purgar atracon ayuno dedos
attack: hurt stab stabbing shoot shooting attack burn revenge pay hurt apunalar acuchillar disparar danar lastimar vengar venganza partir reventar madrear
unconscious: unconscious breathing blue unresponsive responding cold pulse foam foaming seizure narcan wont respira morado morados azul azules inconsciente responde reacciona despierta frio pulso espuma convulsion narcan naloxona
laugh: lol haha lmao laughing laugh funny joke hilarious skullsign jaja jajaja jajaj risa chiste gracioso broma meme
work: work job boss shift office meeting meetings interview manager customers deadline trabajo jefe turno oficina junta juntas reunion entrevista clientes chamba curro
school: school class exam test homework college course teacher escuela clase examen tarea colegio curso maestra profe universidad
sport: game match team goal season player score football soccer final race gym partido equipo gol juego jugar temporada futbol liga nivel consola
media: movie film book song series show episode novel news lyrics podcast story character album pelicula libro cancion serie capitulo novela noticias letra personaje cuento
device: phone battery app laptop wifi printer computer screen telefono celular bateria compu pantalla impresora internet movil
food: coffee pizza cake soup dinner lunch breakfast kitchen cook cooking tea bread cafe pan sopa cena desayuno cocina cocinar te receta pastel
weather: weather heat rain snow winter summer sun calor lluvia frio nieve invierno verano sol
recovery: sober sobriety clean recovery rehab meeting craving cravings relapse relapsed sponsor step chip months days sobrio sobria limpio limpia recuperacion recaida recai ansias grupo meses dias pasos
help: help helps helped helping support therapist therapy counselor group ayuda ayuda ayudo ayudan ayudar apoyo terapeuta terapia grupo
glad: glad happy grateful thankful love loved enjoy proud good nice laugh smile contento contenta feliz agradecido agradecida gracias quiero amo orgulloso bonito rico lindo
outing: holiday vacation trip beach weekend travel flight hotel party wedding birthday vacaciones viaje playa vuelo fiesta boda cumpleanos
sad: sad lonely alone cry crying empty numb depressed triste sola solo llorar llorando vacio vacia deprimido deprimida
voice: voice voices tells telling told voz voces dice dicen ordena ordenan
attempt: attempt attempted tried try trying almost nearly intento intente intentado casi trate
promise: promise promised swear prometo prometi juro
"""


_ENDINGS = re.compile(
    r"(?:ingly|ings?|edly|ed|es|s|ly|andome|iendome|ando|iendo|ados?|adas?|idos?|idas?|[aei]rme|[aei]rl[oa]|[aei]r"
    r"|aban?|ian?|are|ere|ire|[aei]ria|aste|[aei]mos|os?|as?|e|i)$"
)


def stem(word: str) -> str:
    """A tidied word without its ending, in English and Spanish alike: rough, and good enough to find its kin."""
    if len(word) < 5:
        return word
    short = _ENDINGS.sub("", word.removesuffix("s"), count=1)
    return short if len(short) >= 4 else word


def senses(word: str, short: str = "") -> tuple[str, ...]:
    """The senses of a tidied word, or of those with its stem (``short``, where it is known); most words have none."""
    words, stems = _known()
    return words.get(word) or (stems.get(short or stem(word), ()) if len(word) > 4 else ())


@cache
def _known() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The senses by word and by stem. A stem has those of the first word in the table that has it."""
    known: dict[str, list[str]] = {}
    for line in _TABLE.strip().splitlines():
        sense, _, words = line.partition(":")
        for word in words.split():
            known.setdefault(word, []).append(sense)
    by_word = {word: tuple(dict.fromkeys(some)) for word, some in known.items()}
    by_stem: dict[str, tuple[str, ...]] = {}
    for word, some in by_word.items():
        by_stem.setdefault(stem(word), some)
    return by_word, by_stem
