# SPDX-License-Identifier: GPL-3.0-or-later
"""The text classifier's layers (methods/cafedistill.md, 1.10): embedding * sqrt(d) + sinusoidal positions, post-norm
encoder layers. The layers are torch.nn's own, so that nothing here repeats the C++ arithmetic."""

import math

import numpy as np
import torch

from goldenjson import tensor, tensors
from inputs import Stream

VOCABULARY, TOKENS, WIDTH, HEADS, HIDDEN, LAYERS, BATCH = 11, 7, 8, 2, 12, 2, 3


def positions(tokens, width):
    """PE(t, 2i) = sin(t / 10000^(2i/d)), PE(t, 2i+1) = cos of the same (Vaswani et al. 2017, 3.5)."""
    table = torch.zeros(tokens, width, dtype=torch.float64)
    for t in range(tokens):
        for i in range(0, width, 2):
            angle = t / 10000 ** (i / width)
            table[t, i] = math.sin(angle)
            table[t, i + 1] = math.cos(angle)
    return table


def golden():
    draw = Stream(811)

    def grid(shape, scale=1):
        return torch.from_numpy(draw.grid(shape, scale, step=64))

    tokens = torch.from_numpy(np.stack([draw.labels(TOKENS, VOCABULARY) for _ in range(BATCH)]))
    probe = grid((BATCH, TOKENS, WIDTH))
    parameters = {"embedding.weight": grid((VOCABULARY, WIDTH))}
    layers = []
    for k in range(LAYERS):
        layer = torch.nn.TransformerEncoderLayer(
            WIDTH, HEADS, HIDDEN, dropout=0.0, activation="relu", batch_first=True, norm_first=False, dtype=torch.float64
        )
        p = f"stages.{k}."
        for name in ("query", "key", "value", "output"):
            parameters[p + f"attention.{name}.weight"] = grid((WIDTH, WIDTH))
            parameters[p + f"attention.{name}.bias"] = grid((WIDTH,))
        parameters[p + "linear1.weight"] = grid((HIDDEN, WIDTH))
        parameters[p + "linear1.bias"] = grid((HIDDEN,))
        parameters[p + "linear2.weight"] = grid((WIDTH, HIDDEN))
        parameters[p + "linear2.bias"] = grid((WIDTH,))
        for norm in ("norm1", "norm2"):
            parameters[p + f"{norm}.weight"] = 1 + grid((WIDTH,), 0.5)
            parameters[p + f"{norm}.bias"] = grid((WIDTH,))
        layers.append(layer)

    live = {name: value.clone().requires_grad_(True) for name, value in parameters.items()}
    x = torch.nn.functional.embedding(tokens, live["embedding.weight"]) * math.sqrt(WIDTH) + positions(TOKENS, WIDTH)
    embedded = x.detach()
    outputs = []
    for k, layer in enumerate(layers):
        p = f"stages.{k}."
        replaced = {
            "self_attn.in_proj_weight": torch.cat([live[p + f"attention.{n}.weight"] for n in ("query", "key", "value")]),
            "self_attn.in_proj_bias": torch.cat([live[p + f"attention.{n}.bias"] for n in ("query", "key", "value")]),
            "self_attn.out_proj.weight": live[p + "attention.output.weight"],
            "self_attn.out_proj.bias": live[p + "attention.output.bias"],
        }
        for name in ("linear1", "linear2", "norm1", "norm2"):
            replaced[name + ".weight"] = live[p + name + ".weight"]
            replaced[name + ".bias"] = live[p + name + ".bias"]
        x = torch.nn.utils.stateless.functional_call(layer.train(), replaced, x)
        outputs.append(x.detach())
    found = torch.autograd.grad((x * probe).sum(), list(live.values()))
    return {
        "about": "Embedding and two post-norm encoder layers; gradients of sum(probe * output of the last layer).",
        "heads": HEADS,
        "hidden": HIDDEN,
        "vocabulary": VOCABULARY,
        "tokens": {"shape": [BATCH, TOKENS], "values": [int(t) for t in tokens.reshape(-1)]},
        "probe": tensor(probe),
        "parameters": tensors(parameters),
        "embedded": tensor(embedded),
        "outputs": [tensor(o) for o in outputs],
        "gradients": tensors(dict(zip(live, found))),
    }
