from __future__ import annotations

import pytest

from tests.docs import pages

LINKS = [
    pytest.param(page, link, id=f"{page} {link}")
    for page in pages.NAMES
    for link in pages.links(page)
    if "://" not in link
]


@pytest.mark.parametrize(("page", "link"), LINKS)
def test_each_link_within_the_project_leads_somewhere(page: str, link: str) -> None:
    path, _, anchor = link.partition("#")

    target = ((pages.ROOT / page).parent / path).resolve() if path else pages.ROOT / page

    assert target.exists()
    assert not anchor or anchor in pages.anchors(target.relative_to(pages.ROOT).as_posix())


def test_every_document_can_be_reached_from_the_readme() -> None:
    linked = {link.partition("#")[0] for link in pages.links("README.md")}

    assert linked >= {f"docs/{page.name}" for page in pages.DOCS.glob("*.md")}
