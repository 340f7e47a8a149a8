"""Sentences by sentence-transformers, and logistic regression of scikit-learn on what it gives, as their guides have it."""

import tempfile
import time

import sentence_transformers
import sklearn
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from sklearn.linear_model import LogisticRegression

from protocol import Absent, serve
from text_nets import encoder, tokenizer
from text_peer import read

state = {}


def hello():
    return {"version": f"sentence-transformers {sentence_transformers.__version__}, scikit-learn {sklearn.__version__}"}


def load(folder, longest, pooling):
    with tempfile.TemporaryDirectory() as own:
        net = encoder(folder, 0)
        net.save_pretrained(own)
        tokenizer(folder, longest).save_pretrained(own)
        reader = Transformer(own, max_seq_length=longest)
    width = net.config.hidden_size
    pooling_layer = Pooling(width, "cls" if pooling == "class" else "mean")
    return sentence_transformers.SentenceTransformer(modules=[reader, pooling_layer], device="cpu")


def encode(texts):
    return state["net"].encode([state["prefix"] + text for text in texts], batch_size=state["batch"], show_progress_bar=False)


def features(folder, longest, prefix, pooling, held, batch, **_):
    state.update(net=load(folder, longest, pooling), prefix=prefix, batch=batch, texts=read(held)[0])
    encode(state["texts"])
    return {"note": f"batch {batch}, sorted by length"}


def features_run():
    start = time.perf_counter()
    encode(state["texts"])
    return {"images": len(state["texts"]), "seconds": time.perf_counter() - start}


def recipe(folder, longest, prefix, pooling, train, held, batch, **_):
    texts, labels = read(train)
    asked, answers = read(held)
    start = time.perf_counter()
    state.update(net=load(folder, longest, pooling), prefix=prefix, batch=batch)
    state["kept"] = encode(texts), labels, encode(asked), answers
    return regression(1.0, start)


def following(**_):
    """Embeddings are in memory as long as the process lives; a new one begins anew."""
    if "kept" not in state:
        raise Absent("nothing was encoded before")
    return regression(0.1, time.perf_counter())


def regression(strength, start):
    features, labels, asked, answers = state["kept"]
    head = LogisticRegression(C=strength, max_iter=1000).fit(features, labels)
    return {"head": head.score(asked, answers), "headSeconds": time.perf_counter() - start, "note": "logistic regression"}


if __name__ == "__main__":
    serve(
        {
            "hello": hello,
            "text_features": features,
            "text_features_run": features_run,
            "text_recipe": recipe,
            "text_next": following,
        }
    )
