"""The words for one path, where an ask may be made: nobody is handed words for a person who must not be asked."""

from __future__ import annotations

import logging

from api.presenter.forms import Json, person_form
from api.presenter.paths.warm import Asker, WarmPath
from api.presenter.recent import Recent, recent_of
from api.rewriting import reworded
from api.workspace import Scene
from orbit.asks.gate.verdict import Status
from orbit.asks.lint.refuse import lint
from orbit.asks.packet.why_now import WhyNow, why_now
from orbit.asks.packet.write import Packet, PacketFacts, PacketKind, Someone, make_packet, names_of
from orbit.book import ChampionView
from orbit.graph.targets import NOBODY
from orbit.model import Circle, EntityId
from orbit.policy import PacketPolicy

log = logging.getLogger(__name__)
_KEPT = 1 << 12


def packet_of(
    scene: Scene,
    path: WarmPath,
    account: int,
    asker: Asker | None,
    kind: PacketKind | None = None,
    *,
    reword: bool = False,
) -> Packet | None:
    """Write the packet of a path; None where there is nobody to ask, no reason now, or nothing said of ourselves.

    The path chooses the kind unless one is given; raises UsageError where the path does not allow that. To `reword` it
    runs the policy's program, if it names one.
    """
    facts = packet_facts(scene, path, account, asker)
    if facts is None:
        return None
    packet = make_packet(facts, scene.policy, kind=kind)
    found_wrong = lint(packet, names_of(facts), scene.policy.packet)
    if found_wrong:
        log.warning("packet withheld: %s", ", ".join(finding.rule for finding in found_wrong))
        return None
    if reword and scene.policy.packet.rewrite_command:
        return _reworded(packet, facts, scene.policy.packet)
    return packet


def _reworded(packet: Packet, facts: PacketFacts, policy: PacketPolicy) -> Packet:
    tried = reworded(packet, names_of(facts), policy)
    if tried.refused is not None:
        log.warning("words left as they were; see why: orbit packet preview --rewrite")
    return tried.packet


def packet_facts(scene: Scene, path: WarmPath, account: int, asker: Asker | None) -> PacketFacts | None:
    """Gather what the packet of a path may say; None where there must not be one."""
    found = path.found
    nobody = asker is None or found.connector in {asker.number, found.target}
    if asker is None or nobody or path.verdict.status == Status.BLOCKED or scene.us is None:
        return None
    snapshot, why = scene.view.snapshot, _why_now(scene, account)
    if why is None:
        return None
    champion = scene.book.champion(snapshot.person_entity(found.connector), scene.as_of)
    return PacketFacts(
        us=scene.us,
        requester=_someone(scene, asker.number),
        connector=_someone(scene, found.connector),
        circle=path.willing.circle,
        target=_someone(scene, found.target),
        account=snapshot.name_of_company(account),
        why=why,
        as_of=scene.as_of,
        champion=champion,
        evidence=path.facts,
        bridge=None if found.bridge is None else _someone(scene, found.bridge),
        tie=path.ties[-1].strength if path.ties else 0.0,
        is_at_account=works_at(scene, account, found.connector),
        former=_former(scene, path, champion),
    )


def packet_form(packet: Packet | None) -> Json | None:
    """The designed JSON of a packet."""
    if packet is None:
        return None
    return {
        "kind": packet.kind.value,
        "blurb": packet.blurb,
        "voice": packet.voice,
        "email": {"subject": packet.email.subject, "body": packet.email.body},
        "disqualifier": packet.disqualifier,
        "first_message": {"subject": packet.opening.subject, "body": packet.opening.body},
        "script": [{"step": step.name, "text": step.text} for step in packet.script],
        "clauses": [
            {"part": clause.part, "text": clause.text, "evidence": list(clause.facts)} for clause in packet.clauses
        ],
    }


def news_of(scene: Scene, account: int) -> str:
    """What has just happened at an account, as packets put it; empty where nothing fresh may be told."""
    why = _why_now(scene, account)
    if why is None or why.kind is None:
        return ""
    from orbit.asks.packet.templating import templates_of  # as in `packet.write`

    clause = templates_of(dict(scene.us.templates) if scene.us else None).line("why_now", {"why": why})
    return f"{scene.view.snapshot.name_of_company(account)} {clause}"


def _why_now(scene: Scene, account: int) -> WhyNow | None:
    """What an account's signals say, the same in all its packets."""
    kept: Recent[int, WhyNow | None] = recent_of(scene, "why now", _KEPT)
    company = scene.view.snapshot.company_entity(account)
    return kept.get(account, lambda: why_now(scene.book.signals(company, scene.as_of), scene.as_of, scene.policy))


def works_at(scene: Scene, account: int, person: int) -> bool:
    """Say whether somebody holds their job of the scene's day at an account."""
    job = int(scene.view.jobs[person])
    return job != NOBODY and int(scene.view.places.company[job]) == account


def _former(scene: Scene, path: WarmPath, champion: ChampionView | None) -> str:
    """The customer of ours at which a connector in the circle of former customers was."""
    if path.willing.circle is not Circle.EX_CUSTOMER:
        return ""
    snapshot, roles = scene.view.snapshot, path.roles
    companies = [role.company for role in roles if role.circle == Circle.EX_CUSTOMER and role.company is not None]
    companies += [champion.company] if champion is not None and champion.has_left(scene.as_of) else []
    numbers = (snapshot.company(company) for company in companies)
    return next((snapshot.name_of_company(number) for number in numbers if number is not None), "")


def _someone(scene: Scene, number: int) -> Someone:
    form = person_form(scene, number)
    return Someone(form["name"], form["title"], form["company"], EntityId(form["id"]))
