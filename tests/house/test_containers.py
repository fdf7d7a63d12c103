"""The container files, as far as they can be checked without a container engine."""

from __future__ import annotations

import json
import re
import shutil
import stat
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bench.jars import VERSION
from bench.servers import free_port
from bench.web_server import running
from orbit.store.neo4j.address import read_address
from tests.api.http.conftest import Workspace
from tests.house.tree import PACKAGES, ROOT

COMPOSE: dict[str, Any] = YAML(typ="safe").load(ROOT / "docker-compose.yml")
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
each_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)


def instructions(name: str) -> list[str]:
    """Return what follows an instruction of the Dockerfile, continued lines joined."""
    joined = re.sub(r"\s*\\\n\s*", " ", DOCKERFILE)
    return re.findall(rf"^{name} +(.+)$", joined, re.MULTILINE)


def linted(program: str, *words: str) -> tuple[int, str]:
    """Run a linter of this environment in the project; return its exit code and what it found."""
    done = subprocess.run([Path(sys.executable).parent / program, *words], cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout


# What asks Orbit how it is: the image's own command, and the one of the compose file.
CHECKS: dict[str, list[str]] = {
    "image": json.loads(instructions("HEALTHCHECK")[0].partition("CMD ")[2]),
    "compose": SERVICES["orbit"]["healthcheck"]["test"][1:],
}


def test_the_dockerfile_passes_the_linter() -> None:
    assert linted("hadolint", "--no-color", "Dockerfile") == (0, "")


def test_the_compose_file_follows_its_schema() -> None:
    code, found = linted("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml")

    assert code == 0, found


def test_the_image_stands_on_one_pinned_base() -> None:
    bases = [base.partition(" ")[0] for base in instructions("FROM")]

    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:\d+\.\d+-slim-[a-z]+", bases[0])


def test_the_image_installs_nothing_without_its_hash() -> None:
    installs = [step for run in instructions("RUN") for step in run.split("&&") if "install --" in step]

    assert len([step for step in installs if "--require-hashes" in step]) == 1
    assert [step for step in installs if "--require-hashes" not in step and "--no-deps /dist/" not in step] == []
    assert instructions("ADD") == []


def test_the_image_runs_as_nobody_in_particular() -> None:
    assert instructions("USER") == ["10001:10001"]
    assert DOCKERFILE.rindex("\nUSER ") > DOCKERFILE.rindex("\nCOPY ")
    assert SERVICES["orbit"]["user"] == "10001:10001"


def test_the_image_is_built_from_what_the_wheel_is_built_from() -> None:
    copied = {word for step in instructions("COPY") if "--from" not in step for word in step.split()[:-1]}

    assert copied == {*PACKAGES, "pyproject.toml", "requirements-fast.lock", "README.md", "LICENSE"}
    assert all((ROOT / name).exists() for name in copied)


def test_the_engine_gets_exactly_what_the_image_copies() -> None:
    rules = [line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] != "#"]

    sent = {name.name for name in ROOT.iterdir() if passes(name.name, rules)}

    copied = {word for step in instructions("COPY") if "--from" not in step for word in step.split()[:-1]}
    assert sent == copied


def passes(name: str, rules: list[str]) -> bool:
    """Say whether a name at the top gets past an ignore file: the last rule that fits decides."""
    fitting = [rule for rule in rules if fnmatch(name, rule.removeprefix("!"))]
    return not fitting or fitting[-1].startswith("!")


@pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)
def test_a_health_check_tells_a_server_that_answers_from_none(check: list[str]) -> None:
    with running(Workspace().client().app) as port:
        well = subprocess.run(asked_at(check, port))
    gone = subprocess.run(asked_at(check, free_port()), capture_output=True)

    assert well.returncode == 0
    assert gone.returncode != 0


def asked_at(check: list[str], port: int) -> list[str]:
    """Return a health check for another port, run by this interpreter."""
    assert check[0] == "python"
    return [sys.executable, *(word.replace("8000", str(port)) for word in check[1:])]


@each_service
def test_each_service_is_open_to_its_own_machine_alone(service: dict[str, Any]) -> None:
    assert service["ports"]
    assert all(port.startswith("127.0.0.1:${") for port in service["ports"])
    assert "network_mode" not in service


@each_service
def test_each_service_has_no_more_rights_than_it_needs(service: dict[str, Any]) -> None:
    assert int(service["user"].partition(":")[0]) > 0
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service


@each_service
def test_each_service_tells_how_it_is(service: dict[str, Any]) -> None:
    assert service["healthcheck"]["test"][0] == "CMD"
    assert service["healthcheck"]["start_period"]


@each_service
def test_what_a_service_keeps_is_in_a_named_volume(service: dict[str, Any]) -> None:
    kept = [volume.partition(":")[0] for volume in service["volumes"]]

    assert kept
    assert set(kept) <= set(COMPOSE["volumes"])


def test_orbit_waits_for_a_healthy_store_and_writes_to_its_volume_alone() -> None:
    orbit = SERVICES["orbit"]

    assert orbit["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert orbit["read_only"] is True
    assert [volume.partition(":")[2] for volume in orbit["volumes"]] == instructions("VOLUME")


def test_no_password_stands_in_the_compose_file() -> None:
    made = "${ORBIT_NEO4J_PASSWORD:?Run make compose-env first}"

    neo4j, orbit = (SERVICES[name]["environment"] for name in ("neo4j", "orbit"))

    assert neo4j["NEO4J_AUTH"] == f"neo4j/{made}"
    assert orbit["ORBIT_NEO4J_PASSWORD"] == made
    assert read_address(orbit["ORBIT_STORE"]).password is None


def test_neo4j_is_of_the_line_that_the_tests_run_against() -> None:
    assert SERVICES["neo4j"]["image"] == f"neo4j:{VERSION.rpartition('.')[0]}-community"


def test_a_password_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)

    first, again = (compose_env(tmp_path) for _ in range(2))

    assert re.fullmatch(r"ORBIT_NEO4J_PASSWORD=[0-9a-f]{48}\n", first)
    assert again == first
    assert stat.S_IMODE((tmp_path / ".env").stat().st_mode) == 0o600
    assert "/.env" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def compose_env(folder: Path) -> str:
    """Run `make compose-env` in a folder and return what it left."""
    subprocess.run(["make", "compose-env", f"PYTHON={sys.executable}"], cwd=folder, check=True, capture_output=True)
    return (folder / ".env").read_text(encoding="ascii")
