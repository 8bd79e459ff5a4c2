/** Which stream a call is about, and what is said where that does not stand. */
import type { ServiceError } from "../../../aws/protocols/protocol.ts";
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Done } from "../../gateway.ts";
import type { Thing } from "../../thing.ts";
import { merge, readText } from "../engine.ts";

export const STREAM = "stream";
export const KIND = { service: "kinesis", type: STREAM };

/** An error of the service. */
export function fail(code: string, message: string): { readonly error: ServiceError } {
  return { error: { code, message, status: 400 } };
}

/** What is asked for wrongly. */
export function refuse(message: string): { readonly error: ServiceError } {
  return fail("InvalidArgumentException", message);
}

/** The name of the stream that an input names by itself or in an ARN; "" where it names none. */
export function readStreamName(input: Structure): string {
  const [, name = ""] = /:stream\/([^/]+)/.exec(readText(input, "StreamARN")) ?? [];
  return readText(input, "StreamName") || name;
}

/** A stream's own name. */
export function nameOf({ chain }: Thing): string {
  return chain.at(-1) ?? "";
}

/** What is said where no stream is called so. */
export function refuseStream({ caller }: Context, name: string): { readonly error: ServiceError } {
  return fail("ResourceNotFoundException", `Stream ${name} under account ${caller.account} not found.`);
}

/** The stream of a name. */
export function findNamedStream({ store, caller }: Context, name: string): Thing | undefined {
  const found = store.find(caller, KIND, [name]);
  return found?.chain.at(-1) === name ? found : undefined;
}

/** Whether an ARN names something of the caller's own place. */
function isOwn({ caller }: Context, arn: string): boolean {
  const [, , , region, account] = arn.split(":");
  return region === caller.region && account === caller.account;
}

/** The stream that a call is about, or why it is about none. */
export function findStream(context: Context): { readonly stream: Thing } | { readonly error: ServiceError } {
  const { input } = context;
  const [name, arn] = [readText(input, "StreamName"), readText(input, "StreamARN")];
  if (name === "" && arn === "") return refuse("Either StreamARN or StreamName must be provided.");
  if (name !== "" && arn !== "" && !arn.endsWith(`/${name}`))
    return refuse("StreamARN and StreamName do not name the same stream.");
  const called = readStreamName(input);
  const named = arn === "" ? undefined : context.store.find(context.caller, KIND, [arn]);
  const isHere = arn === "" || isOwn(context, arn);
  const stream = named?.names.arn === arn ? named : isHere ? findNamedStream(context, called) : undefined;
  return stream ? { stream } : refuseStream(context, called);
}

/** Does something with the stream that a call is about. */
export function withStream(deed: (context: Context, stream: Thing) => Done): (context: Context) => Done {
  return (context) => {
    const found = findStream(context);
    return "error" in found ? found : deed(context, found.stream);
  };
}

/** Puts a stream with other members; those that are undefined are taken away. */
export function change({ store }: Context, stream: Thing, members: Structure): void {
  const changed = merge(stream.members, members);
  const left = Object.entries(changed).filter(([, value]) => value !== undefined);
  store.put({ ...stream, members: merge(Object.fromEntries(left)) });
}

/** An answer that says nothing, or what production said. */
export function answerNothing({ told }: Context): Done {
  return { output: told?.output ?? merge() };
}
