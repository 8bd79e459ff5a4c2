/** What a request's host says: which API it is of, and which bucket it is for. */
import { Known } from "../../base/known.ts";
import type { WireRequest } from "../wire.ts";

/** A client has the same host all day. */
const hosts = new Known<readonly string[]>(1_000);

/** The labels of a host without its port. */
function splitHost(host = ""): readonly string[] {
  return hosts.take(host, () => host.toLowerCase().replace(/:\d*$/, "").split("."));
}

/** How many labels of a host are an endpoint prefix (`data.iot` has two of data.iot.eu-west-1.amazonaws.com); 0 for none. */
export function countHostLabels(host: string | undefined, endpointPrefix: string): number {
  const labels = splitHost(host);
  const wanted = endpointPrefix.toLowerCase().split(".");
  const isAt = (start: number) => wanted.every((label, index) => labels[start + index] === label);
  return labels.some((_, start) => isAt(start)) ? wanted.length : 0;
}

/** `s3` and old forms as `s3-eu-west-1`, but none of the other APIs that begin so. */
const S3_LABEL = /^s3(?:-(?:[a-z]{2}-[a-z-]+-\d|external-1|accelerate|website|fips))?$/;

/** Names of this machine, below which every name leads to it, too; LocalStack's is in public DNS. */
export const LOCAL_SUFFIXES = ["localhost", "localhost.localstack.cloud"] as const;

/** How many labels of a host are the bucket's. */
function countBucketLabels(labels: readonly string[]): number {
  // A bucket may itself have a part that is called s3.
  const at = labels.findLastIndex((label) => S3_LABEL.test(label));
  if (at >= 0) return at;
  // SDKs put the bucket directly before the host of an endpoint that they are given.
  const host = labels.join(".");
  const own = LOCAL_SUFFIXES.find((suffix) => host.endsWith(`.${suffix}`));
  return own ? labels.length - own.split(".").length : 0;
}

const bucketLabels = new Known<number>(1_000);

/**
 * The request as it is by path, where the bucket is in its host: `b.s3.eu-west-1.amazonaws.com/k` is for `/b/k`.
 * See https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function moveBucketToPath(request: WireRequest): WireRequest {
  const { host = "" } = request.headers;
  const labels = splitHost(host);
  const count = bucketLabels.take(host, () => countBucketLabels(labels));
  if (count === 0) return request;
  return { ...request, path: `/${labels.slice(0, count).join(".")}${request.path}` };
}
