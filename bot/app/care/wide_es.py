"""What many voices say in Spanish about wanting to die, about a plan, about the last things: wide frames, few words each."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_es import PARTS

_MORE = {
    **PARTS,
    "day": "(?:hoy|manana|esta noche|lunes|martes|miercoles|jueves|viernes|sabado|domingo|esta semana|este finde|la madrugada)",
    "mine": "(?:mama|mom|madre|papa|padre|viej[oa]|viejit[oa]|espos[oa]|marido|mujer|hij[oa]s?|herman[oa]s?|bebe|bebes|abuel[oa]|abuelit[oa]|amor|gemel[oa]|familia|chic[oa]s|nin[oa]s|nen[oa]s)",
    "god": "(?:dios|diosito|senor|virgencita|virgen|cristo|jesus|el de arriba|padre nuestro)",
    "g4": r"(?: [a-z0-9~]+){0,4}?",
    "g6": r"(?: [a-z0-9~|]+){0,6}?",
}

_ACTIVE = r"""
!meaning_it:
+ estoy que me mato|me mato y (?:listo|ya)|(?:hoy|ahora|esta vez) si me mato|si me diera cancer|un peligro para mi mism[oa]|me voy a quitar la vida
+ (?:no (?:puedo|logro|paro)|solo|siempre|cada vez que)<g4> (?:pensar|pienso|parar de pensar)<g3> (?:hacerlo|tirarme|saltar|matarme|terminar con (?:todo|esto))(?= \||$| y)
+ (?:estoy a punto|ganas|quiero|voy|pienso|necesito)<g2> (?:aventarme|tirarme|arrojarme|lanzarme)(?= \||$| del| de un| al tren| a las vias)|me quiero (?:aventar|tirar)(?= \||$| del| al)
+ (?:dije|digo|dijo) que no<g2> (?:menti|miento)|me pregunto si (?:quiero|queria) (?:morir\w*|matarme)<g3> (?:menti|mentira)
+ (?:me cuelgo|antes me mato|termino con mi vida|me voy a cargar a mi mism[oa]|por mi (?:propia )?mano|quiero (?:matarme|morir) y (?:punto|voy a hacerlo))(?= \||$| de| ya| yo)|voz<g8> (?:matate|hacer caso|hacerle caso)
!plan_known:
+ (?:tengo|hay) (?:un plan (?:si|para (?:morirme|matarme|hoy|irme))|todo planeado para)|(?:elegi|escogi)<g5> (?:el puente|para matarme|para morir)|no voy a llegar a los \d0|la forma de que no (?:me )?duela|decidido donde me tiro|no quiero que me pare
+ (?:se|ya se)<g2> (?:cual es la forma|cuando y como|como y cuando|donde y cuando|el dia y la hora|la hora y el lugar|cuando donde)|ya se (?:como|cuando|donde)(?= \||$| y ya)
+ (?:tengo|puse|elegi|escogi|ya tengo|me puse)<g2> (?:fecha|de plazo|mi ultimo dia|el dia elegido|dos maneras|la forma)(?= \||$| pensadas| hasta| y| el dia| para hacerlo)
+ (?:viernes|sabado|domingo|lunes|martes|jueves|miercoles|semana|noche|manana)<g6> (?:sol[oa] en casa|nadie en (?:la )?casa|quedarme sol[oa]|se duerman todos|todos se duerman)<g6>(?: hago)?
+ (?:si|cuando|hasta que)<g8> (?:ahi|entonces|ese dia)?<g1> (?:me mato|lo hago|termino con (?:mi vida|todo)|acabo con (?:mi vida|todo))(?= \||$| ya)
+ (?:junte|juntando|juntarlas|juntar|guarde|guardando|tengo) (?:lo |las )?(?:suficientes?|pastillas|necesario|bastantes?)<g4> (?:escondid\w+|cajita|cajon|cama|colchon|para (?:no despertar|hacerlo|dormir para))|para juntarlas
+ (?:compre|consegui|tengo)<g2> (?:lo que (?:necesit\w+|me faltaba|hace falta))<g3> (?:para hacerlo|escondid\w+|ahora solo|solo queda)|para no dormir(?= \||$)
+ se donde (?:guarda|esconde|esta|tiene)<g4> (?:arma|pistola|escopeta|rifle)|(?:para que|que) (?:no )?me encuentren?(?! un trabajo)|(?:el|la|quien|primero) que me encuentre|cuando vengan por mi|me encuentre (?:mi|la)
!last_things:
+ (?:videos?|carta|cartas|notas?|mensajes?|audios?) de despedida(?= \||$| para| a (?:mi|mis|cada)| en)(?! (?:del? |a la |al )(?:trabajo|curso|alcohol|heroina|droga|grupo)| entre| y la leimos)|(?:escribi|deje|dejo|escribo)<g2> (?:cartas?|notas?)<g3> (?:para|a) (?:cada uno|el que me|quien me)
+ (?:carta|nota|cartas|notas)<g4> (?:abajo|debajo) de (?:la|mi) almohada|(?:carta|nota)<g3> (?:en el cajon|sobre la mesa|en la mesa|escrita)(?= \||$)
+ (?:me despedi|despedirme|despidiendome)<g4> (?:sin que (?:el|ella|nadie) (?:sepa|lo supiera|se diera)|de (?:la tumba|todos|mis hijos|mi hijo|mi mama|mi perro))|esta es mi despedida|sin que (?:el|ella)? ?sepa que era despedida
+ (?:regale|regalo|entregue|done|reparti|vendi)<g8> (?:no pregunten|no voy a ocupar|cree que estoy mejor\w*|ya no (?:lo|la|los|las)? ?(?:necesito|voy a necesitar|ocupo))|para los que (?:quedan|se quedan)
+ testamento a los \d\d|seguro de vida para que cobren|claves<g4> (?:apuntadas|anotadas|escritas)<g6> (?:nota|carta)|(?:papeles|cuentas)<g3> en orden<g8> (?:nota|carta|perro|hijos)
+ ropa con la que<g3> me entierr\w+|que no me busquen|no busquen culpables|boleto sin regreso
!under_way:
+ prendi el gas|orilla del (?:barranco|puente)<g6> (?:acelerar|saltar|motor)|parad[oa] en la via|pastillas y ya empece
+ ya (?:me )?(?:lo|la|las) (?:tome|hice|bebi|trague)(?= \||$| perdon| todas| todo| hace)(?! (?:la comida|el desayuno|ejercicio))|lo intente hace|acabo de intentarlo|me estoy (?:muriendo yo|desangrando)|me subi al (?:techo|barandal|puente)
+ perdon a todos<g8> (?:tome|hice|voy|mato)|no llamen a (?:nadie|mi)|(?:estoy|sentad[oa]|parad[oa])<g2> (?:en el anden|en la azotea|en el puente|en el borde)<g8> (?:hacerlo|saltar|tirarme|trenes|miedo|frio|viento)
!leaving_life:
+ (?:descansar|dejar de sufrir|descanso) (?:del todo|para siempre|hoy|esta noche|por fin)|voy a dejar de sufrir|me voy a (?:apagar|ir para no volver|ir para siempre|esfumar)(?! del pueblo| de vacaciones)|es hora de irme(?= \||$| y no)
+ (?:irme|me voy|voy) (?:ya )?(?:con (?:los angel\w+|diosito|dios|mi <mine> al cielo)|donde (?:ya )?no duele|al otro (?:barrio|lado)|de este mundo|de esta vida)(?! de compras)
+ (?:boleto|vuelo|pasaje|viaje|tren) (?:es )?(?:solo )?de ida<g4> (?:diosito|dios|otro barrio|cielo|no vuelvo)|(?:sueno largo|sueno eterno)|cuelgo los (?:botines|guantes|tenis) de la vida|me bajo de (?:este tren|este viaje|la vida|este mundo)
+ (?:si manana no (?:contesto|respondo|amanezco|aparezco|despierto))|hasta aqui llegue(?= \||$)<g4>|ultimo capitulo y lo escribo|no habra proxima|le pongo fin(?= \||$)|hoy le pongo fin|apago la luz<g4> no (?:la )?(?:vuelvo|prendo)
+ (?:nadie|no les|no|ninguno)<g3> (?:preocuparse|preocuparan|molestar|dar mas lata|dar lata|estorbar)<g3> (?:por mi|manana|ninguno|a nadie|desde|nunca mas)|a partir de manana (?:ya )?(?:nadie|no)
+ (?:se termina|se acaba|terminar|termina|acabar|termino) (?:todo lo demas|con esto|todo esto|con todo de una)(?= \||$| hoy| esta noche| como lo)
"""
_PASSIVE = r"""
!let_it_be_tonight:
+ (?:ojala|pido|pidiendo|ruego|rezo|le pido|esperanza|ilusion|espero|quisiera|deseo|dios mio|por favor)<g6> (?:no (?:despertar|amanecer|abrir los ojos|abra los ojos|despierte|amanezca|despertara|levantarme)|(?:corazon|se) se? ?(?:me )?(?:pare|parara|detenga)|ya no (?:levantarme|despertar|despierte)|sea la ultima|fuera la ultima(?: vez)?|que me duerma y ya)
+ (?:dormir\w*|duermo|dormid[oa]|cerrar los ojos|acostarme|sueno)<g4> y (?:ya )?no (?:despertar\w*|levantar\w*|volver a abrirlos|volver|abrir\w*)|que (?:me )?duerma<g3> y<g2> (?:sea la ultima|ya|no despierte)|un sueno que no termin\w+
+ no despertar (?:seria|estaria|es)|(?:si )?manana no (?:despierto|amanezco|abro los ojos)|entrar en coma|(?:corazon|se) se (?:me )?pare (?:solo|solito|mientras|dormid)
+ (?:dormid[oa] (?:para|pa) siempre|desperte otra vez(?= \||$)|me quede en el sueno|ya no quiero abrir los ojos)
!take_me:
+ (?:jesus|diosito|dios|papa|mama|virgencita|senor)<g4> (?:ven|venga|vengan) por mi(?= \||$| hoy| ya)|(?:quiero|ya quiero|ganas de) (?:irme contigo|reunirme con mi <mine>)|cuando me toca a mi(?= \||$| dios\w*| senor)|(?:me uno a|hoy me encuentro con) mi <mine>
+ <god><g6> (?:llevame|lleveme|me lleves?|me lleve|recogeme|sacame de (?:aqui|este)|me quite|acuerdate de mi|me recoja)(?! (?:al trabajo|a la (?:tienda|escuela)|por el))|quiero que (?:dios|cristo|el senor) me lleve
+ (?:quiero|quisiera|ganas|gustaria|solo pienso en|ya me quiero|ya quiero)<g3> (?:ir(?:me)?|estar|reunirme|ir|acompanar\w*|alcanzar\w*)<g2> (?:con (?:el|ella|ellos)|donde (?:esta|fue|estan)|adonde (?:esta|fue)|con mi <mine>)<g3>(?: (?:al cielo|en el cielo|ya|arriba|muert\w+))?(?= \||$| al| en el)
+ (?:me espera|esperame|guardame un lugar|me llama en suenos|que me espere)<g8> (?:cielo|ya voy|quiero ir|irme|falta poco|con (?:el|ella))|(?:deberia|debi|tenia que|tendria que)<g2> (?:haber )?sido yo|por que (?:el|ella|ellos) y no yo
+ no (?:tengo|tengo las) ganas de quedarme|(?:quien pudiera|quiero|preferiria|ojala) (?:morirse|morirme|muerta|muerto)(?= \||$| ya| pronto)|me da envidia<g4> (?:muere\w*|murio|muert\w+)|(?:me cayera|que me caiga) un rayo|hasta que me muera ojala
!not_be:
+ (?:quisiera|quiero|gustaria|ojala|deseo|daria)<g4> (?:no haber nacido|no existir|dejar de (?:ser|existir|vivir)|borrarme|esfumarme|no ser|desaparecer del todo|no seguir con vida|irme lejos de la vida|dejar este mundo)(?! (?:de facebook|de las redes|un rato|de vacaciones))
+ (?:no|ya no) quiero (?:estar|seguir|quedarme) ?(?:mas|ya)?(?= \||$)|(?:no|ya no) (?:quiero|deberia) (?:seguir|estar|quedarme) (?:mas )?en (?:esta|este) (?:tierra|mundo|planeta|vida)|no pedi nacer|sobro en todas partes|no deberia (?:existir|estar viv[oa]|haber nacido)
+ (?:me quiero|quiero) ir(?:me)? de (?:este mundo|esta vida|la vida|aqui para siempre)
+ salirme de la vida|en esta vida digo|sobro en (?:este|el) mundo|(?:ocupando|ocupar) (?:un )?lugar en este mundo|no me veo viv[oa]|muert[oa] estaria|no tengo miedo a morir lo deseo
!no_life_left:
+ no le (?:encuentro|veo|hallo) (?:el |la )?(?:caso|sentido|chiste|gracia) a (?:la vida|vivir|seguir)|esto no es vida|si la vida es esto
+ (?:razon|razones|motivo|motivos|nada|nadie)<g2> por (?:que|quien|lo que) (?:vivir|seguir viv[oa])|nada por que (?:vivir|seguir)|se (?:me )?acabaron las (?:razones|ganas) (?:para|de) vivir|razones para vivir(?= \||$)
+ no (?:veo|hay|encuentro) (?:manana|futuro|luz|salida)(?= \||$| para alguien| al final| no veo| solo| en mi vida)|(?:esto|yo|mi vida) no (?:tiene|tengo) (?:arreglo|remedio|salvacion)|nada tiene sentido(?= \||$)|que sentido tiene (?:todo|seguir|vivir|esto si)
!in_the_way:
+ (?:todos|todas|ellos|mi familia) descansarian|si yo faltara|dejaria de<g4> si me muriera
+ sin mi<g4> (?:mejor|feli\w+|tranquil\w+|paz|bien|jubilacion|descansar\w*|no habria)|(?:mejor|tranquil\w+|feli\w+|descansar\w*|respirar\w*)<g4> (?:sin mi(?= \||$| en (?:su|esta|la) (?:vida|casa|familia))|si (?:yo )?(?:no estuviera|me muriera|desapareciera|me muero|no existiera|falto)|el dia que (?:yo )?(?:falte|me muera|no este))
+ (?:si|cuando) (?:yo )?(?:me muriera|desapareciera|no estuviera|me muero|me muera|falte|no existiera)<g6> (?:mejor|empezar de cero|tranquil\w+|feli\w+|descans\w+|favor|libres?)|muert[oa] (?:daria|dariamos|costaria|les salia|valgo|valdria|serviria)|les (?:haria|hago) un favor<g4> (?:muriera|muero|desapareci\w+|no est\w+)
+ (?:solo|no sirvo ni para|ya) (?:les )?(?:estorbo|estorbar|sobro)(?= \||$| a| en)|les peso a todos|(?:costaria|saldria)<g3> (?:menos|mas barato)<g3> (?:entierro|muert[oa])|soy un error|(?:le )?arruine la vida a<g4> sin mi
"""
RULES: tuple[Rule, ...] = (
    *rules("suicide", "active", "es.suicide.wide", _ACTIVE, **_MORE),
    *rules("suicide", "passive", "es.suicide.wide", _PASSIVE, **_MORE),
)
"""Every rule of this module."""
