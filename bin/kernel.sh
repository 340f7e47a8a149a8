# shellcheck shell=sh
# The stock Java kernel's own kernel.json, with the environment that must stand before its JVM starts. Sourced by ./graft.
# shellcheck disable=SC2154  # venv, python, threads, malloc: set by the parts sourced before

set_up_kernel() {
    with_speed "$python" - "$venv/share/jupyter/kernels/java/kernel.json" <<'END'
import json, os, sys

path = sys.argv[1]
with open(path) as file:
    spec = json.load(file)
names = "OPT_OUT_TRACKING", "OMP_NUM_THREADS", "MXNET_ENGINE_TYPE", "GLIBC_TUNABLES"
spec["env"] = {name: os.environ[name] for name in names if name in os.environ}
spec["env"]["JJAVA_JVM_OPTS"] = os.environ.get("JJAVA_JVM_OPTS", "-Djava.awt.headless=true")
text = json.dumps(spec, indent=2) + "\n"
with open(path) as file:
    unchanged = file.read() == text
if not unchanged:
    aside = f"{path}.{os.getpid()}"
    with open(aside, "w") as file:
        file.write(text)
    os.replace(aside, path)
END
}
