"""The inside of the press: a process that sets parts, one after the other, for the owner of the other end of a line.

Run as `python -m exports.rendering.pressroom FD`. It has no network and starts no programs; memory, files and pages
are limited. Time is the owner's to keep, but an alarm ends even a press whose owner is gone.
"""

import ctypes
import gc
import os
import resource
import shutil
import signal
import sys
import traceback
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from pathlib import Path

import django
from django.conf import settings
from django.core.cache.backends.base import BaseCache
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from editorial.said import Said, coded

from .document import RenderingFailed

LIMITS = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: 64 << 20, resource.RLIMIT_NOFILE: 64}
REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "pty.")
NEW_NETWORK, NEW_USER = 0x40000000, 0x10000000
# The owner stops a press at its time, and can say why; the alarm comes a little later.
GRACE = 1
# Seconds after which the layout lets the camera at Python: it asks a dozen times for a picture, and 5 ms each show.
LET_IN = 0.0005

_room = None


class Pressroom:
    """One line, and the pages and fonts of what is at work."""

    def __init__(self, line: Connection):
        self.line, self.most_pages, self.fonts, self.is_stopped = line, 0, {}, False

    def open(self):
        """Get ready what takes time, then shut the doors."""
        _kind, known = self.line.recv()
        _configure(known)
        from weasyprint import layout

        from . import setting  # noqa: F401 - the first part shall not wait for it

        layout.make_all_pages = self._counted(layout.make_all_pages)
        _look_for_litter_less_often()
        sys.setswitchinterval(LET_IN)
        _shut_doors()
        self.line.send(("ready",))

    def work(self):
        """Until the owner closes the line, or is gone."""
        owner = os.getppid()
        while os.getppid() == owner:
            if wait([self.line], timeout=10):
                self._do(*self.line.recv())

    def _do(self, kind, what=None):
        if kind == "font":
            self.line.send(("font", self.fonts[what]))
        elif kind == "set":
            self.line.send(self._answer(self._done, **what))
        elif kind == "show":
            self.line.send(self._answer(self._shown, **what))
        # and "stop", when it comes after the end of what was to be stopped, says nothing new

    def picture(self, name):
        """The owner's, for it has the storage."""
        self.line.send(("picture", name))
        kind, content = self.line.recv()
        while kind != "picture":
            self.is_stopped = True
            kind, content = self.line.recv()
        if content is None:
            raise FileNotFoundError(name)
        return content

    def _answer(self, work, seconds, memory, pages, language, **job):
        self.most_pages = pages
        with override(language):
            try:
                with _limits(seconds, memory):
                    return work(job)
            except RenderingFailed as error:
                return "failed", coded(error.sentence), ""
            except RecursionError:
                return "failed", coded(Said(_("A text is nested too deeply."))), ""
            except (ZeroDivisionError, OverflowError):
                return "failed", coded(Said(_("A measure in a text cannot be laid out."))), ""
            except (MemoryError, SystemError):  # the second where an extension got no memory and forgot to say so
                return "tired", coded(Said(_("It needs more memory than a text may."))), ""
            except Exception as error:
                sentence = Said(_("The renderer broke down over it (%(cause)s)."), cause=type(error).__name__)
                return "tired", coded(sentence), traceback.format_exc()

    def _done(self, job):
        from .setting import set_part

        part = set_part(**job)
        return "done", part, [key for use in part.uses if (key := f"font-{use.face.file}") in self.fonts]

    def _shown(self, job):
        """Pages as pictures, each sent as soon as it is there; the owner may stop it between two."""
        from .showing import show

        self.is_stopped = False
        for page in show(**job, counted=self._within):
            self.line.send(("page", page))
            if self._is_to_stop():
                return ("stopped",)
        return ("shown",)

    def _is_to_stop(self):
        if self.line.poll():
            self.line.recv()
            self.is_stopped = True
        return self.is_stopped

    def _counted(self, plain):
        return lambda *arguments: self._within(plain(*arguments))

    def _within(self, pages):
        for number, page in enumerate(pages):
            if number >= self.most_pages:
                raise RenderingFailed(Said(_("It has more pages than a text may (%(most)s)."), most=number))
            yield page


class Fonts(BaseCache):
    """The store of parts as a press has it: where fonts wait to be asked for."""

    def __init__(self, _location, options):
        super().__init__(options)

    def get(self, key, default=None, version=None):
        return _room.fonts.get(key, default)

    def set(self, key, value, timeout=None, version=None):
        _room.fonts[key] = value


class Pictures(Storage):
    """The storage as a press has it."""

    def _open(self, name, mode="rb"):
        return ContentFile(_room.picture(name), name)


def _configure(known):
    settings.configure(
        **known,
        CACHES={
            "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
            "parts": {"BACKEND": f"{__name__}.Fonts"},
        },
        STORAGES={"default": {"BACKEND": f"{__name__}.Pictures"}},
    )
    django.setup()


def _look_for_litter_less_often():
    """A part leaves little in circles, and Python would look for it a thousand times: a tenth of all the time."""
    gc.freeze()
    gc.set_threshold(100_000, 10, 10)


def _shut_doors():
    for limit, most in LIMITS.items():
        resource.setrlimit(limit, (most, most))
    with suppress(OSError):  # where memory runs out for the whole machine, this process goes first
        Path("/proc/self/oom_score_adj").write_text("500")
    with suppress(AttributeError):  # no Linux: there the hook has to do
        system = ctypes.CDLL(None)
        _is_alone = system.unshare(NEW_NETWORK) == 0 or system.unshare(NEW_NETWORK | NEW_USER) == 0
    sys.addaudithook(_refuse)


def _refuse(event, _arguments):
    if event.startswith(REFUSED):
        raise PermissionError(f"A press does no {event}")


@contextmanager
def _limits(seconds, memory):
    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError, OSError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, hard))
    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


def run(descriptor: int) -> None:
    """Set parts until the line is closed."""
    global _room  # noqa: PLW0603 - Django makes Fonts and Pictures itself, and has nothing else to find it by
    _room = Pressroom(Connection(descriptor))
    try:
        _room.open()
        _room.work()
    except (EOFError, ConnectionError):
        pass  # the owner is gone
    finally:
        shutil.rmtree(os.environ["TMPDIR"], ignore_errors=True)


if __name__ == "__main__":
    from exports.rendering import pressroom  # noqa: PLW0406 - by its name, so that Django finds this very one

    pressroom.run(int(sys.argv[1]))
