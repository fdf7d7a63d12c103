"""What files of deals tell, with the header over each column in Salesforce, HubSpot and Pipedrive."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import starmap

from ingest.intake.contract import Column, Format, Shape
from ingest.intake.crm import HUBSPOT, PIPEDRIVE, SALESFORCE, SALESFORCE_FIELDS, TEMPLATE

Headers = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """One column: its meaning, and its headers in a Salesforce report, by Salesforce's field names, and elsewhere."""

    name: str
    meaning: str
    example: str
    report: Headers = ()
    fields: Headers = ()
    hubspot: Headers = ()
    pipedrive: Headers = ()


_TOLD = (
    _Told(
        "opportunity_name", "What the deal is called", "Snowpeak roll-out",
        ("Opportunity Name",), ("Name",), ("Deal Name",), ("Deal - Title",),
    ),
    _Told(
        "crm_id", "Its id in the CRM", "006Qy00000AbCdEIAV",
        ("Opportunity ID", "Opportunity: Opportunity ID"), ("Id",), ("Record ID", "Deal ID"), ("Deal - ID",),
    ),
    _Told(
        "account_name", "The company; or its id, as `account_crm_id`", "Snowpeak",
        ("Account Name", "Account: Account Name"), ("Account.Name",),
        ("Associated Company (Primary)", "Associated Company"), ("Deal - Organization", "Organization"),
    ),
    _Told(
        "account_domain", "Its web domain or address", "snowpeak.example",
        ("Website", "Account: Website"), ("Account.Website",), ("Company Domain Name",), ("Organization - Website",),
    ),
    _Told(
        "account_crm_id", "Its id in the CRM", "001Qy00000AbCdEIAV",
        ("Account ID", "Account: Account ID"), ("AccountId", "Account.Id"),
        ("Associated Company IDs (Primary)", "Associated Company IDs"), ("Organization - ID", "Deal - Organization ID"),
    ),
    _Told(
        "created_on", "Day on which the deal was created", "2026-08-14",
        ("Created Date",), ("CreatedDate",), ("Create Date",), ("Deal - Deal created", "Deal - Add time"),
    ),
    _Told(
        "closed_on", "Day on which it was won or lost, or is expected to be", "2026-10-30",
        ("Close Date",), ("CloseDate",), ("Close Date",), ("Deal - Deal closed on",),
    ),
    _Told(
        "expected_on", "Day on which it is expected to close, if another column says", "2026-12-15",
        pipedrive=("Deal - Expected close date",),
    ),
    _Told("won_on", "Day on which it was won, if another column says", "2026-10-30", pipedrive=("Deal - Won time",)),
    _Told("lost_on", "Day on which it was lost, if another column says", "2026-10-30", pipedrive=("Deal - Lost time",)),
    _Told(
        "stage", "Its stage, in your own words", "Negotiation",
        ("Stage",), ("StageName",), ("Deal Stage",), ("Deal - Stage",),
    ),
    _Told(
        "is_closed", "Is it won or lost: yes or no", "yes",
        ("Closed",), ("IsClosed",), ("Is Deal Closed?", "Is closed"),
    ),
    _Told("is_won", "Is it won: yes or no", "yes", ("Won",), ("IsWon",), ("Is Closed Won",)),
    _Told("is_lost", "Is it lost: yes or no", "no", hubspot=("Is closed lost",)),
    _Told("status", "The same in a word: open, won or lost", "won", pipedrive=("Deal - Status",)),
    _Told(
        "amount", "What it is worth", "84000.50",
        ("Amount",), ("Amount",), ("Amount",), ("Deal - Value",),
    ),
    _Told(
        "currency", "Code of the currency of the amount", "EUR",
        ("Amount Currency", "Opportunity Currency"), ("CurrencyIsoCode",), ("Currency",),
        ("Deal - Currency of value", "Deal - Currency"),
    ),
    _Told(
        "owner_email", "E-mail of the rep who owns it", "ana.ruiz@example.com",
        ("Opportunity Owner Email", "Owner Email", "Opportunity Owner: Email"), ("Owner.Email",), ("Deal owner email",),
        ("Deal - Owner email",),
    ),
    _Told(
        "owner_name", "Name of that rep, where the e-mail is not told", "Ana Ruiz",
        ("Opportunity Owner", "Opportunity Owner: Full Name"), ("Owner.Name",), ("Deal owner",), ("Deal - Owner",),
    ),
    _Told(
        "lead_source", "Where the deal came from, in your own words", "Customer referral",
        ("Lead Source",), ("LeadSource",), ("Lead Source",), ("Deal - Lead source", "Deal - Source", "Lead - Source"),
    ),
    _Told(
        "contact_name", "Its primary contact", "Dana Wu",
        ("Primary Contact", "Contact Name", "Contact: Full Name"), ("Contact.Name",),
        ("Associated Contact (Primary)", "Associated Contact"), ("Deal - Contact person", "Contact person"),
    ),
    _Told(
        "contact_email", "E-mail of that contact", "dana.wu@snowpeak.example",
        ("Contact Email", "Contact: Email"), ("Contact.Email",), (), ("Person - Email - Work", "Person - Email"),
    ),
    _Told(
        "contact_crm_id", "Id of that contact in the CRM", "003Qy00000XyZabIAF",
        ("Contact ID", "Contact: Contact ID"), ("ContactId", "Contact.Id"),
        ("Associated Contact IDs (Primary)", "Associated Contact IDs"), ("Person - ID",),
    ),
)  # fmt: skip
DATED = tuple(told.name for told in _TOLD if told.name.endswith("_on"))
_NEEDED = frozenset({"opportunity_name", "created_on"})
# Objects of Salesforce share field names: only deals have this one.
_NEEDED_OF_FIELDS = _NEEDED | {"stage"}


def _shape(name: str, needed: frozenset[str]) -> Shape:
    return Shape(name, Format.CSV, tuple(_column(told, name, needed) for told in _TOLD))


def _column(told: _Told, shape: str, needed: frozenset[str]) -> Column:
    """Every shape knows our own names too, for mapped files."""
    headers = {
        SALESFORCE: told.report,
        SALESFORCE_FIELDS: told.fields,
        HUBSPOT: told.hubspot,
        PIPEDRIVE: told.pipedrive,
    }.get(shape, ())
    return Column(told.name, (*headers, told.name), told.meaning, told.example, told.name in needed)


SHAPES = tuple(
    starmap(
        _shape,
        (
            (TEMPLATE, _NEEDED),
            (SALESFORCE, _NEEDED),
            (SALESFORCE_FIELDS, _NEEDED_OF_FIELDS),
            (HUBSPOT, _NEEDED),
            (PIPEDRIVE, _NEEDED),
        ),
    )
)
