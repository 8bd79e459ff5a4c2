/**
 * IAM: AWS's own policies stand in no account, and each has them: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
 * Which there are, and what they say, is told by no table: what is asked for by such an ARN is there.
 */
import { makeStructure } from "../../aws/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { drawForm } from "../behaviour/names/draw-form.ts";
import { find } from "../behaviour/reads/find.ts";
import { writeOutput } from "../behaviour/reads/view.ts";
import { refuseUnknown } from "../behaviour/refusals/unknown.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { merge, readText } from "./engine.ts";

const FORM = /^arn:[\w-]+:iam::aws:policy(\/(?:[\w+=,.@-]+\/)*)([\w+=,.@-]+)$/;

/** When AWS made its policies is told by no table: before any account's own. */
const BEFORE_ALL = Date.UTC(2015, 1, 6);

/** One of AWS's own policies, which is the same in each account; undefined where the text names none. */
function findOfAws(context: Context, arn: string): Thing | undefined {
  const [, path = "", name = ""] = FORM.exec(arn) ?? [];
  if (name === "") return undefined;
  const digits = new Bun.CryptoHasher("sha512").update(arn).digest("hex");
  const mint = (length: number) => digits.slice(0, length);
  const id = drawForm({ caller: context.caller, mint }, "ANPA{upper:17}", name);
  const members = merge({ PolicyName: name, PolicyId: id, Arn: arn, Path: path, DefaultVersionId: "v1" });
  const call = { operation: context.operation.name, input: members, output: makeStructure() };
  return {
    ...{ place: placeOf(context, "policy"), service: "iam", type: "policy", chain: [arn], members, call },
    ...{ within: undefined, names: { id, arn }, tags: new Map(), createdAt: BEFORE_ALL },
  };
}

/** Tells a policy of the account's, or one of AWS's. */
export function getPolicy(context: Context): Done {
  const policy = findOfAws(context, readText(context.input, "PolicyArn"));
  return policy ? { output: writeOutput(context, [policy], "Policy") } : find(context);
}

/** Tells what a policy of the account's says; what AWS's say is not known. */
export function getPolicyVersion(context: Context): Done {
  return findOfAws(context, readText(context.input, "PolicyArn")) ? refuseUnknown(context) : find(context);
}
