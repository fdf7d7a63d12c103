"""Reports for those who run the programme: the same rows from a SQLite workspace and from the graph in Neo4j."""

from api.presenter.reports.answering import report_answer
from api.presenter.reports.catalogue import Report, reports

__all__ = ["Report", "report_answer", "reports"]
