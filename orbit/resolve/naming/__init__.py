"""Which company a name means: an index of names, a learned score with its reasons, and what may follow from it."""

from orbit.resolve.naming.entry import Entry
from orbit.resolve.naming.index import NameIndex, name_index
from orbit.resolve.naming.matching import Answer, Band, Candidate, Matcher
from orbit.resolve.naming.targets import Resolved, Target, TargetIndex, company_targets, resolve_target, target_index
from orbit.resolve.naming.vetoes import Relation, RelationKind
from orbit.resolve.naming.weights import Weights, shipped_weights

__all__ = [
    "Answer",
    "Band",
    "Candidate",
    "Entry",
    "Matcher",
    "NameIndex",
    "Relation",
    "RelationKind",
    "Resolved",
    "Target",
    "TargetIndex",
    "Weights",
    "company_targets",
    "name_index",
    "resolve_target",
    "shipped_weights",
    "target_index",
]
