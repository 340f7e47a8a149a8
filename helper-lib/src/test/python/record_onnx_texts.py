"""Exports tiny text encoders to ONNX and records what torch computes with them, and its gradients.

usage: record_onnx_texts.py FOLDER

Weights are drawn from seed 1. Beside NAME.onnx it writes NAME.json: ids and mask, both (N, T), what
becomes of each token, (N, C, T), and of each parameter what record_onnx_layers.py writes of it.
"""

import json
import sys
import warnings
from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig, BertModel, DistilBertConfig, DistilBertModel

from record_onnx_layers import wave, without_traces

warnings.filterwarnings("ignore")
BATCH, TOKENS, VOCABULARY, POSITIONS = 2, 12, 40, 24


def bert(attention):
    return BertModel(
        BertConfig(
            vocab_size=VOCABULARY,
            hidden_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=POSITIONS,
            attn_implementation=attention,
        ),
        add_pooling_layer=False,
    )


def distilbert(attention):
    return DistilBertModel(
        DistilBertConfig(
            vocab_size=VOCABULARY,
            dim=16,
            n_layers=2,
            n_heads=2,
            hidden_dim=32,
            max_position_embeddings=POSITIONS,
            attn_implementation=attention,
        )
    )


class Encoder(nn.Module):
    """What each token becomes, as the first output; behind it what heads make of it."""

    def __init__(self, model, kinds, head):
        super().__init__()
        self.model = model
        self.kinds = kinds
        self.head = head
        self.classifier = nn.Linear(16, 3) if head == "classes" else nn.Identity()

    def hidden(self, input_ids, attention_mask, token_type_ids):
        given = {"token_type_ids": token_type_ids} if self.kinds else {}
        return self.model(input_ids=input_ids, attention_mask=attention_mask, **given)[0]

    def forward(self, input_ids, attention_mask, token_type_ids=None):
        hidden = self.hidden(input_ids, attention_mask, token_type_ids)
        if self.head == "classes":
            return self.classifier(torch.relu(hidden[:, 0]))
        if self.head == "mean":
            there = attention_mask.unsqueeze(-1).expand(hidden.size()).float()
            return (hidden * there).sum(1) / torch.clamp(there.sum(1), min=1e-9)
        return hidden


NETWORKS = {
    "texts_bert": (bert, "eager", True, "", False),
    "texts_bert_fused": (bert, "sdpa", True, "", False),
    "texts_bert_second": (bert, "sdpa", True, "", True),
    "texts_bert_mean": (bert, "eager", True, "mean", False),
    "texts_bert_classes": (bert, "eager", False, "classes", False),
    "texts_distilbert": (distilbert, "sdpa", False, "", False),
    "texts_distilbert_second": (distilbert, "eager", False, "", True),
}


def record(folder, name, model, attention, kinds, head, dynamo):
    torch.manual_seed(1)
    network = Encoder(model(attention), kinds, head).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(torch.randn(parameter.shape) * (0.3 if parameter.dim() > 1 else 0.1) + (parameter.dim() == 1))
    ids = torch.arange(BATCH * TOKENS).reshape(BATCH, TOKENS) * 7 % (VOCABULARY - 1) + 1  # torch has no gradient of padding, 0
    mask = torch.ones_like(ids)
    mask[1, 7:] = 0
    inputs = {"input_ids": ids, "attention_mask": mask}
    if kinds:
        inputs["token_type_ids"] = torch.zeros_like(ids)
    file = folder / f"{name}.onnx"
    if dynamo:
        open_axes = {0: torch.export.Dim("n", min=1, max=64), 1: torch.export.Dim("t", min=2, max=POSITIONS - 1)}
        shapes = {key: open_axes for key in inputs}
        torch.onnx.export(network, (), file, kwargs=inputs, dynamo=True, dynamic_shapes=shapes, external_data=False, verbose=False)
    else:
        axes = {key: {0: "n", 1: "t"} for key in inputs}
        torch.onnx.export(network, tuple(inputs.values()), file, input_names=list(inputs), dynamo=False, dynamic_axes=axes, opset_version=14)
    without_traces(file)
    hidden = network.hidden(ids, mask, inputs.get("token_type_ids")).transpose(1, 2).contiguous()
    flat = hidden.reshape(-1)
    (flat * wave(flat.numel(), 0.7, 1)).sum().backward()
    gradients = {
        key: [float((p.grad.reshape(-1) * wave(p.grad.numel(), 0.9, 1)).sum()), float(p.grad.norm())]
        for key, p in network.named_parameters()
        if p.grad is not None
    }
    written = {"tokens": TOKENS, "ids": ids.tolist(), "mask": mask.tolist(), "output": [float(f"{v:.7g}") for v in flat], "gradients": gradients}
    (folder / f"{name}.json").write_text(json.dumps(written) + "\n", encoding="utf-8")


def main():
    torch.set_num_threads(1)
    for name, options in NETWORKS.items():
        record(Path(sys.argv[1]), name, *options)


if __name__ == "__main__":
    main()
