"""Words of the made-up business world: places, industries, company-name parts, functions and titles, schools."""

from __future__ import annotations

from typing import NamedTuple


class City(NamedTuple):
    """A place, the labour market it belongs to, and the legal forms of its companies, commonest first."""

    name: str
    country: str
    region: int
    legal: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_US = ("Inc.", "Inc.", "LLC", "Corp.")
_PLACES: tuple[tuple[int, str, str, tuple[str, ...]], ...] = (
    (0, "United States", "San Francisco,Seattle,Portland,San Diego", _US),
    (1, "United States", "New York,Boston,Philadelphia,Atlanta", _US),
    (2, "United States", "Chicago,Denver,Austin,Minneapolis", _US),
    (3, "United Kingdom", "London,Manchester,Edinburgh", ("Ltd", "Limited", "plc")),
    (3, "Ireland", "Dublin", ("Ltd", "DAC")),
    (4, "Germany", "Berlin,Munich,Hamburg", ("GmbH", "GmbH", "AG")),
    (4, "Switzerland", "Zurich", ("AG", "GmbH")),
    (5, "Sweden", "Stockholm", ("AB",)),
    (5, "Denmark", "Copenhagen", ("A/S", "ApS")),
    (5, "Norway", "Oslo", ("AS",)),
    (5, "Finland", "Helsinki", ("Oy",)),
    (6, "France", "Paris,Lyon,Nantes", ("SAS", "SA", "SARL")),
    (7, "Spain", "Madrid,Barcelona", ("S.L.", "S.A.")),
    (7, "Portugal", "Lisbon", ("Lda", "S.A.")),
    (7, "Italy", "Milan,Turin", ("S.p.A.", "S.r.l.")),
    (8, "Netherlands", "Amsterdam,Utrecht", ("B.V.", "N.V.")),
    (8, "Belgium", "Antwerp", ("BV", "NV")),
    (9, "Poland", "Warsaw,Krakow", ("Sp. z o.o.", "S.A.")),
    (9, "Czechia", "Prague", ("s.r.o.", "a.s.")),
    (10, "India", "Bengaluru,Pune", ("Pvt Ltd", "Ltd")),
    (11, "Singapore", "Singapore", ("Pte Ltd",)),
    (11, "Australia", "Sydney,Melbourne", ("Pty Ltd",)),
)
CITIES: tuple[City, ...] = tuple(
    City(name, country, region, legal) for region, country, names, legal in _PLACES for name in names.split(",")
)
COUNTRY_CODES = {
    "United States": "USA", "United Kingdom": "GBR", "Ireland": "IRL", "Germany": "DEU", "Switzerland": "CHE",
    "Sweden": "SWE", "Denmark": "DNK", "Norway": "NOR", "Finland": "FIN", "France": "FRA", "Spain": "ESP",
    "Portugal": "PRT", "Italy": "ITA", "Netherlands": "NLD", "Belgium": "BEL", "Poland": "POL", "Czechia": "CZE",
    "India": "IND", "Singapore": "SGP", "Australia": "AUS",
}  # fmt: skip
REGION_WEIGHTS = (0.17, 0.16, 0.10, 0.12, 0.10, 0.06, 0.06, 0.06, 0.05, 0.04, 0.04, 0.04)
# Rows: regions; columns: cultures in the order of the lexicon. Cities are mixed, so every row has several.
REGION_CULTURES: tuple[tuple[int, ...], ...] = (
    (50, 6, 5, 4, 2, 12, 1, 2, 1, 2, 8, 10, 4),
    (54, 9, 4, 2, 2, 9, 2, 5, 1, 3, 6, 5, 4),
    (60, 6, 7, 6, 1, 9, 1, 2, 1, 3, 4, 3, 2),
    (58, 24, 2, 1, 2, 2, 1, 2, 1, 3, 6, 2, 2),
    (5, 1, 72, 2, 3, 2, 1, 3, 2, 5, 1, 1, 6),
    (4, 1, 4, 82, 1, 1, 1, 1, 1, 2, 2, 1, 3),
    (4, 1, 3, 1, 74, 3, 3, 4, 1, 1, 1, 1, 6),
    (3, 1, 2, 1, 3, 46, 18, 24, 1, 1, 1, 1, 1),
    (5, 1, 5, 1, 10, 1, 1, 2, 66, 2, 2, 1, 6),
    (3, 1, 4, 1, 1, 1, 1, 1, 1, 84, 1, 1, 1),
    (3, 1, 1, 1, 1, 1, 2, 1, 1, 1, 86, 1, 2),
    (34, 8, 2, 1, 1, 1, 1, 2, 1, 1, 12, 34, 2),
)
PERSONAL_MAIL = ("ymail.example", "rocketmail.example")

INDUSTRIES: dict[str, tuple[str, ...]] = {
    "Software": ("Systems", "Software", "Labs", "Cloud", "Technologies", "Apps"),
    "Financial Services": ("Capital", "Payments", "Finance", "Bank", "Credit", "Ledger"),
    "Logistics": ("Logistics", "Freight", "Supply", "Shipping", "Transport", "Fleet"),
    "Healthcare": ("Health", "Medical", "Care", "Diagnostics", "Clinics", "Therapeutics"),
    "Retail": ("Retail", "Commerce", "Outfitters", "Market", "Goods", "Home"),
    "Manufacturing": ("Industries", "Components", "Works", "Tooling", "Materials", "Robotics"),
    "Energy": ("Energy", "Power", "Grid", "Solar", "Utilities", "Renewables"),
    "Cybersecurity": ("Security", "Defense", "Shield", "Identity", "Trust", "Secure"),
    "Media": ("Media", "Studios", "Press", "Games", "Publishing", "Broadcast"),
    "Telecommunications": ("Networks", "Telecom", "Wireless", "Mobile", "Connect", "Fibre"),
    "Insurance": ("Insurance", "Assurance", "Mutual", "Underwriting", "Benefits", "Cover"),
    "Professional Services": ("Consulting", "Partners", "Advisory", "Staffing", "Group", "Services"),
}
# The industries that our firm sells to; customers and target accounts are mostly theirs.
OUR_INDUSTRIES = ("Software", "Financial Services", "Logistics", "Cybersecurity", "Telecommunications")

HEADS = _words(
    """
    Snow North Bright Iron Copper Silver Maple Cedar Harbor River Stone Clear Blue Red Green Gold Amber Coral
    Ember Frost Glen Hazel Indigo Jasper Kestrel Lark Linden Lumen Marble Meadow Mist Moss Nimbus Ocean Onyx
    Opal Otter Pine Quartz Raven Ridge Rowan Sable Sage Salt Shore Slate Spruce Star Storm Summit Swift Sun Tern
    Thistle Timber Umber Vale Vesper Violet Walnut Wild Willow Wind Winter Wren Zephyr Aster Basil Birch Briar
    Cobalt Delta Drift Elder Falcon Fern
    """
)
TAILS = _words(
    """
    peak gate field bridge water line point crest wood light path stack forge loop scale leaf mark span ward
    wing works base beam bloom bound brook cast cove craft dale fall flow fold front grove haven hill keep lake
    land loom mill nest port reach rise root run spark spring stead tower trail view vine wave way
    """
)

FUNCTIONS = (
    "Engineering", "Sales", "Marketing", "Customer Success", "Product", "Finance", "People", "Operations", "IT", "Data",
    "Legal", "Security",
)  # fmt: skip
FUNCTION_SHARES = (0.24, 0.15, 0.08, 0.09, 0.07, 0.07, 0.06, 0.09, 0.05, 0.05, 0.02, 0.03)
INVESTING = len(FUNCTIONS)

# Per function, level 0 (junior) to 6 (C-level); alternatives are separated by "|", the first is commonest.
TITLES: tuple[tuple[str, ...], ...] = (
    ("Junior Software Engineer|Associate Engineer", "Software Engineer|Backend Engineer|Frontend Engineer",
     "Senior Software Engineer|Staff Engineer", "Engineering Manager", "Director of Engineering", "VP Engineering",
     "Chief Technology Officer"),
    ("Sales Development Representative|Business Development Representative", "Account Executive|Account Manager",
     "Senior Account Executive|Enterprise Account Executive", "Sales Manager|Regional Sales Manager",
     "Director of Sales|Director of Revenue Operations", "VP Sales", "Chief Revenue Officer"),
    ("Marketing Associate|Marketing Coordinator", "Marketing Specialist|Content Strategist",
     "Senior Marketing Specialist|Senior Demand Generation Specialist", "Marketing Manager|Product Marketing Manager",
     "Director of Marketing|Director of Demand Generation", "VP Marketing", "Chief Marketing Officer"),
    ("Customer Support Associate|Support Specialist", "Customer Success Manager|Implementation Consultant",
     "Senior Customer Success Manager", "Customer Success Team Lead|Manager, Customer Success",
     "Director of Customer Success", "VP Customer Success", "Chief Customer Officer"),
    ("Associate Product Manager", "Product Manager|Product Designer", "Senior Product Manager|Senior Product Designer",
     "Group Product Manager|Product Lead", "Director of Product", "VP Product", "Chief Product Officer"),
    ("Junior Accountant|Finance Associate", "Financial Analyst|Accountant",
     "Senior Financial Analyst|Senior Accountant", "Finance Manager|Controller", "Director of Finance", "VP Finance",
     "Chief Financial Officer"),
    ("Recruiting Coordinator|HR Assistant", "Recruiter|Technical Recruiter|HR Generalist",
     "Senior Recruiter|Senior HR Business Partner", "HR Manager|Talent Acquisition Manager", "Director of People",
     "VP People", "Chief People Officer"),
    ("Operations Associate|Operations Coordinator", "Operations Analyst|Business Analyst", "Senior Operations Analyst",
     "Operations Manager|Program Manager", "Director of Operations", "VP Operations",
     "Chief Executive Officer|Co-Founder & CEO|Chief Operating Officer"),
    ("IT Support Technician", "Systems Administrator|IT Analyst", "Senior Systems Administrator|Solutions Architect",
     "IT Manager", "Director of IT", "VP IT", "Chief Information Officer"),
    ("Junior Data Analyst", "Data Analyst|Data Engineer", "Senior Data Scientist|Senior Data Engineer",
     "Analytics Manager|Data Science Manager", "Director of Data", "VP Data", "Chief Data Officer"),
    ("Paralegal", "Legal Counsel|Contracts Manager", "Senior Legal Counsel", "Associate General Counsel",
     "Director of Legal", "VP Legal", "General Counsel"),
    ("Security Analyst", "Security Engineer", "Senior Security Engineer", "Security Manager", "Director of Security",
     "VP Security", "Chief Information Security Officer"),
    ("Analyst", "Associate", "Senior Associate", "Principal", "Principal", "Partner", "General Partner"),
)  # fmt: skip
TITLE_TABLE: tuple[tuple[tuple[str, ...], ...], ...] = tuple(
    tuple(tuple(level.split("|")) for level in function) for function in TITLES
)

SCHOOL_HEADS = _words(
    """
    Ashcombe Bellmere Calderwood Dunmore Eastvale Fairhaven Glenrock Hartwell Kingsmere Langdale Marlowe
    Northvale Oakhurst Penrose Ravensmoor Shelbourne Thornbury Westmarch Lindenau Falkensee Granvik Solberg
    Valmont Rochefort Almenara Ribadeo Montelupo Veldhoven Brzezina Chandrapur
    """
)
SCHOOLS: tuple[str, ...] = tuple(
    f"{head} {kind}" for kind in ("University", "College", "Institute of Technology") for head in SCHOOL_HEADS
)
DEGREES = ("BSc", "BA", "MSc", "MBA", "BEng", "MA")
FIELDS = ("Computer Science", "Business", "Economics", "Engineering", "Psychology", "Marketing", "Mathematics", "Law")


def title_of(function: int, level: int, pick: int) -> str:
    """Return the title of a level in a function; `pick` chooses among its alternatives."""
    choices = TITLE_TABLE[function][level]
    return choices[pick % len(choices)]
