"""The press: a part is set in a process of its own, with limits, and what runs away there takes nothing else down.

Every thread that sets parts has one press, started at its first part, kept warm, replaced when it has died. The
press has no storage, no cache, no database and no secret: pictures and fonts come and go on the line of the parts.
"""

import io
import logging
import os
import pickle
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import weakref
from contextlib import suppress
from importlib import import_module
from multiprocessing import Pipe

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from editorial.said import Said, read

from .document import RenderingFailed
from .store import store

logger = logging.getLogger(__name__)

START_SECONDS = 60
# A press that has set so many parts is replaced, whatever its libraries may have kept of them.
MOST_PARTS = 500
DONE = {"done", "shown", "stopped"}
KEPT_VARIABLES = """
    PATH HOME LANG LC_ALL LC_CTYPE PYTHONPATH PYTHONHASHSEED FONTCONFIG_FILE FONTCONFIG_PATH XDG_CACHE_HOME
    XDG_CONFIG_HOME XDG_DATA_HOME LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH
"""
KEPT_SETTINGS = ("BASE_DIR", "LANGUAGE_CODE", "LOCALE_PATHS", "USE_I18N", "USE_TZ", "TIME_ZONE")

# GLib ends a process that gets no memory, where Python raises MemoryError.
OUT_OF_MEMORY = {signal.SIGTRAP, signal.SIGABRT}
# The faults of a program. Whatever else ends a press may have come from outside, and has no bearing on the part.
FAULTS = {signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL}

_own = threading.local()


class _Died(Exception):
    """The press ended in the middle of a part."""


def set_part(html: str, style: str, *, mark: str = "", is_furniture: bool = False):
    """What `setting.set_part` makes of it, made elsewhere. Raises RenderingFailed, with a sentence fit to show.

    A part whose press was ended from outside gets a second one.
    """
    job = {"html": html, "style": style, "mark": mark, "is_furniture": is_furniture}
    return _twice(lambda press: press.set({**job, **_limits()}))


def show_pages(job: dict, heard) -> None:
    """What `showing.show` makes of it, made elsewhere: `heard(page)` gets each page and says whether to go on."""
    _twice(lambda press: press.show({**_limits(), **job}, heard))


def _limits():
    return {
        "seconds": settings.PRESS_SECONDS,
        "memory": settings.PRESS_MEMORY << 20,
        "pages": settings.PRESS_PAGES,
        "language": get_language(),
    }


def _twice(work):
    try:
        return work(_press())
    except _Died:
        logger.warning("The press died; the part is set once more")
    try:
        return work(_press())
    except _Died as death:
        raise _broken(death) from None


def _broken(cause):
    return RenderingFailed(Said(_("The renderer broke down over it (%(cause)s)."), cause=str(cause)))


def _press():
    """This thread's press; never one that a parent process left in our memory when it forked."""
    press = getattr(_own, "press", None)
    if press is None or not press.is_usable():
        _own.press = press = _Press()
    return press


class _Press:
    """One child process and the line to it."""

    def __init__(self):
        self.owner, self.parts = os.getpid(), 0
        folder = tempfile.mkdtemp(prefix="press-")
        self.line, theirs = Pipe()
        try:
            self.process = _start(theirs.fileno(), folder)
        except OSError:
            shutil.rmtree(folder)
            raise
        finally:
            theirs.close()
        self.stop = weakref.finalize(self, _end, self.owner, self.process, self.line, folder)
        hello = ("settings", {name: getattr(settings, name) for name in KEPT_SETTINGS})
        try:
            self._within(START_SECONDS, hello)
        except (RenderingFailed, _Died) as error:
            raise RuntimeError(f"The press does not start: {error}") from None

    def is_usable(self):
        if self.owner == os.getpid() and self.stop.alive and self.process.poll() is None and self.parts < MOST_PARTS:
            return True
        self.stop()
        return False

    def set(self, job):
        """The part, within the limits of the job."""
        part, fonts = self._done(job, ("set", job))
        self._fetch_fonts(fonts)
        return part

    def show(self, job, heard):
        """Pages, handed on as they come."""
        self._done(job, ("show", job), heard)

    def _done(self, job, message, heard=None):
        self.parts += 1
        kind, *answer = self._within(job["seconds"], message, heard)
        if kind in DONE:
            return answer
        if kind == "tired":  # whatever that was, the next part gets a fresh press
            self.stop()
        sentence, details = answer
        if details:
            logger.error("The renderer broke down: %s", details)
        raise RenderingFailed(read(sentence))

    def _fetch_fonts(self, keys):
        """Fonts that no package ships go to the store, for the assembly."""
        for key in keys:
            if key not in store():
                _kind, content = self._within(START_SECONDS, ("font", key))
                store().set(key, content)

    def _within(self, seconds, message, heard=None):
        """The answer to a message; without one after so many seconds, the press is killed."""
        overrun = threading.Event()
        clock = threading.Timer(seconds, _kill, (self.process, overrun))
        clock.daemon = True
        clock.start()
        try:
            return self._talk(message, heard)
        except (EOFError, ConnectionError):
            self.stop()
            self._tell_why(overrun.is_set(), seconds)
        except BaseException:  # the rest of this talk must not become the answer to the next part
            self.stop()
            raise
        finally:
            clock.cancel()

    def _talk(self, message, heard):
        self.line.send(message)
        goes_on = True
        while True:
            kind, *answer = _Ours(io.BytesIO(self.line.recv_bytes())).load()
            if kind == "picture":
                self.line.send(("picture", _picture(answer[0])))
            elif kind != "page":
                return kind, *answer
            elif goes_on and not (goes_on := heard(answer[0])):
                self.line.send(("stop", None))

    def _tell_why(self, is_late, seconds):
        code = -self.process.returncode
        if is_late or code == signal.SIGALRM:
            raise RenderingFailed(Said(_("Laying it out was stopped after %(seconds)s s."), seconds=f"{seconds:g}"))
        if code in OUT_OF_MEMORY:
            raise RenderingFailed(Said(_("It needs more memory than a text may.")))
        name = signal.Signals(code).name if code > 0 else str(-code)
        raise _broken(name) if code in FAULTS else _Died(name)


def _start(descriptor, folder):
    kept = {name: os.environ[name] for name in KEPT_VARIABLES.split() if name in os.environ}
    return subprocess.Popen(
        [sys.executable, "-m", "exports.rendering.pressroom", str(descriptor)],
        cwd=settings.BASE_DIR,
        env={**kept, "TMPDIR": folder},
        pass_fds=[descriptor],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


class _Ours(pickle.Unpickler):
    """Reads what set parts are made of, and no other objects: a press is trusted no more than it must be."""

    def find_class(self, module, name):
        if module.startswith(f"{__package__}."):
            found = getattr(import_module(module), name)
            if isinstance(found, type):
                return found
        raise pickle.UnpicklingError(f"A part is not made of {module}.{name}")


def _picture(name):
    try:
        with default_storage.open(name) as file:
            return file.read()
    except Exception as error:
        logger.warning("The picture %s cannot be read: %s", name, error)
        return None


def _kill(process, overrun=None):
    if overrun:
        overrun.set()
    if process.returncode is None:  # else its number may be somebody else's by now
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _end(owner, process, line, folder):
    """Once, at the end of the press, of its thread or of our process; a fork of ours only forgets it."""
    if os.getpid() != owner:
        line.close()
        process.returncode = 0
        return
    _kill(process)  # before it sees the line closed and begins to tidy up
    line.close()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)
