/** What an account does not let anybody open: https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html */
import { isStructure, makeStructure, type Structure } from "../../../aws/values.ts";
import { remove } from "../../behaviour/changes/change.ts";
import type { Context } from "../../behaviour/context.ts";
import { make } from "../../behaviour/makes/make.ts";
import { findThing } from "../../behaviour/names/names.ts";
import type { Done } from "../../gateway.ts";
import { merge } from "../engine.ts";
import { goToWhole, refusal, refuseOthers } from "./accounts.ts";

const BLOCK = "public-access-block";
const MEMBER = "PublicAccessBlockConfiguration";
/** What is not said is not shut. */
const OPEN: Structure = {
  BlockPublicAcls: false,
  IgnorePublicAcls: false,
  BlockPublicPolicy: false,
  RestrictPublicBuckets: false,
};

/** PutPublicAccessBlock. */
export function putBlock(asked: Context): Done {
  const refused = refuseOthers(asked);
  if (refused) return refused;
  const context = goToWhole(asked);
  const said = context.input[MEMBER];
  if (context.told) return make(context, BLOCK);
  if (!isStructure(said) || Object.keys(said).length === 0)
    return refusal("InvalidRequest", "Must specify at least one configuration.", 400);
  const before = findThing(context, BLOCK);
  if (before) context.store.remove(before);
  return make({ ...context, input: merge(context.input, { [MEMBER]: merge(OPEN, said) }) }, BLOCK);
}

/** GetPublicAccessBlock. */
export function getBlock(asked: Context): Done {
  const refused = refuseOthers(asked);
  if (refused) return refused;
  const said = findThing(goToWhole(asked), BLOCK)?.members[MEMBER];
  if (said !== undefined) return { output: merge({ [MEMBER]: said }) };
  return refusal(
    "NoSuchPublicAccessBlockConfiguration",
    "The public access block configuration was not found",
    404,
    { AccountId: asked.input["AccountId"] ?? null },
  );
}

/** DeletePublicAccessBlock. */
export function deleteBlock(asked: Context): Done {
  const refused = refuseOthers(asked);
  if (refused) return refused;
  const context = goToWhole(asked);
  if (findThing(context, BLOCK)) return remove(context, BLOCK);
  return { output: context.told?.output ?? makeStructure() };
}
