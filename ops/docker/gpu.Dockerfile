# The bot's worker with ONNX Runtime's CUDA libraries, for linux/amd64 with an NVIDIA GPU (arm64 has no such libraries).
# They come from NuGet while it is built.
#   docker build -f ops/docker/gpu.Dockerfile -t airo-gpu:0.1.0 .
FROM node:24.9.0-bookworm-slim AS packages
WORKDIR /airo
COPY package.json package-lock.json .npmrc ./
COPY program/package.json program/
COPY chain-types/package.json chain-types/
COPY dx-node/package.json dx-node/
COPY wingman/package.json wingman/
COPY indexer/package.json indexer/
COPY cockpit/package.json cockpit/
COPY devnet/package.json devnet/
COPY e2e/package.json e2e/
COPY bench/package.json bench/
RUN npm ci --omit=dev --no-audit --no-fund \
	&& ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node

FROM nvidia/cuda:12.4.1-cudnn-runtime-ubuntu22.04
WORKDIR /airo
ENV NODE_ENV=production
# Node's own binary runs on glibc 2.28 and newer.
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
# With the node_modules that a workspace has of its own.
COPY --from=packages /airo ./
COPY program program
COPY chain-types chain-types
COPY dx-node dx-node
COPY wingman wingman
COPY chain/artifacts chain/artifacts
COPY models models
COPY ops/docker/is-ready.ts ops/docker/
RUN useradd --uid 1000 --create-home node && mkdir /data && chown node /data
USER node
VOLUME /data
ENTRYPOINT ["node", "--disable-warning=ExperimentalWarning"]
