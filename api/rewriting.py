"""The workspace's own program that may reword a packet: off unless the policy names one, and never trusted."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import Any

from orbit.asks.lint.refuse import lint
from orbit.asks.packet.grounding import packet_fields, packet_with, ungrounded
from orbit.asks.packet.write import Packet, PacketNames
from orbit.policy import PacketPolicy

_MOST_BYTES = 64_000


@dataclass(frozen=True, slots=True)
class Reworded:
    """The packet to use, and why the program's words were not taken; no reason where they were."""

    packet: Packet
    refused: str | None = None


def reworded(packet: Packet, names: PacketNames, policy: PacketPolicy) -> Reworded:
    """Let the policy's program reword a packet; what fails lint or says anything new leaves it as it was."""
    if not policy.rewrite_command:
        return Reworded(packet, "no program is named in packet.rewrite_command")
    answer = _run(packet, policy)
    if isinstance(answer, _Failed):
        return Reworded(packet, answer.reason)
    changed = packet_with(packet, answer)
    if isinstance(changed, str):
        return Reworded(packet, f"the program's answer cannot be used: {changed}")
    new = ungrounded(packet, changed)
    if new is not None:
        return Reworded(packet, f"the program wrote “{new}”, which no fact supports")
    found = lint(changed, names, policy)
    if found:
        return Reworded(packet, f"the program's words break a rule: {found[0].text}")
    return Reworded(changed)


@dataclass(frozen=True, slots=True)
class _Failed:
    reason: str


def _run(packet: Packet, policy: PacketPolicy) -> Any:
    """Return what the program answered, or why there is no answer."""
    try:
        # The command is the workspace owner's, from their policy file; no shell reads it.
        ran = subprocess.run(  # noqa: S603
            list(policy.rewrite_command),
            input=json.dumps(packet_fields(packet)).encode(),
            capture_output=True,
            timeout=policy.rewrite_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _Failed(f"the program took longer than {policy.rewrite_seconds:g} seconds")
    except OSError as error:
        return _Failed(f"the program cannot be run: {error.strerror}")
    if ran.returncode != 0:
        return _Failed(f"the program ended with exit code {ran.returncode}")
    if len(ran.stdout) > _MOST_BYTES:
        return _Failed("the program's answer is too long")
    try:
        return json.loads(ran.stdout)
    except ValueError:
        return _Failed("the program's answer is no JSON")
