"""What the time zone database does not say: names that people use, main zones, and where most people live."""

from collections.abc import Iterator

# Zones (the one of most people first) and names beyond the zones' own; one that several have is asked about.
# Two capitals after a name are the postal code of a state or province.
NAMES = """
America/New_York: nyc, boston, philadelphia, atlanta, miami, orlando, tampa, charlotte, raleigh, pittsburgh,
baltimore, brooklyn, washington, dc, washington dc, cleveland, columbus, cincinnati, jacksonville, richmond,
portland, eastern, est, edt, hora del este, buffalo, connecticut CT, delaware DE, georgia GA, maine ME,
maryland MD, new jersey NJ, massachusetts MA, new hampshire NH, new york NY, north carolina NC, ohio OH,
pennsylvania PA, vermont VT, rhode island RI, south carolina SC, virginia VA, west virginia WV, district of
columbia DC; America/New_York America/Chicago: florida FL, kentucky KY; America/Chicago America/New_York:
tennessee TN; America/Indiana/Indianapolis America/Chicago: indiana IN; America/Detroit: michigan MI;
America/Chicago: houston, dallas, austin, san antonio, fort worth, new orleans, nashville, memphis, st louis,
kansas city, omaha, minneapolis, st paul, milwaukee, madison, oklahoma city, tulsa, birmingham, central, cst,
cdt, alabama AL, arkansas AR, illinois IL, iowa IA, louisiana LA, minnesota MN, mississippi MS, missouri MO,
oklahoma OK, wisconsin WI; America/Chicago America/Denver: kansas KS, nebraska NE, north dakota ND, south
dakota SD, texas TX; America/Denver: albuquerque, santa fe, salt lake city, colorado springs, el paso,
mountain, mst, mdt, colorado CO, montana MT, new mexico NM, utah UT, wyoming WY; America/Phoenix: tucson,
arizona AZ; America/Boise America/Los_Angeles: idaho ID; America/Los_Angeles: la, san francisco, san diego,
san jose, oakland, sacramento, fresno, seattle, spokane, portland, las vegas, reno, pacific, pst, pdt, hora
del pacifico, california CA, nevada NV, washington WA; America/Los_Angeles America/Boise: oregon OR;
America/Anchorage: fairbanks, alaska AK; Pacific/Honolulu: maui, oahu, hawaii HI; America/Puerto_Rico: san
juan; America/Toronto: ottawa, montreal, quebec QC, quebec city, ontario ON, mississauga, hamilton, eastern,
est, edt; America/Vancouver: victoria, british columbia BC, pacific, pst, pdt; America/Edmonton: calgary,
alberta AB; America/Winnipeg: manitoba MB, central, cst, cdt; America/Regina: saskatchewan SK, saskatoon;
America/Halifax: nova scotia NS, prince edward island PE; America/Moncton: new brunswick NB, st john;
America/St_Johns: newfoundland NL; America/Mexico_City: guadalajara, puebla, leon, toluca, queretaro, cdmx,
df, oaxaca, veracruz, morelia, jalisco, zona centro; America/Monterrey: nuevo leon, saltillo; America/Tijuana:
mexicali, baja california; America/Mazatlan: culiacan, la paz, sinaloa; America/Cancun: playa del carmen,
quintana roo; America/Hermosillo: sonora; America/Argentina/Buenos_Aires: la plata, rosario, mar del plata;
America/Bogota: medellin, cali, barranquilla, cartagena; America/Costa_Rica: san jose; America/Sao_Paulo: rio,
rio de janeiro, brasilia; Europe/Madrid: barcelona, valencia, sevilla, seville, zaragoza, malaga, bilbao,
granada, cordoba, murcia, alicante, valladolid, vigo, oviedo, salamanca, cartagena, leon, merida, guadalajara,
mallorca, ibiza, pamplona, san sebastian; Atlantic/Canary: tenerife, las palmas, gran canaria, lanzarote,
canary islands, islas canarias; Europe/London: manchester, birmingham, liverpool, leeds, glasgow, edinburgh,
edimburgo, cardiff, bristol, newcastle; Europe/Dublin: cork, galway, limerick; Australia/Sydney: new south
wales, nsw, newcastle, aest, aedt; Australia/Melbourne: victoria; Australia/Brisbane: queensland, gold coast,
cairns; Australia/Perth: western australia; Australia/Adelaide: south australia; Australia/Hobart: tasmania;
Australia/Darwin: northern territory; Pacific/Auckland: wellington, christchurch, hamilton, dunedin;
Asia/Kolkata: delhi, new delhi, nueva delhi, mumbai, bangalore, chennai; Asia/Tbilisi: georgia
"""
NICKNAMES = """
US: usa, u s a, us, u s, america, united states of america, states, estados unidos de america, eeuu, ee uu,
eua; GB: uk, u k, england, scotland, wales, northern ireland, britain, great britain, inglaterra, escocia,
gales, irlanda del norte, gran bretana; IE: eire, republic of ireland, republica de irlanda; NZ: nz, aotearoa;
DE: deutschland; NL: holland, holanda; CZ: czech republic, republica checa; TR: turkey; CI: ivory coast, costa
de marfil; HK: hong kong; PS: palestine, palestina; KR: korea, corea; AE: uae, emiratos arabes; GE: republic
of georgia, sakartvelo; MK: macedonia; BA: bosnia; CV: cape verde
"""
MAIN = """
US: America/New_York, America/Chicago, America/Denver, America/Phoenix, America/Los_Angeles,
America/Anchorage, Pacific/Honolulu; CA: America/Toronto, America/Vancouver, America/Edmonton,
America/Winnipeg, America/Halifax, America/St_Johns; AU: Australia/Sydney, Australia/Melbourne,
Australia/Brisbane, Australia/Perth, Australia/Adelaide; MX: America/Mexico_City, America/Monterrey,
America/Tijuana, America/Hermosillo, America/Cancun; BR: America/Sao_Paulo, America/Manaus; RU:
Europe/Moscow
"""
# For each clock that many live by, a zone whose city is known far away; the clock of most people first.
MOST_PEOPLE = """
Asia/Shanghai Asia/Kolkata Africa/Nairobi Europe/Berlin Africa/Lagos Asia/Karachi Asia/Jakarta Africa/Johannesburg
America/Sao_Paulo Asia/Tokyo America/New_York America/Mexico_City Asia/Dhaka Africa/Accra Europe/Kyiv Africa/Cairo
America/Bogota America/Chicago Asia/Tehran Asia/Dubai Europe/London America/Caracas America/Los_Angeles Asia/Yangon
Asia/Kabul Africa/Casablanca America/Denver Asia/Kathmandu America/Santiago Australia/Sydney Australia/Brisbane
America/Phoenix Asia/Jerusalem Asia/Gaza Pacific/Auckland America/Halifax Pacific/Guadalcanal Pacific/Fiji
Australia/Adelaide Pacific/Honolulu America/Anchorage America/St_Johns Atlantic/Cape_Verde Australia/Darwin
Atlantic/Azores Pacific/Apia Pacific/Pago_Pago
"""

COMMON_COUNTRIES = {
    "en": ("US", "CA", "GB", "IE", "AU", "NZ", "ZA", "IN"),
    "es": ("US", "ES", "MX", "AR", "CO", "CL", "PE", "VE"),
}
"""For buttons, likeliest first, by language. These are also the languages in which places are known."""

NAMED_CLOCKS = ("US", "CA", "AU")
"""Countries where people know their zone by its name more than by a city."""


def entries(table: str) -> Iterator[tuple[str, list[str]]]:
    """The entries of a table of names: what stands before the colon, and the list behind it."""
    for entry in " ".join(table.split()).split("; "):
        head, _, names = entry.partition(": ")
        yield head, names.split(", ")
