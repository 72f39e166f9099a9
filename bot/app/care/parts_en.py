"""Pieces of which the English rules are made, for tidied text (see ``tidy``)."""

# ruff: noqa: E501 - pieces of patterns: cut in two they are harder to read

_ADVERB = (
    "just|really|so|still|only|also|honestly|actually|seriously|kinda|sorta|literally|truly|genuinely|often|sometimes"
    "|always|now|even|finally|do|kind of|sort of|fucking|fuckin|damn|badly|again|already|probably|definitely|simply"
    "|basically|secretly|all i|desperately|lowkey|straight up|some days|most days|tonight|today|kind|rather|then|to"
)
PARTS = {
    "adv": rf"(?:(?:{_ADVERB}) )*",
    "start": r"(?:^|(?<=\| ))(?:(?:and|but|so|well|yeah|ngl|tbh|idk|kinda|just|really|still|again|like|please|god|fuck"
    r"|omg|i guess|honestly|maybe|sometimes|or|also|because|now|lord|oh) )*",
    "g1": r"(?: [a-z0-9~]+){0,1}?",
    "g2": r"(?: [a-z0-9~]+){0,2}?",
    "g3": r"(?: [a-z0-9~]+){0,3}?",
    "g5": r"(?: [a-z0-9~]+){0,5}?",
    "g8": r"(?: [a-z0-9~|]+){0,8}?",
    "wanna": r"(?:wanna|want|wish|wishing|hope|hoping|long|longing|would like|id like|id love|need to|ready to|begging"
    r"|pray|praying|prefer|id rather|rather|would rather|wish(?:ed)? i could|wouldnt mind|dont mind|deserve to|ought to"
    r"|should|better|supposed to|let me|me)",
    "will": r"(?:gonna|ill|will|about to|plan to|plan on|planning to|planning on|intend to|intending to|decided to"
    r"|decided on|ready to|prepared to|have to|need to|gotta|wanna|trying to|want|may|might|could|should|thinking of"
    r"|thinking about|think of|think about|thought about|thoughts of|thoughts about|considering|urge to|urges to|tempted to"
    r"|dream of|dreaming of|feel like|i keep picturing|picturing|imagine|imagining|fantasi[sz]e about|ideas of)",
    "kin": r"(?:kids?|children|son|sons|daughters?|boys?|girls?|babies|baby|wife|husband|mom|mother|dad|father|parents"
    r"|family|sister|brother|friends?|everyone|people|grandkids|them|girlfriend|boyfriend|partner|cat|dog|loved ones)",
    "pills": r"(?:pills?|tablets?|meds|medication|medications|medicine|tylenol|xanax|oxys?|benzos|valium|insulin"
    r"|methadone|sleeping pills|painkillers|paracetamol|aspirin|ibuprofen|ambien|seroquel|gabapentin|antidepressants"
    r"|oxycodone|percs|percocets?|lithium)",
    "drugs": r"(?:fentanyl|fent|heroin|dope|meth|coke|speed|stuff|gear|xanax|oxys?|perc\w*|benzos|methadone|pills|meds"
    r"|tablets|crack|h|molly|ketamine|valium|adderall)",
    "gun": r"(?:gun|pistol|rifle|shotgun|revolver|firearm|handgun)",
    "height": r"(?:bridge|roof|rooftop|ledge|overpass|balcony|cliff|building|parking (?:garage|deck|structure)|window"
    r"|platform|edge|tower|quarry|viaduct)",
    "him": r"(?:he|she|they|hes|shes|theyre|husband|wife|boyfriend|girlfriend|bf|gf|partner|ex|man|fiance|hubby|spouse)",
    "kinsman": r"(?:dad|daddy|father|stepdad|stepfather|mom|mother|stepmom|stepmother|uncle|aunt|brother|stepbrother"
    r"|sister|cousin|grandpa|grandfather|grandson|granddaughter|son|daughter|parents|carer|caregiver|caretaker|nephew)",
    "staff": r"(?:staff(?: member)?|house manager|manager of the house|counsell?or|nurse|guard|officer|sponsor|therapist"
    r"|case ?worker|social worker|orderly|aide|doctor|tech|landlord|pastor|priest|coach|teacher)",
    "hit": r"(?:hits?|hitting|beats?|beating|punch(?:es|ed|ing)?|kick(?:s|ed|ing)|slap(?:s|ped|ping)|chok(?:e|es|ed|ing)"
    r"|strangl(?:es|ed|ing)|shov(?:es|ed|ing)|attack(?:s|ed|ing)|assault(?:s|ed|ing)|burn(?:s|ed|t)|bites?|bit|hurts?"
    r"|hurting|abus(?:es|ed|ing)|molest(?:s|ed|ing)|rap(?:es|ed|ing)|grop(?:es|ed|ing)|smack(?:s|ed|ing)?|whips?"
    r"|whipped|stabbed|headbutt(?:s|ed)|drags|dragged|spat on|throttled|tortures?)",
    "other": r"(?:he|she|they|hes|shes|theyre|someone|somebody|(?:my|our|a|the|his|her|this|best|little|big|old|older"
    r"|younger|close)(?: [a-z0-9]+){0,2}? (?:friends?|brother|sister|son|daughter|mom|mother|dad|father|husband|wife|"
    r"boyfriend|girlfriend|partner|ex|cousin|nephew|niece|uncle|aunt|roommate|housemate|flatmate|sponsee|sponsor|neighbou?r"
    r"|buddy|mate|kid|child|grandson|granddaughter|grandma|grandpa|guy|woman|girl|boy|man|peer|coworker|colleague|bf|gf"
    r"|bro|sis|teen|teenager|stepson|stepdaughter|fiance|parents|veteran|student|classmate)|friend of mine|bro|a friend)",
    "self": r"(?:him ?self|her ?self|them ?self|themselves|theirself|hisself)",
}

LITTLE_WORDS = """i im ive id ill my the and to of in is it for you this that with was he she they his her not dont cant wont
today tonight again myself am are have just want wanna all dead die kill suicide suicidal kms goodbye everyone jump od"""
"""Where none of them is, nothing in English is said."""
