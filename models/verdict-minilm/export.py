#!/usr/bin/env python3
"""Rounds trained weights to bytes for the program.

    python export.py TRAINED/model.safetensors OUT/model.safetensors

Matrices (and the word pieces' rows) become bytes with one scale a row; positions, norms, shifts and the two heads stay as they are.
Needs: numpy, safetensors.
"""
import sys
import numpy as np
from safetensors.numpy import load_file, save_file

source, out = sys.argv[1:3]
made = {}
for name, value in sorted(load_file(source).items()):
    value = value.astype(np.float32)
    if value.ndim == 2 and not name.startswith(("classifier", "rating", "embeddings.position", "embeddings.token_type")):
        scale = np.maximum(np.abs(value).max(1), 1e-12) / 127
        made[name] = np.clip(np.round(value / scale[:, None]), -127, 127).astype(np.int8)
        made[name + ".scale"] = scale.astype(np.float32)
    else:
        made[name] = value
save_file(made, out)
