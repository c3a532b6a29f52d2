# SPDX-License-Identifier: GPL-3.0-or-later
"""Depth-wise interference on a probe batch (methods/cafedistill.md 1.4, methods/early-exit.md 7.3).

    g_k = d CE(z_k, y) / d theta;  I_kl = cos(g_k, g_l) on the trunk below exit min(k, l)
    magnitude similarity = 2 ||g_k|| ||g_l|| / (||g_k||^2 + ||g_l||^2)
    divergence_k = mean KL(p_m || p_k), agreement_k = share of samples with equal argmax
"""

import math

import numpy as np
import torch
import torch.nn.functional as F

import checks
import forward as forward_pass
import networks
from goldenjson import tensor, tensors
from inputs import Stream


def exit_gradients(forward, parameters, labels, exits):
    """gradient[k][l] = flattened d CE(z_k) / d (parameters of stage l), or None where exit k does not see stage l."""
    out = []
    for k in range(exits):
        live = {n: p.clone().requires_grad_(True) for n, p in parameters.items()}
        names = [n for n in live if n.startswith("stages.")]
        found = torch.autograd.grad(F.cross_entropy(forward(live)[k], labels), [live[n] for n in names], allow_unused=True)
        by_name = dict(zip(names, found))
        row = []
        for stage in range(exits):
            parts = [by_name[n] for n in networks.stage_names(parameters, stage)]
            assert all((part is None) == (stage > k) for part in parts)
            row.append(None if stage > k else torch.cat([part.reshape(-1) for part in parts]).numpy())
        out.append(row)
    return out


def _norm(v):
    return math.sqrt(float(v @ v))


def _cosine(a, b):
    return float(a @ b) / (_norm(a) * _norm(b))


def measures(found):
    exits = len(found)
    per_stage, norms = [], []
    for stage in range(exits):
        per_stage.append(
            [
                _cosine(found[k][stage], found[q][stage]) if min(k, q) >= stage else None
                for k in range(exits)
                for q in range(exits)
            ]
        )
        norms.append([None if stage > k else _norm(found[k][stage]) for k in range(exits)])
    total, magnitude = np.eye(exits), np.eye(exits)
    for k in range(exits):
        for q in range(exits):
            depth = min(k, q) + 1
            a, b = np.concatenate(found[k][:depth]), np.concatenate(found[q][:depth])
            total[k, q] = _cosine(a, b)
            magnitude[k, q] = 2 * _norm(a) * _norm(b) / (_norm(a) ** 2 + _norm(b) ** 2)
    pairs = [total[k, q] for k in range(exits) for q in range(k)]
    assert min(abs(v) for v in pairs) > 1e-3
    return {
        "stage_cosine": [{"shape": [exits, exits], "values": values} for values in per_stage],
        "stage_norm": norms,
        "trunk_cosine": tensor(total),
        "trunk_magnitude_similarity": tensor(magnitude),
        "conflict_rate": sum(v < 0.0 for v in pairs) / len(pairs),
    }


def divergence(logits):
    log_p = [torch.log_softmax(z, dim=1) for z in logits]
    last = log_p[-1]
    for z in logits:
        top = z.sort(dim=1).values
        assert float((top[:, -1] - top[:, -2]).min()) > 1e-4
    return (
        [float((last.exp() * (last - q)).sum(dim=1).mean()) for q in log_p],
        [float((last.argmax(dim=1) == q.argmax(dim=1)).double().mean()) for q in log_p],
    )


def _case(name, forward, parameters, x, y):
    exits = sum(n.startswith("heads.") and n.endswith(".weight") for n in parameters)
    kinks = networks.Kinks()
    logits = forward(parameters, kinks)
    assert kinks.distance > forward_pass.KINK, f"{name}: {kinks.distance:.2g} from a kink"
    found = exit_gradients(lambda p: forward(p, networks.Kinks()), parameters, y, exits)

    # the sum over exits of g_k is the gradient of the summed loss, which finite differences confirm
    _, _, summed = forward_pass.gradients(lambda p: forward(p, networks.Kinks()), parameters, y)
    forward_pass.check_gradients(lambda p: forward(p, networks.Kinks()), parameters, y, summed, name)
    for stage in range(exits):
        whole = torch.cat([summed[n].reshape(-1) for n in networks.stage_names(parameters, stage)]).numpy()
        checks.close(sum(found[k][stage] for k in range(stage, exits)), whole, 1e-14, f"{name}: stage {stage}")

    kl, agreement = divergence(logits)
    return {
        "name": name,
        "parameters": tensors(parameters),
        "input": tensor(x),
        "labels": y.tolist(),
        "logits": tensor(torch.stack(logits)),
        **measures(found),
        "teacher_divergence": kl,
        "teacher_agreement": agreement,
    }


CONVNET_PROBE_SEED, MLP_SEED, MLP_PROBE_SEED = 715, 714, 719


def golden():
    conv = networks.make_convnet(forward_pass.CONVNET_SEED)
    cx, cy = forward_pass.convnet_batch(CONVNET_PROBE_SEED, batch=4)
    dense = networks.make_mlp(MLP_SEED)
    draw = Stream(MLP_PROBE_SEED)
    mx, my = torch.from_numpy(draw.grid((12, 6), 2)), torch.from_numpy(draw.labels(12, 3))
    return {
        "about": "Gradient conflict between exits on a probe batch, cafedistill.md 1.4. stage_cosine[l] is the exit x exit"
        " matrix of cos(g_k, g_q) on the parameters of stage l, null unless both exits see the stage; stage_norm[l][k] ="
        " ||g_k|| there; trunk_cosine on all stages up to min(k, q); conflict_rate = share of pairs k<q with negative"
        " trunk cosine; teacher_divergence[k] = mean KL(p_last || p_k) at temperature 1; teacher_agreement[k] = share of"
        " equal argmax. convnet has the parameters of convnet_forward.json.",
        "cases": [
            _case("convnet", lambda p, kinks: networks.convnet(p, cx, kinks), conv, cx, cy),
            _case("mlp", lambda p, kinks: networks.mlp(p, mx, kinks)[0], dense, mx, my),
        ],
    }
