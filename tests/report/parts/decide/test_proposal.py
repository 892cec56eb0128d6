import json
from pathlib import Path

import pytest

from servsim.report.parts.decide.proposal import option_text, proposal_sentences, proposal_values
from servsim.scenario import Scenario, from_text
from servsim.study.searching.optimize import Proposal, optimize
from servsim.wording import wording
from tests.samples import smallest


def searched(target: str) -> Proposal:
    return optimize(
        Scenario.model_validate(smallest(targets={"wait_p90": target})), teams=["desk"], probability=0.5, most_agents=4
    )


@pytest.fixture(scope="module")
def found() -> Proposal:
    return searched("<= 20 min")


def test_the_option_can_be_pasted(found: Proposal, tmp_path: Path) -> None:
    stated = "\n".join(f"{key}: {json.dumps(value)}" for key, value in smallest().items())
    scenario = from_text(f"{stated}\n{option_text(found, wording())}".encode(), "a.yaml", tmp_path)
    assert scenario.option("proposed").teams["desk"].agents == found.best.point.agents[0]


def test_sentences_tell_share_cost_and_what_binds(found: Proposal) -> None:
    told = " ".join(proposal_sentences(found, wording()))
    assert told.startswith("Found: ")
    assert "What binds is 90 % wait <= 20 min" in told
    assert f"{len(found.tried)} combinations were tried" in told
    assert "local optimum" in told


def test_out_of_reach_is_said_first_with_what_could_help() -> None:
    failed = searched("< 0 s")
    told = " ".join(proposal_sentences(failed, wording()))
    assert told.startswith("Not found: ")
    assert ("--most-agents" in told) == failed.at_limit
    assert "nearest" in option_text(failed, wording())
    assert proposal_values(failed)["meets_targets"] is False


def test_values_for_machines(found: Proposal) -> None:
    values = json.loads(json.dumps(proposal_values(found)))
    assert values["changes"] == {"teams.desk.agents": found.best.point.agents[0]}
    assert values["met_low_share"] >= 0.5
    assert values["labour_cost"] == found.best.cost.mean


def test_only_what_changes_is_pasted_and_the_rest_is_named() -> None:
    teams = {"desk": {"agents": 6}, "porters": {"agents": 1}}
    service = Scenario.model_validate(smallest(teams=teams, targets={"wait_p90": "<= 20 min"}))
    proposal = optimize(service, probability=0.5)
    assert list(proposal.changes) == ["teams.desk.agents"]
    told = " ".join(proposal_sentences(proposal, wording()))
    assert "searched too, and stay as they are: porters." in told
    assert proposal_values(proposal)["teams"] == ["desk", "porters"]
    again = optimize(service.with_changes(proposal.changes), probability=0.5)
    assert list(again.changes) == ["teams.desk.agents", "teams.porters.agents"]
    assert again.unchanged == ()
