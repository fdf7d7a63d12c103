"""The words for one path, where an ask may be made: nobody is handed words for a person who must not be asked."""

from __future__ import annotations

import logging

from api.presenter.forms import Json, person_form
from api.presenter.recent import Recent, recent_of
from api.presenter.warm import Asker, WarmPath
from api.workspace import Scene
from orbit.asks.gate import Status
from orbit.asks.lint import lint
from orbit.asks.packet import Packet, PacketFacts, Someone, make_packet, names_of
from orbit.asks.why_now import WhyNow, why_now
from orbit.model import EntityId

log = logging.getLogger(__name__)
_KEPT = 1 << 12


def packet_of(scene: Scene, path: WarmPath, account: int, asker: Asker | None) -> Packet | None:
    """Write the packet of a path; None where there is nobody to ask, no reason now, or nothing said of ourselves."""
    found = path.found
    nobody = asker is None or found.connector in {asker.number, found.target}
    if asker is None or nobody or path.verdict.status == Status.BLOCKED or scene.us is None:
        return None
    snapshot, why = scene.view.snapshot, _why_now(scene, account)
    if why is None:
        return None
    facts = PacketFacts(
        us=scene.us,
        requester=_someone(scene, asker.number),
        connector=_someone(scene, found.connector),
        circle=path.willing.circle,
        target=_someone(scene, found.target),
        account=snapshot.name_of_company(account),
        why=why,
        champion=scene.book.champion(snapshot.person_entity(found.connector), scene.as_of),
        evidence=path.facts,
    )
    packet = make_packet(facts, scene.policy)
    found_wrong = lint(packet, names_of(facts), scene.policy.packet)
    if found_wrong:
        log.warning("packet withheld: %s", ", ".join(finding.rule for finding in found_wrong))
        return None
    return packet


def packet_form(packet: Packet | None) -> Json | None:
    """The designed JSON of a packet."""
    if packet is None:
        return None
    return {
        "blurb": packet.blurb,
        "voice": packet.voice,
        "email": {"subject": packet.email.subject, "body": packet.email.body},
        "disqualifier": packet.disqualifier,
    }


def _why_now(scene: Scene, account: int) -> WhyNow | None:
    """What an account's signals say, the same in all its packets."""
    kept: Recent[int, WhyNow | None] = recent_of(scene, "why now", _KEPT)
    company = scene.view.snapshot.company_entity(account)
    return kept.get(account, lambda: why_now(scene.book.signals(company, scene.as_of), scene.as_of, scene.policy))


def _someone(scene: Scene, number: int) -> Someone:
    form = person_form(scene, number)
    return Someone(form["name"], form["title"], form["company"], EntityId(form["id"]))
