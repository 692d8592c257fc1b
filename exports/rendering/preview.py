"""Pages for those who are typing: one at a time for each person, and the newest text is the one that counts.

One thread of this process talks to one press for them all, so that a slow reader holds up nobody. Both start with the
first page that is asked for, or with `warm_up`.
"""

import logging
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.utils.translation import get_language, override
from django.utils.translation import gettext_noop as _

from editorial.said import Said

from . import press
from .document import RenderingFailed

logger = logging.getLogger(__name__)

_driver = ThreadPoolExecutor(1, thread_name_prefix="preview")
_newest = {}
_lock = threading.Lock()


def warm_up(jobs: Callable) -> None:
    """Set what `jobs()` yields for nobody, so that the first who asks finds the press at work; it raises nothing."""
    _driver.submit(_warm, jobs)


def _warm(jobs):
    try:
        for job in jobs():
            press.show_pages({**job, "known": set()}, lambda page: True)
    except Exception:
        logger.exception("The press was not warmed")


class Preview:
    """The pages of one text, in order, as they get ready; what replaces it ends it early.

    Raises RenderingFailed, with a sentence fit to show.
    """

    def __init__(self, person: int, job: dict):
        self.person, self.job, self.language = person, job, get_language()
        self.pages, self.is_wanted = queue.SimpleQueue(), True
        with _lock:
            if person in _newest:
                _newest[person].is_wanted = False
            _newest[person] = self
        _driver.submit(self._run)

    def __iter__(self) -> Iterator[dict]:
        try:
            while (page := self.pages.get()) is not None:
                if isinstance(page, RenderingFailed):
                    raise page
                yield page
        finally:
            self._let_go()

    def _run(self):
        try:
            if self.is_wanted:
                with override(self.language):
                    press.show_pages(self.job, self._heard)
        except RenderingFailed as error:
            self.pages.put(error)
        except Exception:
            logger.exception("The preview failed")
            self.pages.put(RenderingFailed(Said(_("The page cannot be shown."))))
        finally:
            self.pages.put(None)

    def _heard(self, page):
        self.pages.put(page)
        return self.is_wanted

    def _let_go(self):
        self.is_wanted = False
        with _lock:
            if _newest.get(self.person) is self:
                del _newest[self.person]
