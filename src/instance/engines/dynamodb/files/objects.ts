/** Files of S3, as DynamoDB reads and writes them. */
import type { Structure } from "../../../../aws/values.ts";
import type { Context } from "../../../behaviour/context.ts";
import { listStructures, readText } from "../../engine.ts";
import { writeMembers } from "../read-members.ts";

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
  /** The account whose bucket it is to be; empty where any will do. */
  readonly owner: string;
}

function expect(owner: string): string | undefined {
  return owner === "" ? undefined : owner;
}

/** Writes a file; its ETag. */
export async function writeFile(
  context: Context,
  { bucket, prefix, owner }: Folder,
  name: string,
  content: Uint8Array,
): Promise<string> {
  const output = await ask(
    context,
    "PutObject",
    writeMembers({
      Bucket: bucket,
      Key: `${prefix}${name}`,
      Body: content,
      ExpectedBucketOwner: expect(owner),
    }),
  );
  return readText(output, "ETag").replaceAll('"', "");
}

/** The names of the files whose names begin so. */
export async function* listFiles(
  context: Context,
  { bucket, prefix, owner }: Folder,
): AsyncGenerator<string> {
  for (let token: string | undefined; ; ) {
    const output = await ask(
      context,
      "ListObjectsV2",
      writeMembers({
        Bucket: bucket,
        Prefix: prefix,
        ContinuationToken: token,
        ExpectedBucketOwner: expect(owner),
      }),
    );
    for (const one of listStructures(output["Contents"])) yield readText(one, "Key");
    token = readText(output, "NextContinuationToken");
    if (token === "") return;
  }
}

/** What a file holds. */
export async function readFile(context: Context, bucket: string, key: string): Promise<Uint8Array> {
  const { Body } = await ask(context, "GetObject", writeMembers({ Bucket: bucket, Key: key }));
  return Body instanceof Uint8Array ? Body : new Uint8Array();
}
