"""Which first names stand for each other. Pairs only: Alex is Alexander or Alexandra, who are not each other."""

from __future__ import annotations

from functools import lru_cache

_SHORT_FORMS = """
abigail: abby abbie gail
abraham: abe
adelaide: addie heidi
agnieszka: aga
albert: al bert bertie
alejandro: alex ale
aleksandr: alex sasha
aleksandra: ola alex sasha
alessandro: alex ale sandro
alexander: alex al sandy sascha xander lex
alexandra: alex sandra lexi alexa sasha
alfred: al fred alf
allison: ally allie
amanda: mandy
andreas: andi andy
andrew: andy drew
angela: angie
anna: ann anne annie anja anya
anthony: tony ant
antonio: toni tony
arthur: art artie
barbara: barb babs
bartholomew: bart
beatrice: bea
benedikt: ben
benjamin: ben benny benji
bernard: bernie
bernhard: bernd
bradley: brad
calvin: cal
cameron: cam
carolina: caro
caroline: caro carrie
catherine: cathy kate katie cat
charles: charlie chuck chas
charlotte: charlie lotte
christian: chris
christina: chris chrissy tina
christine: chris chrissy tina
christoph: chris
christopher: chris topher kit
clifford: cliff
constantin: costa
cynthia: cindy
daniel: dan danny dani
daniela: dani
david: dave davey
deborah: deb debbie
dennis: denny
dimitri: dima
dmitry: dima
dominik: dom
donald: don donnie
dorothy: dot dottie dolly
douglas: doug
eduardo: edu lalo
edward: ed eddie ted ned
edwin: ed
eleanor: ellie nell nora
elisabeth: lisa elli sissi betty
elizabeth: liz beth betsy betty eliza lizzie libby lisa
emily: em emmy
ernest: ernie
eugene: gene
evelyn: eve
federico: fede fred
ferdinand: ferdi
fernando: nando
florian: flo
frances: fran frankie
francesca: fran franca
francesco: franco
francis: frank fran
francisco: paco pancho
franklin: frank
franziska: franzi
frederick: fred freddie rick
friedrich: fritz
gabriel: gabe
gabriele: gabi
gabrielle: gabby
george: georgie
gerald: gerry jerry
gerhard: gerd
gianluca: luca
giovanni: gianni
giuseppe: beppe
gregory: greg
guillermo: memo
gustavo: gus
hannah: hanna
hans-joachim: hajo
harold: harry hal
harrison: harry
heinrich: heinz heiner
henry: hank harry
herbert: herb
howard: howie
ignacio: nacho
isabel: isa izzy
isabella: bella izzy
jacob: jake
jacqueline: jackie
james: jim jimmy jamie
janet: jan
jeffrey: jeff
jennifer: jen jenny jenn
jeremy: jerry
jessica: jess jessie
joachim: jochen achim
johannes: hannes
john: jack johnny jon
jonathan: jon johnny
jose: pepe
josef: sepp
joseph: joe joey
josephine: josie jo
joshua: josh
judith: judy
julian: jule jules
karolina: karo
katarzyna: kasia
katharina: kathi kat katja
katherine: kathy kate katie kat
kathleen: kathy kate
kathryn: kathy kate katie
kenneth: ken kenny
kimberly: kim
konstantin: kosta konsti
kristina: kris tina
krzysztof: krzys
lawrence: larry
leonard: leo len lenny
leonardo: leo
leopold: leo poldi
lillian: lily
lorenzo: renzo
louis: lou
lucas: luke
ludwig: lutz
madeleine: maddie
madison: maddie
magdalena: magda lena
manuel: manu
manuela: manu
margaret: maggie meg peggy marge greta
maria: mia mary
marianne: mary
martin: marty
martina: tina
matthaeus: matt
matthew: matt
matthias: matze matt
maximilian: max
maxwell: max
melanie: mel
melissa: mel missy
michael: mike mick mickey michi
mikhail: misha
mitchell: mitch
mohamed: mo mohammed
mohammed: mo
monika: moni
nancy: nan
natalia: natasha nat
natalie: nat
nathan: nate nat
nathaniel: nate nat
nicholas: nick nicky nico
nicole: nicki nikki
niklas: nik klas
nikolai: kolya nik
nikolaus: klaus niko
oliver: ollie oli
olivia: liv livvy
pamela: pam
patricia: pat patty trish tricia
patrick: pat paddy
penelope: penny
peter: pete
philip: phil pip
philipp: phil
phillip: phil
priscilla: cilla
rachel: rach
rafael: rafa
raymond: ray
rebecca: becky becca
reginald: reg reggie
richard: rick dick rich richie ricky
robert: bob bobby rob robbie
roberto: beto
roland: rolly
ronald: ron ronnie
rudolf: rudi
rudolph: rudy
russell: russ
salvatore: sal
samantha: sam
samuel: sam sammy
sandra: sandy
santiago: santi
sarah: sally
sebastian: seb basti
sergei: serge
sergio: serge
sharon: shari
sidney: sid
siegfried: sigi
sophia: sophie
stanley: stan
stefan: stef
stefanie: steffi
stephanie: steph stef
stephen: steve
steven: steve
stuart: stu
susan: sue susie
susanne: susi
suzanne: sue suzie
sylvester: sly
tamara: tammy
terence: terry
teresa: terry tess
thaddeus: thad
theodore: ted theo teddy
theresa: terry tess
thomas: tom tommy
tiffany: tiff
timothy: tim timmy
tobias: tobi
ulrich: uli ulli
ulrike: uli
valentina: vale tina
valerie: val
vanessa: nessa
veronica: ronnie
victor: vic
victoria: vicky tori
vincent: vince vinny
virginia: ginny
vladimir: vova vlad
walter: walt wally
wilhelm: willi willy
willem: wim
william: bill will billy willie liam
winston: win
wojciech: wojtek
wolfgang: wolf
yevgeny: zhenya
zachary: zach zack
"""


def are_nicknames(left: str, right: str) -> bool:
    """Say whether one of two unaccented first names is a usual short form of the other."""
    return (left, right) in either_way()


@lru_cache(maxsize=1)
def short_forms() -> dict[str, tuple[str, ...]]:
    """Return the usual short forms of each unaccented full name."""
    lines = (line.partition(":") for line in _SHORT_FORMS.split("\n") if line)
    return {full.replace("-", ""): tuple(shorts.split()) for full, _, shorts in lines}


@lru_cache(maxsize=1)
def full_forms() -> dict[str, tuple[str, ...]]:
    """Return the full names that each short form may stand for, in the order of the table."""
    found: dict[str, list[str]] = {}
    for full, shorts in short_forms().items():
        for short in shorts:
            found.setdefault(short, []).append(full)
    return {short: tuple(fulls) for short, fulls in found.items()}


@lru_cache(maxsize=1)
def either_way() -> frozenset[tuple[str, str]]:
    """Return all pairs of a full name and its short form, and these the other way round."""
    pairs = [(full, short) for full, shorts in short_forms().items() for short in shorts]
    return frozenset(pairs + [(short, full) for full, short in pairs])
