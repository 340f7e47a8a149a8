"""Records the vision transformers of torchvision, timm and Hugging Face under formula weights (reference.formula).

usage: record_transformers.py OUT_FOLDER          (requirements-networks.txt)
       record_transformers.py whole NETWORK SIZE OUT_FOLDER

The networks are two blocks deep and 48 channels wide; the formula goes by the publishers' names and by the shapes at the size of
pretraining, so that a recording tests Graft's renaming and its resizing of positions too: transformer_tensors.json lists both.
With "whole" one of timm's networks is recorded as it is published, into a file of the same form and a file of weights.
"""

import hashlib
import json
import os
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

import safetensors
import safetensors.torch
import timm
import torch
import torchvision
import transformers
from timm.models.vision_transformer import VisionTransformer as TimmVit
from torchvision.models.vision_transformer import VisionTransformer as TorchvisionVit
from torchvision.models.vision_transformer import interpolate_embeddings

import reference

CLASSES = 10
SAMPLES = 12
WIDTH, DEPTH, HEADS = 48, 2, 3


def torchvision_vit(size):
    return TorchvisionVit(size, 16, DEPTH, HEADS, WIDTH, 4 * WIDTH, num_classes=CLASSES)


def timm_vit(size, patch=16, classes=CLASSES, **more):
    sizes = {"img_size": size, "patch_size": patch, "embed_dim": WIDTH, "depth": DEPTH, "num_heads": HEADS}
    return TimmVit(num_classes=classes, **sizes, **more)


def timm_dinov2(size):
    return timm_vit(size, 14, init_values=1e-5)


def timm_dinov2_reg(size):
    return timm_vit(size, 14, init_values=1e-5, reg_tokens=4, no_embed_class=True)


def hub(kind, config, size, **more):
    shared = {"hidden_size": WIDTH, "num_hidden_layers": DEPTH, "num_attention_heads": HEADS, "num_labels": CLASSES}
    return kind(config(image_size=size, attn_implementation="eager", **shared, **more))


def hub_vit(size):
    kind, config = transformers.ViTForImageClassification, transformers.ViTConfig
    return hub(kind, config, size, patch_size=16, intermediate_size=4 * WIDTH)


def hub_dinov2(size):
    return hub(transformers.Dinov2ForImageClassification, transformers.Dinov2Config, size, patch_size=14)


def hub_dinov2_reg(size):
    kind, config = transformers.Dinov2WithRegistersForImageClassification, transformers.Dinov2WithRegistersConfig
    return hub(kind, config, size, patch_size=14, num_register_tokens=4)


# network: what makes it, the size of pretraining and others
RUNS = {
    "torchvision_vit": (torchvision_vit, [64, 112, 48]),
    "timm_vit": (timm_vit, [64, 112, 48]),
    "timm_dinov2": (timm_dinov2, [56, 98, 42]),
    "timm_dinov2_reg": (timm_dinov2_reg, [56, 98, 42]),
    "huggingface_vit": (hub_vit, [64, 112, 48]),
    "huggingface_dinov2": (hub_dinov2, [56, 98, 42]),
    "huggingface_dinov2_reg": (hub_dinov2_reg, [56, 98, 42]),
}


def fill(state, shape=lambda name, value: tuple(value.shape)):
    return {name: torch.from_numpy(reference.formula(name, shape(name, value))) for name, value in state.items()}


def of_torchvision(make, trained, size):
    model = make(size)
    state = fill(make(trained).state_dict())
    if size != trained:
        state = interpolate_embeddings(size, 16, dict(state))
    model.load_state_dict(state)
    ends = [("stem", model.encoder.dropout)]
    ends += [(f"block{i + 1}", block) for i, block in enumerate(model.encoder.layers)]
    return model, ends, model.encoder.ln, listed(make(trained).state_dict())


def of_timm(make, trained, size):
    model = make(size)
    state = fill(make(trained).state_dict())
    if size != trained:
        before = 0 if model.no_embed_class else 1
        grid = model.patch_embed.grid_size
        state["pos_embed"] = timm.layers.resample_abs_pos_embed(state["pos_embed"], grid, num_prefix_tokens=before)
    model.load_state_dict(state)
    ends = [("stem", model.norm_pre)]
    ends += [(f"block{i + 1}", block) for i, block in enumerate(model.blocks)]
    return model, ends, model.norm, listed(make(trained).state_dict())


def of_hub(make, trained, size):
    """Through a file: its names are those that count."""
    with tempfile.TemporaryDirectory() as folder:
        model = make(trained)
        model.save_pretrained(folder)
        file = os.path.join(folder, "model.safetensors")
        state = safetensors.torch.load_file(file)
        safetensors.torch.save_file(fill(state), file, {"format": "pt"})
        model = type(model).from_pretrained(folder, attn_implementation="eager")
    base = model.base_model
    layers = base.layers if hasattr(base, "layers") else base.encoder.layer
    ends = [("stem", base.embeddings)]
    ends += [(f"block{i + 1}", block) for i, block in enumerate(layers)]
    return model, ends, base.layernorm, listed(state)


def listed(state):
    return {name: list(value.shape) for name, value in sorted(state.items())}


def first(output):
    return output[0] if isinstance(output, tuple) else output


def logits_of(name, model, size, batch=1):
    count = batch * 3 * size * size
    x = torch.from_numpy(reference.sine(1, 1, count).reshape(batch, 3, size, size))
    more = {"interpolate_pos_encoding": True} if name == "huggingface_vit" else {}
    y = model(x, **more)
    return y if isinstance(y, torch.Tensor) else y.logits


def record(name, size):
    make, sizes = RUNS[name]
    of = {"torchvision": of_torchvision, "timm": of_timm, "huggingface": of_hub}[name.split("_")[0]]
    model, ends, norm, names = of(make, sizes[0], size)
    model.eval()
    values = {}
    hooks = [
        module.register_forward_hook(lambda _, inputs, output, end=end: values.update({end: first(output).clone()}))
        for end, module in [*ends, ("norm", norm)]
    ]
    with torch.no_grad():
        logits = logits_of(name, model, size)
    for hook in hooks:
        hook.remove()
    stages = [(end, values[end].transpose(1, 2)) for end, _ in ends] + [("top", top(name, values["norm"]))]
    stages.append(("head", logits))
    return [reference.summary(end, end, value.numpy(), SAMPLES) for end, value in stages], names, model


def top(name, tokens):
    if name.startswith("huggingface_dinov2"):  # as its classifier reads them
        from_ = 5 if name.endswith("reg") else 1
        return torch.cat([tokens[:, 0], tokens[:, from_:].mean(dim=1)], dim=1)
    return tokens[:, 0]


def gradients(name, model, size):
    """Of the mean cross entropy of two images; names are Graft's."""
    logits = logits_of(name, model, size, 2)
    torch.nn.functional.cross_entropy(logits, torch.tensor([1, 3])).backward()
    return [
        reference.summary(key, key.replace(".gamma", ".layer_scale"), value.grad[None].numpy(), SAMPLES)
        for key, value in model.named_parameters()
    ]


def positions():
    """A picture of 4 x 4 positions, with one before it and without, at 7 x 7 and 3 x 3."""
    given = torch.from_numpy(reference.formula("pos_embed", (1, 17, 3)))
    picture = given[:, 1:].reshape(1, 4, 4, 3).permute(0, 3, 1, 2)
    runs = []
    for side in [7, 3]:
        size = 14 * side
        config = {"hidden_size": 3, "num_attention_heads": 1, "num_hidden_layers": 1, "image_size": 56, "patch_size": 14}
        plain = transformers.Dinov2Model(transformers.Dinov2Config(**config)).embeddings
        smooth = transformers.Dinov2WithRegistersModel(transformers.Dinov2WithRegistersConfig(**config)).embeddings
        tokens = torch.zeros(1, 1 + side * side, 3)
        for embeddings in (plain, smooth):
            embeddings.position_embeddings.data.copy_(given)
        grown = torch.nn.functional.interpolate(picture, scale_factor=(side + 0.1) / 4, mode="bicubic")
        key = "encoder.pos_embedding"
        results = {
            "CORNERS": interpolate_embeddings(size, 14, {key: given})[key],
            "SIDES": plain.interpolate_pos_encoding(tokens, size, size),
            "LONGER_SIDES": torch.cat([given[:, :1], grown.permute(0, 2, 3, 1).reshape(1, -1, 3)], dim=1),
            "ANTIALIASED": timm.layers.resample_abs_pos_embed(given, [side, side], num_prefix_tokens=1),
        }
        assert torch.equal(results["ANTIALIASED"], smooth.interpolate_pos_encoding(tokens, size, size))
        for how, value in results.items():
            flat = [float(f"{v:.8g}") for v in value.detach().numpy().reshape(-1).tolist()]
            runs.append({"how": how, "tokens": value.shape[1], "values": flat})
    return runs


WHOLE = {
    "vit_b_16": "vit_base_patch16_224",
    "vit_s_16": "vit_small_patch16_224",
    "vit_ti_16": "vit_tiny_patch16_224",
    "deit_ti_16": "deit_tiny_patch16_224",
    "dinov2_s_14": "vit_small_patch14_dinov2",
    "dinov2_s_14_reg": "vit_small_patch14_reg4_dinov2",
    "dinov2_b_14": "vit_base_patch14_dinov2",
    "dinov2_b_14_reg": "vit_base_patch14_reg4_dinov2",
}


def count(name):
    with torch.device("meta"):
        model = timm.create_model(WHOLE[name], num_classes=1000)
    lines = [f"{key} {list(value.shape)}\n" for key, value in model.state_dict().items()]
    return {
        "name": name,
        "parameters": sum(p.numel() for p in model.parameters()),
        "sha256": hashlib.sha256("".join(sorted(lines)).encode()).hexdigest(),
    }


def whole(name, size, out):
    """Random weights from a seed, beside a recording."""
    torch.manual_seed(1)
    model = timm.create_model(WHOLE[name], num_classes=1000, dynamic_img_size=True).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.02)
    safetensors.torch.save_file(model.state_dict(), os.path.join(out, "whole.safetensors"))
    values = {}
    ends = [("stem", model.norm_pre)] + [(f"block{i + 1}", block) for i, block in enumerate(model.blocks)]
    for end, module in ends:
        module.register_forward_hook(lambda _, inputs, output, end=end: values.update({end: output.clone()}))
    with torch.no_grad():
        logits = model(torch.from_numpy(reference.sine(3, size, size)))
    stages = [reference.summary(end, end, values[end].transpose(1, 2).numpy()) for end, _ in ends]
    stages.append(reference.summary("head", "head", logits.numpy()))
    reference.write(os.path.join(out, "whole.json"), "timm " + timm.__version__, [3, size, size], stages)


def lines(path, brackets, texts):
    with open(path, "w", encoding="utf-8") as file:
        file.write(brackets[0] + "\n" + ",\n".join(texts) + "\n" + brackets[1] + "\n")


def main(out):
    versions = {"torchvision": torchvision, "timm": timm, "huggingface": transformers}
    tensors = {}
    for name, (_, sizes) in RUNS.items():
        publisher = name.split("_")[0]
        source = f"formula weights, {publisher} {versions[publisher].__version__}"
        for size in sizes:
            stages, tensors[name], model = record(name, size)
            print(name, size, [(s["stage"], s["absMax"]) for s in stages])
            reference.write(os.path.join(out, f"{name}_{size}.json"), source, [3, size, size], stages)
            if publisher == "timm" and size == sizes[1]:
                path = os.path.join(out, f"{name}_{size}_gradients.json")
                reference.write(path, source, [3, size, size], gradients(name, model, size))
    texts = [f"{json.dumps(name)}: {json.dumps(tensors[name])}" for name in tensors]
    lines(os.path.join(out, "transformer_tensors.json"), "{}", texts)
    lines(os.path.join(out, "transformer_families.json"), "[]", [json.dumps(count(name)) for name in WHOLE])
    lines(os.path.join(out, "transformer_positions.json"), "[]", [json.dumps(run) for run in positions()])


if __name__ == "__main__":
    if sys.argv[1] == "whole":
        whole(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        main(sys.argv[1])
