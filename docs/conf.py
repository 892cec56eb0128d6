"""The pages of servsim: ``python -m sphinx -W -b html docs docs/_build/html``."""

import sys
from pathlib import Path

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))

import reference_pages
from api_page import MADE_ELSEWHERE

import servsim

project = "servsim"
author = "The servsim authors"
copyright = "the servsim authors, MIT licence"  # noqa: A001 (Sphinx asks for this name)
release = servsim.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
html_theme = "alabaster"
html_title = "servsim"
html_show_sphinx = False
html_sidebars = {"**": ["about.html", "searchfield.html", "navigation.html"]}
html_theme_options = {
    "description": "Try a change to a service before you make it.",
    "fixed_sidebar": True,
    "page_width": "1240px",
    "body_max_width": "auto",
    "sidebar_width": "230px",
    "globaltoc_maxdepth": 3,
    "show_powered_by": False,
}
html_static_path = ["static"]
html_css_files = ["tables.css"]
python_maximum_signature_line_length = 88
toc_object_entries = False
highlight_language = "none"


def without_noise(*event: object) -> tuple[str, str] | None:
    """No signature for classes that nobody makes by hand: scenarios are read, results are returned."""
    _, what, name, *_ = event
    return ("", "") if what == "class" and name in MADE_ELSEWHERE else None


def setup(app: Sphinx) -> None:
    """Write the pages that are made from the code before Sphinx looks for its sources."""
    app.connect("autodoc-process-signature", without_noise)
    app.connect("builder-inited", lambda built: reference_pages.write(Path(built.srcdir) / "reference"))
