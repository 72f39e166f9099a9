"""Pieces of which the Spanish rules are made, for tidied text: no accents, "n" for "ñ"."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

PARTS = {
    "start": r"(?:^|(?<=\| ))(?:(?:y|pero|pues|bueno|la verdad|solo|ya|es que|que|porque|a veces|ahora|hoy|otra vez|dios mio|igual|creo que|o|tambien) )*",
    "g1": r"(?: [a-z0-9~]+){0,1}?",
    "g2": r"(?: [a-z0-9~]+){0,2}?",
    "g3": r"(?: [a-z0-9~]+){0,3}?",
    "g5": r"(?: [a-z0-9~]+){0,5}?",
    "g8": r"(?: [a-z0-9~|]+){0,8}?",
    "will": r"(?:voy a|vamos a|quiero|quisiera|queria|pienso|pensado|pensando|planeo|decidido|deseo|intento|intentar|intente|necesito|puedo|podria|deberia|tengo que"
    r"|ganas de|a punto de|dispuest[oa] a|pensar en|pienso en|pensando en|pensado en|ideas de|pensamientos de|idea de|dejo de pensar en|plan para|plan de|planes de|es|me dan ganas de|maneras de|formas de|manera de|forma de|fantaseo con|busco|sueno con|lista para|listo para|decidi|salida es|merezco|listo a)(?: ya| de verdad| a veces| mucho)?",
    "kill": r"(?:matarme|suicidarme|quitarme la vida|quitarme de en ?medio|acabar con(?: mi vida|migo| todo| esto hoy)|terminar con(?: mi vida|migo| todo)|poner(?:le)? fin a (?:mi|todo|esto)(?: vida)?|ahorcarme|colgarme|pegarme un tiro"
    r"|dispararme|cortarme las venas|envenenarme|ahogarme|volarme|morirme hoy|hacer(?:me)? algo malo|matar me|suicidar me|lanzarme (?:a|al|de|desde|por)|tirarme (?:a la via|a las vias|al tren|al metro|de|del|desde|por la ventana|por el balcon|a los coches)|saltar(?= \||$| del?| desde| por| al| hoy))",
    "kin": r"(?:hij[oa]s?|ninos?|ninas?|madre|padre|mama|mom|papa|hermanos?|hermanas?|familia|mujer|marido|esposa|esposo|todos|gente|ellos|nietos?|amigos?|perro|gato)",
    "him": r"(?:mi (?:marido|esposo|esposa|mujer|pareja|novio|novia|ex|padre|madre|papa|mama|mom|padrastro|madrastra|hijo|hija|hermano|hermana|tio|tia|primo|abuelo|nieto|cuidador|cuidadora|jefe|padrino|companero|dealer|camello)|el|ella|(?:un|una|el|la) (?:guardia|encargado|encargada|trabajador|trabajadora|enfermero|enfermera|monitor|monitora|consejero|policia|hombre|tipo)[a-z ]{0,12})",
    "other": r"(?:mi (?:[a-z]+ )?(?:amig[oa]|herman[oa]|hermanit[oa]|hij[oa]|madre|padre|mama|mom|papa|marido|esposo|mujer|esposa|novi[oa]|pareja|ex|prim[oa]|sobrin[oa]|ti[oa]|companer[oa]|ahijad[oa]|vecin[oa]|abuel[oa]|niet[oa]|cunad[oa]|colega|nina|nino)|una? (?:amig[oa]|companer[oa]|conocid[oa]|chic[oa]|hombre|mujer)|alguien|el vecino|el|ella)",
    "pills": r"(?:pastillas?|pildoras?|medicinas?|medicamentos?|medicacion|tranquilizantes|somniferos|insulina|paracetamol|benzos?|metadona|tabletas?)",
}

LITTLE_WORDS = """el la los las un una de que y en mi me te se lo con por para yo es no ya al del quiero voy estoy morir matarme
suicida suicidio vivir adios matenme perdon ojala hoy soy sin muy tengo mas esta"""
"""Where none of them is, nothing in Spanish is said."""
