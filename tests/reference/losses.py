# SPDX-License-Identifier: GPL-3.0-or-later
"""Local objective of CAFEDistill (methods/cafedistill.md, 1.3 and 1.12).

    L_i = (1/m) [ CE(z_m, y) + sum_{k in S_i} CE(z_k, y) ]
        + lambda sum_{k in S_i} tau^2 KL( softmax(sg[z_teacher]/tau) || softmax(z_k/tau) )

Exits are 0-based here: the last exit is m-1, students are 0..m-2.
"""

import numpy as np
import torch
import torch.nn.functional as F

import checks
from goldenjson import tensor
from inputs import Stream


def active_exits(students, exits, rule):
    """CE set and KD set of 1.3. `students` is S_i, always {0..|S_i|-1}.

    clean:  CE = S_i and the last exit,               KD = S_i
    parity: CE = {1..|S_i|-1, m} in 1-based counting, KD = {1..max(1, |S_i|)}
    """
    opened = len(students)
    assert list(students) == list(range(opened)) and opened < exits
    last = exits - 1
    if rule == "clean":
        return list(range(opened)) + [last], list(range(opened))
    assert rule == "parity"
    return list(range(max(0, opened - 1))) + [last], list(range(max(1, opened)))


def cross_entropy(logits, labels):
    """CE, mean over the batch."""
    return F.cross_entropy(logits, labels)


def distillation(teacher_logits, student_logits, tau):
    """tau^2 KL(softmax(sg[teacher]/tau) || softmax(student/tau)): summed over classes, mean over the batch."""
    log_teacher = torch.log_softmax(teacher_logits.detach() / tau, dim=1)
    log_student = torch.log_softmax(student_logits / tau, dim=1)
    return tau * tau * (log_teacher.exp() * (log_teacher - log_student)).sum(dim=1).mean()


def objective(logits, labels, ce_set, kd_set, lam, tau, teacher_logits=None):
    """L_i of 1.3; the teacher is the live last exit unless given separately (1.12)."""
    exits = len(logits)
    teacher = logits[-1] if teacher_logits is None else teacher_logits
    task = sum(cross_entropy(logits[k], labels) for k in ce_set) / exits
    kd = sum((distillation(teacher, logits[k], tau) for k in kd_set), torch.zeros((), dtype=logits[-1].dtype))
    return task + lam * kd, task, kd


def _softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def analytic_gradient(logits, labels, ce_set, kd_set, lam, tau, teacher):
    """dL/dz_k = [k in CE] (softmax(z_k) - onehot) / (m B)
             + [k in KD] lambda tau (softmax(z_k/tau) - softmax(teacher/tau)) / B
    """
    exits, batch, classes = logits.shape
    onehot = np.eye(classes)[labels]
    gradient = np.zeros_like(logits)
    for k in ce_set:
        gradient[k] += (_softmax(logits[k]) - onehot) / (exits * batch)
    for k in kd_set:
        gradient[k] += lam * tau * (_softmax(logits[k] / tau) - _softmax(teacher / tau)) / batch
    return gradient


def _case(name, logits, labels, students, rule, lam, tau, separate=None):
    exits = logits.shape[0]
    ce_set, kd_set = active_exits(students, exits, rule)
    target = torch.from_numpy(labels)
    z = torch.from_numpy(logits).requires_grad_(True)
    teacher = None if separate is None else torch.from_numpy(separate)
    total, task, kd = objective([z[k] for k in range(exits)], target, ce_set, kd_set, lam, tau, teacher)
    (gradient,) = torch.autograd.grad(total, z)

    fixed = (logits[-1] if separate is None else separate).copy()

    def value(point):
        zz = torch.from_numpy(point)
        parts = objective([zz[k] for k in range(exits)], target, ce_set, kd_set, lam, tau, torch.from_numpy(fixed))
        return float(parts[0])

    analytic = analytic_gradient(logits, labels, ce_set, kd_set, lam, tau, fixed)
    checks.close(gradient, analytic, 1e-14, name + ": analytic")
    numeric = checks.central_difference(value, logits)
    checks.close(gradient, numeric, 2e-8 * max(1.0, float(total)), name + ": finite differences")

    zz = torch.from_numpy(logits)
    source = torch.from_numpy(fixed)
    case = {
        "name": name,
        "rule": rule,
        "teacher": "live" if separate is None else "separate",
        "tau": float(tau),
        "lambda": float(lam),
        "students": list(students),
        "ce_set": ce_set,
        "kd_set": kd_set,
        "logits": tensor(logits),
        "labels": labels.tolist(),
        "ce": [float(cross_entropy(zz[k], target)) for k in range(exits)],
        "kd": [float(distillation(source, zz[k], tau)) for k in range(exits)],
        "task": float(task),
        "distill": float(kd),
        "total": float(total),
        "grad": tensor(gradient),
    }
    if separate is not None:
        case["teacher_logits"] = tensor(separate)
    return case


def golden():
    draw = Stream(101)
    exits, batch, classes = 3, 5, 4
    a = draw.grid((exits, batch, classes), 3)
    b = draw.grid((exits, batch, classes), 2)
    large = draw.grid((exits, batch, classes), 60, step=16)
    ya, yb = draw.labels(batch, classes), draw.labels(batch, classes)
    own_teacher = draw.grid((batch, classes), 3)
    cases = [
        _case("clean_two_students", a, ya, [0, 1], "clean", 1.0, 2.0),
        _case("clean_two_students_tau1", a, ya, [0, 1], "clean", 0.1, 1.0),
        _case("clean_one_student", b, yb, [0], "clean", 0.1, 2.0),
        _case("clean_one_student_tau1", b, yb, [0], "clean", 1.0, 1.0),
        _case("clean_no_student", a, yb, [], "clean", 1.0, 2.0),
        _case("clean_no_distillation", b, ya, [0, 1], "clean", 0.0, 2.0),
        _case("parity_no_student", a, ya, [], "parity", 1.0, 2.0),
        _case("parity_one_student", b, yb, [0], "parity", 0.1, 2.0),
        _case("parity_two_students", a, ya, [0, 1], "parity", 1.0, 2.0),
        _case("parity_two_students_tau1", b, yb, [0, 1], "parity", 0.1, 1.0),
        _case("separate_two_students", a, ya, [0, 1], "clean", 0.1, 2.0, own_teacher),
        _case("separate_one_student_tau1", b, yb, [0], "clean", 1.0, 1.0, own_teacher),
        _case("large_logits", large, ya, [0, 1], "clean", 1.0, 2.0),
    ]
    return {
        "about": "CAFEDistill local objective, cafedistill.md 1.3 and 1.12. Exits 0-based. ce[k] mean over batch;"
        " kd[k] = tau^2 KL(teacher||exit k), batchmean, for every k (weight 0 outside kd_set; 0 for the live teacher);"
        " task = sum over ce_set / m; distill = sum of kd over kd_set; total = task + lambda*distill;"
        " grad = d total / d logits [exit, sample, class], teacher detached.",
        "cases": cases,
    }
