"""Records the text encoders of Hugging Face under formula weights (reference.formula).

usage: record_texts.py OUT_FOLDER          (requirements-networks.txt)
       record_texts.py whole NETWORK TOKENS OUT_FOLDER

The networks are two blocks deep and 24 channels wide; the formula goes by the names that are in their files: text_tensors.json lists
those. Texts of a batch differ in length, in "mixed" as far as they can. What a network makes of padding is nobody's: it is set to zero here, and so by the test.
With "whole" one is recorded that is as wide and deep as it is published, with random weights, into a file of the same form beside them.
"""

import json
import os
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np
import safetensors.torch
import torch
import transformers

import reference

SAMPLES = 12
VOCABULARY, POSITIONS, WIDTH, DEPTH, HEADS, HIDDEN, CLASSES = 61, 512, 24, 2, 3, 40, 3
MIXED = [512, 1, 511, 2, 37]


def bert(kind, vocabulary=VOCABULARY, positions=POSITIONS, width=WIDTH, depth=DEPTH, heads=HEADS, hidden=HIDDEN):
    sizes = {"hidden_size": width, "num_hidden_layers": depth, "num_attention_heads": heads, "intermediate_size": hidden}
    return kind(transformers.BertConfig(vocab_size=vocabulary, max_position_embeddings=positions, **sizes))


def distilbert(kind, vocabulary=VOCABULARY, positions=POSITIONS, width=WIDTH, depth=DEPTH, heads=HEADS, hidden=HIDDEN):
    sizes = {"dim": width, "n_layers": depth, "n_heads": heads, "hidden_dim": hidden}
    return kind(transformers.DistilBertConfig(vocab_size=vocabulary, max_position_embeddings=positions, **sizes))


def roberta(kind, vocabulary=VOCABULARY, positions=POSITIONS, width=WIDTH, depth=DEPTH, heads=HEADS, hidden=HIDDEN):
    sizes = {"hidden_size": width, "num_hidden_layers": depth, "num_attention_heads": heads, "intermediate_size": hidden}
    own = {"type_vocab_size": 1, "layer_norm_eps": 1e-5, "pad_token_id": 1}
    return kind(transformers.RobertaConfig(vocab_size=vocabulary, max_position_embeddings=positions + 2, **own, **sizes))


def inputs(model, ids, mask):
    """RoBERTa counts its positions from 2, and none for id 1; that it is padding is said by the mask here."""
    named = {"input_ids": ids, "attention_mask": mask}
    if model.config.model_type == "roberta":
        named["position_ids"] = torch.arange(2, 2 + ids.shape[1])[None].expand(ids.shape)
    return named


# network: what makes it, what it was saved as, whose gradients are recorded by which pooling
RUNS = {
    "bert": (bert, transformers.BertModel, "mean"),
    "bert_mlm": (bert, transformers.BertForMaskedLM, None),
    "distilbert": (distilbert, transformers.DistilBertModel, "class"),
    "distilbert_mlm": (distilbert, transformers.DistilBertForMaskedLM, None),
    "roberta": (roberta, transformers.RobertaForMaskedLM, "mean"),
}
WHOLE = {
    "minilm_l6": (bert, transformers.BertModel, 384, 6, 12),
    "bge_small": (bert, transformers.BertModel, 384, 12, 12),
    "e5_small": (bert, transformers.BertModel, 384, 12, 12),
    "bert_base": (bert, transformers.BertForMaskedLM, 768, 12, 12),
    "distilroberta_base": (roberta, transformers.RobertaForMaskedLM, 768, 6, 12),
    "distilbert_base": (distilbert, transformers.DistilBertForMaskedLM, 768, 6, 12),
}


def thirds(tokens):
    """Lengths of three texts, each a third of the longest shorter than the one before."""
    return [tokens - i * (tokens // 3) for i in range(3)]


def batch(lengths, vocabulary):
    tokens = max(lengths)
    i = np.arange(len(lengths) * tokens, dtype=np.int64).reshape(len(lengths), tokens)
    ids = (7 * i * i + 13 * i + 5) % vocabulary
    mask = (np.arange(tokens)[None] < np.array(lengths)[:, None]).astype(np.int64)
    return torch.from_numpy(ids), torch.from_numpy(mask)


BATCHES = {"1": thirds(1), "7": thirds(7), "16": thirds(16), "mixed": MIXED}


def load(make, kind):
    """Through a file: its names are those that count."""
    with tempfile.TemporaryDirectory() as folder:
        make(kind).save_pretrained(folder)
        file = os.path.join(folder, "model.safetensors")
        state = safetensors.torch.load_file(file)
        filled = {name: torch.from_numpy(reference.formula(name, tuple(value.shape))) for name, value in state.items()}
        safetensors.torch.save_file(filled, file, {"format": "pt"})
        model = kind.from_pretrained(folder, attn_implementation="eager").eval()
    return model.base_model, {name: list(value.shape) for name, value in sorted(state.items())}


def pooled(tokens, mask):
    there = mask[:, :, None].float()
    mean = (tokens * there).sum(1) / there.sum(1)
    unit = torch.nn.functional.normalize
    return {"class": tokens[:, 0], "mean": mean, "unit_class": unit(tokens[:, 0]), "unit_mean": unit(mean)}


def stages(model, ids, mask, wholly=()):
    with torch.no_grad():
        out = model(**inputs(model, ids, mask), output_hidden_states=True)
    there = mask[:, :, None].float()
    named = {"embeddings": out.hidden_states[0]}
    named.update({f"block{i}": value for i, value in enumerate(out.hidden_states) if i > 0})
    values = {name: (value * there).transpose(1, 2) for name, value in named.items()}
    values.update(pooled(out.last_hidden_state, mask))
    samples = {name: values[name].numel() for name in wholly}
    return [reference.summary(name, name, value[None].numpy(), samples.get(name, SAMPLES)) for name, value in values.items()]


def gradients(model, pooling, lengths):
    """Of the mean cross entropy of a batch under a dense layer of its own; names are Graft's."""
    ids, mask = batch(lengths, VOCABULARY)
    labels = torch.arange(len(lengths)) % CLASSES
    model.embeddings.word_embeddings.padding_idx = None  # here every id may stand in a text
    head = torch.nn.Linear(WIDTH, CLASSES)
    head.weight.data = torch.from_numpy(reference.formula("head.weight", (CLASSES, WIDTH)))
    head.bias.data = torch.from_numpy(reference.formula("head.bias", (CLASSES,)))
    vector = pooled(model(**inputs(model, ids, mask)).last_hidden_state, mask)[pooling]
    torch.nn.functional.cross_entropy(head(vector), labels).backward()
    named = {**dict(model.named_parameters()), "head.weight": head.weight, "head.bias": head.bias}
    used = stacked({graft(name): value.grad for name, value in named.items() if value.grad is not None})
    used["embeddings.position_embeddings"] = used["embeddings.position_embeddings"][-POSITIONS:]  # a RoBERTa's first two are unused
    return [reference.summary(name, name, value[None].numpy(), SAMPLES) for name, value in used.items()]


RENAMED = [
    ("position_embeddings.weight", "position_embeddings"),
    ("transformer.layer", "encoder.layer"),
    (".self.query.", ".self.q."),
    (".self.key.", ".self.k."),
    (".self.value.", ".self.v."),
    ("attention.q_lin", "attention.self.q"),
    ("attention.k_lin", "attention.self.k"),
    ("attention.v_lin", "attention.self.v"),
    ("attention.out_lin", "attention.output.dense"),
    ("sa_layer_norm", "attention.output.LayerNorm"),
    ("output_layer_norm", "output.LayerNorm"),
    ("ffn.lin1", "intermediate.dense"),
    ("ffn.lin2", "output.dense"),
]


def graft(name):
    for old, new in RENAMED:
        name = name.replace(old, new)
    return name


def stacked(tensors):
    """Queries, keys and values below each other."""
    whole = {}
    for name, value in tensors.items():
        if ".self.q." in name:
            parts = [tensors[name.replace(".self.q.", f".self.{one}.")] for one in "qkv"]
            whole[name.replace(".self.q.", ".self.qkv.")] = torch.cat(parts)
        elif ".self.k." not in name and ".self.v." not in name:
            whole[name] = value
    return whole


def whole(name, tokens, out):
    make, kind, width, depth, heads = WHOLE[name]
    torch.manual_seed(1)
    model = make(kind, 30522, 512, width, depth, heads, 4 * width).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.02)
    model.save_pretrained(out)
    lengths = MIXED if tokens == max(MIXED) else thirds(tokens)
    ids, mask = batch(lengths, 30522)
    reference.write(os.path.join(out, "whole.json"), source(), list(ids.shape), stages(model.base_model, ids, mask))


def source():
    return "formula weights, huggingface " + transformers.__version__


def main(out):
    tensors = {}
    for name, (make, kind, learns) in RUNS.items():
        model, tensors[name] = load(make, kind)
        for title, lengths in BATCHES.items():
            ids, mask = batch(lengths, VOCABULARY)
            recorded = stages(model, ids, mask, ["class", "mean"] if title == "mixed" else [])
            print(name, title, [(s["stage"], s["absMax"]) for s in recorded])
            reference.write(os.path.join(out, f"text_{name}_{title}.json"), source(), list(ids.shape), recorded)
            if learns and title in ["7", "mixed"]:
                path = os.path.join(out, f"text_{name}_{title}_gradients.json")
                reference.write(path, source(), list(ids.shape), gradients(model, learns, lengths))
                model.zero_grad()
    texts = [f"{json.dumps(name)}: {json.dumps(tensors[name])}" for name in tensors]
    with open(os.path.join(out, "text_tensors.json"), "w", encoding="utf-8") as file:
        file.write("{\n" + ",\n".join(texts) + "\n}\n")


if __name__ == "__main__":
    if sys.argv[1] == "whole":
        whole(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main(sys.argv[1])
