"""Write the packaged reader as a state to go on from: python training/unpack_reader.py BODY FOLDER.

The package keeps int8 weights; here they become floats again (value = (number - zero) * scale), so that
``train_reader.py --start FOLDER`` can go on from what a release has learned. Word embeddings are those of the base model.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from encoder import keep_layers, layer_of, load, save
from onnx import numpy_helper
from word_pieces import load_labels

PACKAGED = Path(__file__).parents[1] / "src" / "tocsin" / "data" / "reader"
# What the packaging adds to names.
_ADDED = ("_quantized", "_scale", "_zero_point")


def weights(model: Any) -> dict[str, torch.Tensor]:
    """Return the weights of an int8 ONNX model by the names that they had in the encoder."""
    kept = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}
    found = {k: torch.tensor(np.array(v)) for k, v in kept.items() if "." in k and not k.endswith(_ADDED)}
    for node in model.graph.node:
        if node.op_type != "MatMulInteger" or node.input[1] not in kept:
            continue
        name = node.input[1].removesuffix("_quantized")
        zero = kept.get(f"{name}_zero_point", np.zeros(1)).astype(np.float32)
        values = (kept[node.input[1]].astype(np.float32) - zero) * kept[f"{name}_scale"]
        path = re.sub(r"\.MatMul(_\d+)?(_quant)?$", "", node.name.strip("/").replace("/", "."))
        found[f"{path}.weight"] = torch.tensor(values.T.copy())
    for name in (n.removesuffix("_quantized") for n in kept if n.endswith("bias.weight_quantized")):
        # How far apart two words are, which is looked up as word embeddings are.
        values = kept[f"{name}_quantized"].astype(np.float32) - kept[f"{name}_zero_point"].astype(np.float32)
        found[name] = torch.tensor(values * kept[f"{name}_scale"])
    return found


def main() -> None:
    body, folder = sys.argv[1:]
    encoder, layer = load(body, load_labels(), None)
    packaged = weights(onnx.load(PACKAGED / "reader.onnx"))
    keep_layers(encoder, range(len({n for name in packaged if (n := layer_of(name)) is not None})))
    state = encoder.state_dict()
    own = {k: packaged[k] for k in state if k in packaged}
    encoder.load_state_dict(state | own)
    pair = json.loads((PACKAGED / "classes.json").read_text(encoding="utf-8"))["pair"]
    layer.load_state_dict({name: torch.tensor(values) for name, values in pair.items()})
    save(encoder, layer, Path(folder))
    print(f"{len(own)} of {len(state)} weights are the package's, the others the base model's")


if __name__ == "__main__":
    main()
