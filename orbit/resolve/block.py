"""Candidate pairs without comparing everybody with everybody: only what shares a key is looked at."""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from orbit.names import is_role_mailbox
from orbit.resolve.profile import CompanyProfile, PersonProfile

# Beyond this a key says nothing of who is who (a switchboard address, "Smith" at a giant); measured in research
# on matching: caps of 60 to 400 cost no recall.
LARGEST_BLOCK = 50


@dataclass(frozen=True, slots=True)
class Blocks:
    """Positions that share a key, ascending and at least two each; `dropped` blocks were too large."""

    blocks: tuple[tuple[int, ...], ...]
    dropped: int


def blocks(
    keys: Iterable[Iterable[Hashable]], shut: Container[Hashable] = (), *, largest: int = LARGEST_BLOCK
) -> Blocks:
    """Gather the positions whose keys meet; the n-th item of `keys` holds the keys of position n.

    Where only some of all are given, `shut` are the keys under which there are too many in all.
    """
    found: dict[Hashable, list[int]] = {}
    for place, shared in enumerate(keys):
        for key in shared:
            if key not in shut:
                found.setdefault(key, []).append(place)
    several = [tuple(places) for places in found.values() if len(places) > 1]
    kept = tuple(dict.fromkeys(places for places in several if len(places) <= largest))
    return Blocks(kept, sum(len(places) > largest for places in several))


def by_slug(profiles: Sequence[PersonProfile] | Sequence[CompanyProfile], shut: Container[Hashable] = ()) -> Blocks:
    """Meet by LinkedIn address."""
    return blocks((profile.slugs for profile in profiles), shut)


def by_id(profiles: Sequence[PersonProfile] | Sequence[CompanyProfile], shut: Container[Hashable] = ()) -> Blocks:
    """Meet by the id that some system gave."""
    return blocks((profile.ids for profile in profiles), shut)


def by_email(profiles: Sequence[PersonProfile], shut: Container[Hashable] = ()) -> Blocks:
    """Meet by e-mail address of a person."""
    return blocks((personal_emails(profile) for profile in profiles), shut)


def personal_emails(profile: PersonProfile) -> list[str]:
    """Return the addresses of a person; a desk's address says nothing of who sits there."""
    return [email for email in profile.emails if not is_role_mailbox(email)]


def by_domain(profiles: Sequence[CompanyProfile], shut: Container[Hashable] = ()) -> Blocks:
    """Meet by web domain."""
    return blocks((profile.domains for profile in profiles), shut)


def by_core(profiles: Sequence[CompanyProfile], shut: Container[Hashable] = ()) -> Blocks:
    """Meet by core of the name; what only looks like a company meets nobody."""
    return blocks((profile.cores if profile.is_real else () for profile in profiles), shut)


def by_name_and_company(profiles: Sequence[PersonProfile], shut: Container[Hashable] = ()) -> Blocks:
    """Meet by last name and company."""
    return blocks((name_keys(profile) for profile in profiles), shut)


def name_keys(profile: PersonProfile) -> Iterator[tuple[str, int]]:
    """Yield the last names of somebody with each of the companies where they work or worked."""
    lasts = {last for name in profile.names for last in name.lasts}
    return ((last, company) for last in sorted(lasts) for company in profile.companies)
