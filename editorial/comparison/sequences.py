"""What two sequences have in common, in order: anchors first, then the stretches between them.

difflib alone is quadratic where things repeat, as blanks and common words do. What stands once in both sequences
splits them into small stretches, and a stretch that would still cost too much counts as replaced.
"""

from bisect import bisect_left
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise

COSTLIEST = 10_000  # pairs of equal things in one stretch
DEEPEST = 12


def stretches(before, after):
    """Yield (a part of before, a part of after, whether they are the same), in order; of hashable things."""
    i = j = 0
    for at, to, size in [*_runs(before, after), (len(before), len(after), 0)]:
        if at > i or to > j:
            yield before[i:at], after[j:to], False
        if size:
            yield before[at : at + size], after[to : to + size], True
        i, j = at + size, to + size


def longest_rising(numbers) -> list[int]:
    """Places of the longest rising part of different numbers."""
    ends, tops, earlier = [], [], []
    for at, number in enumerate(numbers):
        length = bisect_left(tops, number)
        earlier.append(ends[length - 1] if length else None)
        ends[length : length + 1], tops[length : length + 1] = [at], [number]
    places, at = [], ends[-1] if ends else None
    while at is not None:
        places.append(at)
        at = earlier[at]
    return places[::-1]


def _runs(before, after):
    """What is common as (place before, place after, length), neighbouring runs joined."""
    runs = []
    for at, to, size in _common(before, after, 0):
        if runs and runs[-1][0] + runs[-1][2] == at and runs[-1][1] + runs[-1][2] == to:
            runs[-1] = (*runs[-1][:2], runs[-1][2] + size)
        elif size:
            runs.append((at, to, size))
    return runs


def _common(before, after, depth):
    head = _same_length(before, after)
    rest = min(len(before), len(after)) - head
    tail = min(_same_length(reversed(before), reversed(after)), rest)
    yield 0, 0, head
    inner = before[head : len(before) - tail], after[head : len(after) - tail]
    if all(inner):
        yield from _shifted(_between(*inner, depth), head, head)
    yield len(before) - tail, len(after) - tail, tail


def _between(before, after, depth):
    anchors = _anchors(before, after) if depth < DEEPEST else []
    if not anchors:
        return _by_difflib(before, after)
    ends = [(-1, -1), *anchors, (len(before), len(after))]
    return (run for start, end in pairwise(ends) for run in _gap(before, after, start, end, depth))


def _gap(before, after, start, end, depth):
    """Between two anchors, and the second anchor itself; the last end is none."""
    (i, j), (at, to) = start, end
    yield from _shifted(_common(before[i + 1 : at], after[j + 1 : to], depth + 1), i + 1, j + 1)
    if at < len(before):
        yield at, to, 1


def _anchors(before, after):
    """Places of what stands exactly once in each, the most of them that keep their order."""
    once_before, once_after = _once(before), _once(after)
    places = [(at, once_after[thing]) for thing, at in once_before.items() if thing in once_after]
    return [places[at] for at in longest_rising([to for _at, to in places])]


def _once(things):
    counts = Counter(things)
    return {thing: at for at, thing in enumerate(things) if counts[thing] == 1}


def _by_difflib(before, after):
    counts = Counter(after)
    if sum(counts[thing] for thing in before) > COSTLIEST:
        return []
    return SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()


def _shifted(runs, at, to):
    return ((i + at, j + to, size) for i, j, size in runs)


def _same_length(before, after):
    length = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        length += 1
    return length
