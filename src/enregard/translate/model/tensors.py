"""Read PyTorch weights into NumPy, without PyTorch and without running code from the file.

The file has the format that `torch.save` wrote before version 1.6, as OPUS-MT's weights do: three small
pickles (a magic number, a version, the machine that wrote it), the pickle of the tensors, the pickle of the
storages' names, then each storage: a count in eight bytes, and that many numbers. A pickle is a program, so
the pickle of the tensors may only call the three things that a table of tensors needs.
"""

import operator
import os
import pickle
import struct
from collections import OrderedDict
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, cast

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _
from enregard.system.files import open_file

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Array = NDArray[float32]
    Weights = dict[str, Array]

_MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001


@dataclass(frozen=True, slots=True)
class _Tensor:
    """A tensor as pickled: a view of a storage. Offset and strides count numbers, not bytes."""

    storage: str
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


class _FloatStorage:
    """A placeholder for `torch.FloatStorage`, which pickles mention but never call."""


def _rebuild(storage: object, offset: object, shape: object, strides: object, *_rest: object) -> _Tensor:
    """Keep the arguments of `torch._utils._rebuild_tensor_v2` for later."""
    if not isinstance(storage, str) or not isinstance(offset, int):
        raise pickle.UnpicklingError(_("a tensor has no storage"))
    for numbers in (shape, strides):
        if not isinstance(numbers, tuple) or not all(isinstance(n, int) and n >= 0 for n in numbers):
            raise pickle.UnpicklingError(_("a tensor has no shape"))
    return _Tensor(storage, offset, cast("tuple[int, ...]", shape), cast("tuple[int, ...]", strides))


class _Unpickler(pickle.Unpickler):
    """Unpickles numbers, texts, lists and tables, and only the `allowed` callables."""

    allowed: ClassVar[dict[tuple[str, str], Any]] = {}

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        if (found := self.allowed.get((module_name, global_name))) is None:
            raise pickle.UnpicklingError(
                _(
                    "it calls {module}.{name}, which weights do not need",
                    module=module_name,
                    name=global_name,
                )
            )
        return found


class _TensorUnpickler(_Unpickler):
    allowed: ClassVar = {
        ("collections", "OrderedDict"): OrderedDict,
        ("torch", "FloatStorage"): _FloatStorage,
        ("torch._utils", "_rebuild_tensor_v2"): _rebuild,
    }

    def persistent_load(self, pid: Any) -> Any:
        kind, storage_type, key = pid[:3]
        if kind != "storage" or storage_type is not _FloatStorage or not isinstance(key, str):
            raise pickle.UnpicklingError(_("it contains numbers other than 32-bit floats"))
        return key


def read_weights(path: Path) -> "Weights":
    """Return the tensors in the file `path` by name; those that share storage in the file share memory.

    Raises EnregardError if the file has another format, or calls anything that weights do not need.
    """
    try:
        with open_file(path) as file:
            return _read(file)
    except OSError as error:
        raise cannot_read(error, path) from error
    except Exception as error:  # unpickling damaged data can raise anything, says the documentation
        reason = " ".join(str(error).split()) or type(error).__name__
        raise EnregardError(
            _("is not a usable file of weights: {reason}", reason=reason), path=path
        ) from error


def _read(file: BinaryIO) -> "Weights":
    if file.read(4) == b"PK\x03\x04":
        raise pickle.UnpicklingError(_("it has PyTorch's newer zip format, which OPUS-MT does not use"))
    file.seek(0)
    if _Unpickler(file).load() != _MAGIC or _Unpickler(file).load() != _PROTOCOL:
        raise pickle.UnpicklingError(_("it does not start like PyTorch's files"))
    if _Unpickler(file).load().get("little_endian") is not True:
        raise pickle.UnpicklingError(_("its numbers are not little-endian"))
    table = _TensorUnpickler(file).load()
    storages = _read_storages(file, _Unpickler(file).load())
    if not isinstance(table, dict):
        raise pickle.UnpicklingError(_("it contains no table of tensors"))
    return {str(name): _view(storages, tensor) for name, tensor in table.items()}


def _read_storages(file: BinaryIO, keys: list[str]) -> "Weights":
    """Read the storages, which follow the pickles in the order of `keys`."""
    import numpy as np

    end = os.fstat(file.fileno()).st_size
    storages: Weights = {}
    for key in keys:
        (count,) = struct.unpack("<q", file.read(8))
        if not 0 <= count * 4 <= end - file.tell():
            raise pickle.UnpicklingError(_("it ends before its numbers"))
        storages[key] = np.fromfile(file, dtype="<f4", count=count)
    if file.tell() != end:
        raise pickle.UnpicklingError(_("it has extra bytes after its numbers"))
    return storages


def _view(storages: "Weights", tensor: object) -> "Array":
    """Return the numbers that `tensor` describes."""
    if not isinstance(tensor, _Tensor):
        raise pickle.UnpicklingError(_("it contains something other than tensors"))
    numbers = storages[tensor.storage]
    *strides, size = accumulate(reversed(tensor.shape), operator.mul, initial=1)
    if tensor.strides != tuple(reversed(strides)):
        raise pickle.UnpicklingError(_("a tensor is not stored in row order"))
    if not 0 <= tensor.offset <= len(numbers) - size:
        raise pickle.UnpicklingError(_("a tensor reaches beyond its storage"))
    return numbers[tensor.offset : tensor.offset + size].reshape(tensor.shape)
