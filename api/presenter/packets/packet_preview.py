"""What the templates make of a real path: each text by itself, the whole packet, and what lint says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.own_templates import OwnTemplates
from api.presenter.finding.lookup import find_company
from api.presenter.forms import Json, account_form, hottest
from api.presenter.packets.packets import packet_facts, packet_form
from api.presenter.paths.paths import best_paths, search_at
from api.presenter.paths.warm import Asker, WarmPath
from api.presenter.week.reps import owner_of
from api.rewriting import reworded
from api.workspace import Scene
from orbit.asks.lint.refuse import lint
from orbit.asks.packet.kind import checked_kind, kind_of
from orbit.asks.packet.write import Packet, PacketFacts, PacketKind, make_packet, names_of, written_texts
from orbit.errors import NotFound, UsageError
from orbit.store.base import Store

_ACCOUNTS_TRIED = 50
_PATHS_TRIED = 25


@dataclass(frozen=True, slots=True)
class PreviewWanted:
    """Of which account, which kind of introduction, and whether the policy's program may reword it."""

    account: str | None = None
    kind: PacketKind | None = None
    rewrite: bool = False


def preview_answer(store: Store, scene: Scene, wanted: PreviewWanted) -> Json:
    """The packet of the best path of an account, or of the hottest account that has one; raises NotFound for none."""
    if scene.us is None:
        raise UsageError("Say who you are first: orbit init --company NAME --about SENTENCE")
    account, facts = _first(store, scene, wanted)
    kind = wanted.kind or kind_of(facts, scene.policy.packet)
    packet = make_packet(facts, scene.policy, kind=kind)
    packet, told = _reworded(scene, facts, packet) if wanted.rewrite else (packet, None)
    found = lint(packet, names_of(facts), scene.policy.packet)
    own = dict(scene.us.templates)
    texts = written_texts(facts, scene.policy, kind=kind)
    return {
        "account": account_form(scene, account),
        "as_of": scene.as_of.isoformat(),
        "kind": kind.value,
        "kinds": [each.value for each in PacketKind if _is_allowed(each, facts)],
        "texts": [{"template": name, "own": name in own, "text": text} for name, text in texts.items()],
        "packet": packet_form(packet),
        "findings": [{"rule": finding.rule, "text": finding.text} for finding in found],
        "rewriting": told,
    }


def templates_answer(own: OwnTemplates) -> Json:
    """Every template with where it comes from."""
    from orbit.asks.packet.templating import shipped_templates  # as in `packet.write`

    words = dict(own)
    items = [{"name": name, "own": name in words} for name in sorted(shipped_templates())]
    return {"items": items}


def _first(store: Store, scene: Scene, wanted: PreviewWanted) -> tuple[int, PacketFacts]:
    """The first account and path that may be asked for in the wanted kind."""
    for account in _accounts(store, scene, wanted.account):
        for facts in _facts(scene, account, owner_of(scene, account)):
            if wanted.kind is None or _is_allowed(wanted.kind, facts):
                return account, facts
    where = "at this account" if wanted.account else "at any account that shows a signal"
    kind = f" of the kind {wanted.kind.value}" if wanted.kind else ""
    raise NotFound(f"No path{kind} {where} may be asked for today, so there is nothing to show.")


def _accounts(store: Store, scene: Scene, key: str | None) -> Iterator[int]:
    if key is not None:
        yield find_company(store, scene, key)
        return
    numbers = (scene.view.snapshot.company(hot.company) for hot in hottest(scene)[:_ACCOUNTS_TRIED])
    yield from (number for number in numbers if number is not None)


def _facts(scene: Scene, account: int, asker: Asker | None) -> Iterator[PacketFacts]:
    paths: list[WarmPath] = best_paths(scene, search_at(scene, account), asker, _PATHS_TRIED)
    found = (packet_facts(scene, path, account, asker) for path in paths)
    yield from (facts for facts in found if facts is not None)


def _is_allowed(kind: PacketKind, facts: PacketFacts) -> bool:
    try:
        checked_kind(kind, facts)
    except UsageError:
        return False
    return True


def _reworded(scene: Scene, facts: PacketFacts, packet: Packet) -> tuple[Packet, Json]:
    tried = reworded(packet, names_of(facts), scene.policy.packet)
    return tried.packet, {"done": tried.refused is None, "reason": tried.refused}
