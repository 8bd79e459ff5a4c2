/** Tags of streams and consumers, by either API. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_AddTagsToStream.html */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure, Value } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";
import { findByArn, refuseConsumer } from "./consumers.ts";
import { answerNothing, findStream, nameOf, refuse, withStream } from "./streams.ts";

const MOST_TAGS = 50;
const ILLEGAL = /[^\u00C0-\u1FFF\u2C00-\uD7FF\w./\-=+ @%:]/;

type Refused = { readonly error: ServiceError };

function refuseTexts(
  { caller }: Context,
  name: string,
  texts: readonly string[],
  deed: string,
): Refused | undefined {
  if (texts.some((text) => ILLEGAL.test(text)))
    return refuse(
      "Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @ :.",
    );
  if (!texts.some((text) => text.includes("%"))) return undefined;
  const message = `Failed to ${deed} stream ${name} under account ${caller.account} because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@',':'.`;
  return refuse(message);
}

function readTags({ input }: Context): readonly (readonly [string, string])[] {
  const tags = Object.entries((input["Tags"] ?? {}) as Structure);
  return tags.map(([key, value]) => [key, typeof value === "string" ? value : ""]);
}

function add(context: Context, thing: Thing): Done {
  const given = readTags(context);
  const tags = new Map([...thing.tags, ...given]);
  if (!context.told) {
    const refused = refuseTexts(context, nameOf(thing), given.flat(), "add tags to");
    if (refused) return refused;
    if (tags.size > MOST_TAGS) {
      const message = `Failed to add tags to stream ${nameOf(thing)} under account ${context.caller.account} because a given stream cannot have more than ${MOST_TAGS} tags associated with it.`;
      return refuse(message);
    }
  }
  context.store.put({ ...thing, tags });
  return answerNothing(context);
}

function listKeys({ input }: Context): readonly string[] {
  const keys = input["TagKeys"];
  return Array.isArray(keys) ? (keys as readonly Value[]).filter((one) => typeof one === "string") : [];
}

function take(context: Context, thing: Thing): Done {
  const keys = listKeys(context);
  const refused = context.told ? undefined : refuseTexts(context, nameOf(thing), keys, "remove tags from");
  if (refused) return refused;
  context.store.put({ ...thing, tags: new Map([...thing.tags].filter(([key]) => !keys.includes(key))) });
  return answerNothing(context);
}

/** What an ARN names: a stream or a consumer. */
function findResource(context: Context): { readonly thing: Thing } | Refused {
  const arn = readText(context.input, "ResourceARN");
  if (arn.includes("/consumer/")) {
    const found = findByArn(context, arn);
    return found ? { thing: found.consumer } : refuseConsumer(context, arn);
  }
  const found = findStream({ ...context, input: merge({ StreamARN: arn }) });
  return "error" in found ? found : { thing: found.stream };
}

function withResource(deed: (context: Context, thing: Thing) => Done): (context: Context) => Done {
  return (context) => {
    const found = findResource(context);
    return "error" in found ? found : deed(context, found.thing);
  };
}

function tell({ tags }: Thing): Structure[] {
  return [...tags].sort(([a], [b]) => (a < b ? -1 : 1)).map(([Key, Value]) => merge({ Key, Value }));
}

export const addTagsToStream = withStream(add);
export const removeTagsFromStream = withStream(take);
export const tagResource = withResource(add);
export const untagResource = withResource(take);
export const listTagsForResource = withResource((_, thing) => ({ output: merge({ Tags: tell(thing) }) }));

/** A page of a stream's tags. */
export const listTagsForStream = withStream(({ input }, stream): Done => {
  const after = readText(input, "ExclusiveStartTagKey");
  const all = tell(stream).filter((tag) => readText(tag, "Key") > after);
  const { Limit: limit } = input;
  const most = typeof limit === "number" ? limit : MOST_TAGS;
  return { output: merge({ Tags: all.slice(0, most), HasMoreTags: all.length > most }) };
});
