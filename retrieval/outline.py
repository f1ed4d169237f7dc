"""A first look at very many vectors: the few directions in which they differ most, and where each lies along those.

Reading all vectors is what an exact search costs (154 MB of 100,000 products: 9 ms); their outline is a quarter of it.
What comes out in front is then compared exactly, whatever the filter let through, so nothing depends on how an
approximate index walks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.postings import Floats

# Directions kept of the encoder's 384.
WIDTH = 96
# Vectors from which the directions are found: a second's work of all of 100,000, for the same directions.
SAMPLE = 20_000
# Found again when this many times as many vectors are there: those that came first may have been of one kind.
OUTGROWN = 2


def along(matrix: Floats, direction: Floats) -> Floats:
    """Products (R,) of the rows of a matrix (R, d) with one direction (d,).

    Not `@`: its threads gain nothing where memory is what is waited for, and cost several times the product where the
    cores are busy (`docs/experiments.md`).
    """
    products: Floats = np.einsum("rd,d->r", matrix, direction)
    return products


@dataclass(frozen=True, slots=True)
class Outline:
    """`basis` (D, d) holds orthonormal directions, `rows` (N, d) the vectors along them, of which `known` were not
    zero when the directions were found.

    x·q ≈ (x basis)·(q basis); of all d directions these leave out the least of the vectors (Eckart & Young 1936).
    """

    basis: Floats
    rows: Floats
    known: int

    @classmethod
    def of(cls, vectors: Floats, *, width: int = WIDTH) -> "Outline":
        """The outline of vectors (N, D); rows of zeros stay so."""
        known = np.flatnonzero(vectors.any(axis=1))
        sample = vectors[known[:: max(1, len(known) // SAMPLE)]]  # (S, D)
        # Ascending eigenvalues, so the last columns are the directions with most of the vectors.
        basis = np.linalg.eigh(sample.T @ sample)[1][:, ::-1][:, :width].astype(np.float32)  # (D, d)
        basis = np.ascontiguousarray(basis)
        return cls(basis, vectors @ basis, len(known))

    def updated(self, vectors: Floats, changed: Sequence[int], known: int) -> "Outline":
        """The outline of the next version's vectors (N, D), of which the rows `changed` differ and `known` are not
        zero."""
        if known > OUTGROWN * self.known:
            return Outline.of(vectors, width=self.basis.shape[1])
        rows = np.zeros((len(vectors), self.rows.shape[1]), np.float32)
        rows[: len(self.rows)] = self.rows
        rows[list(changed)] = vectors[list(changed)] @ self.basis
        return Outline(self.basis, rows, self.known)
