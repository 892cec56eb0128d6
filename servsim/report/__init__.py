"""WHAT IS TOLD: figures, tables, sentences, one self-contained HTML page, and the folder of results."""

from servsim.report import figures
from servsim.report.page import html_report, write_report

__all__ = ["figures", "html_report", "write_report"]
