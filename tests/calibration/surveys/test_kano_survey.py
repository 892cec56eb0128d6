from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from servsim.calibration import SurveyAnswers, as_yaml, kano_of_counts, kano_table, read_survey, to_scenario
from servsim.errors import ServsimError
from servsim.feedback import compile_rating
from servsim.scenario import from_text
from tests.calibration.kiosk import DATA, GOOD, KIOSK, SMALL, kiosk_layout, table, written

LETTERS = list("AOMIRQ")
SERVICE = """\
segments: {guests: {arrivals: {per_hour: 20}}}
teams: {desk: {agents: 3}}
touchpoints: {check_in: {team: desk, handling: 6 min}}
"""


@pytest.fixture(scope="module")
def kiosk() -> SurveyAnswers:
    return read_survey(KIOSK, kiosk_layout())


@pytest.fixture(scope="module")
def found(kiosk: SurveyAnswers) -> pd.DataFrame:
    return kano_table(kiosk)


def test_every_item_has_the_tally_and_coefficients_that_were_published(found: pd.DataFrame) -> None:
    published = table(DATA / "kiosk_survey" / "kano_tally.csv")
    assert len(published) == len(found) == 29
    for row, line in zip(found.to_dict("records"), published, strict=True):
        assert row["item"] == line["gloss"]
        assert [row[letter] for letter in LETTERS] == [int(line[letter]) for letter in LETTERS]
        assert round(row["better"], 3) == float(line["better"])
        assert round(row["worse"], 3) == float(line["worse"])


def test_classes_are_the_most_frequent_categories(found: pd.DataFrame) -> None:
    names = {"A": "attractive", "O": "one-dimensional", "M": "must-be", "I": "indifferent"}
    most = found[LETTERS].idxmax(axis=1).map(names)  # no ties in this survey
    assert found["class"].tolist() == most.tolist()


def test_intervals_hold_their_values_and_wins_add_up(found: pd.DataFrame) -> None:
    for end in ("better", "worse"):
        assert (found[f"{end}_low"] < found[end]).all()
        assert (found[end] < found[f"{end}_high"]).all()
    assert found[[f"win_{letter}" for letter in LETTERS]].sum(axis=1).to_numpy() == pytest.approx(np.ones(29))


def test_a_third_of_the_classes_hangs_on_few_answers(found: pd.DataFrame) -> None:
    open_ = found.set_index("item").query("decided_by_few")
    assert len(open_) == 10
    assert open_.loc["paying is enjoyable", "changes"] == 1  # 83 indifferent, 82 attractive
    assert open_.loc["usable without help; choose service oneself", "changes"] == 2  # 81 O, 77 M; a tie goes to M
    assert open_.loc["paying is enjoyable", "statement"].startswith("Decided by few answers: this class wins in only 5")
    firm = found.set_index("item").loc["works with gloves", "statement"]
    assert firm == "Firm: this class wins in 100 % of the resamples; fewest answer pairs that would change it: 66."


def test_the_strict_table_moves_one_class_here(kiosk: SurveyAnswers, found: pd.DataFrame) -> None:
    strict = kano_table(kiosk, strict=True)
    assert found["item"][strict["class"] != found["class"]].tolist() == ["paying is enjoyable"]
    assert (strict.Q >= found.Q).all()
    assert (strict[["A", "O", "M", "R"]] == found[["A", "O", "M", "R"]]).all(axis=None)


def test_a_dimension_adds_up_its_items(kiosk: SurveyAnswers, found: pd.DataFrame) -> None:
    dimensions = kano_table(kiosk, by="dimension").set_index("dimension")
    assert (dimensions.loc["reliability", LETTERS] == found.loc[:2, LETTERS].sum()).all()
    assert dimensions.loc["reliability", "pairs"] == 3 * 194
    assert len(dimensions) == 9


def test_answers_of_one_person_are_resampled_together(kiosk: SurveyAnswers) -> None:
    """People who want one thing want the next: as if each pair were another person's, intervals come out too narrow."""
    pooled = kano_table(kiosk, by="dimension").set_index("dimension")
    counts = {name: row[LETTERS].to_dict() for name, row in pooled.iterrows()}
    apart = kano_of_counts(counts).set_index("item")
    assert (apart[[*LETTERS, "better", "worse"]] == pooled[[*LETTERS, "better", "worse"]]).all(axis=None)
    width, narrower = (one.better_high - one.better_low for one in (pooled, apart))
    assert width["assurance"] > 1.3 * narrower["assurance"]


def test_the_seed_decides_and_the_same_seed_repeats(kiosk: SurveyAnswers) -> None:
    once, again, other = (kano_table(kiosk, resamples=50, seed=seed) for seed in (1, 1, 2))
    assert once.equals(again)
    assert not once.equals(other)


def test_counts_alone_give_the_same_table(found: pd.DataFrame) -> None:
    counts = {row["item"]: {letter: row[letter] for letter in LETTERS} for row in found.to_dict("records")}
    again = kano_of_counts(counts)
    certain = ["item", "pairs", *LETTERS, "class", "better", "worse", "changes"]
    assert again[certain].equals(found[certain])
    assert (again.win_M - found.win_M).abs().max() < 0.05


def test_wordings_move_classes(tmp_path: Path) -> None:
    counts = {
        f"{line['feature']} {line['wording']}": {letter: int(line[letter]) for letter in LETTERS}
        for line in table(DATA / "kano_wordings" / "counts.csv")
    }
    classes = kano_of_counts(counts).set_index("item")["class"]
    assert set(classes.filter(like="secure storage")) == {"one-dimensional"}
    assert set(classes.filter(like="convenient storage")) == {"one-dimensional", "attractive", "indifferent"}


CHOSEN = {
    "tangibles": ["tangibles"],
    "reliability": ["reliability"],
    "responsiveness": ["responsiveness"],
    "assurance": ["assurance"],
    "empathy": ["personalisation", "control"],
}


def test_a_scenario_takes_what_the_survey_says(kiosk: SurveyAnswers) -> None:
    section = to_scenario(kiosk, CHOSEN)
    assert section["reliability"] == {"tally": {"A": 89, "O": 162, "M": 273, "I": 51, "R": 2, "Q": 5}}
    assert list(section) == ["reliability", "responsiveness", "assurance", "empathy", "tangibles"]
    plain, scenario = (
        from_text(text.encode(), "service.yaml", Path()) for text in (SERVICE, SERVICE + as_yaml(section))
    )
    assert scenario.kano.reliability.tally == section["reliability"]["tally"]
    assert scenario.kano == plain.with_changes({"kano": section}).kano
    assert compile_rating(scenario).criteria.curves != compile_rating(plain).criteria.curves


def test_dimensions_of_the_same_name_are_taken_by_themselves(kiosk: SurveyAnswers) -> None:
    assert list(to_scenario(kiosk)) == ["reliability", "responsiveness", "assurance", "tangibles"]
    assert sum(to_scenario(kiosk, strict=True)["reliability"]["tally"].values()) == 582


def test_dimensions_that_there_are_not(kiosk: SurveyAnswers, tmp_path: Path) -> None:
    with pytest.raises(ServsimError) as told:
        to_scenario(kiosk, {"empaty": ["personalization"]})
    assert str(told.value).splitlines() == [
        'unknown dimension "empaty"; did you mean "empathy"?',
        'the survey has no dimension "personalization"; did you mean "personalisation"?',
    ]
    nameless = replace(SMALL, kano=tuple(item._replace(dimension="") for item in SMALL.kano))
    with pytest.raises(ServsimError, match=r"no dimension of the survey is one of reliability, .*; state dimensions"):
        to_scenario(read_survey(written(tmp_path, GOOD), nameless))


def test_surveys_without_a_usable_answer(tmp_path: Path) -> None:
    doubtful = read_survey(written(tmp_path, "a,like,like,6,5,4"), SMALL)
    with pytest.raises(ServsimError, match=r"^speed: Kano coefficients need an answer pair that is neither"):
        kano_table(doubtful)
    with pytest.raises(ServsimError, match="the layout names no item for this"):
        kano_table(read_survey(written(tmp_path, GOOD), replace(SMALL, kano=())))
