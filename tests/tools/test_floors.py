"""The floors of the branches that the tests walk."""

import io
import json

import pytest

from tools.floors import FLOORS, below, lines_for, main


def reported(**walked: tuple[int, int]) -> dict:
    """A report in which every package's one file walks all of 100 branches, but for those given."""
    shares = dict.fromkeys(FLOORS, (100, 100)) | {
        name.replace("_", "/"): share for name, share in walked.items()
    }
    return {
        "files": {
            f"{package}/one.py": {
                "summary": {"covered_branches": some, "num_branches": all_of_them},
                "missing_lines": [] if some == all_of_them else [7, 9],
            }
            for package, (some, all_of_them) in shares.items()
        }
    }


def test_a_package_at_its_floor_is_fine_and_one_branch_fewer_is_not():
    assert below(reported(interview=(98, 100))) == []
    assert below(reported(interview=(97, 100))) == ["interview"]


def test_one_package_does_not_make_up_for_another():
    assert below(reported(guidance_rules=(900, 1000), interview=(10_000, 10_000))) == ["guidance/rules"]


def test_a_package_that_has_moved_away_is_below_its_floor():
    report = reported()
    del report["files"]["guidance/publishing/one.py"]
    assert below(report) == ["guidance/publishing"]


def test_a_file_below_the_floor_is_named_with_the_lines_that_were_never_run():
    told = list(lines_for("interview", reported(interview=(97, 100))))
    assert told == [
        "interview: 97.0 % (97 of 100), at least 98 %",
        "    interview/one.py: 97.0 % (97 of 100); never run: 7, 9",
    ]


@pytest.mark.parametrize(("walked", "ends_with"), [(98, 0), (97, 1)])
def test_the_command_ends_as_the_floors_hold(capsys, walked, ends_with):
    assert main(io.StringIO(json.dumps(reported(interview=(walked, 100))))) == ends_with
    assert ("Below the floor: interview." in capsys.readouterr().err) == bool(ends_with)
