"""How sources number people, companies and schools: by their own id, else by the best identifier they tell."""

from __future__ import annotations

from ingest.intake import values
from ingest.intake.contract import Row
from orbit import names
from orbit.errors import BadRow


def person_id(
    name: str,
    *,
    own: str | None = None,
    linkedin: str | None = None,
    email: str | None = None,
    company: str | None = None,
) -> str:
    """Return the source's own id, else the LinkedIn profile, the e-mail, or the name at a company."""
    slug = names.linkedin_slug(linkedin) if linkedin else None
    if own:
        return own
    if slug:
        return f"in/{slug}"
    return f"email/{email}" if email else f"name/{plain(name)}@{plain(company or '')}"


def company_id(name: str, *, own: str | None = None, domain: str | None = None) -> str:
    """Return the source's own id, else the domain or the name."""
    if own:
        return own
    return f"domain/{domain}" if domain else f"name/{plain(name)}"


def school_id(name: str, *, domain: str | None = None) -> str:
    """Return the domain of a school or its name, kept apart from companies of that name."""
    return f"domain/{domain}" if domain else f"school/{plain(name)}"


def own_domain(address: str | None) -> str | None:
    """Return the domain of a web address; None where it is a host that unrelated companies share."""
    domain = names.web_domain(address) if address else None
    return None if domain is None or names.is_shared_domain(domain) else domain


def told_domain(row: Row, column: str) -> str | None:
    """Return the domain that a column of our templates tells; raise BadRow where it is none."""
    told = values.text(row, column)
    if told and names.web_domain(told) is None:
        fix = "write it like snowpeak.example"
        raise BadRow(column, "this is not a web domain", fix, otherwise=values.LEFT_EMPTY)
    return own_domain(told)


def plain(name: str) -> str:
    """Fold the case and collapse the blanks of a name; nothing else, so that a key never joins two names."""
    return " ".join(name.casefold().split())
