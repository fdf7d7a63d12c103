"""The workspace's folder of templates: read when it is opened, and told by file and line where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.own_templates import digest_of, read_own_templates
from api.presenter import PathsRequest, Presenter
from api.workspace import Workspace
from orbit.errors import UsageError
from orbit.settings import read_settings
from tests.api.presenter.story import STORY, tell
from tests.factories import DAY


def write(home: Path, name: str, text: str | bytes) -> None:
    (home / "templates").mkdir(parents=True, exist_ok=True)
    (home / "templates" / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def test_without_a_folder_there_are_none(tmp_path: Path) -> None:
    assert read_own_templates(tmp_path) == ()


def test_a_workspace_says_it_in_its_own_words(tmp_path: Path) -> None:
    write(tmp_path, "disqualifier.j2", "If {{ target.first }} has what they need, please disregard.")

    with Workspace.open(read_settings(tmp_path, {}), create=True) as workspace:
        tell(workspace, *STORY)
        [path] = Presenter(workspace).paths("snowpeak.example", PathsRequest(None, None, 1, DAY))["paths"]

    assert path["packet"]["disqualifier"] == "If Dana has what they need, please disregard."


def test_other_words_are_another_edition_of_the_answers(tmp_path: Path) -> None:
    write(tmp_path, "blurb.j2", "{{ pitch }}")
    one = read_own_templates(tmp_path)
    write(tmp_path, "blurb.j2", "{{ pitch }} ")

    assert digest_of(one) != digest_of(read_own_templates(tmp_path)) != digest_of(())


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("blurbs.j2", "x", "there is no template 'blurbs'"),
        ("blurb.j2", "a\n{{ x", r"templates/blurb\.j2:2: unexpected end of template"),
        ("blurb.j2", "a\n{{ secret }}", r"templates/blurb\.j2:2: 'secret' is not known"),
        ("blurb.j2", b"a\n\xff", r"templates/blurb\.j2:2: this is no UTF-8 text"),
    ],
)
def test_a_wrong_file_is_told_when_the_workspace_is_opened(
    tmp_path: Path, name: str, text: str | bytes, told: str
) -> None:
    write(tmp_path, name, text)

    with pytest.raises(UsageError, match=told):
        Workspace.open(read_settings(tmp_path, {}), create=True)
