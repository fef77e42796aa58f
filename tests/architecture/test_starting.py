"""The scripts that start and test the program: what they say when something is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT
from tests.helpers.tools import tool

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the scripts are for POSIX shells")

SCRIPTS = (
    "packaging/run", "packaging/test", "packaging/lock", "packaging/setup.sh", ".ci/run",
)  # fmt: skip
TOOLS = ("cat", "cksum", "dirname", "env", "flock", "grep", "mkdir", "sh", "tail", "tr")


class Machine:
    """A checkout on a pretended machine: its only commands are some tools and these stubs."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "check out"
        self.commands = folder / "bin"
        self.commands.mkdir()
        for name in TOOLS:
            real = shutil.which(name)
            if real:
                (self.commands / name).symlink_to(real)
        shutil.copytree(
            ROOT / "packaging", self.root / "packaging",
            ignore=shutil.ignore_patterns("__pycache__"),
        )  # fmt: skip
        shutil.copy(ROOT / "pyproject.toml", self.root)

    def command(self, name: str, script: str) -> None:
        """Put a command on the path that runs ``script``."""
        self.write(self.commands / name, script)

    def write(self, path: Path, script: str) -> None:
        """An executable shell script at ``path``."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!{shutil.which('sh')}\n{script}\n", "utf-8")
        path.chmod(0o755)

    def run(self, *words: str) -> tuple[int, list[str]]:
        """Exit code and the lines that were said."""
        done = subprocess.run(
            [str(self.commands / "sh"), *words], cwd="/", env={"PATH": str(self.commands)},
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        return done.returncode, (done.stdout + done.stderr).splitlines()

    def shell(self, script: str) -> tuple[int, list[str]]:
        """Run ``script`` with setup.sh sourced."""
        head = f'set -eu; root="{self.root}"; . "$root/packaging/setup.sh"; mkdir -p "$root/.cache"'
        return self.run("-c", f"{head}; {script}")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with a Python that fits, but nothing is installed yet."""
    made = Machine(tmp_path)
    made.command("python3", f'exec "{sys.executable}" "$@"')
    return made


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scripts_are_posix_shell(script: str) -> None:
    subprocess.run(["sh", "-n", str(ROOT / script)], check=True, timeout=10)


def test_a_machine_without_python_is_told_what_to_install(machine: Machine) -> None:
    machine.command("python3", "exit 1")  # what an older one answers to the question
    code, said = machine.run(str(machine.root / "packaging" / "run"))
    assert code == 1
    assert said == [
        "Some system packages are missing; install what your system calls: python3 python3-venv"
    ]


def test_a_person_without_rights_gets_one_line_to_pass_on(machine: Machine) -> None:
    machine.command("id", "echo 1000")
    machine.command("apt-get", "exit 100")
    code, said = machine.shell("need_packages libegl1 libgl1")
    assert code == 1
    command = "sudo apt-get install --no-install-recommends libegl1 libgl1"
    assert said == [f"Some system packages are missing: {command}"]


def test_root_gets_them_installed_and_lists_are_fetched_when_they_are_old(
    machine: Machine,
) -> None:
    log = machine.root / "log"
    machine.command("id", "echo 0")
    machine.command("apt-get", f'echo "$*" >>"{log}"; [ "$3" = update ] || grep -q update "{log}"')
    code, said = machine.shell("need_packages libegl1")
    assert (code, said) == (0, ["Installing system packages: libegl1"])
    assert log.read_text("utf-8").splitlines() == [
        "-q -y install --no-install-recommends libegl1",
        "-q -y update",
        "-q -y install --no-install-recommends libegl1",
    ]


def test_a_failing_package_manager_is_one_sentence(machine: Machine) -> None:
    machine.command("id", "echo 0")
    machine.command("apt-get", "echo 'E: no such disk' >&2; exit 100")
    code, said = machine.shell("need_packages libegl1")
    assert code == 1
    assert said[-1].startswith("apt-get could not install libegl1 (E: no such disk)")


def test_a_broken_download_is_one_sentence(machine: Machine) -> None:
    fake = machine.root / ".venv" / "bin" / "python"
    where = f'echo "pip 1 from {machine.root}/.venv/lib"'
    machine.write(
        fake, f'case "$*" in *version) {where};; *) echo "ERROR: no route"; exit 1;; esac'
    )
    code, said = machine.shell("install_libraries run")
    assert code == 1
    assert said[-1].startswith("The libraries could not be installed (ERROR: no route)")


def test_the_second_start_only_looks_at_the_marks(machine: Machine) -> None:
    log = machine.root / "log"
    machine.write(machine.root / ".venv" / "bin" / "python", f'echo "$*" >>"{log}"')
    machine.shell('fingerprint test >"$venv/.ready-test"; : >"$venv/.machine-base"')
    for kind in ("test", "run"):  # the tests bring all that the program needs
        assert machine.shell(f"prepare {kind} base") == (0, [])
    compile_texts = f"{machine.root}/packaging/texts.py compile"
    assert log.read_text("utf-8").splitlines() == [compile_texts] * 2


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/requirements-run.txt"])
def test_a_change_of_what_is_needed_is_noticed(machine: Machine, changed: str) -> None:
    machine.write(machine.root / ".venv" / "bin" / "python", "exit 0")
    machine.shell('fingerprint run >"$venv/.ready-run"')
    assert machine.shell("ready run")[0] == 0
    with (machine.root / changed).open("a", encoding="utf-8") as handle:
        handle.write("# more\n")
    assert machine.shell("ready run")[0] == 1


def test_missing_libraries_are_named_as_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    libraries = tool("system_libraries")
    monkeypatch.setattr(libraries.sys, "platform", "linux")
    monkeypatch.setattr(libraries, "_loads", lambda library: library != "libEGL.so.1")
    assert libraries.missing(["base", "x11"]) == ["libegl1"]
    monkeypatch.setattr(libraries, "find_spec", lambda name: None if name == "ensurepip" else name)
    assert libraries.missing([]) == [f"python3.{sys.version_info[1]}-venv"]
