"""Why two records are one person or company, or are not: decided by what, weighed how, held apart by what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.presenter.forms import Json
from api.presenter.matches.forms import fields_form, judgement_form, record_form, says
from api.presenter.matches.weighed import Scales
from api.presenter.sharing.whose import seen_records, unseen_keys
from api.workspace import Scene
from orbit.errors import NotFound, UsageError
from orbit.model import EntityKind, Record, RecordKey
from orbit.resolve.linkage.waterfall import Waterfall
from orbit.resolve.naming import shipped_weights
from orbit.resolve.naming.matching import START, Candidate, Reason
from orbit.resolve.naming.wording import Ground
from orbit.resolve.review import Pair
from orbit.resolve.ruling import REVIEWED
from orbit.resolve.weighing import Rival, Weighed
from orbit.resolve.why import Standing, WeighedNames, standing, weighed_companies
from orbit.store.base import Judgement, Store, Verdict


def record_key(text: str) -> RecordKey:
    """Read what a record is called in lists, such as crm_champions:51124."""
    source, colon, id_ = text.strip().partition(":")
    if not (source and colon and id_):
        raise UsageError(
            f"{text!r} names no record: records are called such as crm_champions:51124, as `orbit review list` shows"
        )
    return RecordKey(source, id_)


def why_answer(store: Store, scene: Scene | None, scales: Scales, pair: Pair) -> Json:
    """Everything that bears on two records being one or two; raises NotFound for one that the viewer may not see."""
    stands = standing(store, pair.kind, pair.left, pair.right)
    left, right = (_record(store, scene, stands, side, key) for side, key in enumerate((pair.left, pair.right)))
    return {
        "kind": pair.kind.value,
        "one": stands.together,
        "left": record_form(left, stands.between[0]),
        "right": record_form(right, stands.between[1]),
        "fields": list(fields_form(left, right)),
        "chain": [judgement_form(one) for one in stands.chain],
        "apart": list(_apart(stands)),
        "open": [judgement_form(one) for one in _still_open(stands)],
        **_without_strangers(store, scene, pair.kind, _weighed(store, scales, pair, stands)),
    }


def _record(store: Store, scene: Scene | None, stands: Standing, side: int, key: RecordKey) -> Record:
    records = [stored.record for stored in stands.sides[side]]
    if scene is not None and scene.sight is not None:
        records = seen_records(store, scene, stands.between[side])
    found = next((record for record in records if record.key == key), None)
    if found is None:
        raise NotFound(f"there is no record {key}")
    return found


def _without_strangers(store: Store, scene: Scene | None, kind: EntityKind, weighed: Json) -> Json:
    """What two were weighed by, without a third of whom the viewer may see nothing."""
    rival = weighed["rival"]
    if scene is None or rival is None or rival["key"] is None:
        return weighed
    hidden = unseen_keys(store, scene, kind, [record_key(rival["key"])])
    return weighed | {"rival": None} if hidden else weighed


def _still_open(stands: Standing) -> list[Judgement]:
    """The questions between two entities, unless somebody has answered one of them."""
    answered = stands.together or any(one.rule == REVIEWED for one in stands.against)
    return [] if answered else [one for one in stands.against if one.verdict is Verdict.UNSURE]


def _apart(stands: Standing) -> Iterator[Json]:
    """Yield what holds two apart, whatever they are weighed."""
    for one in stands.against:
        if one.verdict is Verdict.DIFFERENT:
            yield {"text": says(one) if one.rule == REVIEWED else one.because, "judgement": judgement_form(one)}
    if stands.have_two_profiles:
        mine, other = (profiles[0] for profiles in stands.profiles)
        yield {"text": f"they have two LinkedIn addresses, in/{mine} and in/{other}", "judgement": None}


def _weighed(store: Store, scales: Scales, pair: Pair, stands: Standing) -> Json:
    if pair.kind is EntityKind.PERSON:
        beside = [stored.record.key for side in stands.sides for stored in side]
        return _people_form(scales.people(pair.left, pair.right, beside), store)
    return _companies_form(weighed_companies(scales.companies, stands.between, shipped_weights()))


def _people_form(weighed: Weighed, store: Store) -> Json:
    return {
        "met": [{"key": one.key, "records": one.records, "most": one.cap} for one in weighed.meetings],
        "doubts": list(weighed.doubts),
        "rival": None if weighed.rival is None else _rival_form(weighed.rival, store),
        "sure_from": weighed.sure_from,
        "waterfall": waterfall_form(weighed.why.waterfall, weighed.version),
    }


def _rival_form(rival: Rival, store: Store) -> Json:
    entity = store.entities(EntityKind.PERSON, [rival.key])[rival.key]
    record = next(stored.record for stored in store.records_of(entity) if stored.record.key == rival.key)
    told = {"entity": entity, "name": record.name, "key": str(rival.key), "near": str(rival.near)}
    return told | {"bits": round(rival.bits, 2)}


def waterfall_form(told: Waterfall, version: str) -> Json:
    """The steps, largest first; with the prior and what is withheld they add up to the bits."""
    spoken = sorted((step for step in told.steps if step.says), key=lambda step: (-abs(step.bits), step.field))
    return {
        "steps": [{"field": step.field, "text": step.says, "bits": round(step.bits, 2)} for step in spoken],
        "prior": round(told.prior, 2),
        "withheld": round(told.withheld, 2),
        "bits": round(told.score, 2),
        "probability": round(told.probability, 4),
        "reviewed": told.reviewed,
        "weights": version,
    }


def _companies_form(weighed: WeighedNames) -> Json:
    candidate, nearer = weighed.candidate, weighed.nearer
    return {
        "met": None,
        "doubts": list(candidate.vetoes) if candidate else [],
        "rival": None if nearer is None or nearer.bits < 0 else _nearer_form(nearer),
        "sure_from": None,
        "waterfall": None if candidate is None else _names_form(candidate, weighed.reasons),
    }


def _nearer_form(nearer: Candidate) -> Json:
    told = {"entity": nearer.entry.key, "name": nearer.entry.name, "key": None, "near": None}
    return told | {"bits": round(nearer.bits, 2)}


def _names_form(candidate: Candidate, reasons: Iterable[tuple[Ground, Reason]]) -> Json:
    prior = sum(reason.bits for reason in candidate.reasons if reason.text == START)
    return {
        "steps": [{"field": ground.value, "text": one.text, "bits": round(one.bits, 2)} for ground, one in reasons],
        "prior": round(prior, 2),
        "withheld": 0.0,
        "bits": round(candidate.bits, 2),
        "probability": round(candidate.probability, 4),
        "reviewed": 0,
        "weights": candidate.grounds.weights.version,
    }
