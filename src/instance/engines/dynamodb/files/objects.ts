/** Files of S3, as DynamoDB reads and writes them. */
import type { Structure } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { listStructures, readText } from "../../engine.ts";
import { readNumber, writeMembers } from "../read-members.ts";

/** Why a task failed. */
export class FailedTask extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

async function ask({ ask, caller }: Context, operation: string, input: Structure): Promise<Structure> {
  const done = await ask({ service: "s3", operation, input, caller });
  if ("error" in done) throw new FailedTask(`S3${done.error.code}`, done.error.message);
  return done.output;
}

/** Where files are. */
export interface Folder {
  readonly bucket: string;
  readonly prefix: string;
}

/** Writes a file; its ETag. */
export async function writeFile(
  context: Context,
  { bucket, prefix }: Folder,
  name: string,
  content: Uint8Array,
): Promise<string> {
  const output = await ask(
    context,
    "PutObject",
    writeMembers({ Bucket: bucket, Key: `${prefix}${name}`, Body: content }),
  );
  return readText(output, "ETag").replaceAll('"', "");
}

/** The names of the files whose names begin so, with their sizes. */
export async function* listFiles(
  context: Context,
  { bucket, prefix }: Folder,
): AsyncGenerator<{ readonly key: string; readonly size: number }> {
  for (let token: string | undefined; ; ) {
    const output = await ask(
      context,
      "ListObjectsV2",
      writeMembers({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }),
    );
    for (const one of listStructures(output["Contents"]))
      yield { key: readText(one, "Key"), size: readNumber(one["Size"]) ?? 0 };
    token = readText(output, "NextContinuationToken");
    if (token === "") return;
  }
}

/** What a file holds. */
export async function readFile(context: Context, bucket: string, key: string): Promise<Uint8Array> {
  const { Body } = await ask(context, "GetObject", writeMembers({ Bucket: bucket, Key: key }));
  return Body instanceof Uint8Array ? Body : new Uint8Array();
}
