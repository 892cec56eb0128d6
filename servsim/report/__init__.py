"""WHAT IS TOLD: figures, tables, sentences, one self-contained HTML page, and the folder of results."""

from servsim.report import figures
from servsim.report.pages.page import html_report, write_report
from servsim.report.sweeps import sweep

__all__ = ["figures", "html_report", "sweep", "write_report"]
