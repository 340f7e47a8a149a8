# shellcheck shell=sh
# The stock Java kernel's own kernel.json, with the environment that must stand before its JVM starts, and with the name of
# the environment that has the weights, whoever starts the kernel from wherever. Sourced by ./graft.
# shellcheck disable=SC2154  # venv, python, mended_locale, java_folder: set by the parts sourced before

set_up_kernel() {
    with_speed "$python" - "$venv" "$mended_locale" "$java_folder" <<'END'
import json, os, sys

venv, locale, java = sys.argv[1:]
path = f"{venv}/share/jupyter/kernels/java/kernel.json"
with open(path, encoding="utf-8") as file:
    before = file.read()
spec = json.loads(before)
names = "OPT_OUT_TRACKING", "OMP_NUM_THREADS", "MXNET_ENGINE_TYPE", "GLIBC_TUNABLES"
env = {name: os.environ[name] for name in names if name in os.environ}
env["JJAVA_JVM_OPTS"] = os.environ.get("JJAVA_JVM_OPTS", "-Djava.awt.headless=true --enable-native-access=ALL-UNNAMED")
env["GRAFT_VENV"] = venv
if locale:
    env["LC_ALL"] = locale
# Jupyter puts variables in for $NAME
spec["env"] = {name: value.replace("$", "$$") for name, value in env.items()}
if java:
    spec["env"]["PATH"] = java.replace("$", "$$") + os.pathsep + "${PATH}"
text = json.dumps(spec, indent=2) + "\n"
if text != before:
    aside = f"{path}.{os.getpid()}"
    with open(aside, "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(aside, path)
END
}
