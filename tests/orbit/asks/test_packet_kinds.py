"""Four kinds of introduction: chosen by the path, each with its own words, none with anything confidential."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from orbit.asks.lint.refuse import lint
from orbit.asks.packet.why_now import why_now
from orbit.asks.packet.write import Packet, PacketKind, Someone, make_packet, names_of
from orbit.errors import UsageError
from orbit.model import Circle, SignalKind
from orbit.policy import load_policy
from tests.factories import DAY
from tests.orbit.asks.packets import POLICY, facts, packet, signal

BO = Someone("Bo Lind", "COO", "Harbour Lights")
CHANGED = {"circle": Circle.EX_CUSTOMER, "is_at_account": True, "former": "Fjordline"}
PATHS: dict[PacketKind, dict[str, Any]] = {
    PacketKind.DIRECT: {},
    PacketKind.NAME_DROP: {"tie": 0.1},
    PacketKind.ROUTED: {"bridge": BO},
    PacketKind.JOB_CHANGER: CHANGED,
}


def every_word(made: Packet) -> str:
    """All that a packet says, to whomever."""
    script = " ".join(step.text for step in made.script)
    mails = (made.opening, made.email)
    return " ".join(
        [made.blurb, made.voice, made.disqualifier, script, *(f"{one.subject} {one.body}" for one in mails)]
    )


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        *((told, kind) for kind, told in PATHS.items()),
        ({"circle": Circle.TEAM}, PacketKind.ROUTED),
        ({"circle": Circle.TEAM, "bridge": BO, "tie": 0.1}, PacketKind.ROUTED),
        ({"circle": Circle.EX_CUSTOMER}, PacketKind.DIRECT),
        ({"circle": Circle.ADVISOR, "is_at_account": True}, PacketKind.DIRECT),
    ],
)
def test_the_path_chooses_the_kind(told: dict[str, Any], kind: PacketKind) -> None:
    assert packet(**told).kind is kind


@pytest.mark.parametrize("kind", list(PacketKind))
def test_each_kind_passes_lint(kind: PacketKind) -> None:
    of_kind = facts(**PATHS[kind])

    made = make_packet(of_kind, POLICY)

    assert lint(made, names_of(of_kind), POLICY.packet) == []


@pytest.mark.parametrize(
    ("kind", "opening", "mail"),
    [
        (PacketKind.DIRECT, "Would you introduce me to", "Would you introduce me to"),
        (PacketKind.NAME_DROP, "May I mention your name when I write to", "You need not write to anybody"),
        (PacketKind.ROUTED, "Would you ask Bo Lind to introduce me to", "please send Bo the lines below"),
        (PacketKind.JOB_CHANGER, "now that you work there?", "You know Northwind from Fjordline."),
    ],
)
def test_each_kind_asks_for_something_else(kind: PacketKind, opening: str, mail: str) -> None:
    made = packet(**PATHS[kind])

    assert opening in made.opening.body
    assert mail in made.email.body


def test_somebody_may_choose_another_kind() -> None:
    assert make_packet(facts(), POLICY, kind=PacketKind.NAME_DROP).kind is PacketKind.NAME_DROP


@pytest.mark.parametrize(
    ("kind", "told"), [(PacketKind.JOB_CHANGER, "no former customer"), (PacketKind.ROUTED, "no colleague")]
)
def test_a_kind_that_the_path_does_not_allow_is_refused(kind: PacketKind, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        make_packet(facts(), POLICY, kind=kind)


def test_the_first_message_holds_the_question_and_nothing_to_forward() -> None:
    made = packet()

    assert made.opening.body == (
        "Hi Kim,\n\n"
        "Would you introduce me to Dana Wu, VP Sales at Snowpeak? Snowpeak just posted an Account Executive role."
        " A plain no is fine; on a yes I send you two sentences to forward.\n\n"
        "Thank you,\nAna Li"
    )


def test_the_script_follows_the_order_of_rule_14() -> None:
    made = packet()

    assert [step.name for step in made.script] == ["value", "name", "forward", "pause", "yes", "no"]
    told = {step.name: step.text for step in made.script}
    assert told["value"].startswith("You told us: Cut ramp time from six to three months.")
    assert "Dana Wu, VP Sales, may face what you faced" in told["name"]
    assert "by 23 Nov 2026. May I write you a LinkedIn recommendation" in told["yes"]
    assert "check in with you on 21 Dec 2026" in told["no"]


def test_only_customers_are_asked_what_it_did_for_them() -> None:
    assert packet(circle=Circle.ADVISOR).script[0].name == "name"


def test_each_clause_names_the_facts_behind_it() -> None:
    told = {clause.part: clause.facts for clause in packet().clauses}

    assert told == {
        "who_we_are": (),
        "why_now": ("signal-1",),
        "win_story": ("fact-win_story",),
        "path": ("spell-1",),
    }


@pytest.mark.parametrize("kind", list(PacketKind))
def test_nothing_of_a_confidential_signal_is_said_to_anybody(kind: PacketKind) -> None:
    secret = signal(SignalKind.INTENT, "Researches zebra software", id="9")

    made = packet(secret, **PATHS[kind])

    assert "zebra" not in every_word(made).lower()
    assert "looking into" not in every_word(made)
    assert "why_now" not in {clause.part for clause in made.clauses}
    assert "signal-9" not in made.evidence


def test_beside_a_confidential_signal_the_public_one_is_told() -> None:
    made = packet(signal(SignalKind.INTENT, "zebra", 0, "9"), signal(age=60))

    assert "posted an Account Executive role in September" in made.blurb
    assert made.evidence[0] == "signal-1"


def test_each_kind_of_signal_can_be_made_confidential() -> None:
    for kind in SignalKind:
        secret = load_policy(f"[packet]\nconfidential_signals = ['{kind}']")
        told = replace(facts(), why=why_now([signal(kind, "Zebra AE wanted")], DAY, secret))

        assert "zebra" not in every_word(make_packet(told, secret)).lower()
