"""Count the processor cores that the program may use."""

import os
from collections.abc import Iterator
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
_OWN_GROUP = Path("/proc/self/cgroup")


def available_cores() -> int:
    """Return how many cores this process may use, by its affinity and its control group; at least 1."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return max(1, min([cores, *(int(quota) for quota in _quotas(_OWN_GROUP, _GROUPS))]))


def _quotas(own: Path, groups: Path) -> Iterator[float]:
    """Yield the quota, in cores, of the process's control group (version 2) and of each group above it."""
    try:
        lines = own.read_text("utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        if line.startswith("0::"):
            group = groups / line.removeprefix("0::").lstrip("/")
            for folder in (group, *group.parents):
                if not folder.is_relative_to(groups):
                    break
                try:
                    quota, period = (folder / "cpu.max").read_text("utf-8").split()
                    if quota != "max":
                        yield int(quota) / int(period)
                except (OSError, ValueError, ZeroDivisionError):
                    continue
