"""How far a long run is, on stderr."""

import sys
import time
from typing import Any, Final

from nutgraf._extras import optional

_SECONDS_BETWEEN: Final = 0.25
_SECONDS_BETWEEN_LINES: Final = 30.0
"""Where stderr is no terminal but a log."""


class Meter:
    """A bar by tqdm if that is there, else a line that says the same.

    Args:
        total: How much there is to do; None: not known.
        unit: What of: "B" (bytes) or "doc".
    """

    def __init__(self, total: int | None, unit: str) -> None:
        self._total: Final = total
        self._unit: Final = unit
        self._began: Final = time.monotonic()
        self._shown = self._began
        self._at_start: int | None = None
        self._is_terminal: Final = sys.stderr.isatty()
        tqdm = optional("tqdm")
        self._bar: Any = None
        if tqdm is not None:
            self._bar = tqdm.tqdm(
                total=total,
                unit=unit,
                unit_scale=True,
                file=sys.stderr,
                dynamic_ncols=True,
                mininterval=0.1 if self._is_terminal else _SECONDS_BETWEEN_LINES,
            )

    def update(self, done: int, n_docs: int) -> None:
        """So much is done, `n_docs` documents in all."""
        if self._bar is not None:
            if self._at_start is None:  # what an earlier run did has no part in the rate
                self._bar.initial = self._bar.n = done
                self._at_start = done
            self._bar.set_postfix_str(f"{n_docs} docs", refresh=False)
            self._bar.update(done - self._bar.n)
            return
        now = time.monotonic()
        if self._at_start is None:
            self._at_start = done
        wait = _SECONDS_BETWEEN if self._is_terminal else _SECONDS_BETWEEN_LINES
        if now - self._shown >= wait:
            self._shown = now
            self._show(self._line(done, n_docs, now))

    def _line(self, done: int, n_docs: int, now: float) -> str:
        rate = (done - (self._at_start or 0)) / max(now - self._began, 1e-9)
        parts = [f"{n_docs} docs"]
        parts.append(f"{rate / 1e6:.1f} MB/s" if self._unit == "B" else f"{rate:.0f} docs/s")
        if self._total:
            parts.insert(0, f"{100 * done / self._total:3.0f} %")
            if rate > 0:
                seconds = int((self._total - done) / rate)
                parts.append(f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02} left")
        return ", ".join(parts)

    def _show(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[K{line}" if self._is_terminal else f"{line}\n")
        sys.stderr.flush()

    def close(self) -> None:
        """The line is left as it is."""
        if self._bar is not None:
            self._bar.close()
        elif self._is_terminal and self._at_start is not None:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
