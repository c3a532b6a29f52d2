# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes golden values as small, readable, byte-for-byte repeatable JSON.

Floats carry nine significant digits. Not-a-number and infinities become null;
each golden file says where that can happen. Tensors are row-major
{"shape": [...], "values": [...]}.
"""

import json
import math

import numpy as np
import torch

_WIDTH = 116
_NOISE = 1e-14  # float64 rounding residue of quantities of order one; exact zero on paper


def tensor(array):
    if isinstance(array, torch.Tensor):
        array = array.detach().numpy()
    array = np.asarray(array)
    return {"shape": list(array.shape), "values": array.reshape(-1).tolist()}


def tensors(named):
    return {name: tensor(value) for name, value in named.items()}


def _scalar(value):
    if value is None or isinstance(value, (bool, np.bool_)):
        return json.dumps(None if value is None else bool(value))
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, str):
        return json.dumps(value)
    value = float(value)
    if not math.isfinite(value):
        return "null"
    if abs(value) < _NOISE:
        return "0.0"
    return repr(float(f"{value:.9g}"))


def _is_scalar(value):
    return not isinstance(value, (dict, list, tuple, np.ndarray, torch.Tensor))


def _unwrap(value):
    """A tensor without dimensions is a plain number, also inside a list."""
    return value.item() if isinstance(value, (np.ndarray, torch.Tensor)) and value.ndim == 0 else value


def _write(value, pad):
    value = _unwrap(value)
    if isinstance(value, (np.ndarray, torch.Tensor)):
        value = tensor(value)
    if _is_scalar(value):
        return _scalar(value)
    inner = pad + " "
    if isinstance(value, dict):
        if not value:
            return "{}"
        body = ",\n".join(f"{inner}{json.dumps(k)}: {_write(v, inner)}" for k, v in value.items())
        return "{\n" + body + "\n" + pad + "}"
    items = [_unwrap(item) for item in value]
    if all(_is_scalar(item) for item in items):
        words = [_scalar(item) for item in items]
        lines, line = [], ""
        for index, word in enumerate(words):
            word += "," if index + 1 < len(words) else ""
            if line and len(line) + len(word) + 1 > _WIDTH:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}" if line else word
        lines.append(line)
        return "[" + ("\n" + inner).join(lines) + "]"
    return "[\n" + ",\n".join(inner + _write(item, inner) for item in items) + "\n" + pad + "]"


def dumps(document):
    return _write(document, "") + "\n"
