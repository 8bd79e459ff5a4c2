/** Lambda: the versions of a layer are counted. https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
import { findPartition } from "../../aws/model/partitions.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import type { AroundEngine, DoGeneric } from "./around.ts";
import { merge, readText } from "./engine.ts";

const VERSION = { service: "lambda", type: "layer-version" } as const;

function readNumber({ names }: Thing, prefix: string): number {
  const arn = names.arn ?? "";
  return arn.startsWith(prefix) ? Number(arn.slice(prefix.length)) || 0 : 0;
}

async function publish(context: Context, doIt: DoGeneric): Promise<Done> {
  const { store, input, caller, now } = context;
  const place = placeOf(context, VERSION.type);
  const { account, region } = caller;
  const LayerArn = `arn:${findPartition(region).name}:lambda:${region}:${account}:layer:${readText(input, "LayerName")}`;
  const before = store.list(place, VERSION);
  const done = doIt();
  const made = "error" in done ? undefined : store.list(place, VERSION).find((one) => !before.includes(one));
  if ("error" in done || !made) return done;
  const Version = 1 + Math.max(0, ...before.map((one) => readNumber(one, `${LayerArn}:`)));
  const LayerVersionArn = `${LayerArn}:${Version}`;
  const told = merge({ LayerArn, LayerVersionArn, Version, CreatedDate: new Date(now).toISOString().replace("Z", "+0000") });
  store.remove(made);
  store.put({
    ...made,
    chain: [...made.chain.slice(0, -1), String(Version)],
    names: { ...made.names, arn: LayerVersionArn },
    members: merge(made.members, told),
  });
  const layer = store.find(place, { service: "lambda", type: "layer" }, [readText(input, "LayerName")]);
  if (layer) store.put({ ...layer, members: merge(layer.members, { LatestMatchingVersion: told }) });
  return { output: merge(done.output, told) };
}

/** What Lambda does around its operations. */
export const lambdaAround: AroundEngine = { PublishLayerVersion: publish };
