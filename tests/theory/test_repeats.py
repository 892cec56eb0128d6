import pytest

from servsim.theory import contacts_per_issue


def test_contacts_are_a_geometric_sum() -> None:
    assert contacts_per_issue(0.0) == 1
    assert contacts_per_issue(0.2) == pytest.approx(1.25)
    assert contacts_per_issue(0.2, 0) == 1
    assert contacts_per_issue(0.2, 2) == pytest.approx(1 + 0.2 + 0.04)
    assert contacts_per_issue(1.0, 2) == 3
