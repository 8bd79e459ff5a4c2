/** What comes of a setting that is looked at before it is put. */
import type { Structure } from "../../../aws/values.ts";
import type { Context } from "../../behaviour/context.ts";
import type { Bucket } from "./bucket.ts";
import type { S3Refusal } from "./errors.ts";

/** What is put instead of what was asked, and what is answered besides; nothing where it is as it was asked. */
export interface PreparedSetting {
  readonly input?: Structure;
  readonly output?: Structure;
}

/** Looks at what a call sets. */
export type Prepare = (context: Context, bucket: Bucket) => PreparedSetting | S3Refusal;
