"""`make bench`: the table. With --json for programs, --quick without the volume of a year, --preview for that alone.

Ends with 1 if a bar is missed, unless the machine had other work: then the table says what it says.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from importlib.metadata import version

from . import settle


def main() -> int:
    wanted = argparse.ArgumentParser(prog="make bench", description=__doc__)
    wanted.add_argument("--json", action="store_true")
    wanted.add_argument("--quick", action="store_true")
    wanted.add_argument("--preview", action="store_true")
    options = wanted.parse_args()
    is_busy = os.getloadavg()[0] > os.cpu_count() / 2
    with tempfile.TemporaryDirectory(prefix="bulletin-bench-") as folder:
        settle(folder)
        facts, lines = _measured(options)
    sys.stdout.write((_json(facts, lines) if options.json else _text(facts, lines)) + "\n")
    if is_busy:
        _report("The machine was busy before, so nothing is held against these figures.")
    return 0 if is_busy or all(line.is_met for line in lines) else 1


def _measured(options):
    from .desk import measure_desk
    from .measures import Bench, measure, measure_preview
    from .mill import rendered_here, running_mill
    from .references import running_chromium, running_single_pass
    from .typing import Typist

    machine = _machine()
    with running_chromium() as chromium, running_single_pass() as single_pass, running_mill() as mill:
        bench = Bench(mill, single_pass, rendered_here, Typist(), chromium, _report)
        if options.preview:
            lines = list(measure_preview(bench))
        else:
            bench.warm_up()
            lines = [*measure(bench, with_year=not options.quick), *measure_desk(_report)]
        return {**machine, "Chromium": chromium.version, **bench.facts}, lines


def _report(step):
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {step}\n")


def _machine():
    return {
        "cores": os.cpu_count(),
        "load before": f"{os.getloadavg()[0]:.1f}",
        "Python": platform.python_version(),
        "WeasyPrint": version("weasyprint"),
        "Pango": _pango(),
    }


def _pango():
    from weasyprint.text.ffi import pango

    number = pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _json(facts, lines):
    return json.dumps(
        {
            "facts": facts,
            "lines": [{**line._asdict(), "ratio": round(line.ratio, 3), "is_met": line.is_met} for line in lines],
        },
        indent=2,
    )


def _text(facts, lines):
    rows = [("work", "ours", "reference", "", "ratio", "under", "met"), *map(_row, lines)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    table = "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )
    return f"{table}\n\n" + "\n".join(f"{name}: {value}" for name, value in facts.items())


def _row(line):
    return (
        line.work,
        _amount(line.ours, line.unit),
        _amount(line.reference, line.unit),
        line.against,
        f"{line.ratio:.2f}",
        f"{line.most:g}",
        "yes" if line.is_met else "NO",
    )


def _amount(value, unit):
    if unit == "queries":
        return f"{value} queries"
    return f"{value / 1024:.0f} KB" if unit == "KB" else f"{value:.2f} s"


if __name__ == "__main__":
    sys.exit(main())
