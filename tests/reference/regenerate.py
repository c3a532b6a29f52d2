# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes every golden file of the C++ tests, or compares them with what is committed (--check)."""

import argparse
import pathlib
import sys

sys.dont_write_bytecode = True

import torch

import aggregation
import conflict
import darkdistill_parts
import darkdistill_rounds
import depthfl
import eefl
import exclusivefl
import fedbsd
import feddf
import fjord
import flow
import forward
import goldenjson
import heterofl
import inclusivefl
import kdpdfl
import losses
import policies
import ree
import reefl_rounds
import rounds
import scalefl
import schemes
import selection
import surgery
import teacher
import transformer
import vision_transformer

FILES = {
    "losses.json": losses.golden,
    "selection.json": selection.golden,
    "teacher.json": teacher.golden,
    "aggregation.json": aggregation.golden,
    "policies.json": policies.golden,
    "cafedistill_rounds.json": rounds.golden,
    "fedbsd_rounds.json": fedbsd.golden,
    "kdpdfl_rounds.json": kdpdfl.golden,
    "flow_rounds.json": flow.golden,
    "depthfl_rounds.json": depthfl.golden,
    "exclusivefl_rounds.json": exclusivefl.golden,
    "inclusivefl_rounds.json": inclusivefl.golden,
    "scalefl_rounds.json": scalefl.golden,
    "heterofl_rounds.json": heterofl.golden,
    "fjord_rounds.json": fjord.golden,
    "feddf_rounds.json": feddf.golden,
    "training_schemes.json": schemes.golden,
    "gradient_surgery.json": surgery.golden,
    "convnet_forward.json": forward.golden,
    "gradient_conflict.json": conflict.golden,
    "transformer_forward.json": transformer.golden,
    "eefl_rounds.json": eefl.golden,
    "darkdistill_parts.json": darkdistill_parts.golden,
    "darkdistill_rounds.json": darkdistill_rounds.golden,
    "darkdistill_parallel.json": darkdistill_parts.parallel_golden,
    "vision_transformer.json": vision_transformer.golden,
    "ree_module.json": ree.golden,
    "reefl_rounds.json": reefl_rounds.golden,
}
LARGEST, LARGEST_TOTAL = 300_000, 3_000_000


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a committed file would change")
    parser.add_argument(
        "--out", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent / "golden", help="folder of the files"
    )
    arguments = parser.parse_args()
    if not __debug__:
        parser.error("run without -O: the checks are assertions")
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    total, changed = 0, []
    for name, build in FILES.items():
        text = goldenjson.dumps(build())
        assert len(text) < LARGEST, f"{name} has {len(text)} bytes"
        total += len(text)
        path = arguments.out / name
        same = path.exists() and path.read_bytes() == text.encode()
        if not same:
            changed.append(name)
            if not arguments.check:
                arguments.out.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text.encode())
        print(f"{name:26} {len(text):7} bytes  {'unchanged' if same else 'CHANGED'}")
    assert total < LARGEST_TOTAL, f"all files together have {total} bytes"
    return 1 if arguments.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
