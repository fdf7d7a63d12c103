"""Names and identifiers made comparable; what a source wrote is never changed by it."""

from orbit.names.companies import company_core, compatible_cores, is_no_company
from orbit.names.identifiers import (
    email_address,
    is_bare_id,
    is_role_mailbox,
    is_shared_domain,
    linkedin_company_slug,
    linkedin_slug,
    system_id,
    web_domain,
)
from orbit.names.people import PersonName, is_plain, person_name, same_first_name, same_last_name, spelt_by_slug
from orbit.names.text import folded, unaccented, words

__all__ = [
    "PersonName",
    "company_core",
    "compatible_cores",
    "email_address",
    "folded",
    "is_bare_id",
    "is_no_company",
    "is_plain",
    "is_role_mailbox",
    "is_shared_domain",
    "linkedin_company_slug",
    "linkedin_slug",
    "person_name",
    "same_first_name",
    "same_last_name",
    "spelt_by_slug",
    "system_id",
    "unaccented",
    "web_domain",
    "words",
]
