"""What many voices say, in both languages, about other concerns than suicide: wide frames, few words each."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

from bot.app.care.frames import Rule, rules
from bot.app.care.parts_en import PARTS
from bot.app.care.parts_es import PARTS as PARTS_ES

_KIN = "(?:friend|buddy|mate|bestie|brother|sister|son|daughter|mom|dad|wife|husband|cousin|neighbou?r|sponsee|roommate|girlfriend|boyfriend|pastor|kid|girl|cellie|homegirl)"
_KIN_ES = "(?:amig[oa]|compa|herman[oa]|hij[oa]|prim[oa]|sobrin[oa]|vecin[oa]|roomie|mujer|espos[oa]|novi[oa]|mama|papa|ahijad[oa]|companer[oa])"
_EN = {**PARTS, "folk": _KIN, "g4": r"(?: [a-z0-9~]+){0,4}?"}
_ES = {**PARTS_ES, "folk": _KIN_ES, "g4": r"(?: [a-z0-9~]+){0,4}?"}
_WEAPON = "(?:gun|shotgun|pistol|rifle|knife|axe|bat|hammer|machete)"

RULES_EN: tuple[Rule, ...] = (
    *rules(
        "self_harm",
        "active",
        "en.self_harm.wide",
        r"""
!urge_or_deed:
+ (?:need|needed|want|wanna|urge|urges|craving|about|thinking of|keep wanting)<g2> (?:to )?(?:cut|bleed|burn myself|carve|cutting|hurt myself so bad)(?= \||$| to (?:calm|feel)| is back| after| again| so| tonight| the word)
+ (?:cutting|self ?harm|the (?:urge|urges) to cut)<g1> (?:is|are) back|relapsed on (?:razor\w*|cutting|self ?harm)|(?:clean|free) from (?:cutting|self ?harm)<g5> (?:break|slip|tonight)|sh relapse|for cutting and idk
+ (?:razor|blade|cigarette|curling iron|lighter|iron)<g3> (?:to|on|against) my (?:own )?(?:arms?|legs?|stomach|skin|thighs?|wrists?)|staring at the (?:blade|razor)|carved? <g4>(?:in|on|into|out of) my (?:arm|leg|skin|thigh)
+ my (?:thighs?|legs?|arms?)<g2> (?:all )?cut up|picking (?:and|or) (?:cutting|burning)|(?:trying|try) not to (?:self ?harm|cut)
""",
        **_EN,
    ),
    *rules(
        "abuse",
        "active",
        "en.abuse.wide",
        r"""
!held_or_hurt:
+ (?:he|she|hes|shes|manager|coach|uncle|brother|partner|fella)<g3> (?:by (?:my|the) throat|held me under|twists? my arm|cornering me|hands down my|break my jaw|kicked me|done two of my teeth|forces me to|makes me do stuff|makes me have relations)
+ i (?:said|say|have said) no and he|banging on the door<g4>|if he finds (?:this|my) phone|if he cant have me|hes outside my (?:work|house|door)|get hit if|takes my whole (?:check|pay)|doesnt feed us|(?:has|have) my nudes
""",
        **_EN,
    ),
    *rules(
        "overdose",
        "active",
        "en.overdose.wide",
        r"""
!now_or_close:
+ (?:nodding|noddin|nod) (?:out|off|so hard)|cant (?:stay awa?ke|keep my eyes open)<g8> ?(?:took|used|pills|dose|much)?|narcan (?:wore off|me|him|her|twice)|one narcan|fell out last night|woke up (?:blue|on the (?:floor|bathroom))
+ (?:used|using|use) (?:alone|by myself) (?:again|tonight|last night)|(?:same amount|old amount|the same) (?:as )?(?:before|i used to|after)|my tolerance is gone|lost (?:track|count)<g3> (?:how many|of how)|dont know (?:how many|what it was)<g3> (?:took|had)?
+ (?:breathing|breath)<g2> (?:slow|weird|funny|shallow|all slow)|lips<g3> (?:funny|tingl\w+|numb|blue)|(?:passed out|out cold)<g5> (?:breathing|foil)|oding (?:rn|right now)|kid got into my|keeps od
+ (?:doubled up|mixed up|twice over|too many|more than (?:i was told|i ought|i should))<g8> (?:tablets?|pills|medicine|patches|dose|drank|drink)
""",
        **_EN,
    ),
    *rules(
        "eating",
        "active",
        "en.eating.wide",
        r"""
!not_eating_or_purging:
+ cant (?:make|let) myself (?:eat|keep)|only let myself (?:have|eat)|weigh (?:myself|my food)|every meal comes (?:back )?up|(?:pack|box) of laxatives|(?:bulimia|anorexia)<g1> back|binge then purge|(?:puking|vomiting|purging) (?:dinner|lunch|daily|every)
+ (?:period|periods) (?:stopped|been gone|is gone|has stopped)|not eating (?:til|till|until)|skipping every meal|havent had a real meal|scared of food|hide (?:the|my) food|skin and bones?|down to skin|(?:eat|ate)<g5> (?:then|and) (?:get rid of it|bring it up|it all comes up)
""",
        **_EN,
    ),
    *rules(
        "violence",
        "active",
        "en.violence.wide",
        r"""
!meant_for_someone:
+ (?:going|gonna|go|went|im|be|sitting|parked|waiting)<g5> (?:over there|back|outside|on the porch)<g5> """
        + _WEAPON
        + r"""|"""
        + _WEAPON
        + r"""<g5> (?:for him|for her|for when he|outside (?:his|her)|in the truck for)|sharpening the knife
+ (?:gonna|going to|wanna|thinking about|about) <adv>(?:stab|shoot up|shooting up|run(?:ning)? (?:him|her) down|burn (?:his|her|their) house)|gonna be sorry|make them all pay|wont be breathing when i
+ (?:scared|afraid|terrified|know)<g2> (?:of )?what (?:i will|ill|i might|im gonna|i could) do(?= \||$| to)|terrified of myself|dont feel safe to be around|shook my (?:son|baby|daughter)|pillow over (?:her|his) face|hit the babys
""",
        **_EN,
    ),
    *rules(
        "friend",
        "active",
        "en.friend.wide",
        r"""
!somebody_close:
+ <folk><g8> (?:with (?:his|a|the) (?:gun|rifle|pistol)|gun in his lap|pills<g4> locked|been cutting|keeps od\w*|stopped eating|(?:black eyes?|marks)<g3>(?: again| neck)|tablets counted|picked (?:her|his) tree)
+ <folk><g8> (?:said goodbye|take care of (?:my|her|the|his)|look after my|forgive me|kissed me and said|thanks for everything)<g8> ?(?:answer\w*|pick up|gone|phone|scared|like he meant|meant it|dont come)
""",
        **_EN,
    ),
)
RULES_ES: tuple[Rule, ...] = (
    *rules(
        "self_harm",
        "active",
        "es.self_harm.wide",
        r"""
!urge_or_deed:
+ (?:ganas|necesidad|necesito|quiero|pensando en|aguanto)<g2> (?:de )?(?:cortarme|hacerme dano|lastimarme|quemarme)(?= \||$| y| otra| me| pero| esta)|(?:me pegue|me di punetazos|me golpee)<g5> (?:a proposito|moradas?|hasta)|sin cortarme y hoy
+ (?:cortes|cortadas|cicatrices) (?:de|en) (?:mi|mis|la|el) (?:pierna|brazo|piernas|brazos)|manga larga<g5> (?:no vean|cortadas|calor|grados)|la navaja del
""",
        **_ES,
    ),
    *rules(
        "abuse",
        "active",
        "es.abuse.wide",
        r"""
!held_or_hurt:
+ entra a mi (?:cuarto|cama)|se pasa a mi cama|me hace cosas|le hace cosas a|me (?:dio una cachetada|apunto con|jala del|escupe|rompio la nariz|sigue golpeando|tiene amenazad[oa]|deja encerrad[oa]|deja sin comer)|nos (?:amarraban|pegaban|encierran)|con mi cuerpo|me pide que le mande|me espera afuera
""",
        **_ES,
    ),
    *rules(
        "overdose",
        "active",
        "es.overdose.wide",
        r"""
!now_or_close:
+ (?:no siento (?:la cara|los brazos)|me puse de mas|me pase<g3> (?:siento|corazon|dosis)|meti (?:mucho|lo mismo|de mas))|(?:no (?:responde|contesta|despierta|reacciona))<g8> (?:jeringa|pincho|pastillas|frio|sin color|azul)|(?:jeringa|se pincho|puso azul)|lo mismo que antes<g3> sol[oa]|reanimar<g8> (?:volvi|consumir)|trae fentanilo
""",
        **_ES,
    ),
    *rules(
        "eating",
        "active",
        "es.eating.wide",
        r"""
!not_eating_or_purging:
+ (?:me meto los dedos|volvi a vomitar despues|lo saco (?:tres|todo)|a pura agua|solo (?:tomo )?agua desde)|peso (?:lo mismo|menos) que mi (?:hermana|hermanita|hija)|(?:viendome|veo) (?:enorme|gord[oa])|ya no me baja la regla|(?:me desmaye|me desmayo)<g8> (?:comi|comer|peso)|no comer hasta|se me cae el pelo
""",
        **_ES,
    ),
    *rules(
        "violence",
        "active",
        "es.violence.wide",
        r"""
!meant_for_someone:
+ (?:lo|la|los|le) (?:voy a (?:esperar|quebrar|picar|tronar|prender|meter un tiro)|mato a los dos)|prender fuego a (?:la|su) casa|(?:llevo|compre|ando con)<g2> (?:pistola|machete|cuchillo|arma)<g5> (?:trabajo|cuiden|para el|pa el|buscando)|sacudi al (?:nino|bebe)|almohada encima|casi ahorco a|ganas de ahorcar|esta noche le cobro|haga dano a mi|hacerle dano a mi (?:ex|madre|mujer)
""",
        **_ES,
    ),
    *rules(
        "friend",
        "active",
        "es.friend.wide",
        r"""
!somebody_close:
+ <folk><g8> (?:te encargo|cuidame a|cuida a (?:mis|mi)|gracias por todo adios|adios cuida|dijo bye)<g8> ?(?:contesta|apagad\w*|apago|no se)?|<folk><g5> (?:se encerro|encerr\w+)<g3> (?:con pastillas|seguro|bano)|brazos cortados<g2> (?:a|de) mi|<folk> (?:dijo|dice|me dijo) que (?:ya )?no quiere vivir|se mata<g3>(?: tranquila| tranquilo)?(?= \||$)|la golpean
""",
        **_ES,
    ),
)
"""Every rule of this module, by language."""
