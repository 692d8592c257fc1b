"""What brings the software up: locks, the look for system packages, the compose file, the proxy's configuration."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from .services import free_port, nginx_on_this_machine, program

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
LOCKS = {"requirements.txt": RUNTIME, "requirements-dev.txt": RUNTIME + PROJECT["dependency-groups"]["dev"]}
SECRETS = {"SITE_URL": "https://bulletin.example.org", "SECRET_KEY": "secret", "POSTGRES_PASSWORD": "password"}


def locked(name):
    """Version by package name; every entry must be exact and hashed."""
    entries = re.findall(r"^(\S+)==(\S+)[^\n]*((?:\\\n    --hash=sha256:[0-9a-f]{64} ?)+)\n", read(name), re.MULTILINE)
    assert len(entries) == len(re.findall(r"^\S", read(name), re.MULTILINE))
    return {package: version for package, version, _hashes in entries}


def read(name):
    return (ROOT / name).read_text()


def run(*command, **options):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **options)


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_what_is_declared(name):
    versions = locked(name)
    for line in LOCKS[name]:
        requirement = Requirement(line)
        assert versions[requirement.name.lower()] in requirement.specifier


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_address(name):
    assert not re.search(r"://|index|find-links|file:| /", read(name))


def test_both_locks_agree():
    runtime, development = map(locked, LOCKS)
    assert runtime.items() <= development.items()


def test_missing_system_packages_are_named_to_those_who_cannot_install():
    """With a Python that has no WeasyPrint, and nobody's rights: not even to read this folder."""
    nobody = {"user": 65534, "group": 65534, "extra_groups": []} if os.getuid() == 0 else {}
    found = subprocess.run(
        ["sh", "-s", "demo"],
        input=read(".ci/system-packages"),
        env={"PATH": os.environ["PATH"], "PYTHON": "false"},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        **nobody,
    )
    assert found.returncode == 1
    assert "sudo apt-get install --no-install-recommends libpango-1.0-0" in found.stderr


def test_nothing_is_missing_where_the_tests_run():
    found = run(".ci/system-packages", "demo", env={**os.environ, "PYTHON": sys.executable})
    assert (found.returncode, found.stdout, found.stderr) == (0, "", "")


def compose():
    if run("docker", "compose", "version").returncode == 0:
        return ["docker", "compose"]
    return [program("docker-compose")]


def test_compose_accepts_its_file():
    found = run(*compose(), "-f", "docker/compose.yaml", "config", "-q", env={**os.environ, **SECRETS})
    assert (found.returncode, found.stderr) == (0, "")


@pytest.mark.parametrize("secret", SECRETS)
def test_nothing_starts_without_its_secrets(secret):
    env = {name: value for name, value in {**os.environ, **SECRETS}.items() if name != secret}
    found = run(*compose(), "-f", "docker/compose.yaml", "config", "-q", env=env)
    assert found.returncode != 0
    assert secret in found.stderr


def test_the_image_does_not_run_as_root():
    last_stage = read("docker/Dockerfile").rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\w+)", last_stage, re.MULTILINE) == ["bulletin"]
    assert "HEALTHCHECK" in last_stage


def test_nginx_accepts_its_configuration(tmp_path):
    config = tmp_path / "nginx.conf"
    config.write_text(nginx_on_this_machine(port=free_port(), web=free_port(), folder=tmp_path))
    found = run(program("nginx"), "-t", "-q", "-p", str(tmp_path), "-c", str(config))
    assert (found.returncode, found.stderr) == (0, "")
