# The image of cloudmock. `docker build .` in a clone downloads a release; where `npm run release` has made dist/release,
# its archive is used instead. Either way the checksum is verified. docs/containers.md tells how to use the image.

# Unpacks on the machine that builds, whatever the image is built for: nothing is emulated.
FROM --platform=$BUILDPLATFORM debian:12-slim AS binary
ARG BUILDARCH
ARG TARGETARCH
# Without a version the latest one; with a base address releases come from there. Neither matters with dist/release.
ARG CLOUDMOCK_VERSION
ARG CLOUDMOCK_BASE_URL
WORKDIR /context
COPY . .
RUN set -eu; \
    mkdir /binary; \
    if [ -f dist/release/SHA256SUMS ]; then \
        cd dist/release; \
        target="linux-$(echo "$TARGETARCH" | sed s/amd64/x64/)"; \
        archive="$(echo cloudmock-*-"$target".tar.gz)"; \
        grep -F "  $archive" SHA256SUMS | sha256sum --check --strict; \
        tar -xzf "$archive" --strip-components=1 --no-same-owner -C /binary; \
    elif [ "$BUILDARCH" = "$TARGETARCH" ]; then \
        apt-get update; \
        apt-get install --yes --no-install-recommends ca-certificates curl; \
        CLOUDMOCK_INSTALL_DIR=/binary sh scripts/install.sh; \
    else \
        echo "To build for $TARGETARCH on $BUILDARCH, make dist/release first: npm run release" >&2; \
        exit 1; \
    fi

# glibc is all that the binary needs; a shell makes the image usable as a CI job's own.
FROM debian:12-slim
LABEL org.opencontainers.image.source="https://github.com/viridian-inc/cloudmock"
LABEL org.opencontainers.image.licenses="Apache-2.0"
LABEL org.opencontainers.image.description="Replays AWS CloudTrail logs against a local AWS emulator"
COPY LICENSE NOTICE /usr/share/doc/cloudmock/
COPY --from=binary /binary/cloudmock /usr/local/bin/cloudmock
# Trails are mounted here. As a number, so that Kubernetes can tell that it is not root.
WORKDIR /trails
USER 10001:10001
# 4599 is the admin API; 4566 the instance of `cloudmock start`.
EXPOSE 4566 4599
# For the admin API. What runs another command switches it off: --no-healthcheck.
HEALTHCHECK --interval=10s --timeout=5s --start-period=5s \
    CMD ["cloudmock", "wait", "--endpoint", "http://127.0.0.1:4599", "--timeout", "3s"]
ENTRYPOINT ["cloudmock"]
# Needs CLOUDMOCK_ADMIN_TOKEN: whoever can reach the container can reach the API.
CMD ["admin", "--host", "0.0.0.0"]
