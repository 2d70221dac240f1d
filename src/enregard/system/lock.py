"""The system's own locks on open files: one ends with the process that holds it, however that ends."""

try:
    from fcntl import LOCK_EX, LOCK_NB, flock

    CAN_LOCK = True
except ImportError:  # not on Windows
    CAN_LOCK = False


def lock(file: int, *, wait: bool = False) -> bool | None:
    """Lock the open `file` until it is closed. Returns False where another process holds it.

    None where there are no locks: on this system, or on this file system, such as some of the network.
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
