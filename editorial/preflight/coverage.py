"""Is a country missing that readers are used to?"""

from editorial.coverage import coverage

from .finding import NOTE, Finding


def check(issue, articles):
    for gap in coverage(issue).gaps:
        yield Finding(NOTE, str(gap))
