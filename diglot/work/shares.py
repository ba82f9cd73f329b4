"""Much work of one kind, given to a pool in shares, and what comes of it, piece by piece.

Knows that a share may have one piece that the process dies of, and finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from diglot.work.workers import Made, Pool, WorkerDiedError

Piece = TypeVar("Piece")

_MOST = 16  # pieces that a process is given at a time


def in_shares(
    pool: Pool,
    do: Callable[[Sequence[Piece]], Sequence[Made]],
    pieces: Sequence[Piece],
    names: Sequence[str],
    jobs: int,
) -> Iterator[Made]:
    """Return what is made of each piece, in order; all is begun at once.

    do: makes something of each piece of a share. names: of the pieces, as errors have them.
    jobs: how many shares are worked on at a time.
    What comes raises WorkerDiedError, which names the piece that a process died of, twice.
    """
    shares = _shares(len(pieces), jobs)
    waiting = [(share, pool.submit(do, pieces[share])) for share in shares]

    def made() -> Iterator[Made]:
        for share, wait in waiting:
            try:
                yield from wait()
            except WorkerDiedError:
                for piece, name in zip(pieces[share], names[share], strict=True):
                    yield from _by_itself(pool, do, piece, name)

    return made()


def _shares(count: int, jobs: int) -> list[slice]:
    """Return the shares of so many pieces: few enough to be sent, many enough to be equal."""
    size = min(_MOST, max(count // (4 * jobs), 1))
    return [slice(start, start + size) for start in range(0, count, size)]


def _by_itself(
    pool: Pool, do: Callable[[Sequence[Piece]], Sequence[Made]], piece: Piece, name: str
) -> Sequence[Made]:
    try:
        return pool.submit(do, [piece])()
    except WorkerDiedError as error:
        raise WorkerDiedError(name) from error
