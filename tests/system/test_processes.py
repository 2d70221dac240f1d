"""No file in the current folder or in a publication becomes part of a program."""

import importlib.metadata
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from enregard.build import render
from enregard.system import processes
from enregard.system.processes import module_path, python, start
from tests.conftest import ROOT
from tests.incremental import built, many, write

START = "import sys; sys.path[:] = {path!r}; from enregard.__main__ import main; main()"


def dependencies() -> set[str]:
    """Return the top-level modules of everything that is installed, as far as their names are known."""
    return {name for name in importlib.metadata.packages_distributions() if name.isidentifier()}


def plant(*folders: Path, but: tuple[str, ...] = ()) -> Path:
    """Write every known module into the folders, as files that leave a mark. Returns the mark."""
    mark = folders[0] / "MARK"
    code = f"open({str(mark)!r}, 'a').write(__name__ + '\\n')\n"
    names = {*sys.stdlib_module_names, *dependencies(), "enregard", "sitecustomize", "usercustomize"} - {*but}
    for folder in folders:
        for name in names:
            write(folder / f"{name}.py", code)
        write(folder / "pip.conf", "[global]\nindex-url = http://127.0.0.1:9/\n")
    return mark


def publication(tmp_path: Path, count: int) -> tuple[Path, Path]:
    """Write a publication with planted modules in it and beside it; return it with the mark."""
    root = many(tmp_path / "p", count)
    return root, plant(root, tmp_path)


@pytest.mark.parametrize("forked", [True, False])
def test_processes_that_render_run_nothing_of_the_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forked: bool
) -> None:
    if forked and sys.platform != "linux":
        pytest.skip("only Linux forks")
    root, mark = publication(tmp_path, 6)
    monkeypatch.setattr(render, "_may_fork", lambda: forked)
    monkeypatch.setattr(render, "_WORTH_A_PROCESS", 3)
    monkeypatch.setattr(render, "_CHUNK", 1)
    if not forked:  # a path that would find the modules, if new processes got it as it is
        monkeypatch.setattr(sys, "path", ["", ".", *sys.path, str(root)])
        monkeypatch.setenv("PYTHONPATH", f":{root}")
    monkeypatch.chdir(root)
    assert built(Path(), jobs=2) == []
    assert (root / "build/index.html").is_file()
    assert not mark.exists()


COMMANDS = (
    "build --offline --jobs 2",
    "translate --offline",
    "status",
    "check",
    "export epub -o own.epub",
    "import own.jsonl",
    "text --offline own.jsonl",
    "new another",
    "model list",
    "model install --source wheels",
    "translate --offline --ray=127.0.0.1:1",
)


def test_no_command_runs_anything_of_the_publication(tmp_path: Path) -> None:
    root, mark = publication(tmp_path, 1)
    write(root / "own.jsonl", '{"fr": "Un mot.", "en": "A word."}\n')
    no_index = {"PIP_NO_INDEX": "1", "http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    path = [entry for entry in sys.path if entry and Path(entry) != ROOT]
    installed = [sys.executable, "-I", "-c", START.format(path=path)]
    for command in COMMANDS:
        done = subprocess.run(
            [*installed, *command.split()],
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **no_index},
        )
        assert "Traceback" not in done.stderr
        assert done.returncode in (0, 1), done.stderr
        assert not command.endswith("wheels") or "pip cannot download" in done.stderr
        assert not mark.exists(), command


def test_started_as_a_module_it_leaves_the_current_folder(tmp_path: Path) -> None:
    """`python -m` finds `enregard` and a few modules of Python there first; nothing after that."""
    root = many(tmp_path / "p", 1)
    script = "import sys; before = {*sys.modules}; import runpy; runpy.run_module('enregard', run_name='x'); "
    script += "print(*(name.partition('.')[0] for name in {*sys.modules} - before))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    mark = plant(root, but=("enregard", "importlib", "runpy", *loaded.split()))
    done = subprocess.run(
        [sys.executable, "-m", "enregard", "build", "--offline"], cwd=root, capture_output=True, text=True
    )
    assert "the site is in" in done.stdout, done.stderr
    assert not mark.exists()


def test_a_new_python_is_isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = plant(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", "relative", str(tmp_path), "/unsafe", *sys.path])
    for name in ("PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME", "PYTHONUSERBASE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", "bin", "/usr/bin"]))
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:1")
    monkeypatch.setenv("PIP_INDEX_URL", "https://index/")
    code = "import json, os\nprint(json.dumps([sys.path, os.getcwd(), dict(os.environ), sys.flags.isolated]))"
    process = start(python(code, Path("/unsafe")), stdout=subprocess.PIPE, variables={"OWN": "1"})
    path, folder, environment, isolated = json.loads(process.communicate()[0])
    assert isolated
    own = module_path(Path("/unsafe"))
    assert path == (own if processes._PROGRAM in own else [*own, processes._PROGRAM])
    assert not {"", "relative", str(tmp_path), "/unsafe"} & {*path}
    assert folder == os.path.realpath(sys.prefix)
    assert [name for name in environment if name.startswith("PYTHON")] == ["PYTHONSAFEPATH"]
    assert environment["PATH"] == "/usr/bin"
    assert (environment["HTTPS_PROXY"], environment["PIP_INDEX_URL"]) == ("http://proxy:1", "https://index/")
    assert environment["OWN"] == "1"
    assert not mark.exists()


def test_everything_is_started_by_one_helper() -> None:
    """Whatever else starts a process may run what is in the current folder."""
    pattern = r"\bPopen\(|subprocess\.(run|call|check|getoutput)|os\.(system|exec|spawn|popen|posix_spawn)"
    pattern += r"|get_context\((?!\"fork\"\))|ProcessPool|create_subprocess"
    found = {
        path.relative_to(ROOT / "src/enregard").as_posix()
        for path in (ROOT / "src/enregard").rglob("*.py")
        if re.search(pattern, path.read_text("utf-8"))
    }
    assert found == {"system/processes.py"}
