"""Which of some things became which of others, by likeness, their order kept."""

from itertools import pairwise

LEAST = 0.35  # alike enough to be the same thing, changed
MOST_PAIRS = 4_000  # compared at once; more than that are taken in slices


def pair(before, after) -> list:
    """(one, other) in order, None where there is no counterpart; things have `likeness(other)` from 0 to 1."""
    if len(before) * len(after) <= MOST_PAIRS:
        return _paired(before, after)
    slices = -(-len(before) * len(after) // MOST_PAIRS)
    parts = zip(_sliced(before, slices), _sliced(after, slices), strict=True)
    return [each for one, other in parts for each in _paired(one, other)]


def _sliced(things, slices):
    bounds = [len(things) * at // slices for at in range(slices + 1)]
    return [things[start:end] for start, end in pairwise(bounds)]


def _paired(before, after):
    likeness = [[_if_enough(one.likeness(other)) for other in after] for one in before]
    best = _best(likeness, len(before), len(after))
    pairs, i, j = [], 0, 0
    while i < len(before) or j < len(after):
        if i < len(before) and j < len(after) and _is_pair(likeness, best, i, j):
            pairs.append((before[i], after[j]))
            i, j = i + 1, j + 1
        elif i < len(before) and best[i + 1][j] == best[i][j]:
            pairs.append((before[i], None))
            i += 1
        else:
            pairs.append((None, after[j]))
            j += 1
    return pairs


def _is_pair(likeness, best, i, j):
    return likeness[i][j] and best[i][j] == likeness[i][j] + best[i + 1][j + 1]


def _if_enough(likeness):
    return likeness if likeness >= LEAST else 0


def _best(likeness, rows, columns):
    """The greatest sum of likeness that can be had from row i and column j on."""
    best = [[0] * (columns + 1) for _row in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            both = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] else 0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    return best
