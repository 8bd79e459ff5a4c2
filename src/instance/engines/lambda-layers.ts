/** Lambda: the versions of a layer are counted. https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
import { findPartition } from "../../aws/model/partitions.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import type { Done } from "../gateway.ts";
import type { AroundEngine, DoGeneric } from "./around.ts";
import { makeCounted } from "./counted.ts";
import { merge, readText } from "./engine.ts";

async function publish(context: Context, doIt: DoGeneric): Promise<Done> {
  const { store, input, caller, now } = context;
  const { account, region } = caller;
  const LayerName = readText(input, "LayerName");
  const LayerArn = `arn:${findPartition(region).name}:lambda:${region}:${account}:layer:${LayerName}`;
  const CreatedDate = new Date(now).toISOString().replace("Z", "+0000");
  const { done, told } = makeCounted(context, doIt, {
    type: "layer-version",
    prefix: `${LayerArn}:`,
    tell: ({ arn, number }) => merge({ LayerArn, LayerVersionArn: arn, Version: number, CreatedDate }),
  });
  const kind = { service: "lambda", type: "layer" };
  const layer = store.find(placeOf(context, kind.type), kind, [LayerName]);
  if (layer && !("error" in done))
    store.put({ ...layer, members: merge(layer.members, { LatestMatchingVersion: told }) });
  return done;
}

/** What Lambda does around its operations. */
export const lambdaAround: AroundEngine = { PublishLayerVersion: publish };
