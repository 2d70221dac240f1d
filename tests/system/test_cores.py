"""Affinity and control groups limit the cores that the process may use."""

import os
from pathlib import Path

import pytest

from enregard.system import cores


@pytest.mark.parametrize(
    ("own", "limits", "expected"),
    [
        ("0::/a/b", {}, 8),
        ("0::/a/b", {"a/b": "max 100000"}, 8),
        ("0::/a/b", {"a/b": "300000 100000"}, 3),
        ("0::/a/b", {"a": "250000 100000", "a/b": "max 100000"}, 2),
        ("0::/", {".": "50000 100000"}, 1),
        ("0::/a", {"a": "what"}, 8),
        ("1:cpu:/a", {"a": "100000 100000"}, 8),
        ("0::/../../etc", {".": "200000 100000"}, 2),
    ],
)
def test_a_control_group_may_allow_fewer_cores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: str, limits: dict[str, str], expected: int
) -> None:
    groups = tmp_path / "groups"
    for folder, limit in limits.items():
        (groups / folder).mkdir(parents=True, exist_ok=True)
        (groups / folder / "cpu.max").write_text(limit + "\n", "utf-8")
    (tmp_path / "own").write_text(own + "\n", "utf-8")
    monkeypatch.setattr(cores, "_OWN_GROUP", tmp_path / "own")
    monkeypatch.setattr(cores, "_GROUPS", groups)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(8)), raising=False)
    assert cores.available_cores() == expected


def test_the_cores_are_those_the_process_may_use() -> None:
    assert 1 <= cores.available_cores() <= (os.cpu_count() or 1)
