"""Arrays in one file without pickles: packed to the same bytes each time, and unpacked."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from certainty.errors import ModelError

Arrays = dict[str, Any]
Scales = Callable[[dict[str, Any]], Any]
_HEAD = "head"


def pack(head: dict[str, Any], arrays: Arrays) -> bytes:
    """An ``.npz`` whose bytes depend on head and arrays alone, not on the clock."""
    import numpy as np

    whole = {_HEAD: np.frombuffer(json.dumps(head, sort_keys=True).encode(), np.uint8)}
    whole |= arrays
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for key in sorted(whole):
            member = io.BytesIO()
            np.lib.format.write_array(member, whole[key], allow_pickle=False)
            archive.writestr(
                zipfile.ZipInfo(f"{key}.npy"), member.getvalue(), zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


def unpack(data: bytes, *, name: str, command: str) -> tuple[Any, Arrays]:
    """Head and arrays; `ModelError` where the file is damaged. ``command`` makes it anew."""
    import numpy as np

    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {key: archive[key] for key in archive.files}
        return json.loads(arrays.pop(_HEAD).tobytes()), arrays
    except Exception as error:  # a damaged archive may raise anything
        raise ModelError(
            f"{name}: not a whole model file ({error}); train one with "
            f"`python -m certainty.learn {command}` or install the library anew"
        ) from error


def unpack_checked(
    data: bytes, *, name: str, command: str, form: str, version: int, scales: Scales
) -> tuple[dict[str, Any], Arrays]:
    """The same of a file of one format and version whose arrays match their hash.

    ``scales`` gives of a head what `digest` took besides the arrays.
    """
    about, arrays = unpack(data, name=name, command=command)
    found = (about.get("format"), about.get("version")) if isinstance(about, dict) else about
    if found != (form, version):
        raise ModelError(
            f"{name}: is {found}, not {(form, version)}; give a file that this version of the "
            f"library can read, or train one with `python -m certainty.learn {command}`"
        )
    try:
        whole = about["sha256"] == digest(arrays, scales(about))
    except (LookupError, TypeError):
        whole = False
    if not whole:
        raise ModelError(f"{name}: was edited or damaged; install the library anew")
    return about, arrays


def digest(arrays: Arrays, scales: Any) -> str:
    """The sha256 of arrays and of what scales them."""
    found = hashlib.sha256(json.dumps(scales, sort_keys=True).encode())
    for key in sorted(arrays):
        found.update(key.encode())
        found.update(arrays[key].tobytes())
    return found.hexdigest()
