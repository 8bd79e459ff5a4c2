/** Whom a bucket's policy lets in. */
import type { Structure } from "../../../aws/values.ts";
import { readItems } from "./bucket.ts";

/** Whether a policy lets everybody do something without a condition. */
export function isPublic(text: string): boolean {
  let policy: Structure;
  try {
    policy = JSON.parse(text) as Structure;
  } catch {
    return false;
  }
  const statements = Array.isArray(policy["Statement"])
    ? readItems(policy, "Statement")
    : [policy["Statement"] as Structure];
  return statements.some((statement) => {
    const { Effect, Principal, Condition } = statement ?? {};
    const named = typeof Principal === "string" ? Principal : (Principal as Structure | undefined)?.["AWS"];
    const isAll = named === "*" || (Array.isArray(named) && (named as readonly unknown[]).includes("*"));
    return Effect === "Allow" && isAll && Condition === undefined;
  });
}
