"""Every way in, and everything that can be wrong with it: who gets in, and what the others are told.

Nobody else gets in; a refusal leaves everything as it was, and tells nothing; the next right launch opens as ever.
"""

from __future__ import annotations

import html
import inspect
import json
import logging
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import pytest

from api.presenter import Presenter
from api.surfaces.launch import Refusal
from api.workspace import Workspace
from bench.web_server import running
from orbit.settings import read_settings
from tests.api.surfaces.conftest import Served, connected
from tests.api.surfaces.sending import SECRETS, Answer, Sent, Stage
from tests.api.surfaces.spoiling import Way
from tests.api.surfaces.ways import WAYS, Hubspot, Pipedrive

# One row for each case, which is a method of the ways in; one column for each way in; a point where there is no such.
# `opens` is let in. Words name the refusal that is told, numbers the status of what never comes so far; `no HTTP` is
# what the server itself hangs up on.
MATRIX = """
case                                        | pipedrive   | salesforce  | hubspot     | embed       | chrome      | chrome key | panel call  | panel form
right                                       | opens       | opens       | opens       | opens       | opens       | opens      | opens       | opens
signed with another secret                  | forged      | forged      | forged      | forged      | forged      | 401        | forged      | forged
signed with the secret of another surface   | forged      | forged      | forged      | forged      | forged      | .          | forged      | forged
signed with no secret                       | forged      | .           | .           | forged      | forged      | .          | forged      | forged
unsigned                                    | forged      | forged      | malformed   | forged      | forged      | .          | forged      | forged
unsigned but in other capitals              | forged      | .           | .           | forged      | forged      | .          | forged      | forged
signed by another algorithm                 | forged      | malformed   | .           | forged      | forged      | .          | forged      | forged
signed with a key of its own                | malformed   | .           | .           | malformed   | malformed   | .          | malformed   | malformed
right by hmac and named rs256               | forged      | .           | .           | forged      | forged      | .          | forged      | forged
without an algorithm                        | malformed   | .           | .           | malformed   | malformed   | .          | malformed   | malformed
with a demand that we do not know           | malformed   | .           | .           | malformed   | malformed   | .          | malformed   | malformed
encrypted                                   | malformed   | .           | .           | malformed   | malformed   | .          | malformed   | malformed
changed after it was signed                 | forged      | forged      | forged      | forged      | forged      | .          | forged      | forged
with a body that was not signed             | .           | .           | forged      | .           | .           | .          | .           | .
signed for another address                  | .           | .           | forged      | .           | .           | .          | .           | .
asked by another method                     | 405         | 405         | 405         | 405         | 405         | 405        | 405         | 405
looked at by head                           | 405         | 405         | 405         | 405         | 405         | 405        | 405         | 405
under another scheme                        | .           | .           | .           | .           | .           | .          | malformed   | .
expired                                     | expired     | .           | expired     | expired     | expired     | .          | expired     | expired
six minutes later                           | expired     | .           | expired     | expired     | expired     | .          | .           | .
eleven minutes later                        | .           | .           | .           | .           | .           | .          | expired     | expired
not valid yet                               | early       | .           | .           | early       | early       | .          | early       | early
dated in the future                         | early       | .           | early       | early       | early       | .          | early       | early
without an end                              | malformed   | .           | .           | malformed   | malformed   | .          | malformed   | malformed
without an end that is a number             | malformed   | .           | .           | malformed   | malformed   | .          | malformed   | malformed
good for days                               | malformed   | .           | .           | malformed   | malformed   | .          | malformed   | malformed
without a time                              | .           | .           | malformed   | .           | .           | .          | .           | .
at two times                                | .           | .           | malformed   | .           | .           | .          | .           | .
after it was used                           | used        | used        | used        | used        | used        | .          | .           | .
for another account of the crm              | elsewhere   | elsewhere   | elsewhere   | .           | .           | .          | .           | .
for two accounts of the crm                 | .           | .           | elsewhere   | .           | .           | .          | .           | .
of another workspace                        | .           | .           | .           | elsewhere   | elsewhere   | .          | elsewhere   | elsewhere
made for something else                     | .           | .           | .           | malformed   | malformed   | .          | malformed   | malformed
without a mark of its own                   | .           | .           | .           | malformed   | malformed   | .          | .           | .
for no record                               | malformed   | .           | malformed   | .           | .           | .          | .           | .
for two records                             | malformed   | .           | malformed   | .           | .           | .          | .           | .
by two users                                | .           | .           | malformed   | .           | .           | .          | .           | .
by a user that is none                      | malformed   | malformed   | .           | .           | .           | .          | .           | .
by a user with a nul                        | malformed   | malformed   | .           | .           | .           | .          | .           | .
by a user with a name of a thousand letters | .           | malformed   | malformed   | .           | .           | .          | .           | .
missing                                     | malformed   | malformed   | forged      | malformed   | malformed   | 401        | malformed   | malformed
empty                                       | malformed   | malformed   | forged      | malformed   | malformed   | 401        | malformed   | malformed
given twice                                 | malformed   | malformed   | forged      | malformed   | malformed   | .          | malformed   | malformed
a forged one before the right one           | malformed   | malformed   | forged      | malformed   | malformed   | 401        | malformed   | malformed
cut short                                   | forged      | forged      | forged      | forged      | forged      | 401        | forged      | forged
not base64                                  | malformed   | malformed   | forged      | malformed   | malformed   | 401        | malformed   | malformed
with a nul                                  | 400         | forged      | no HTTP     | 400         | forged      | no HTTP    | no HTTP     | forged
not utf8                                    | malformed   | malformed   | forged      | malformed   | malformed   | 401        | malformed   | malformed
not a form                                  | .           | malformed   | .           | .           | malformed   | .          | .           | .
no json though signed                       | malformed   | malformed   | .           | malformed   | malformed   | .          | malformed   | malformed
a list though signed                        | malformed   | malformed   | .           | malformed   | malformed   | .          | malformed   | malformed
nested deeply though signed                 | malformed   | malformed   | .           | malformed   | malformed   | .          | malformed   | malformed
five thousand letters long                  | malformed   | malformed   | forged      | malformed   | malformed   | 401        | malformed   | malformed
a megabyte long                             | no HTTP     | malformed   | no HTTP     | no HTTP     | malformed   | no HTTP    | no HTTP     | malformed
after its connection was removed            | unconnected | unconnected | unconnected | unconnected | unconnected | .          | unconnected | unconnected
after its secret was changed                | forged      | forged      | forged      | .           | .           | .          | .           | .
after its user was disabled                 | .           | switched_off| switched_off| switched_off| switched_off| .          | switched_off| switched_off
after its user signed out                   | .           | .           | .           | signed_out  | signed_out  | .          | signed_out  | signed_out
after its key was withdrawn                 | .           | .           | .           | withdrawn   | withdrawn   | 401        | withdrawn   | withdrawn
after its key has ended                     | .           | .           | .           | withdrawn   | withdrawn   | 401        | withdrawn   | withdrawn
with a key that may not read                | .           | .           | .           | not_allowed | not_allowed | 403        | not_allowed | not_allowed
with a key that may only read               | .           | .           | .           | opens       | opens       | .          | 403         | opens
"""  # noqa: E501  a table is read by its lines

HEAD, *ROWS = ([cell.strip() for cell in line.split("|")] for line in MATRIX.strip().splitlines())
CELLS = {(way, row[0]): told for row in ROWS for way, told in zip(HEAD[1:], row[1:], strict=True)}
CASES = [(way, case, told) for way in WAYS for case in (row[0] for row in ROWS) if (told := CELLS[way, case]) != "."]
DOOR = {"400", "405", "no HTTP"}
FORBIDDEN = {Refusal.UNCONNECTED, Refusal.ELSEWHERE, Refusal.SWITCHED_OFF, Refusal.NOT_ALLOWED}
_MAKES_ONE = inspect.signature(Way.right)
# What a refusal never tells: whom or what the launch was about, who sent it, with which secret.
CANARIES = ("Dana", "Wu", "Krantz", "Snowpeak", "snowpeak", "ana.ruiz", "Ruiz", "tidewell", *SECRETS.values())


@pytest.fixture(scope="module")
def stage(story_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Serve the story over HTTP: all cases follow each other on one server, so that one may not harm the next."""
    home = shutil.copytree(story_home, tmp_path_factory.mktemp("matrix") / "story")
    with Workspace.open(read_settings(home, {})) as workspace:
        served = connected(Served(home, workspace, Presenter(workspace)))
        for surface, connection in served.connections.all().items():
            served.connections.put(replace(connection, secret=SECRETS[surface]))
        # From now on nobody is let in for being on this machine.
        served.key()
        with running(served.app) as port:
            yield Stage(served, port)


@pytest.mark.parametrize(("way", "case", "told"), CASES)
def test_who_gets_in_and_what_the_others_are_told(
    stage: Stage, way: str, case: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with ExitStack() as undo:
        way_in = WAYS[way](stage, undo)
        sent: Sent = getattr(way_in, case.replace(" ", "_"))()
        before, frames = stage.kept(), way_in.frames()

        answer = stage.send(sent)

        after = stage.kept()
    if told == "opens":
        assert way_in.is_open(answer)
    else:
        assert outcome(answer, way_in) == told
        assert after == before
        assert_nothing_of_it_is_in(f"{answer.headers} {answer.text}", sent)
        assert not answer.header("Set-Cookie")
        if told != "no HTTP":
            assert_is_sealed(answer, "'none'" if told in DOOR else frames, way_in.kind)
    assert way_in.is_open(stage.send(WAYS[way](stage, undo).right()))
    assert_nothing_of_it_is_in(logged(caplog), sent)


def test_every_case_stands_in_the_matrix() -> None:
    known = {(name, case) for name, way in WAYS.items() for case in cases_of(way)}

    assert {cell for cell, told in CELLS.items() if told != "."} <= known
    assert {case for _, case in known} == {case for _, case in CELLS}


@pytest.mark.parametrize("way", [Pipedrive, Hubspot])
def test_a_refusal_does_not_tell_whether_a_record_is_known(stage: Stage, way: type[Pipedrive | Hubspot]) -> None:
    with ExitStack() as undo:
        sent = way(stage, undo).changed_after_it_was_signed()
    other = replace(sent, path=sent.path.replace("=42", "=999").replace("=78", "=999"))

    answers = [stage.send(one) for one in (sent, other)]

    bodies = [re.sub(r'"request_id": *"[^"]+"', "", answer.text) for answer in answers]
    assert sent.path != other.path
    assert bodies[0] == bodies[1]


def cases_of(way: type[Way]) -> set[str]:
    """Return the cases that a way in knows: its methods that make a request of nothing."""
    made = {name: member for name in dir(way) if callable(member := getattr(way, name)) and not name.startswith("_")}
    return {name.replace("_", " ") for name, member in made.items() if inspect.signature(member) == _MAKES_ONE}


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """Return what was logged; the server's own log of addresses is one that nobody keeps, only pytest hears it."""
    kept = [record.getMessage() for record in caplog.records if record.name != "uvicorn.access"]
    assert kept
    return " ".join(kept)


def outcome(answer: Answer, way: Way) -> str:
    """Return how the matrix calls an answer, once its status is found right."""
    if not answer.header("X-Request-ID"):
        return "no HTTP"
    told = refusal_of(answer)
    if told is None:
        return str(answer.status)
    assert answer.status == (403 if told in FORBIDDEN and way.tells_forbidden else 401)
    return told.name.lower()


def refusal_of(answer: Answer) -> Refusal | None:
    """Return which of our refusals an answer tells."""
    shown = re.search(r"<p data-problem>(.*?)</p>", answer.text)
    if shown:
        words = html.unescape(re.sub("<[^>]*>", "", shown[1]))
    else:
        is_problem = answer.header("Content-Type") == "application/problem+json" and answer.text
        words = json.loads(answer.text)["detail"] if is_problem else ""
    return next((refusal for refusal in Refusal if refusal == words), None)


def assert_is_sealed(answer: Answer, frames: str, kind: str) -> None:
    """Check that no cookie is set, nothing is kept, and nobody else may hold it or run anything in it."""
    policy = answer.header("Content-Security-Policy")
    assert f"; frame-ancestors {frames}; " in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert answer.header("X-Frame-Options") == ("DENY" if frames == "'none'" else "")
    assert answer.header("Cache-Control") == "no-store"
    assert answer.header("Content-Type").startswith(kind)


def assert_nothing_of_it_is_in(text: str, sent: Sent) -> None:
    """Check that neither what was sent nor what it is about is told."""
    values = (sent.path.partition("?")[2], sent.body.decode(), *(value.decode("latin-1") for _, value in sent.headers))
    words = {word for value in values for word in re.split(r"[&=. \x00]", unquote(value)) if len(word) >= 20}
    assert [word for word in (*CANARIES, *words) if word in text] == []
