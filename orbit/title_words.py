"""Word tables behind `orbit.titles`: English and common German job titles, one thought per line."""

from __future__ import annotations

from orbit.names.text import word_set

# "these words = this one"; the longest wins. Umlauts are unaccented here, as `words` gives them.
PHRASES = """
senior vice president, sr vice president, senior vp, sr vp = svp
executive vice president, exec vice president, executive vp, exec vp = evp
assistant vice president, associate vice president = avp
vice president, vice pres, v p = vp
chief executive officer, chief executive = ceo
chief financial officer, chief finance officer = cfo
chief technology officer, chief technical officer = cto
chief operating officer, chief operations officer = coo
chief revenue officer = cro
chief marketing officer = cmo
chief information officer = cio
chief information security officer = ciso
chief product officer = cpo
chief human resources officer, chief people officer, chief hr officer = chro
chief customer officer = cco
chief data officer = cdo
chief legal officer = clo
chief commercial officer, chief sales officer = cso
chief staff = chiefofstaff
associate general counsel, assistant general counsel, deputy general counsel = deputycounsel
general counsel = generalcounsel
revenue operations = revops
general manager = gm
co founder, founding partner = cofounder
human resources, human resource = hr
information technology = it
business development, biz dev = bizdev
account executive, account exec = ae
sales development representative, sales development rep = sdr
business development representative, business development rep = bdr
customer success manager = csm
customer success, client success = customersuccess
customer experience, client services, customer care, customer support, kundenservice = customersuccess
research development, r d = rnd
product marketing = productmarketing
software development, software engineering = softwareengineering
geschaftsfuhrender gesellschafter = geschaftsfuhrer
""".strip()

ABBREVIATIONS = """
sr snr = senior
jr = junior
mgr mngr = manager
mgmt = management
dir = director
engr = engineer
eng = engineering
ops = operations
mktg mkt = marketing
acct = account
assoc = associate
asst = assistant
exec = executive
rep = representative
pres = president
sdrs = sdr
mitgrunder mitgrunderin = cofounder
intl = international
natl = national
""".strip()

FILLERS = word_set("of the and for a an in to und der die das fur im von des zu bei at")

C_LEVEL = word_set(
    "ceo cfo cto coo cro cmo cio ciso cpo chro cco cdo clo cso chief president founder cofounder owner chairman "
    "chairwoman chairperson generalcounsel geschaftsfuhrer geschaftsleiter geschaftsfuhrung geschaftsleitung vorstand "
    "vorstandsvorsitzender vorstandsmitglied grunder inhaber gesellschafter"
)
VP = word_set("vp svp evp avp")
DIRECTOR = word_set(
    "director direktor head gm leiter leitung bereichsleiter abteilungsleiter vertriebsleiter bereichsleitung "
    "abteilungsleitung vertriebsleitung entwicklungsleiter marketingleiter personalleiter chiefofstaff deputycounsel "
    "principal controllerleiter werksleiter"
)
MANAGER = word_set("manager lead supervisor teamleiter teamleitung gruppenleiter foreman superintendent controller")
# With these a "manager" or "partner" looks after things or clients, not after people.
NO_STAFF = word_set(
    "account product project program programme community csm partner relationship partnerships office brand content "
    "channel campaign category social territory case key customersuccess success media produkt projekt bizdev"
)
INDIVIDUAL = word_set(
    "ae sdr bdr csm engineer developer analyst associate specialist consultant representative assistant coordinator "
    "administrator recruiter scientist designer architect intern trainee student writer editor accountant attorney "
    "lawyer paralegal counsel advisor adviser researcher technician programmer strategist buyer planner marketer "
    "entwickler ingenieur berater sachbearbeiter mitarbeiter werkstudent praktikant referent buchhalter assistenz "
    "assistentin assistent executive agent officer nurse teacher professor salesperson seller salesman generalist "
    "copywriter bookkeeper tester qa sre devops swe partner investor fellow junior senior staff manager expert "
    "verkaufer vertriebsmitarbeiter aussendienst operator trader actuary auditor sourcer evangelist"
)
DEPUTY = word_set("assistant assistenz assistentin assistent sekretar sekretarin secretary office pa")

# First line with a hit wins, so the narrower sense stands above the wider one.
FUNCTIONS = """
customer_success: customersuccess csm cco onboarding implementation renewals helpdesk kundenbetreuung kundenerfolg
people: hr chro people talent recruiter recruiting recruitment sourcer personal personalleiter personalreferent
 payroll learning compensation benefits culture
legal: legal generalcounsel deputycounsel counsel attorney lawyer paralegal compliance clo privacy jurist justiziar
 recht rechtsanwalt contracts
marketing: marketing cmo productmarketing brand demand content seo social communications pr campaign growth marketer
 copywriter kommunikation marketingleiter events advertising
data: data analytics cdo bi datenanalyst scientist datascience insights
sales: sales ae sdr bdr cro cso revenue revops bizdev account vertrieb vertriebsleiter vertriebsleitung
 vertriebsmitarbeiter verkauf verkaufer seller salesperson salesman presales partnerships alliances channel
 commercial aussendienst territory key
product: product cpo produkt ux ui designer design
it: it cio ciso sysadmin helpdesk infrastructure security systems network administrator systemadministrator
customer_success: support
engineering: engineering engineer cto softwareengineering developer software architect rnd sre devops swe programmer
 entwickler entwicklung entwicklungsleiter ingenieur technology technical qa backend frontend fullstack hardware
 mechanical electrical platform machine ml ai research
finance: finance financial cfo accounting accountant controller controlling treasury treasurer fpa audit auditor tax
 finanzen finanzleiter buchhalter buchhaltung procurement billing investor
operations: operations coo supply logistics procurement facilities manufacturing production warehouse chiefofstaff
 office betrieb produktion logistik einkauf quality project program programme strategy
executive: ceo president founder cofounder owner chairman chairwoman chairperson geschaftsfuhrer geschaftsleiter
 geschaftsfuhrung geschaftsleitung vorstand vorstandsvorsitzender vorstandsmitglied grunder inhaber gesellschafter
 gm managing executive board chief
""".strip()
