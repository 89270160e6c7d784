"""Hiring, changing, searching, letting go; bad input; the command line."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from employees import EmployeeError, Staff, main


@pytest.fixture
def staff() -> Iterator[Staff]:
    opened = Staff(":memory:")
    yield opened
    opened.close()


def test_an_employee_from_the_first_day_to_the_last(staff: Staff) -> None:
    ann = staff.add(" Ann Lee ", "Sales", "5200.50")
    assert (ann.name, ann.salary) == ("Ann Lee", Decimal("5200.50"))
    assert staff.change(ann.id, department="IT").department == "IT"
    assert staff.change(ann.id, salary="6000").salary == 6000
    assert staff.remove(ann.id).name == "Ann Lee"
    with pytest.raises(EmployeeError, match="no employee 1"):
        staff.get(ann.id)
    assert staff.add("Bob", "IT", "1").id != ann.id


def test_search_and_departments(staff: Staff) -> None:
    staff.add("李雷", "销售", "8000")
    staff.add("Ann", "IT", "5000")
    staff.add("Bob", "it", "1")
    staff.add("Cid", "IT", "5001.01")
    assert [one.name for one in staff.find("it")] == ["Ann", "Bob", "Cid"]
    assert [one.name for one in staff.find("李")] == ["李雷"]
    assert len(staff.find()) == 4
    assert ("IT", 2, Decimal("5000.50")) in staff.departments()
    assert staff.find("' OR 1=1 --") == []


@pytest.mark.parametrize("salary", ["-1", "x", "", "1.005", "NaN", "Infinity"])
def test_bad_salaries(staff: Staff, salary: str) -> None:
    with pytest.raises(EmployeeError, match="is no"):
        staff.add("Ann", "IT", salary)
    assert staff.find() == []


def test_empty_names(staff: Staff) -> None:
    with pytest.raises(EmployeeError, match="name is empty"):
        staff.add("  ", "IT", "1")


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = ["--database", str(tmp_path / "a.db")]
    assert main([*base, "add", "Ann", "IT", "100"]) == 0
    assert main([*base, "change", "1", "--salary", "200"]) == 0
    capsys.readouterr()
    assert main([*base, "departments"]) == 0
    assert capsys.readouterr().out == "IT: 1, mean salary 200.00\n"
    assert main([*base, "remove", "7"]) == 1
    assert "no employee 7" in capsys.readouterr().err
