"""A text encoder of transformers with a head, from the files that the bench writes: the same weights for all."""

import os

import torch
import transformers
from safetensors.torch import load_file
from torch import nn

HEAD_WIDTH = 32


def tokenizer(folder, longest):
    return transformers.PreTrainedTokenizerFast(
        tokenizer_file=os.path.join(folder, "tokenizer.json"),
        model_max_length=longest,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
    )


def encoder(folder, dropout):
    """BERT's shape is read from its tensors; its names are Hugging Face's, with or without "bert."."""
    weights = {name.removeprefix("bert."): value for name, value in load_file(os.path.join(folder, "model.safetensors")).items()}
    words, width = weights["embeddings.word_embeddings.weight"].shape
    config = transformers.BertConfig(
        vocab_size=words,
        hidden_size=width,
        num_hidden_layers=1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layer.")),
        num_attention_heads=width // HEAD_WIDTH,
        intermediate_size=weights["encoder.layer.0.intermediate.dense.weight"].shape[0],
        max_position_embeddings=weights["embeddings.position_embeddings.weight"].shape[0],
        hidden_dropout_prob=dropout,
        attention_probs_dropout_prob=dropout,
    )
    net = transformers.BertModel(config, add_pooling_layer=False)
    missing = net.load_state_dict(weights, strict=False).missing_keys
    if missing:
        raise ValueError(f"no weights for {missing}")
    return net


def pooled(tokens, mask, pooling):
    if pooling == "class":
        return tokens[:, 0]
    there = mask.unsqueeze(-1).to(tokens.dtype)
    return (tokens * there).sum(1) / there.sum(1)


class Classifier(nn.Module):
    def __init__(self, body, pooling, classes):
        super().__init__()
        self.body, self.pooling = body, pooling
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(body.config.hidden_size, classes)

    def features(self, batch):
        tokens = self.body(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
        return pooled(tokens, batch["attention_mask"], self.pooling)

    def forward(self, batch):
        return self.head(self.dropout(self.features(batch)))

    def learn(self, layers):
        """The head alone, the head with the last blocks (a number), or all."""
        self.requires_grad_(layers == "all")
        self.head.requires_grad_(True)
        if layers.isdigit():
            self.body.encoder.layer[-int(layers) :].requires_grad_(True)


class Texts:
    """Encoded once; padded to the longest of each batch, as DataCollatorWithPadding does."""

    def __init__(self, tokens, texts, prefix):
        self.tokens = tokens
        self.ids = tokens([prefix + text for text in texts], truncation=True)["input_ids"]

    def __len__(self):
        return len(self.ids)

    def batch(self, indices):
        return self.tokens.pad({"input_ids": [self.ids[i] for i in indices]}, return_tensors="pt")

    def batches(self, size, order=None):
        """In an order, or the longest first: next to nothing of a batch is padding then."""
        if order is None:
            order = sorted(range(len(self)), key=lambda i: -len(self.ids[i]))
        return [list(order[at : at + size]) for at in range(0, len(order), size)]

    def like_lengths(self, size):
        """Random batches of like length, as transformers' Trainer has it with group_by_length."""
        order = torch.randperm(len(self)).tolist()
        reach = 50 * size
        windows = [order[at : at + reach] for at in range(0, len(order), reach)]
        batches = [batch for w in windows for batch in self.batches(size, sorted(w, key=lambda i: len(self.ids[i])))]
        return [batches[i] for i in torch.randperm(len(batches)).tolist()]
