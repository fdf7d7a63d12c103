"""Identifiers in their one true spelling: profile addresses, e-mail addresses, web domains."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from orbit.names.mailboxes import FREEMAIL, FREEMAIL_FAMILIES, ROLE_MAILBOXES, SHARED_HOSTS
from orbit.names.text import word_set

if TYPE_CHECKING:
    from tldextract import TLDExtract

_LINKEDIN = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)*linkedin\.com/([a-z]+)/([^/?#\s]+)(?:[/?#]\S*)?", re.IGNORECASE)
_PLAIN_SLUG = re.compile(r"[A-Za-z0-9_.-]+")
_MEMBER_CODE = re.compile(r"AC[ow]AA[A-Za-z0-9_-]{20,}")
_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"({_LOCAL})@((?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}}))")
_HOST = re.compile(rf"(?:{_LABEL}\.)+(?:[a-z]{{2,63}}|xn--[a-z0-9-]{{1,59}})")
_SALESFORCE_18 = re.compile(r"[A-Za-z0-9]{15}[A-Z0-5]{3}")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://|mailto:|//", re.IGNORECASE)

_RESERVED_ENDINGS = frozenset({"example", "test", "invalid"})
# The public suffix list has no rule below these endings but the few second labels named next, so a host of
# two labels needs no look into it (loading it costs about 0.4 s).
_PLAIN_ENDINGS = word_set(
    "com net org de nl ch dk eu dev app tech biz info cloud software io ai co ie be agency consulting group health "
    "solutions systems energy finance capital ventures digital media studio design world team works care law"
)
_SECOND_LABELS = word_set("ac co com edu gov mil net nom off org")


def linkedin_slug(url: str) -> str | None:
    """Return the lower-case slug of a personal LinkedIn address; None for any other kind of address."""
    return _slug(url, frozenset({"in"}))


def linkedin_company_slug(url: str) -> str | None:
    """Return the lower-case slug of a LinkedIn company, school or showcase page; None for anything else."""
    return _slug(url, frozenset({"company", "school", "showcase"}))


def email_address(text: str) -> str | None:
    """Return the lower-case address, or None when the text is not exactly one plain ASCII e-mail address."""
    bare = text.strip().removeprefix("mailto:")
    if not bare.isascii() or len(bare) > 254:
        return None
    match = _EMAIL.fullmatch(bare.lower())
    return match[0] if match and len(match[1]) <= 64 else None


def is_role_mailbox(email: str) -> bool:
    """Say whether an address belongs to a desk (info@, sales@, no-reply@) and not to a person."""
    local = email.partition("@")[0].partition("+")[0].lower()
    return re.sub(r"[-_.\d]", "", local) in ROLE_MAILBOXES


@lru_cache(maxsize=1 << 16)
def web_domain(text: str) -> str | None:
    """Return the registrable domain of an address, host or e-mail; None where there is none.

    Ends of shared hosting count as public suffixes: `acme.myshopify.com` is a domain of its own.
    """
    host = _host(text)
    if host is None:
        return None
    labels = host.split(".")
    if labels[-1] in _RESERVED_ENDINGS:
        return ".".join(labels[-2:])
    if len(labels) == 2 and labels[1] in _PLAIN_ENDINGS and labels[0] not in _SECOND_LABELS:
        return host
    return _registrable(host)


def system_id(text: str) -> str:
    """Return a `system:instance:object:id` in its one spelling: Salesforce's 18-character ids in 15."""
    system, instance, kind, number = [*text.strip().split(":", 3), "", "", ""][:4]
    if system.lower() == "salesforce" and _SALESFORCE_18.fullmatch(number):
        number = number[:15]
    return ":".join((system.lower(), instance, kind.lower(), number)) if number else text.strip()


def is_shared_domain(domain: str) -> bool:
    """Say whether unrelated people or companies use this domain: freemail, site builders, link shorteners."""
    return domain in FREEMAIL or domain in SHARED_HOSTS or domain.partition(".")[0] in FREEMAIL_FAMILIES


def _slug(url: str, kinds: frozenset[str]) -> str | None:
    match = _LINKEDIN.fullmatch(url.strip())
    if match is None or match[1].lower() not in kinds:
        return None
    raw = match[2]
    if _PLAIN_SLUG.fullmatch(raw):
        return None if _MEMBER_CODE.fullmatch(raw) else raw.lower()
    try:
        raw = unquote_to_bytes(raw).decode()
    except UnicodeDecodeError:
        return None
    if _MEMBER_CODE.fullmatch(raw):
        return None
    slug = unicodedata.normalize("NFC", unicodedata.normalize("NFC", raw).lower())
    return slug if all(char.isprintable() and char not in " /?#%@:" for char in slug) else None


def _host(text: str) -> str | None:
    bare = _SCHEME.sub("", text.strip().lower(), count=1)
    authority = re.split(r"[/?#\\]", bare, maxsplit=1)[0].rpartition("@")[2]
    host = re.sub(r":\d+$", "", authority).rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    if len(host) > 253 or not _HOST.fullmatch(host):
        return None
    rest = host.removeprefix("www.")
    return rest if "." in rest else host


def _registrable(host: str) -> str | None:
    found = _suffix_list()(host)
    if not found.suffix:
        return None
    if found.domain:
        return f"{found.domain}.{found.suffix}"
    return host if found.is_private else None


@lru_cache(maxsize=1)
def _suffix_list() -> TLDExtract:
    from tldextract import TLDExtract

    # Only the list inside the package: no request, no file of its own.
    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def is_bare_id(name: str, ids: Iterable[str]) -> bool:
    """Say whether a name is but the number of one of these ids: what lists write that know a thing by its id alone."""
    return name.casefold() in {id_.rpartition(":")[2].casefold() for id_ in ids}
