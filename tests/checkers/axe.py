"""axe-core, asked from inside a page of the browser."""

from pathlib import Path

import pytest

SOURCE = Path(".stamps/checkers/node_modules/axe-core/axe.min.js")
RUN = """() => axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
  "wcag22aa", "best-practice"]})"""


def violations(page) -> list[str]:
    """What axe calls serious or critical on the page: the rule and the element."""
    if not SOURCE.exists():
        pytest.skip("axe-core is not here; make test brings it with npm, where npm can")
    page.evaluate(SOURCE.read_text())
    return [
        f"{each['id']}: {node['target']} {node['html'][:160]}"
        for each in page.evaluate(RUN)["violations"]
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]
