"""Exports networks to ONNX and records what torch computes with them, and its gradients.

usage: record_onnx_layers.py FOLDER                  the tiny networks that the suite holds
       record_onnx_layers.py FOLDER NETWORK...       published architectures, for OnnxAgreementProgram

A NETWORK is tv:NAME (torchvision) or timm:NAME, then options: size=64, opset=17, dynamo=True (torch's
second exporter), fold=False (BatchNorms stay), dyn=False (a batch of one), tag=_x (behind the file's
name). Weights are drawn from seed 1; BatchNorms get statistics of their own, what is 0 is drawn.

Beside NAME.onnx it writes NAME.json: the shape of the input, whose element i is sin(0.37 * i), the
output, and for the loss sum_i output_i * sin(0.7 * i + 1) of each parameter's gradient g
(sum_i g_i * sin(0.9 * i + 1), norm of g), and how many numbers it has.
"""

import json
import re
import sys
import warnings
from pathlib import Path

import onnx
import torch
from onnx import version_converter
from torch import nn
from torch.nn import functional as F

warnings.filterwarnings("ignore")


def without_traces(file: Path) -> None:
    """Drops what the exporter says of the program that called it: stacks with the paths of the machine."""
    model = onnx.load(file)
    graph = model.graph
    for part in [model, graph, *graph.node, *graph.initializer, *graph.value_info, *graph.input, *graph.output, *model.functions]:
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(model, file)


def cast(file: Path) -> None:
    """Puts a cast to the float that it is behind every node that gives floats, as Keras's exporter does."""
    model = onnx.load(file)
    inferred = onnx.shape_inference.infer_shapes(model).graph.value_info
    floats = {value.name for value in inferred if value.type.tensor_type.elem_type == onnx.TensorProto.FLOAT}
    nodes = []
    for node in model.graph.node:
        nodes.append(node)
        for i, name in enumerate(node.output):
            if name in floats and node.op_type != "Constant":
                node.output[i] = name + "_uncast"
                nodes.append(onnx.helper.make_node("Cast", [name + "_uncast"], [name], to=onnx.TensorProto.FLOAT))
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, file)


def wave(count, frequency, phase):
    return torch.sin(frequency * torch.arange(count, dtype=torch.float64) + phase).float()


def settled(model):
    """Gives statistics and what is initialized to 0 or 1 values of their own."""
    g = torch.Generator().manual_seed(1)
    for module in model.modules():
        if getattr(module, "running_mean", None) is not None:
            module.running_mean.copy_(torch.randn(module.running_mean.shape, generator=g) * 0.1)
            module.running_var.copy_(torch.rand(module.running_var.shape, generator=g) * 0.5 + 0.75)
    for parameter in model.parameters():
        if parameter.dim() == 0:
            continue
        values = parameter.data
        if values.min() == values.max():
            spread = 0.1 if values.flatten()[0].abs() < 1e-3 else 0.2
            values.add_(torch.randn(values.shape, generator=g) * spread)
    return model.eval()


def plain(output):
    if isinstance(output, dict):
        return output["out"]
    return output.logits if hasattr(output, "logits") else output


def folded(model, folds):
    """The parameters that lie in the file, or in Graft, as other numbers; no gradient of the file's is theirs."""
    turned = {id(m.weight) for m in model.modules() if isinstance(m, nn.ConvTranspose2d)}
    norms = [m for m in model.modules() if getattr(m, "running_mean", None) is not None]
    if not norms or not folds:
        return {key for key, parameter in model.named_parameters() if id(parameter) in turned}
    kinds = (nn.Conv1d, nn.Conv2d, nn.modules.batchnorm._BatchNorm)
    gone = {id(p) for m in model.modules() if isinstance(m, kinds) for p in m.parameters(recurse=False)}
    return {key for key, parameter in model.named_parameters() if id(parameter) in gone}


def recurrent(key):
    """Graft has a layer for each direction and each storey of torch's: read.weight_ih_l1_reverse is read.reverse_2.weight_ih."""
    found = re.fullmatch(r"(.+)\.((?:weight|bias)_[ih]h)_l(\d+)(_reverse)?", key)
    if not found:
        return key
    layer, parameter, storey, reverse = found.groups()
    number = f"_{int(storey) + 1}" if storey != "0" else ""
    return f"{layer}{'.reverse' if reverse else ''}{number}.{parameter}"


def record(folder, name, model, size, batch=2, opset=17, dynamo=False, fold=True, dyn=True, channels=3, converted=None, casts=False):
    x = wave(batch * channels * size * size, 0.37, 0).reshape(batch, channels, size, size)
    y = plain(model(x))
    model.zero_grad()
    (y.reshape(-1) * wave(y.numel(), 0.7, 1)).sum().backward()
    gradients = {}
    for key, parameter in model.named_parameters():
        if parameter.grad is not None and key not in folded(model, fold or dynamo):
            g = parameter.grad.reshape(-1)
            gradients[recurrent(key)] = [float((g * wave(g.numel(), 0.9, 1)).sum()), float(g.norm()), g.numel()]
    file = folder / f"{name}.onnx"
    if dynamo:
        shapes = ({0: torch.export.Dim("n", max=64)},) if dyn else None
        torch.onnx.export(model, (x,), str(file), dynamo=True, external_data=False, dynamic_shapes=shapes, verbose=False)
        without_traces(file)
    else:
        mode = torch.onnx.TrainingMode.EVAL if fold else torch.onnx.TrainingMode.PRESERVE
        axes = {"input": {0: "n"}, "logits": {0: "n"}} if dyn else None
        torch.onnx.export(
            model,
            x if dyn else x[:1],
            str(file),
            dynamo=False,
            opset_version=opset,
            training=mode,
            do_constant_folding=fold,
            input_names=["input"],
            output_names=["logits"],
            dynamic_axes=axes,
        )
    if converted:  # torch's first exporter ends at 20
        onnx.save(version_converter.convert_version(onnx.load(file), converted), file)
    if casts:
        cast(file)
    recorded = {"shape": list(x.shape), "output": [round(float(v), 7) for v in y.reshape(-1)], "gradients": gradients}
    (folder / f"{name}.json").write_text(json.dumps(recorded) + "\n", encoding="utf-8")
    print(file.name, file.stat().st_size, flush=True)


class Residual(nn.Module):
    def __init__(self, c, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(c, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.down = nn.Sequential(nn.Conv2d(c, out, 1, stride, bias=False), nn.BatchNorm2d(out)) if stride > 1 else nn.Identity()

    def forward(self, x):
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.down(x))


class TinyResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(8)
        self.pool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(Residual(8, 8, 1), Residual(8, 8, 1))
        self.layer2 = nn.Sequential(Residual(8, 12, 2), Residual(12, 12, 1))
        self.fc = nn.Linear(12, 5)

    def forward(self, x):
        x = self.layer2(self.layer1(self.pool(F.relu(self.bn1(self.conv1(x))))))
        return self.fc(torch.flatten(F.adaptive_avg_pool2d(x, 1), 1))


class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.Hardswish())
        self.expand = nn.Conv2d(8, 16, 1)
        self.depthwise = nn.Conv2d(16, 16, (3, 5), (2, 1), (2, 2), dilation=(2, 1), groups=16)
        self.squeeze = nn.Conv2d(16, 4, 1)
        self.excite = nn.Conv2d(4, 16, 1)
        self.project = nn.Conv2d(16, 8, 1)
        self.act = nn.PReLU(8)
        self.up = nn.ConvTranspose2d(8, 6, 3, 2, 1, output_padding=1)
        self.norm = nn.GroupNorm(3, 6)
        self.mix = nn.Conv2d(18, 10, 3, padding=1, padding_mode="reflect")
        self.fc = nn.Linear(10, 4)

    def forward(self, x):
        x = self.stem(x)
        y = F.silu(self.depthwise(F.relu6(self.expand(x))))
        y = y * F.hardsigmoid(self.excite(F.relu(self.squeeze(y.mean((2, 3), keepdim=True)))))
        y = self.act(self.project(y))
        z = F.elu(self.norm(self.up(y)))
        s = F.interpolate(z, scale_factor=0.5, mode="nearest")
        s = F.interpolate(s, size=z.shape[2:], mode="bilinear")
        m = F.avg_pool2d(F.pad(z, (1, 0, 0, 1)), 3, 1, 1, count_include_pad=False)[:, :, 1:, :-1]
        z = self.mix(torch.cat((z, s, m), 1))
        z = F.max_pool2d(F.leaky_relu(z, 0.1), 3, 2, ceil_mode=True)
        return torch.softmax(self.fc(z.flatten(2).mean(2)), 1)


class Attending(nn.Module):
    """A transformer whose attention, GELU and normalization are written out by the exporter."""

    def __init__(self, width=12, heads=3):
        super().__init__()
        self.heads = heads
        self.patch = nn.Conv2d(3, width, 8, 8)
        self.cls_token = nn.Parameter(torch.randn(1, 1, width))
        self.pos_embed = nn.Parameter(torch.randn(1, 17, width))
        self.blocks = nn.ModuleList([self.block(width) for _ in range(2)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, 5)

    def block(self, width):
        return nn.ModuleDict(
            {
                "norm1": nn.LayerNorm(width),
                "qkv": nn.Linear(width, 3 * width),
                "proj": nn.Linear(width, width),
                "norm2": nn.LayerNorm(width),
                "fc1": nn.Linear(width, 2 * width),
                "fc2": nn.Linear(2 * width, width),
            }
        )

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat((self.cls_token.expand(x.shape[0], -1, -1), x), 1) + self.pos_embed
        for b in self.blocks:
            n, t, c = x.shape
            qkv = b["qkv"](b["norm1"](x)).reshape(n, t, 3, self.heads, c // self.heads).permute(2, 0, 3, 1, 4)
            q, k, v = qkv.unbind(0)
            a = (q @ k.transpose(-2, -1) / (c // self.heads) ** 0.5).softmax(-1)
            x = x + b["proj"]((a @ v).transpose(1, 2).reshape(n, t, c))
            x = x + b["fc2"](F.gelu(b["fc1"](b["norm2"](x))))
        return self.head(self.norm(x)[:, 0])


class Windows(nn.Module):
    """Attention within shifted windows: the batch is multiplied by their number."""

    def __init__(self, width=8, window=4):
        super().__init__()
        self.window = window
        self.patch = nn.Conv2d(3, width, 4, 4)
        self.norm = nn.LayerNorm(width)
        self.attn = nn.MultiheadAttention(width, 2, batch_first=True)
        self.reduce = nn.Linear(4 * width, 2 * width, bias=False)
        self.head = nn.Linear(2 * width, 3)

    def forward(self, x):
        x = self.patch(x).permute(0, 2, 3, 1)
        n, h, w, c = x.shape
        s = self.window
        y = torch.roll(self.norm(x), (-2, -2), (1, 2))
        y = y.view(n, h // s, s, w // s, s, c).permute(0, 1, 3, 2, 4, 5).reshape(-1, s * s, c)
        y = self.attn(y, y, y, need_weights=False)[0]
        y = y.reshape(n, h // s, w // s, s, s, c).permute(0, 1, 3, 2, 4, 5).reshape(n, h, w, c)
        x = x + torch.roll(y, (2, 2), (1, 2))
        x = torch.cat((x[:, 0::2, 0::2], x[:, 1::2, 0::2], x[:, 0::2, 1::2], x[:, 1::2, 1::2]), -1)
        return self.head(self.reduce(x).mean((1, 2)))


class Local(nn.Module):
    """Convolutions of windows and of volumes, a padded maximum, and a sum with a table that belongs to rows."""

    def __init__(self, width=6, window=4):
        super().__init__()
        self.window = window
        self.patch = nn.Conv2d(3, width, 4, 4)
        self.depthwise = nn.Conv2d(width, width, 3, padding=1, groups=width)
        self.reduce = nn.Conv2d(width, 8, (3, 2), (2, 1), (1, 0), bias=False)
        self.volume = nn.Conv3d(1, 2, (3, 3, 1), padding=(1, 1, 0))
        self.table = nn.Parameter(torch.randn(4, 16, 5))
        self.head = nn.Linear(5, 3)

    def forward(self, x):
        x = F.max_pool2d(F.pad(self.patch(x) - 1, (1, 1, 1, 1)), 3, 1)
        n, c, h, w = x.shape
        s = self.window
        x = x.view(n, c, h // s, s, w // s, s).permute(0, 2, 4, 1, 3, 5).reshape(-1, c, s, s)
        x = self.reduce(x + F.silu(self.depthwise(x)))
        x = x.view(n, h // s, w // s, 8, 2, 3).permute(0, 1, 4, 2, 5, 3).reshape(n, 1, 4, 6, 8)
        x = self.volume(x).permute(0, 2, 3, 1, 4).reshape(n, 4, 6, 16)
        x = torch.einsum("nhwc,hck->nhwk", F.gelu(x), self.table)
        return self.head(x.mean((1, 2)))


class Sequences(nn.Module):
    """Layers that walk along rows, columns and tokens, both ways and one after another."""

    def __init__(self, width=6):
        super().__init__()
        self.patch = nn.Conv2d(3, width, 4, 4)
        self.along = nn.LSTM(width, 4, batch_first=True, bidirectional=True)
        self.reduce = nn.Conv2d(8, width, 1)
        self.read = nn.GRU(width, 5, num_layers=2, bidirectional=True)
        self.last = nn.LSTM(10, 4)
        self.head = nn.Linear(14, 3)

    def forward(self, x):
        x = self.patch(x)
        n, c, h, w = x.shape
        y = self.along(x.permute(0, 2, 3, 1).reshape(-1, w, c))[0]
        x = x + self.reduce(y.reshape(n, h, w, 8).permute(0, 3, 1, 2))
        y, state = self.read(x.mean(2).permute(2, 0, 1))
        z, _ = self.last(y)
        return self.head(torch.cat((z[-1], state[2], state[3]), 1))


class Assigned(nn.Module):
    """Assignments to parts of arrays: of values, of numbers, to what is computed and to what is new; and a length of 0."""

    def __init__(self, width=6):
        super().__init__()
        self.patch = nn.Conv2d(3, width, 8, 8)
        self.first = nn.Conv2d(width, width, 1)
        self.second = nn.Linear(width, width)
        self.head = nn.Linear(width, 3)

    def forward(self, x):
        x = self.patch(x)
        y = (self.first(x) + F.normalize(F.relu(x - 90), dim=1)).clone()
        y[:, :, 1:3, 2:] = x[:, :, 0:2, :2] * 2
        z = torch.zeros_like(x)
        z[:, 1:4] = y[:, 2:5]
        z[:, :, 3] = 0.5
        t = (y + z).flatten(2).transpose(1, 2)
        t = self.second(t).clone()
        t[:, 0] = t[:, 0] + t[:, 5]
        return self.head(F.gelu(t).mean(1))


TINY = {
    "layers_resnet": (TinyResNet, {}),
    "layers_resnet_apart": (TinyResNet, {"fold": False}),
    "layers_resnet_one": (TinyResNet, {"dyn": False, "fold": False}),
    "layers_resnet_second": (TinyResNet, {"dynamo": True}),
    "layers_gated": (Gated, {"opset": 13}),
    "layers_attention": (Attending, {"opset": 14}),
    "layers_attention_one": (Attending, {"dyn": False}),
    "layers_windows": (Windows, {}),
    "layers_local": (Local, {}),
    "layers_sequences": (Sequences, {}),
    "layers_assigned": (Assigned, {}),
    "layers_assigned_second": (Assigned, {"dynamo": True}),
    "layers_sequences_second": (Sequences, {"dynamo": True}),
    "layers_resnet_opset9": (TinyResNet, {"opset": 9, "fold": False}),
    "layers_attention_opset10": (Attending, {"opset": 10}),
    "layers_attention_cast": (Attending, {"casts": True}),
    "layers_resnet_opset22": (TinyResNet, {"opset": 20, "fold": False, "converted": 22}),
}


def published(name):
    library, architecture = name.split(":")
    torch.manual_seed(1)
    if library == "tv":
        import torchvision

        options = {"aux_logits": False, "init_weights": True} if architecture in ("googlenet", "inception_v3") else {}
        if hasattr(torchvision.models.segmentation, architecture):
            options = {"weights_backbone": None}
        return torchvision.models.get_model(architecture, weights=None, **options)
    import timm

    return timm.create_model(architecture, pretrained=False)


def main():
    torch.set_num_threads(1)
    folder = Path(sys.argv[1])
    if len(sys.argv) == 2:
        for name, (network, options) in TINY.items():
            torch.manual_seed(1)
            record(folder, name, settled(network()), 32, **options)
    for argument in sys.argv[2:]:
        name, *options = argument.split(",")
        pairs = dict(option.split("=") for option in options)
        tag = pairs.pop("tag", "")
        values = {key: {"True": True, "False": False}.get(value) if value in ("True", "False") else int(value) for key, value in pairs.items()}
        size = values.pop("size", 64)
        try:
            file = name.replace(":", "_").replace(".", "-") + tag
            record(folder, file, settled(published(name)), size, **values)
        except Exception as problem:
            print(f"not exported: {argument}: {type(problem).__name__} {str(problem)[:200]}", flush=True)


if __name__ == "__main__":
    main()
