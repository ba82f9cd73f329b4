"""Workers of a Dask cluster: the same jobs as those of our own processes, on other machines.

Knows how a job gets there: its files as bytes, each once a machine, and no path; what a worker
keeps lies with the worker. A worker that has another program, or other libraries for type, would
make other bytes and is refused.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from diglot.core.errors import DiglotError
from diglot.disk.cache import Cache, program_digest
from diglot.disk.files import Files
from diglot.disk.states import system_libraries
from diglot.work.workers import WorkerDiedError

Made = TypeVar("Made")

_PATIENCE_S = 5
# What Dask says where a machine cannot import what a job consists of.
_NO_GRAPH = "deserialization"
_NAME = re.compile(r"[\w.-]+")
# Jobs lay pages out, and an engine is made for one at a time in a process.
_ONE_BY_ONE = threading.Lock()


class ClusterError(DiglotError):
    """A cluster that cannot be asked. why: a sentence. hint: the way out."""

    def __init__(self, why: str, hint: str) -> None:
        self.why = why
        self.hint = hint
        super().__init__(f"{why}\n  hint: {hint}")

    def __reduce__(self) -> tuple[type[ClusterError], tuple[str, str]]:
        """Return how it is made again on its way from a worker."""
        return ClusterError, (self.why, self.hint)


class Cluster:
    """The workers behind a scheduler; a pool as `Workers` is one."""

    def __init__(self, address: str) -> None:
        """Find a scheduler, such as tcp://10.0.0.5:8786; raise ClusterError if there is none."""
        distributed = _distributed()
        # Dask finds it worth a warning that files are part of a job.
        warnings.filterwarnings("ignore", "Sending large graph")
        self._address = address
        self._sent: dict[str, Any] = {}
        try:
            self._client = distributed.Client(
                address, timeout=_PATIENCE_S, set_as_default=False, name="diglot"
            )
        except (OSError, ValueError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise ClusterError(
                f"no scheduler answers at {address}: {reason}",
                "start one with `dask scheduler` and give its address, tcp://HOST:8786",
            ) from error
        if not self.size:
            self.shutdown()
            raise ClusterError(
                f"the scheduler at {address} has no workers",
                f"start some on machines that have diglot[cluster]: dask worker {address}",
            )

    @property
    def size(self) -> int:
        """Return how many workers there are now."""
        return len(self._client.scheduler_info(n_workers=-1)["workers"])

    def submit(
        self,
        make: Callable[..., Made],
        *arguments: Any,
        done: Callable[[Made], None] = lambda _made: None,
        size: int = 0,  # noqa: ARG002 - whoever is there does it
    ) -> Callable[[], Made]:
        """Begin a job, and return what waits for it. done: is told at once what it made."""
        contents: dict[str, Any] = {}
        bare = [self._without_contents(argument, contents) for argument in arguments]
        there = self._client.submit(_do, make, bare, contents, _program(), pure=False)
        here: Future[Made] = Future()

        def finished(_there: Any) -> None:
            try:
                made = self._result(there)
                done(made)
            except BaseException as error:  # noqa: BLE001 - whoever waits for it is told
                here.set_exception(error)
            else:
                here.set_result(made)

        there.add_done_callback(finished)
        return lambda: self._when_done(here)

    def _when_done(self, here: Future[Made]) -> Made:
        """Wait for a job; raise ClusterError when nobody is left to do it."""
        had_workers = True
        while True:
            try:
                return here.result(timeout=_PATIENCE_S)
            except TimeoutError:
                if here.done():
                    continue
                has_workers = bool(self.size)
                if not (has_workers or had_workers):
                    raise ClusterError(
                        f"the last worker of {self._address} has gone",
                        "start some and repeat the command; what was made until then is kept",
                    ) from None
                had_workers = has_workers

    def _result(self, future: Any) -> Any:
        distributed = _distributed()
        try:
            return future.result()
        except distributed.scheduler.KilledWorker as error:
            raise WorkerDiedError from error
        except (ImportError, RuntimeError) as error:
            if isinstance(error, RuntimeError) and _NO_GRAPH not in str(error):
                raise
            raise ClusterError(
                f"the cluster at {self._address} cannot do the job: {error}",
                "install diglot[cluster] on every machine, that of the scheduler too",
            ) from error
        except (OSError, CancelledError) as error:
            raise ClusterError(
                f"the scheduler at {self._address} is gone",
                "start it again and repeat the command; what was made until then is kept",
            ) from error

    def _without_contents(self, argument: Any, sent: dict[str, Any]) -> Any:
        """Return an argument without the places of its files, whose contents are sent apart.

        A file is sent once, as a job of its own, which is done again where a machine is lost.
        """
        files = _files_of(argument)
        if files is None:
            return argument
        for address, digest in files.digests:
            if digest not in self._sent:
                content = files.read(address)
                self._sent[digest] = self._client.submit(bytes, content, key=f"file-{digest}")
            sent[digest] = self._sent[digest]
        return _with_files(argument, Files(files.digests))

    def shutdown(self) -> None:
        """Drop what has not begun, and let the workers go."""
        self._sent.clear()
        self._client.close(timeout=_PATIENCE_S)


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """Give the workers behind a scheduler, and let them go on the way out."""
    found = Cluster(address)
    try:
        yield found
    finally:
        found.shutdown()


# On the worker ---------------------------------------------------------------------


def _do(
    make: Callable[..., Made], arguments: list[Any], contents: dict[str, bytes], program: str
) -> Made:
    """Do a job on a machine of the cluster. contents: of its files, by digest."""
    worker = _distributed().get_worker()
    if program != _program():
        raise ClusterError(
            f"the worker {worker.address} has another version of Diglot, or of what it lays "
            "pages out with",
            "install the same on every machine, the system's libraries for type too",
        )
    own = Cache(Path(worker.local_directory) / "diglot")
    with _ONE_BY_ONE:
        return make(*(_at_hand(argument, contents, own) for argument in arguments))


def _at_hand(argument: Any, contents: dict[str, bytes], own: Cache) -> Any:
    """Return an argument as this machine has it."""
    if isinstance(argument, Cache):
        return own
    files = _files_of(argument)
    return argument if files is None else _with_files(argument, files.with_contents(contents))


def _files_of(argument: Any) -> Files | None:
    """Return the files of a job: what it is, or has as its `files`."""
    if isinstance(argument, Files):
        return argument
    found = getattr(argument, "files", None) if isinstance(argument, Struct) else None
    return found if isinstance(found, Files) else None


def _with_files(argument: Any, files: Files) -> Any:
    return files if isinstance(argument, Files) else replace(argument, files=files)


# Both --------------------------------------------------------------------------------


@cache
def _program() -> str:
    """Return what tells whether two machines make the same bytes of the same job."""
    digest = hashlib.sha256(program_digest().encode())
    for line in importlib.metadata.requires("diglot") or ():
        name = _NAME.match(line)
        if name and "extra ==" not in line:
            digest.update(f"{name[0]} {importlib.metadata.version(name[0])}\0".encode())
    digest.update(system_libraries().encode())
    return digest.hexdigest()


def _distributed() -> Any:
    """Return Dask's package for clusters; raise ClusterError where it is not installed."""
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(
            "--scheduler needs the package distributed, which is not installed",
            "install diglot[cluster]",
        ) from error
    return distributed
