"""Candidate pairs without comparing everybody with everybody: only what shares a key is looked at."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
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


def blocks(keys: Iterable[Iterable[Hashable]], *, largest: int = LARGEST_BLOCK) -> Blocks:
    """Gather the positions whose keys meet; the n-th item of `keys` holds the keys of position n."""
    found: dict[Hashable, list[int]] = {}
    for place, shared in enumerate(keys):
        for key in shared:
            found.setdefault(key, []).append(place)
    several = [tuple(places) for places in found.values() if len(places) > 1]
    kept = tuple(dict.fromkeys(places for places in several if len(places) <= largest))
    return Blocks(kept, sum(len(places) > largest for places in several))


def by_slug(profiles: Sequence[PersonProfile] | Sequence[CompanyProfile]) -> Blocks:
    """Meet by LinkedIn address."""
    return blocks(profile.slugs for profile in profiles)


def by_id(profiles: Sequence[PersonProfile] | Sequence[CompanyProfile]) -> Blocks:
    """Meet by the id that some system gave."""
    return blocks(profile.ids for profile in profiles)


def by_email(profiles: Sequence[PersonProfile]) -> Blocks:
    """Meet by e-mail address of a person; a desk's address says nothing of who sits there."""
    return blocks([email for email in profile.emails if not is_role_mailbox(email)] for profile in profiles)


def by_domain(profiles: Sequence[CompanyProfile]) -> Blocks:
    """Meet by web domain."""
    return blocks(profile.domains for profile in profiles)


def by_core(profiles: Sequence[CompanyProfile]) -> Blocks:
    """Meet by core of the name; what only looks like a company meets nobody."""
    return blocks(profile.cores if profile.is_real else () for profile in profiles)


def by_name_and_company(profiles: Sequence[PersonProfile]) -> Blocks:
    """Meet by last name and company."""
    return blocks(_name_keys(profile) for profile in profiles)


def _name_keys(profile: PersonProfile) -> Iterator[tuple[str, int]]:
    lasts = {last for name in profile.names for last in name.lasts}
    return ((last, company) for last in sorted(lasts) for company in profile.companies)
