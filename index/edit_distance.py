"""How many slips of the finger lie between two words.

A slip is a letter too many, too few, another one, or two neighbours swapped, and no letter slips
twice: the optimal string alignment distance. Called by `highlight` for the words of one text, and
the measure for any faster way through a whole vocabulary.
"""

from __future__ import annotations


def within(a: str, b: str, most: int) -> bool:
    """Whether `most` slips or fewer turn one word into the other."""
    if a == b:
        return True
    if abs(len(a) - len(b)) > most:
        return False
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, letter in enumerate(a, 1):
        # Further than `most` from the diagonal everything is more than `most` slips away.
        row = [most + 1] * (len(b) + 1)
        row[0] = i
        for j in range(max(1, i - most), min(len(b), i + most) + 1):
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != b[j - 1]))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == b[j - 1]:
                row[j] = min(row[j], before[j - 2] + 1)
        if min(row) > most:
            return False
        before, last = last, row
    return last[len(b)] <= most
