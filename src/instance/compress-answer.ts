/** Answers that are compressed for their way where the client takes it so, of the services that do that. */
import { deflateSync, gzipSync } from "node:zlib";
import type { ServiceModel } from "../aws/model/types.ts";
import { addAnswerChecksum } from "../aws/protocols/oddities.ts";
import type { WireRequest, WireResponse } from "../aws/wire.ts";

/** How large an answer is at least that a service compresses. */
const LEAST: Readonly<Partial<Record<string, number>>> = {
  // https://github.com/scylladb/scylladb/blob/master/test/alternator/test_compressed_response.py, which was run on AWS
  dynamodb: 4096,
};

const ENCODERS = { gzip: gzipSync, deflate: deflateSync };
type Encoding = keyof typeof ENCODERS;
const ENCODINGS = ["gzip", "deflate"] as const;

const WEIGHT = /^q\s*=\s*(\S*)$/;
const NUMBER = /^-?\d+(?:\.\d*)?$/;

/** How much an encoding is wanted. What is no number counts as none said, and more than all as all. */
function readWeight(parameters: readonly string[]): number {
  const said = parameters.flatMap((one) => WEIGHT.exec(one.trim())?.[1] ?? []).at(0);
  return said === undefined || !NUMBER.test(said) ? 1 : Math.min(Number(said), 1);
}

/** The encoding that is wanted most, of those that are named, or else of all: https://www.rfc-editor.org/rfc/rfc9110#name-accept-encoding */
export function chooseEncoding(accepted: string): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const part of accepted.split(",")) {
    const [name = "", ...parameters] = part.split(";");
    const key = name.trim().toLowerCase();
    weights.set(key, Math.max(weights.get(key) ?? 0, readWeight(parameters)));
  }
  const named = [...weights.keys()].flatMap((key) => ENCODINGS.filter((one) => one === key));
  const all = [...named, ...ENCODINGS.filter((one) => !weights.has(one))];
  let best: { readonly encoding: Encoding; readonly weight: number } | undefined;
  for (const encoding of all) {
    const weight = weights.get(encoding) ?? weights.get("*") ?? 0;
    if (weight > (best?.weight ?? 0)) best = { encoding, weight };
  }
  return best?.encoding;
}

/** The answer as the service sends it to who asks so. */
export function compressAnswer(
  model: ServiceModel,
  { headers }: WireRequest,
  response: WireResponse,
): WireResponse {
  const accepted = headers["accept-encoding"];
  const least = LEAST[model.service];
  if (least === undefined || accepted === undefined || response.body.length < least) return response;
  const encoding = chooseEncoding(accepted);
  if (encoding === undefined) return response;
  const body = new Uint8Array(ENCODERS[encoding](response.body));
  return addAnswerChecksum(model, {
    ...response,
    headers: { ...response.headers, "content-encoding": encoding },
    body,
  });
}
