import pytest

from servsim.report.figures.lettering import CHINESE
from servsim.report.figures.style import colour, label, line, marker, option_label, settings
from servsim.wording import wording


def test_names_in_front_of_people() -> None:
    assert option_label("baseline", wording()) == "Today"
    assert option_label("one_more_clerk", wording()) == "one more clerk"
    assert label("back_office") == "back office"


def test_the_baseline_is_grey_and_the_first_eight_options_differ() -> None:
    assert colour(0) == "#4D4D4D"
    assert len({colour(place) for place in range(9)}) == 9
    assert len({marker(place) for place in range(8)}) == 8
    assert len({str(line(place)) for place in range(8)}) == 8


@pytest.mark.parametrize("place", [9, 17, 100])
def test_further_options_start_over(place: int) -> None:
    assert colour(place) == colour((place - 1) % 8 + 1)
    assert marker(place) == marker(place % 8)


def test_only_fonts_that_are_there_are_asked_for(caplog: pytest.LogCaptureFixture) -> None:
    """matplotlib complains once per text about every family it cannot find."""
    import matplotlib.pyplot as plt

    family = settings()["font.family"]
    assert family[0] == "DejaVu Sans"
    assert set(family[1:]) <= set(CHINESE)
    with plt.rc_context(settings()):
        figure, ax = plt.subplots()
        ax.set_xlabel("wait (min)")
        figure.canvas.draw()
    assert not [record for record in caplog.records if "findfont" in record.getMessage()]
