"""A report for people: one page of HTML with summary, marked text, spans and legend."""

from certainty.report.page import to_report

__all__ = ["to_report"]
