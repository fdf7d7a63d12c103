"""Templates of a workspace's own: they say what they like, and can do nothing else."""

from __future__ import annotations

import pytest

from orbit.asks.packet.templating import Templates, shipped_templates
from orbit.asks.packet.write import make_packet
from orbit.errors import UsageError
from tests.orbit.asks.packets import POLICY, facts, packet

NAMES = sorted(shipped_templates())
HOSTILE = {
    "{% for a in pitch %}{% for b in pitch %}x{% endfor %}{% endfor %}": "a loop cannot stand",
    "{{ range(9) }}": "a call cannot stand",
    "{{ pitch.upper() }}": "a call cannot stand",
    "{{ target['name'] }}": "a part in square brackets cannot stand",
    "{{ 'a' * 1000000000 }}": "arithmetic cannot stand",
    "{{ 9 ** 9 ** 9 }}": "arithmetic cannot stand",
    "{% include 'blurb' %}": "another file cannot stand",
    "{% macro m() %}{{ m() }}{% endmacro %}": "a macro cannot stand",
    "{{ target.__class__ }}": "target has no '__class__'",
    "{{ target.name.__class__ }}": "only requester, connector, bridge, target, why have parts",
    "{{ why.facts }}": "why has no 'facts'",
    "{{ why.mover }}": "why has no 'mover'",
    "{{ self }}": "'self' is not known",
    "{{ pitch|attr('x') }}": "there is no filter 'attr'",
    "{{ pitch|replace('a', 'aaaa') }}": "there is no filter 'replace'",
    "{% set a = pitch ~ pitch %}{% set b = a ~ a %}": "a value that was set cannot be made from another one",
    "{% set pitch = 'x' %}": "set takes one new name",
    "{{ pitch is callable }}": "there is no test 'callable'",
    "x" * 5_000: "a template has at most 4000 letters",
    "{{ '" + "(" * 3_000 + " }}": "unexpected char",
}


@pytest.mark.parametrize("name", NAMES)
def test_each_shipped_template_keeps_the_rules_for_own_ones(name: str) -> None:
    Templates({name: shipped_templates()[name]})


@pytest.mark.parametrize(("source", "told"), HOSTILE.items(), ids=[source[:40] for source in HOSTILE])
def test_what_is_more_than_words_is_refused_with_file_and_line(source: str, told: str) -> None:
    with pytest.raises(UsageError, match=told) as refused:
        Templates({"blurb": f"\n\n{source}"})

    assert str(refused.value).startswith(("templates/blurb.j2:3: ", "templates/blurb.j2:1: "))


@pytest.mark.parametrize("name", ["blurb", "opening", "script_yes", "voice_champion"])
def test_a_single_text_is_replaced(name: str) -> None:
    made = make_packet(facts(), POLICY, {name: "{{ us|upper }}: {{ target.first }} at {{ account }}"})

    plain = packet()
    texts = {"blurb": made.blurb, "opening": made.opening.body, "voice_champion": made.voice}
    texts["script_yes"] = next(step.text for step in made.script if step.name == "yes")
    assert texts[name] == "NORTHWIND: Dana at Snowpeak"
    assert made.disqualifier == plain.disqualifier


def test_a_value_that_is_missing_is_told_with_its_line() -> None:
    with pytest.raises(UsageError, match=r"templates/blurb\.j2:2: "):
        make_packet(facts(), POLICY, {"blurb": "{{ pitch }}\n{{ bridge.name }}"})


def test_a_name_from_outside_stays_text() -> None:
    assert Templates({"blurb": "{{ us }}"}).text("blurb", {"us": "{{ 7 * 7 }} <b>"}) == "{{ 7 * 7 }} <b>"
