"""Countries, regions and seats as they stand in names of companies, so that "Acme France" is not "Acme Spain"."""

from __future__ import annotations

from orbit.names.text import word_set

# ISO code: what the country is called in the names of its companies.
_COUNTRIES = """
ae: uae|united arab emirates|emirates|dubai|abu dhabi
al: albania|shqiperia
am: armenia
ar: argentina
at: austria|osterreich|oesterreich|autriche|vienna|wien
au: australia|sydney|melbourne
az: azerbaijan
ba: bosnia|bosnia and herzegovina|bih
bd: bangladesh
be: belgium|belgie|belgique|belgien|brussels|bruxelles
bg: bulgaria|balgariya|sofia
bh: bahrain
bo: bolivia
br: brazil|brasil|brazilian|sao paulo
by: belarus
ca: canada|canadian|toronto|montreal|vancouver
ch: switzerland|schweiz|suisse|svizzera|swiss|zurich|geneva|geneve
cl: chile
cm: cameroon|cameroun
cn: china|chinese|zhongguo|beijing|shanghai|shenzhen|guangzhou|suzhou|hangzhou|nanjing|tianjin|wuhan|chengdu
co: colombia|bogota
cr: costa rica
cu: cuba
cy: cyprus|kypros
cz: czech republic|czechia|cesko|ceska republika|prague|praha
de: germany|deutschland|allemagne|alemania|germania|deutsche|berlin|munich|munchen|hamburg|frankfurt
dk: denmark|danmark|danish|copenhagen
do: dominican republic
dz: algeria|algerie
ec: ecuador
ee: estonia|eesti
eg: egypt|cairo
es: spain|espana|espanola|espanya|spanje|iberica|madrid|barcelona
et: ethiopia
fi: finland|suomi|helsinki
fr: france|frankreich|francia|francaise|paris
gb: united kingdom|uk|great britain|britain|england|scotland|wales|northern ireland|london
ge: georgia
gh: ghana
gr: greece|hellas|ellas|hellenic|athens
gt: guatemala
hk: hong kong|hongkong
hr: croatia|hrvatska
hu: hungary|magyarorszag|budapest
id: indonesia|jakarta
ie: ireland|eire|dublin
il: israel|tel aviv
in: india|bharat|mumbai|bangalore|bengaluru|delhi
iq: iraq
ir: iran
is: iceland|island
it: italy|italia|italiana|italien|italie|milan|milano|rome|roma
jo: jordan
jp: japan|nippon|nihon|japon|tokyo|osaka|kyoto
ke: kenya
kr: korea|south korea|republic of korea|seoul
kw: kuwait
kz: kazakhstan
lb: lebanon|liban
lk: sri lanka
lt: lithuania|lietuva
lu: luxembourg|luxemburg
lv: latvia|latvija
ma: morocco|maroc
md: moldova
me: montenegro
mk: north macedonia|macedonia
mt: malta
mx: mexico|mexicana|mexicano
my: malaysia|kuala lumpur
ng: nigeria|lagos
nl: netherlands|the netherlands|nederland|holland|amsterdam|rotterdam
no: norway|norge|noreg|oslo
nz: new zealand|aotearoa
om: oman
pa: panama
pe: peru
ph: philippines|pilipinas|manila
pk: pakistan
pl: poland|polska|warsaw|warszawa
pr: puerto rico
pt: portugal|portuguesa|lisbon|lisboa
py: paraguay
qa: qatar
ro: romania|bucharest
rs: serbia|srbija
ru: russia|russian federation|rossiia|moscow|moskva
sa: saudi arabia|saudi|ksa
se: sweden|sverige|svenska|stockholm
sg: singapore
si: slovenia|slovenija
sk: slovakia|slovensko
sn: senegal
th: thailand|bangkok
tn: tunisia|tunisie
tr: turkey|turkiye|istanbul
tw: taiwan|taipei
tz: tanzania
ua: ukraine|ukraina|kyiv|kiev
ug: uganda
us: united states|united states of america|usa|us|u s|america|american|new york|california|texas|chicago|boston
uy: uruguay
uz: uzbekistan
ve: venezuela
vn: vietnam|viet nam
za: south africa|johannesburg
zm: zambia
zw: zimbabwe
"""
# Wider than one country: they part companies as a country does.
_REGIONS = word_set(
    "emea apac latam dach mena anz nordics nordic benelux americas europe asia africa iberia gcc eu cee global "
    "international worldwide oceania caribbean scandinavia baltics"
)


def _read(table: str) -> dict[tuple[str, ...], str]:
    rows = (line.split(": ") for line in table.strip().splitlines())
    countries = {tuple(name.split()): code for code, names in rows for name in names.split("|")}
    return countries | {(region,): region for region in _REGIONS}


PLACES = _read(_COUNTRIES)
LONGEST = max(map(len, PLACES))


def places_in(words: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    """Return where a country or region is named: first word, word after the last, and its code; longest name wins."""
    found, start = [], 0
    while start < len(words):
        for end in range(min(len(words), start + LONGEST), start, -1):
            code = PLACES.get(words[start:end])
            # "Acme Global" is a part of Acme, "Global Foods" is a name.
            if code is not None and (code not in _REGIONS or 0 < start < end == len(words)):
                found.append((start, end, code))
                start = end - 1
                break
        start += 1
    return tuple(found)


def country_code(text: str) -> str:
    """Return the ISO code of a country as a source writes it (code or name), lower case; empty where unknown."""
    from orbit.names.text import words

    told = words(text)
    if len(told) == 1 and len(told[0]) == 2:
        return {"uk": "gb", "el": "gr"}.get(told[0], told[0])
    code = PLACES.get(told, "")
    return "" if code in _REGIONS else code
