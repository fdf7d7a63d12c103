"""Legal forms of companies in many languages, as the words that stand for them once accents and points are gone."""

from __future__ import annotations

from orbit.names.text import word_set


def _rows(table: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row.split()) for row in table.strip().replace("\n", "|").split("|"))


# Forms of one word that no name ends in by itself; "s.r.l.", "S R L" and "SRL" all arrive as "srl".
ONE_WORD = word_set(
    "inc incorporated corp corporation llc lllp llp lp ltd limited plc pllc pc unlimited ultd cic "
    "gmbh ggmbh mbh ag kg kgaa ug ohg eg ev gbr haftungsbeschrankt aktiengesellschaft se sce eeig ewiv gesmbh "
    "sa sas sasu sarl sarlu eurl snc scop scp sci selarl gie srl spa sapa srls scarl scrl sprl bvba asbl vzw vof cvba "
    "sl slu sau slne slp sll slnc ltda lda cv sapi sofom eireli sab spr "
    "bv nv cva aps as asa ans ks ivs ab hb kb oy oyj ky ou sia uab vsi mb "
    "sro doo dd ad ead ood eood kft zrt nyrt rt bt kkt jsc ojsc cjsc pjsc ooo oao zao pao nao ao pat prat pt "
    "spzoo spzo zoo "
    "ae epe ike oe ee anonimi "
    "kk gk yk kabushikigaisha yugengaisha godogaisha pte pty pvt bhd sdn tbk berhad persero perum "
    "dac clg uc teo teoranta saoc saog wll fze fzco fzc fzllc dmcc "
    "aktieselskab anpartsselskab osakeyhtio aktiebolag aksjeselskap hf ehf sf slf "
    "komanditgesellschaft naamloze limitada limitee limitata sociedad sociedade anonyme "
    "ltdsti sti tas"
)
# Forms that are also ordinary words or names: they count only behind another form or after a comma or point.
DOUBTFUL = word_set(
    "ao pat mb tas zoo sab pc ee oe eg ev ad dd ky hf ks rt bt cv sci gie uc pat spr sf hb kb teo "
    "sociedad sociedade limitata limitee naamloze anonyme anonimi"
)
_LONG = """
limited liability company|limited liability partnership|limited partnership|limited liability|limited by guarantee
public limited company|private limited company|private limited|public company limited|public limited|company limited
company incorporated|company inc|company llc|company ltd|company lp|company sa|joint stock company
open joint stock company|closed joint stock company|public joint stock company|proprietary limited|pte ltd|pvt ltd
pty ltd|pty limited|pte limited|pvt limited|co ltd|co limited|co inc|co llc|co lp|co kg|co kgaa|co ohg|co plc|co sa
co corp|co pty ltd|co pte ltd|co pvt ltd|corp ltd|ltd co|ltd company|limited company|inc co|llc co
gmbh and co kg|gmbh and co kgaa|gmbh and co ohg|ag and co kg|ag and co kgaa|se and co kg|se and co kgaa|ug and co kg
and co kg|and co kgaa|and co ohg|gmbh und co kg|ag und co kg|und co kg|u co kg|gmbh u co kg|gmbh co kg
gesellschaft mit beschrankter haftung|gesellschaft mbh|ges mbh|ges m b h|gemeinnutzige gmbh|ug haftungsbeschrankt
unternehmergesellschaft|offene handelsgesellschaft|kommanditgesellschaft|eingetragene genossenschaft
eingetragener verein|societas europaea
societe anonyme|societe par actions simplifiee|societe a responsabilite limitee|societe en commandite
societe a responsabilite limitee unipersonnelle|sa a directoire|et cie|and cie
sociedad anonima|sociedad limitada|sociedad de responsabilidad limitada|sociedad por acciones simplificada|sa de cv
s de rl|s de rl de cv|sapi de cv|sa de capital variable|sab de cv|sociedad anonima de capital variable|sa esp|sas esp
sociedad anonima cerrada|sociedad limitada unipersonal|s coop|sociedad cooperativa|sa bursatil|c por a|s en c
sociedade anonima|sociedade limitada|unipessoal lda|sociedade unipessoal lda|sociedade unipessoal|ltda me|ltda epp
sociedade por quotas|companhia limitada
societa per azioni|societa a responsabilita limitata|soc coop|societa cooperativa|societa semplice|srl unipersonale
srl benefit|spa benefit|societa benefit|in liquidazione|srl a socio unico
besloten vennootschap|naamloze vennootschap|commanditaire vennootschap|cooperatie ua
sp zoo|sp z oo|sp zoo sp k|sp k|sp j|spolka akcyjna|spolka z ograniczona odpowiedzialnoscia|spolka komandytowa
sp zoo spk|sp z o o
spol s ro|spol sro|spolecnost s rucenim omezenym|spolocnost s rucenim obmedzenym|akciova spolecnost|akciova spolocnost
a s|s r o|d o o|korlatolt felelossegu tarsasag|zartkoruen mukodo reszvenytarsasag|reszvenytarsasag|as cr
drustvo s ogranicenom odgovornoscu|dionicko drustvo|druzba z omejeno odgovornostjo|societate cu raspundere limitata
societate pe actiuni|anonim sirketi|limited sirketi|ltd sti|as turkey|sanayi ve ticaret as|san ve tic as
san ve tic ltd sti|sanayi ve ticaret ltd sti|ticaret as|tic as|tic ltd sti
sendirian berhad|sdn bhd|perseroan terbatas|persero tbk|kabushiki kaisha|kabushiki gaisha|yugen kaisha|godo kaisha
free zone establishment|fz llc|fz co|free zone company
sabiedriba ar ierobezotu atbildibu|uzdaroji akcine bendrove|akcine bendrove|osauhing|aktsiaselts
anonimi etaireia|anonymi etaireia|sociedad de responsabilidad limitada de capital variable
designated activity company|unlimited company|company limited by guarantee|community interest company|p c|p a
obshchestvo s ogranichennoi otvetstvennostiu|aktsionernoe obshchestvo|publichnoe aktsionernoe obshchestvo
zakrytoe aktsionernoe obshchestvo|otkrytoe aktsionernoe obshchestvo
tovaristvo z obmezhenoiu vidpovidalnistiu
"""
LONG = frozenset(_rows(_LONG))
LONGEST = max(map(len, LONG))
# In front of the name, and nothing else that a Latin-script name begins with.
LEADING = word_set("ooo zao oao pao ojsc cjsc pjsc uab tov tzov prat eood")
# In front of the name too, but also ordinary beginnings ("AS Roma", "AB Tasty"): quotes or capitals must show it.
LEADING_DOUBTFUL = word_set("pt cv sia ou as ab ad ao nao too ip pat sa ead ood jsc")
_LEADING_LONG = """
obshchestvo s ogranichennoi otvetstvennostiu|aktsionernoe obshchestvo|publichnoe aktsionernoe obshchestvo
zakrytoe aktsionernoe obshchestvo|otkrytoe aktsionernoe obshchestvo|tovaristvo z obmezhenoiu vidpovidalnistiu
perseroan terbatas|societe anonyme|sociedad anonima|kabushiki kaisha|limited liability company|joint stock company
"""
LEADING_LONG = frozenset(_rows(_LEADING_LONG))
# Written without blanks at either end of the name; the longer before the shorter that they hold.
_GLUED = """
股份有限公司|有限责任公司|有限責任公司|有限公司|集团公司|株式会社|有限会社|合同会社|合資会社|合名会社|一般社団法人
주식회사|유한회사|유한책임회사|(株)|(有)|(주)|บริษัท|จำกัด|(มหาชน)|בע״מ|בע"מ|בעמ|ش.م.م|ذ.م.م|ش.م.ك|ش.م.ل
"""
GLUED = tuple("".join(row) for row in _rows(_GLUED))
