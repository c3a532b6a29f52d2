# SPDX-License-Identifier: GPL-3.0-or-later
"""Vision transformer with exits on the class token (methods/reefl.md, 1.2), plain or with the shared exit module Ree.

    x = [class token; patches] + positions
    x <- x + Attention(LN(x));  x <- x + Linear(GELU(Linear(LN(x))))          one block, one stage
    exit k: Linear(LN(x[:, 0]))
"""

import torch
import torch.nn.functional as F

import checks
import forward
import ree
import submodels
from goldenjson import tensor, tensors
from inputs import Stream

CHANNELS, SIZE, PATCH, WIDTH, HEADS, BLOCKS, RATIO, CLASSES, BATCH = 1, 8, 4, 8, 2, 3, 4, 3, 3
REE_WIDTH, REE_HEADS = 4, 2
SEED = 4001


def block_shapes(d, ratio):
    hidden = ratio * d
    shapes = {}
    for norm in ("norm1", "norm2"):
        shapes[f"{norm}.weight"] = shapes[f"{norm}.bias"] = (d,)
    for name in ("query", "key", "value", "output"):
        shapes[f"attention.{name}.weight"], shapes[f"attention.{name}.bias"] = (d, d), (d,)
    shapes["linear1.weight"], shapes["linear1.bias"] = (hidden, d), (hidden,)
    shapes["linear2.weight"], shapes["linear2.bias"] = (d, hidden), (d,)
    return shapes


def stem_shapes(channels, size, patch, d):
    return {
        "patch.weight": (d, channels, patch, patch),
        "patch.bias": (d,),
        "class_token": (1, d),
        "positions": (1 + (size // patch) ** 2, d),
    }


def draw_values(draw, prefix, shapes, scale=0.5):
    """Scales of norms around 1, everything else around 0; multiples of 1/64."""
    named = {}
    for name, shape in shapes.items():
        value = draw.grid(shape, scale, step=64)
        is_scale = "norm" in name and name.endswith("weight")
        named[prefix + name] = torch.from_numpy(value + 1.0 if is_scale else value)
    return named


def block(p, prefix, x, heads):
    d = x.shape[-1]
    h = ree.layer_norm(p, prefix + "norm1", x)
    x = x + ree.attention(p, prefix + "attention.", h, heads, (d // heads) ** -0.5)
    h = F.gelu(F.linear(ree.layer_norm(p, prefix + "norm2", x), p[prefix + "linear1.weight"], p[prefix + "linear1.bias"]))
    return x + F.linear(h, p[prefix + "linear2.weight"], p[prefix + "linear2.bias"])


def embed(p, image):
    patches = F.conv2d(image, p["stem.patch.weight"], p["stem.patch.bias"], stride=p["stem.patch.weight"].shape[2])
    tokens = patches.flatten(2).transpose(1, 2)  # row by row
    first = p["stem.class_token"].expand(len(image), 1, -1)
    return torch.cat([first, tokens], dim=1) + p["stem.positions"]


def stages_of(p):
    return sum(name.startswith("stages.") and name.endswith(".norm1.weight") for name in p)


def with_heads(p, image, heads):
    """(logits of every exit, tokens after the stem and after every block)."""
    x = embed(p, image)
    logits, tokens = [], [x]
    for l in range(stages_of(p)):
        x = block(p, f"stages.{l}.", x, heads)
        tokens.append(x)
        h = ree.layer_norm(p, f"heads.{l}.norm", x[:, 0])
        logits.append(F.linear(h, p[f"heads.{l}.linear.weight"], p[f"heads.{l}.linear.bias"]))
    return logits, tokens


def with_ree(p, image, heads, ree_heads, aliased=False):
    """The class token is replaced after every block. `aliased`: written into the sequence in place, the history being
    views of the sequences, instead of explicit modulated tokens."""
    x = embed(p, image)
    logits, history = [], []
    for l in range(stages_of(p)):
        x = block(p, f"stages.{l}.", x, heads)
        token = x[:, 0]
        z, modulated = ree.exit_module(p, history, token, ree_heads)
        logits.append(z)
        if aliased:
            history.append(token)
            x[:, 0] = modulated
        else:
            history.append(modulated)
            x = torch.cat([modulated[:, None], x[:, 1:]], dim=1)
    return logits, history


def _check_block(p, x):
    """The hand-written block against torch's own pre-norm encoder layer."""
    layer = torch.nn.TransformerEncoderLayer(
        WIDTH, HEADS, RATIO * WIDTH, 0.0, "gelu", ree.EPS, batch_first=True, norm_first=True, dtype=torch.float64
    )
    s = "stages.1."
    replaced = {
        "self_attn.in_proj_weight": torch.cat([p[s + f"attention.{n}.weight"] for n in ("query", "key", "value")]),
        "self_attn.in_proj_bias": torch.cat([p[s + f"attention.{n}.bias"] for n in ("query", "key", "value")]),
        "self_attn.out_proj.weight": p[s + "attention.output.weight"],
        "self_attn.out_proj.bias": p[s + "attention.output.bias"],
    }
    for name in ("linear1", "linear2", "norm1", "norm2"):
        replaced[name + ".weight"], replaced[name + ".bias"] = p[s + name + ".weight"], p[s + name + ".bias"]
    theirs = torch.nn.utils.stateless.functional_call(layer.train(), replaced, x)
    checks.close(block(p, s, x, HEADS), theirs.detach(), 1e-13, "pre-norm block")


def _check_sizes():
    """DeiT-S: 1.3 of the document."""
    stem = ree.count(stem_shapes(3, 224, 16, 384))
    one = ree.count(block_shapes(384, 4))
    assert (stem, one) == (371_328, 1_774_464)
    assert [round((stem + depth * one) / 1e4) for depth in (3, 6, 9, 12)] == [569, 1102, 1634, 2166]
    return [
        {"name": "deit_s_stem", "parameters": stem},
        {"name": "deit_s_block", "parameters": one},
        *({"name": f"deit_s_{depth}_blocks", "parameters": stem + depth * one} for depth in (3, 6, 9, 12)),
    ]


def _entry(function, parameters, y, what):
    logits, loss, found = forward.gradients(function, parameters, y)
    forward.check_gradients(function, parameters, y, found, what)
    single = forward.gradients(function, submodels.single(parameters), y)
    for mine, theirs in zip([*logits, *found.values()], [*single[0], *single[2].values()]):
        checks.close(mine, theirs.double(), 2e-6, f"{what} in float32")
    return {"logits": tensor(torch.stack(logits)), "loss": loss}, found


def golden():
    draw = Stream(SEED)
    backbone = draw_values(draw, "stem.", stem_shapes(CHANNELS, SIZE, PATCH, WIDTH))
    for l in range(BLOCKS):
        backbone |= draw_values(draw, f"stages.{l}.", block_shapes(WIDTH, RATIO))
    separate = {}
    for l in range(BLOCKS):
        shapes = {"norm.weight": (WIDTH,), "norm.bias": (WIDTH,)}
        shapes |= {"linear.weight": (CLASSES, WIDTH), "linear.bias": (CLASSES,)}
        separate |= draw_values(draw, f"heads.{l}.", shapes)
    shared = draw_values(draw, "exits.", ree.shapes(WIDTH, REE_WIDTH, CLASSES, BLOCKS))
    image = torch.from_numpy(draw.grid((BATCH, CHANNELS, SIZE, SIZE), 1, step=64))
    y = torch.tensor([0, 2, 1])

    tokens = with_heads({**backbone, **separate}, image, HEADS)[1]
    _check_block(backbone, tokens[1])

    def cast(p):
        return image.to(p["stem.class_token"].dtype)

    plain, plain_gradients = _entry(
        lambda p: with_heads(p, cast(p), HEADS)[0], {**backbone, **separate}, y, "vision transformer"
    )
    fused, fused_gradients = _entry(
        lambda p: with_ree(p, cast(p), HEADS, REE_HEADS)[0], {**backbone, **shared}, y, "vision transformer with Ree"
    )
    other = forward.gradients(lambda p: with_ree(p, image, HEADS, REE_HEADS, aliased=True)[0], {**backbone, **shared}, y)
    checks.close(fused["logits"]["values"], torch.stack(other[0]).reshape(-1), 1e-14, "aliased formulation: logits")
    for name, gradient in fused_gradients.items():
        checks.close(gradient, other[2][name], 1e-14, f"aliased formulation: {name}")
    kept = ("exits.", "stem.class_token", "stem.positions", "stages.0.norm", "stages.1.attention.query", "stages.2.norm")
    return {
        "about": "Vision transformer, reefl.md 1.2: images [batch, channel, row, column], patches row by row; stem.positions"
        " row 0 belongs to the class token and is added to it too; pre-norm blocks, layer norm eps 1e-6, attention scale"
        " (width/heads)^-1/2, exact (erf) GELU, hidden = 4 width; no norm after the last block. loss = sum over exits of CE"
        " (mean over the batch); logits [exit, sample, class]. tokens[0] = after the stem, tokens[l+1] = after block l."
        " heads: exit k = Linear(LN(class token)). ree: the shared exit module (see ree_module.json) on the same backbone,"
        " class token replaced after every block, modulated [block, sample, width]; gradients there are a selection by name."
        " sizes: parameters of DeiT-S parts (224 pixels, patch 16, width 384).",
        "image": {"channels": CHANNELS, "size": SIZE, "patch": PATCH},
        "width": WIDTH,
        "attention_heads": HEADS,
        "blocks": BLOCKS,
        "hidden": RATIO * WIDTH,
        "classes": CLASSES,
        "layer_norm_eps": ree.EPS,
        "input": tensor(image),
        "labels": y.tolist(),
        "parameters": tensors(backbone),
        "tokens": [tensor(t) for t in tokens],
        "heads": {"parameters": tensors(separate), **plain, "gradients": tensors(plain_gradients)},
        "ree": {
            "attention_width": REE_WIDTH,
            "attention_heads": REE_HEADS,
            "hidden": ree.hidden_width(WIDTH),
            "parameters": tensors(shared),
            **fused,
            "modulated": tensor(torch.stack(with_ree({**backbone, **shared}, image, HEADS, REE_HEADS)[1])),
            "gradients": tensors({n: g for n, g in fused_gradients.items() if n.startswith(kept)}),
        },
        "sizes": _check_sizes(),
    }
