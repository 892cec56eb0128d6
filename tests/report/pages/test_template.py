import pytest
from jinja2 import TemplateNotFound, UndefinedError

from servsim.report.pages.template import template


@pytest.mark.parametrize("name", ["report.html.j2", "sweep.html.j2", "selection.html.j2"])
def test_what_is_missing_is_an_error(name: str) -> None:
    with pytest.raises(UndefinedError):
        template(name).render()


def test_a_template_that_there_is_not() -> None:
    with pytest.raises(TemplateNotFound):
        template("nothing.html.j2")
