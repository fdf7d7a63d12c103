"""The test run's Neo4j database, emptied before each use."""

from __future__ import annotations

from secrets import token_hex

from neo4j import GraphDatabase

from orbit.store.neo4j import open_neo4j
from orbit.store.neo4j.address import read_address
from queries import migrations, statement


def emptied(url: str) -> str:
    """Leave in a database nothing but the schema and a store at its beginning, and return its address."""
    address = read_address(url)
    auth = (address.user or "neo4j", address.password or "")
    with GraphDatabase.driver(address.url, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
        if session.run("SHOW CONSTRAINTS YIELD name RETURN count(name)").single(strict=True).value():
            # Making two dozen constraints anew for each of several hundred tests would take longer than the tests.
            session.run(
                statement("neo4j", "state_make"), schema=len(migrations("neo4j")), identity=token_hex(8)
            ).consume()
            return url
    open_neo4j(url, create=True).close()
    return url
