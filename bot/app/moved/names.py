"""Names with a capital letter: which are places, and which are known to be something else."""

# Too wide for a time zone, and yet where people travel.
_WIDE = """
Europe, Asia, Africa, South America, Central America, Latin America, Europa, África, América Latina, Sudamérica,
Centroamérica, Latinoamérica
"""
# Capitals that are places. Most others are groups, clinics and therapies: AA, NA, IOP, CBT.
_SHORT = "US USA UK NY NYC LA DC NZ UAE CDMX PR EEUU"
_NO_PLACES = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december step phase level stage plan part unit room section chapter group house god jesus christ heaven
zoom teams telegram whatsapp suboxone methadone vivitrol mom mum dad grandma grandpa i lunes martes miércoles jueves
viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre paso
fase nivel etapa dios cristo mamá papá casa
"""
# Of the names that the time zone database has, those that are everyday words.
_WORDS = """
act center central christmas continental east easter eastern general mountain navidad north oral pacific resolute
reunion south states virgin wake west midway
"""
_WIDE_NAMES = frozenset(" ".join(_WIDE.split()).split(", "))
_SHORT_NAMES = frozenset(_SHORT.split())
_OTHERS = frozenset((_NO_PLACES + _WORDS).split())


def is_known(name: str) -> bool:
    """Whether ``name``, or what it begins with, is a place that we know: of "Denver Tuesday", Denver is."""
    from bot.app.places import find_country, find_zone

    words = name.split()
    for end in range(len(words), 0, -1):
        begin = " ".join(words[:end]).strip(",'-")
        if begin in _WIDE_NAMES:
            return True
        if may_be_a_place(begin) and (find_zone(begin) or find_country(begin)):
            return True
    return False


def may_be_a_place(name: str) -> bool:
    """Whether ``name`` is none of those that are known to be something else."""
    name = name.strip(",'-")
    if name.isupper() and len(name) <= 4:
        return name in _SHORT_NAMES
    return name.casefold() not in _OTHERS and not name.endswith("'s")
