"""What is made ready before anybody asks."""

from __future__ import annotations

from pathlib import Path

from api.presenter import Presenter
from api.web.showing import environment
from api.web.warming import ready_pages, ready_panels
from api.workspace import Workspace
from orbit.settings import read_settings
from tests.api.web.served import Site
from tests.factories import DAY


def test_every_page_of_the_app_can_be_made_ready(site: Site) -> None:
    assert site.here().get("/").status_code == 200

    ready_pages()

    assert len(environment().cache or ()) > 50


def test_panels_are_made_ready_and_leave_no_trace(site: Site) -> None:
    store, presenter = site.workspace.store, Presenter(site.workspace)
    before = store.moment()

    ready_panels(presenter, store, DAY)

    assert store.moment() == before
    assert not [file for file in site.workspace.settings.home.iterdir() if file.name in {"launches", "surfaces.key"}]


def test_a_workspace_without_accounts_has_nothing_to_make_ready(tmp_path: Path) -> None:
    with Workspace.open(read_settings(tmp_path / "new", {}), create=True) as workspace:
        ready_panels(Presenter(workspace), workspace.store, DAY)

        assert Presenter(workspace).accounts(as_of=DAY, limit=1, cursor=None)["items"] == []


def test_a_store_that_does_not_answer_hinders_nobody_from_serving(tmp_path: Path) -> None:
    with Workspace.open(read_settings(tmp_path / "shut", {}), create=True) as workspace:
        presenter, store = Presenter(workspace), workspace.store

    ready_panels(presenter, store, DAY)
