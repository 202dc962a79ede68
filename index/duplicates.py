"""Near-duplicates: articles that share most of their text, such as one agency story on two sites.

An article is remembered by a sketch of fixed size, from which the share of text that it has in
common with another can be estimated: MinHash (Broder, On the resemblance and containment of
documents, 1997) over runs of four words. Trafilatura ships Charikar's Simhash, which is smaller,
but only tells whether two texts are nearly identical: a paragraph that was cut moves it about as
far as another subject does. With MinHash the estimate falls as evenly as the text that is shared,
so "the same" and "much the same" are two thresholds of one number.
"""

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from index.wording import runs
from index.words import terms

SIMILAR = 0.4
"""From here on two articles tell the same story, edited: the headline and lead are other ones, a
paragraph or two are missing or new. News of one event that were written independently share some
quotations and names and hardly ever reach 0.2; the estimate's standard error is at most 0.045."""

SAME = 0.95
"""From here on two articles are the same one under two links of a site: a print version, a caption
more or less. Rounds of a report that is written anew each week share less, as their numbers and
names differ in every other run."""

_VERSION = b"\x01"  # of the method: sketches made by different ones resemble nothing
_PERMUTATIONS = 128
_AT_ONCE = 4096  # runs; bounds the memory that a book takes
_HASH_BYTES = 8
_ANY_LANGUAGE = ""

# Multiply-shift hashing (Dietzfelbinger et al. 1997) with constants that never change.
_CONSTANTS = np.random.PCG64(1997).random_raw(2 * _PERMUTATIONS).reshape(2, _PERMUTATIONS, 1)
_FACTORS, _SUMMANDS = _CONSTANTS[0] | np.uint64(1), _CONSTANTS[1]
_SHIFT = np.uint64(32)


def sketch(text: str) -> bytes:
    """Return the sketch of an article's text: 513 bytes, the same on every machine.

    A text without words has a sketch that resembles nothing.
    """
    hashes = _hashes(text)
    if not len(hashes):
        return _VERSION
    lowest = np.full(_PERMUTATIONS, np.iinfo(np.uint32).max, dtype=np.uint32)
    for start in range(0, len(hashes), _AT_ONCE):
        permuted = (_FACTORS * hashes[start : start + _AT_ONCE] + _SUMMANDS) >> _SHIFT
        np.minimum(lowest, permuted.min(axis=1).astype(np.uint32), out=lowest)
    return _VERSION + lowest.astype("<u4").tobytes()


def resemblance(a: bytes, b: bytes) -> float:
    """Return the estimated share, 0 to 1, of the runs of two articles that both have."""
    return float(resemblances(a, [b])[0])


def resemblances(one: bytes, others: Sequence[bytes]) -> NDArray[np.float64]:
    """Return the estimated resemblance of one sketch with each of many, in their order."""
    found = np.zeros(len(others))
    comparable = [at for at, other in enumerate(others) if _comparable(other)]
    if not comparable or not _comparable(one):
        return found
    table = np.frombuffer(b"".join(others[at][1:] for at in comparable), dtype="<u4")
    equal = table.reshape(-1, _PERMUTATIONS) == np.frombuffer(one[1:], dtype="<u4")
    found[comparable] = equal.mean(axis=1)
    return found


def _comparable(candidate: bytes) -> bool:
    """Return whether a sketch has words and was made by this method."""
    return candidate[:1] == _VERSION and len(candidate) == 1 + 4 * _PERMUTATIONS


def _hashes(text: str) -> NDArray[np.uint64]:
    """Return a 64-bit hash of each run of words, each run once."""
    digests = b"".join(
        blake2b(" ".join(run).encode("utf-8", "surrogatepass"), digest_size=_HASH_BYTES).digest()
        for run in set(runs(terms(text, _ANY_LANGUAGE)))
    )
    return np.frombuffer(digests, dtype="<u8").astype(np.uint64)
