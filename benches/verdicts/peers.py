#!/usr/bin/env python3
"""Runs the encoder's weights in ONNX Runtime over one text a line, and prints a line of JSON.

usage: peers.py MODEL_DIR TEXTS OUT [--dynamic] [--batch N]

MODEL_DIR holds `model.safetensors` (bytes with a scale a row) and `vocab.txt` of the program. They are made into an ONNX graph of
singles with the same values; `--dynamic` has ONNX Runtime round it to bytes its own way (activations too). Texts go in by length, N at a time, on
one thread. OUT gets the log-odds. Needs: numpy, onnx, onnxruntime, tokenizers, safetensors.
"""
import argparse, json, os, tempfile, time
import numpy as np, onnx, onnxruntime as ort
from onnx import TensorProto as TP, helper, numpy_helper
from safetensors.numpy import load_file
from tokenizers import BertWordPieceTokenizer

HEADS, MOST = 12, 96


def graph(weights):
    """A BERT encoder with mean pooling and one answer, in operators that ONNX Runtime fuses."""
    width = weights["embeddings.LayerNorm.weight"].size
    layers = sum(name.endswith("intermediate.dense.bias") for name in weights)
    stored, nodes = [], []

    def const(name, value):
        stored.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(kind, inputs, out, **more):
        nodes.append(helper.make_node(kind, inputs, [out], name=out, **more))
        return out

    def linear(x, name, out):
        y = op("MatMul", [x, const(name + ".T", weights[name + ".weight"].T)], out + ".product")
        return op("Add", [y, const(name + ".b", weights[name + ".bias"])], out)

    def norm(x, name, out):
        return op("LayerNormalization", [x, const(name + ".g", weights[name + ".weight"]), const(name + ".s", weights[name + ".bias"])], out, axis=-1, epsilon=1e-12)

    for name, value in (("one", 1.0), ("half", 0.5), ("off", -1e4), ("root", 2 ** -0.5), ("factor", (width // HEADS) ** -0.5)):
        const(name, np.array(value, np.float32))
    for name, value in (("split", [0, 0, HEADS, width // HEADS]), ("join", [0, 0, width]), ("nought", [0]), ("middle", [1, 2]), ("first", [1]), ("last", [-1])):
        const(name, np.array(value, np.int64))
    words = op("Gather", [const("words", weights["embeddings.word_embeddings.weight"]), "ids"], "words.of")
    length = op("Shape", ["ids"], "length", start=1, end=2)
    places = op("Slice", [const("places", weights["embeddings.position_embeddings.weight"]), "nought", length, "nought"], "places.of")
    x = norm(op("Add", [words, places], "sum"), "embeddings.LayerNorm", "x")
    mask = op("Cast", ["mask"], "mask.f", to=TP.FLOAT)
    bias = op("Unsqueeze", [op("Mul", [op("Sub", ["one", mask], "hidden"), "off"], "hidden.off"), "middle"], "bias")
    for n in range(layers):
        name = f"encoder.layer.{n}"
        part = lambda which, perm: op("Transpose", [op("Reshape", [linear(x, f"{name}.attention.self.{which}", f"{n}.{which}"), "split"], f"{n}.{which}.split")], f"{n}.{which}.heads", perm=perm)
        q, k, v = part("query", [0, 2, 1, 3]), part("key", [0, 2, 3, 1]), part("value", [0, 2, 1, 3])
        fit = op("Add", [op("Mul", [op("MatMul", [q, k], f"{n}.qk"), "factor"], f"{n}.qk.f"), bias], f"{n}.fit")
        mean = op("MatMul", [op("Softmax", [fit], f"{n}.soft", axis=-1), v], f"{n}.mean")
        joined = op("Reshape", [op("Transpose", [mean], f"{n}.mean.t", perm=[0, 2, 1, 3]), "join"], f"{n}.joined")
        x = norm(op("Add", [linear(joined, f"{name}.attention.output.dense", f"{n}.o"), x], f"{n}.o.x"), f"{name}.attention.output.LayerNorm", f"{n}.x1")
        y = linear(x, f"{name}.intermediate.dense", f"{n}.i")
        y = op("Mul", [op("Mul", [y, "half"], f"{n}.half"), op("Add", [op("Erf", [op("Mul", [y, "root"], f"{n}.root")], f"{n}.erf"), "one"], f"{n}.erf.1")], f"{n}.gelu")
        x = norm(op("Add", [linear(y, f"{name}.output.dense", f"{n}.f"), x], f"{n}.f.x"), f"{name}.output.LayerNorm", f"{n}.x2")
    wide = op("Unsqueeze", [mask, "last"], "mask.wide")
    total = op("ReduceSum", [op("Mul", [x, wide], "seen"), "first"], "total", keepdims=0)
    pooled = op("Div", [total, op("ReduceSum", [mask, "first"], "count", keepdims=1)], "pooled")
    linear(pooled, "classifier", "odds")
    io = lambda name, kind, shape: helper.make_tensor_value_info(name, kind, shape)
    made = helper.make_graph(nodes, "verdict", [io("ids", TP.INT64, ["b", "n"]), io("mask", TP.INT64, ["b", "n"])], [io("odds", TP.FLOAT, ["b", 1])], stored)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def main():
    args = argparse.ArgumentParser()
    for name in ("model", "texts", "out"):
        args.add_argument(name)
    args.add_argument("--dynamic", action="store_true")
    args.add_argument("--batch", type=int, default=16)
    args = args.parse_args()
    stored = load_file(f"{args.model}/model.safetensors")
    weights = {name: value.astype(np.float32) * stored[name + ".scale"][:, None] if name + ".scale" in stored else value
               for name, value in stored.items() if not name.endswith(".scale")}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "model.onnx")
        onnx.save(graph(weights), path)
        if args.dynamic:
            from onnxruntime.quantization import QuantType, quantize_dynamic
            quantize_dynamic(path, path + ".bytes", weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"])
            path += ".bytes"
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
        begun = time.process_time()
        session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        load_s = time.process_time() - begun
    tokenizer = BertWordPieceTokenizer(f"{args.model}/vocab.txt", lowercase=True)
    tokenizer.enable_truncation(MOST)
    texts = open(args.texts, encoding="utf-8").read().split("\n")
    texts = texts[:-1] if texts[-1] == "" else texts
    begun = time.process_time()
    ids = [e.ids for e in tokenizer.encode_batch(texts)]
    order = sorted(range(len(ids)), key=lambda n: len(ids[n]))
    odds = np.zeros(len(ids), np.float32)
    for at in range(0, len(order), args.batch):
        batch = order[at:at + args.batch]
        longest = max(len(ids[n]) for n in batch)
        block, mask = np.zeros((len(batch), longest), np.int64), np.zeros((len(batch), longest), np.int64)
        for row, n in enumerate(batch):
            block[row, :len(ids[n])] = ids[n]
            mask[row, :len(ids[n])] = 1
        odds[batch] = session.run(None, {"ids": block, "mask": mask})[0][:, 0]
    read_s = time.process_time() - begun
    np.savetxt(args.out, odds, fmt="%.7g")
    print(json.dumps({"texts": len(texts), "load_s": load_s, "read_s": read_s, "per_s": len(texts) / read_s}))


if __name__ == "__main__":
    main()
