"""Lock open files; the operating system releases a lock when its process ends, even after a crash."""

try:
    from fcntl import LOCK_EX, LOCK_NB, flock

    CAN_LOCK = True
except ImportError:  # not on Windows
    CAN_LOCK = False


def lock(file: int, *, wait: bool = False) -> bool | None:
    """Lock the open `file` until it is closed. Returns False if another process holds the lock.

    Returns None if the system or the file system has no locks, as on some network shares.
    """
    if not CAN_LOCK:
        return None
    try:
        flock(file, LOCK_EX if wait else LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
