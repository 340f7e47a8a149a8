"""Records Grad-CAM maps of torchvision's networks under formula weights (reference.formula).

usage: record_grad_cam.py > ../resources/reference/grad_cam.json   (torch 2.7.1, torchvision 0.22.1)

As Selvaraju et al. 2017 have it in equations 1 and 2, by PyTorch's own gradients.
"""

import json

import torch
import torchvision

import reference

RUNS = [
    ("resnet18", 130, "layer4", "block4", 7),
    ("resnet18", 130, "layer3", "block3", 7),
    ("mobilenet_v2", 130, "features", "top", 3),
    ("densenet121", 130, "features.norm5", "features.norm5", 11),
]


def record(name, size, layer, ours, output):
    model = getattr(torchvision.models, name)(weights=None).eval()
    for key, value in model.state_dict().items():
        if not key.endswith("num_batches_tracked"):
            value.copy_(torch.from_numpy(reference.formula(key, tuple(value.shape))))
    kept = []

    def keep(module, inputs, value):
        value.retain_grad()
        kept.append(value)
        return value.clone()  # what follows may change it in place

    dict(model.named_modules())[layer].register_forward_hook(keep)
    model(torch.from_numpy(reference.sine(3, size, size)))[0, output].backward()
    weights = kept[0].grad.mean(dim=(2, 3), keepdim=True)
    evidence = torch.relu((weights * kept[0]).sum(dim=1))[0]
    assert evidence.max() > 0, name
    rows = [[float(f"{v:.8g}") for v in row] for row in evidence.tolist()]
    return {"network": name, "size": size, "layer": ours, "output": output, "evidence": rows}


print("[\n" + ",\n".join(json.dumps(record(*run)) for run in RUNS) + "\n]")
