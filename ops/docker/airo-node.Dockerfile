# airo-node with the runtime that is in chain/artifacts. Build it from the repository's root:
#   docker build -f ops/docker/airo-node.Dockerfile -t airo-node:0.1.0 .
# For both kinds of processor (the other one is emulated, which takes hours; faster on a machine of that kind):
#   docker buildx build --platform linux/amd64,linux/arm64 -f ops/docker/airo-node.Dockerfile -t airo-node:0.1.0 .
# A validator of a network whose specification is in ./network.json:
#   docker run -v airo-node:/data -v ./network.json:/network.json:ro airo-node:0.1.0 --chain /network.json --validator
FROM rust:1.95-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends protobuf-compiler clang libclang-dev \
	&& rm -rf /var/lib/apt/lists/*
WORKDIR /airo
COPY chain chain
RUN cd chain && cargo build --release --locked -p airo-node

FROM debian:12.11-slim
RUN useradd --create-home --home-dir /data airo
COPY --from=build /airo/chain/target/release/airo-node /usr/local/bin/
COPY chain/artifacts/airo_runtime.compact.compressed.wasm /usr/local/share/airo/
ENV AIRO_RUNTIME=/usr/local/share/airo/airo_runtime.compact.compressed.wasm
USER airo
VOLUME /data
# JSON-RPC, Prometheus, peers. JSON-RPC is reached from outside with --rpc-external.
EXPOSE 9944 9615 30333
ENTRYPOINT ["airo-node", "--base-path", "/data"]
