"""Other machines and other seeds in one: what a lesson runs under before its values are promised."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Variant:
    """A name, and what the environment of the kernel says in it."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)


AS_IT_COMES = Variant("as it comes")

# PyTorch, oneDNN (in MXNet under its old name) and MKL heed these; ONNX Runtime has no such switch. A processor without
# AVX-512 computes the third as the first. Lessons take GRAFT_SEED as the seed of what they train, and some draw photos by it:
# it changes along with the machine, since each run costs as much as all lessons do.
VARIANTS = (
    AS_IT_COMES,
    Variant("one thread, another seed", {"OMP_NUM_THREADS": "1", "GRAFT_SEED": "142"}),
    Variant(
        "AVX2 only, a third seed",
        {
            "ONEDNN_MAX_CPU_ISA": "AVX2",
            "DNNL_MAX_CPU_ISA": "AVX2",
            "ATEN_CPU_CAPABILITY": "avx2",
            "MKL_ENABLE_INSTRUCTIONS": "AVX2",
            "GRAFT_SEED": "242",
        },
    ),
)
