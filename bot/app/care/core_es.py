"""The plainest things that people say in Spanish, as wide frames: who, what is wanted or begun, and death or a means."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_es import PARTS

_ACTIVE = r"""
!serious:
+ (?:no es (?:broma|drama|juego|chiste)|va en serio|es en serio|neta)<g8> (?:me voy a (?:morir|matar)|me mato|quiero morir|matarme|acabar con mi vida)
+ (?:me voy a matar|me mato|me quiero morir|quiero matarme)<g8> (?:no es broma|va en serio|lo digo en serio|es neta)
!means_at_hand:
+ (?:pistola|arma|canon|escopeta)<g2> (?:en|a|contra|bajo) (?:la|mi) (?:boca|cabeza|sien|mano|barbilla)
+ (?:soga|cuerda|cinturon|lazo|mecate|bolsa)<g2> (?:en|al|alrededor del|a) (?:el |mi )?(?:cuello|cabeza|manos?)
+ (?:sentad[oa]|acostad[oa]|parad[oa]|tirad[oa]|estoy) (?:en|sobre) (?:las vias|los rieles|el borde|la orilla del|la cornisa|el barandal)
+ (?:pasando|cruce|del otro lado de|afuera de|por fuera de)<g1> (?:el |la |l )?(?:barandal|baranda|barandilla|reja)
+ (?:punado|monton|mano llena) de (?:<pills>)|abri (?:la llave del |el )gas|prendi el carbon
+ (?:camino|rumbo|voy) (?:al|hacia el|para el) puente(?= \||$| para (?:tirarme|saltar|acabar)| ahora| ya)
!decided:
+ (?:ultimo|ultima) (?:dia|noche) de mi vida|(?:no voy a|ya no voy a|no pienso|no creo) (?:llegar a|pasar de|estar para) (?:mi|esta|el|la|fin|navidad|manana)
+ (?:dame|dime) una (?:buena )?razon para no<g3>|(?:convenceme|convencerme) de no (?:saltar|hacerlo|matarme|tomar\w*)
+ (?:manana|lunes|dia)<g3> (?:ya )?no me (?:van a )?(?:encontrar|encontraran|encuentran)<g1> viv[oa]|(?:estare|voy a estar) muert[oa]
+ (?:pensamientos|ideas|ganas|plan|planes|intento) de (?:suicidio|suicidarme|matarme|morirme|quitarme la vida)(?! (?:en (?:19|20)|hace))
+ (?:pensando|pienso|penso|planeando|planeo)<g3> (?:en )?(?:el suicidio|suicidarme|matarme|mi muerte|quitarme la vida)
+ (?:encontre|tengo|por fin tengo|me falta|junte) el valor (?:de|para) (?:hacerlo|matarme|saltar|acabar|morir)
+ esta noche (?:termino|acabo|se acaba)<g2>(?: con)? ?(?:todo|este sufrimiento|esta vida|mi vida|el dolor|el sufrimiento)(?= \||$)|hoy se acaba todo|me apago (?:hoy|esta noche)
+ me voy a (?:dejar morir|aventar|tirar|colgar|volar|ahorcar|disparar|cortar las venas|quitar de)<g3>|quitarme (?:la vida|de en medio)
+ (?:forma|manera|modo) mas (?:rapida|facil|tranquila|segura) de (?:morir\w*|matarme|suicidarme|irme)
+ (?:que pasa si|cuanto|cuantas?)<g2> (?:me )?tom[oa]<g2> (?:todas|todo|junt[ao]s)(?: mis)?(?: pastillas)?(?: juntas)?
"""
_PASSIVE = r"""
!rather_not:
+ (?:debi|deberia|tendria que|tenia que)<g1> (?:morirme|morir|haberme muerto|haber muerto)|ojala<g3> (?:hubiera sido yo|me hubiera muerto)
+ (?:no|ya no) (?:tengo|encuentro|hay|veo|me quedan) (?:razones|motivos|ganas|fuerzas|una razon|un motivo)<g1> (?:para|de|por) (?:vivir|seguir|continuar|estar)
+ demasiado cansad[oa] para (?:vivir|seguir)|solo (?:sigo|estoy) (?:viv[oa]|aqui) por|quiero bajarme de (?:este|esta|la)
+ (?:no|ya no) quiero (?:otro|mas) (?:manana|mananas|dias|dia)|(?:estar viv[oa]|vivir|la vida) (?:se siente como|es) (?:un )?castigo
+ quiero (?:irme|estar) con (?:el|ella|mi|ellos)<g2> (?:que (?:esta|murio)|al cielo|alla|bajo tierra)|quiero que todo se apague
+ (?:bonito|bueno|bien|rico|descanso) (?:seria|estaria) (?:estar )?(?:muert[oa]|no despertar|no existir|dormir)|que (?:alguien )?me desconect\w+
+ (?:pido|rezo|espero|ojala|deseo)<g3> (?:un infarto|una enfermedad|cancer|un paro)|(?:envidio|envidia)<g3> (?:a los muertos|muri\w+|muert[oa]s?)
+ para que (?:naci|me trajeron|vivo|estoy viv[oa]|sigo viv[oa])|(?:quisiera|quiero) no estar (?:aqui|viv[oa])
"""
RULES: tuple[Rule, ...] = (
    *rules("suicide", "active", "es.suicide.core", _ACTIVE, **PARTS),
    *rules("suicide", "passive", "es.suicide.core", _PASSIVE, **PARTS),
)
"""Every rule of this module."""
