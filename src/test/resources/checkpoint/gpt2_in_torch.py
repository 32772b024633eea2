"""GPT-2 in a few lines of torch, written from the published architecture (Radford et al. 2019).

python3 gpt2_in_torch.py STEPS FOLDER TOKEN [FOLDER TOKEN ...]

Reads each folder (config.json, model.safetensors) with nothing of the program that wrote it, decodes STEPS tokens
greedily after TOKEN in double precision, and prints one JSON object a folder: the tokens, and the logits of each step.
"""
import json
import math
import struct
import sys

import torch

ACTIVATIONS = {
    "gelu_new": lambda x: 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))),
    "gelu": lambda x: 0.5 * x * (1 + torch.erf(x / math.sqrt(2))),
    "relu": torch.relu,
    "silu": lambda x: x * torch.sigmoid(x),
    "tanh": torch.tanh,
}


def tensors(path):
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    result = {}
    for name, entry in header.items():
        if name != "__metadata__":
            assert entry["dtype"] == "F32"
            begin, end = entry["data_offsets"]
            flat = torch.frombuffer(data, dtype=torch.float32, count=(end - begin) // 4, offset=begin)
            result[name.removeprefix("transformer.")] = flat.reshape(entry["shape"]).double()
    return result


def norm(x, w, name):
    mean = x.mean(-1, keepdim=True)
    variance = ((x - mean) ** 2).mean(-1, keepdim=True)
    return (x - mean) / torch.sqrt(variance + 1e-5) * w[name + ".weight"] + w[name + ".bias"]


def linear(x, w, name):
    return x @ w[name + ".weight"] + w[name + ".bias"]


def logits(tokens, w, config):
    t, c, heads = len(tokens), config["n_embd"], config["n_head"]
    x = w["wte.weight"][tokens] + w["wpe.weight"][:t]
    hidden = torch.ones(t, t, dtype=torch.bool).triu(1)
    for layer in range(config["n_layer"]):
        h = "h.%d." % layer
        q, k, v = (
            part.reshape(t, heads, c // heads).transpose(0, 1)
            for part in linear(norm(x, w, h + "ln_1"), w, h + "attn.c_attn").split(c, 1)
        )
        scores = (q @ k.transpose(1, 2) / math.sqrt(c // heads)).masked_fill(hidden, -math.inf)
        mixed = (torch.softmax(scores, -1) @ v).transpose(0, 1).reshape(t, c)
        x = x + linear(mixed, w, h + "attn.c_proj")
        inner = ACTIVATIONS[config["activation_function"]](linear(norm(x, w, h + "ln_2"), w, h + "mlp.c_fc"))
        x = x + linear(inner, w, h + "mlp.c_proj")
    head = w["wte.weight"] if config["tie_word_embeddings"] else w["lm_head.weight"]
    return head @ norm(x[-1], w, "ln_f")


def main(steps, *arguments):
    for folder, token in zip(arguments[::2], arguments[1::2]):
        with open(folder + "/config.json", encoding="utf-8") as file:
            config = json.load(file)
        assert config["model_type"] == "gpt2"
        w = tensors(folder + "/model.safetensors")
        tokens, seen = [int(token)], []
        for _ in range(int(steps)):
            step = logits(tokens, w, config)
            seen.append(step.tolist())
            tokens.append(int(step.argmax()))
        print(json.dumps({"tokens": tokens[1:], "logits": seen}))


main(*sys.argv[1:])
