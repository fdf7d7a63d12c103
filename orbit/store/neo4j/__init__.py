"""The store in a Neo4j database, of which one belongs to one workspace."""

from orbit.store.neo4j.store import Neo4jStore, open_neo4j

__all__ = ["Neo4jStore", "open_neo4j"]
