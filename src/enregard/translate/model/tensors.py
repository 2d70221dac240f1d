"""Reads a file of PyTorch weights into NumPy, without PyTorch and without running what the file says.

The file is in the form that `torch.save` wrote before version 1.6 (OPUS-MT's weights still are): three small
pickles (a magic number, a version, the machine that wrote it), the pickle of the tensors, the pickle of the
names of the storages, then each storage as a count of eight bytes and its numbers. A pickle is a program, so
that of the tensors may only call the three things a table of tensors is made of.
"""

import os
import pickle
import struct
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar, cast

from enregard.errors import EnregardError, cannot_read

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

    Array = NDArray[float32]
    Weights = dict[str, Array]

MAGIC = 0x1950A86A20F9469CFC6C
PROTOCOL = 1001
ZIP_MAGIC = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class _Tensor:
    """A tensor as its pickle describes it: which numbers of which storage, counted in numbers."""

    storage: str
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


class _FloatStorage:
    """Stands for `torch.FloatStorage`, which a pickle names and never calls."""


def _rebuild(storage: object, offset: object, shape: object, strides: object, *_: object) -> _Tensor:
    """What `torch._utils._rebuild_tensor_v2` is given, kept for later."""
    if not isinstance(storage, str) or not isinstance(offset, int):
        raise pickle.UnpicklingError("a tensor has no storage")
    for numbers in (shape, strides):
        if not isinstance(numbers, tuple) or not all(isinstance(n, int) and n >= 0 for n in numbers):
            raise pickle.UnpicklingError("a tensor has no shape")
    return _Tensor(storage, offset, cast("tuple[int, ...]", shape), cast("tuple[int, ...]", strides))


class _Unpickler(pickle.Unpickler):
    allowed: ClassVar = {
        ("collections", "OrderedDict"): OrderedDict,
        ("torch", "FloatStorage"): _FloatStorage,
        ("torch._utils", "_rebuild_tensor_v2"): _rebuild,
    }

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        try:
            return self.allowed[module_name, global_name]
        except KeyError:
            raise pickle.UnpicklingError(
                f"it asks for {module_name}.{global_name}, which weights have no need of"
            ) from None

    def persistent_load(self, pid: Any) -> Any:
        kind, storage_type, key = pid[:3]
        if kind != "storage" or storage_type is not _FloatStorage or not isinstance(key, str):
            raise pickle.UnpicklingError("it holds numbers other than 32-bit floats")
        return key


class _Plain(pickle.Unpickler):
    """For the pickles around the tensors: numbers, texts, lists and tables, nothing callable."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        raise pickle.UnpicklingError(
            f"it asks for {module_name}.{global_name}, which weights have no need of"
        )


def read_weights(path: Path) -> "Weights":
    """The tensors of the file `path` by name; tensors that share numbers in the file share them here.

    Raises EnregardError where the file is not of the form above, or asks for anything but tensors.
    """
    try:
        with path.open("rb") as file:
            return _read(file)
    except OSError as error:
        raise cannot_read(error, path) from error
    except Exception as error:  # a damaged pickle can raise anything: pickle's documentation says so
        reason = " ".join(str(error).split()) or type(error).__name__
        raise EnregardError(f"is not a file of weights that can be used: {reason}", path=path) from error


def _read(file: BinaryIO) -> "Weights":
    if file.read(4) == ZIP_MAGIC:
        raise pickle.UnpicklingError("it is in PyTorch's newer zip form, and OPUS-MT's is not")
    file.seek(0)
    if _Plain(file).load() != MAGIC or _Plain(file).load() != PROTOCOL:
        raise pickle.UnpicklingError("it does not begin as PyTorch's do")
    if _Plain(file).load().get("little_endian") is not True:
        raise pickle.UnpicklingError("its numbers are not little-endian")
    table = _Unpickler(file).load()
    storages = _read_storages(file, _Plain(file).load())
    if not isinstance(table, dict):
        raise pickle.UnpicklingError("it holds no table of tensors")
    return {str(name): _view(storages, tensor) for name, tensor in table.items()}


def _read_storages(file: BinaryIO, keys: list[str]) -> "Weights":
    """The storages, which follow the pickles in the order of `keys`."""
    import numpy as np

    end = os.fstat(file.fileno()).st_size
    storages: Weights = {}
    for key in keys:
        (count,) = struct.unpack("<q", file.read(8))
        if not 0 <= count * 4 <= end - file.tell():
            raise pickle.UnpicklingError("it ends before its numbers do")
        storages[key] = np.fromfile(file, dtype="<f4", count=count)
    if file.tell() != end:
        raise pickle.UnpicklingError("something follows its numbers")
    return storages


def _view(storages: "Weights", tensor: object) -> "Array":
    """The numbers that `tensor` describes."""
    if not isinstance(tensor, _Tensor):
        raise pickle.UnpicklingError("it holds something that is not a tensor")
    numbers = storages[tensor.storage]
    size, strides = 1, []
    for length in reversed(tensor.shape):
        strides.append(size)
        size *= length
    if tensor.strides != tuple(reversed(strides)):
        raise pickle.UnpicklingError("a tensor is not stored row by row")
    if not 0 <= tensor.offset <= len(numbers) - size:
        raise pickle.UnpicklingError("a tensor reaches out of its storage")
    return numbers[tensor.offset : tensor.offset + size].reshape(tensor.shape)
