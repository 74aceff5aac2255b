"""What a running process has used so far."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Usage:
    """Processor time and memory of one process."""

    cpu: float
    """Milliseconds of processor time, all threads."""

    peak: float
    """Most memory resident at once, in MB."""

    @classmethod
    def of(cls, pid: int) -> Usage:
        """Look at a process that is still there.

        Linux counts in nanoseconds and remembers the peak; elsewhere psutil's coarser clock and
        the memory of this moment have to do.
        """
        tasks = Path(f"/proc/{pid}/task")
        try:
            spent = sum(
                int((task / "schedstat").read_text().split()[0]) for task in tasks.iterdir()
            )
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            process = psutil.Process(pid)
            times = process.cpu_times()
            return cls((times.user + times.system) * 1e3, process.memory_info().rss / 1e6)
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return cls(spent / 1e6, int(peak.split()[1]) * 1024 / 1e6)
