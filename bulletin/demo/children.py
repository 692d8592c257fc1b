"""Processes that live and die together, each in its own session with its own log."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path


class Children:
    def __init__(self, logs: Path):
        self.logs = logs
        self.processes: dict[str, subprocess.Popen] = {}
        logs.mkdir(parents=True, exist_ok=True)

    def start(self, name: str, *command, **environment):
        """Away from the terminal's own Ctrl+C: whoever started them decides when and in which order they end."""
        with self.log(name).open("wb") as log:
            self.processes[name] = subprocess.Popen(
                [str(part) for part in command],
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"

    def fallen(self) -> str:
        """The name of one that has ended by itself, or an empty text."""
        return next((name for name, process in self.processes.items() if process.poll() is not None), "")

    def last_words(self, name: str, lines=15) -> str:
        return "\n".join(self.log(name).read_text(errors="replace").splitlines()[-lines:])

    def stop(self, patience=10.0):
        """Ask all to finish; after `patience` seconds end them and whatever they have started."""
        for process in self.processes.values():
            process.terminate()
        deadline = time.monotonic() + patience
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, deadline - time.monotonic()))
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
