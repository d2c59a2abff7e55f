"""How long a piece of work took."""

import time
from types import TracebackType


class Stages:
    """Measures the whole of a block; stages inside a merge are added by the benchmarks."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._start = 0.0

    def __enter__(self) -> "Stages":
        self._start = time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.seconds["merge"] = time.perf_counter() - self._start
