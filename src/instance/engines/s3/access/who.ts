/** Who asks S3 for something, as policies and lists name them. */
import { createHash } from "node:crypto";
import type { Context } from "../../../behaviour/context.ts";

/** Who asks. Of somebody who shows nothing, nothing is known. */
export interface Principal {
  readonly account: string | undefined;
  /** As lists name it. */
  readonly id: string | undefined;
  /** Of a session. */
  readonly arn: string | undefined;
}

/** The account that requests are of which do not say theirs: it is the id that moto gives, so that what is compared with it is the same. */
export const HOME_ID = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a";

/** The id that S3 has for whoever shows nothing. */
export const ANYBODY_ID = "65a011a29cdf8ec533ec3d1ccaae921c";

const known = new Map<string, string>();

/** The id by which lists name an account. */
export function nameOwner({ home }: Pick<Context, "home">, account: string): string {
  if (account === home || home === undefined) return HOME_ID;
  const found = known.get(account) ?? createHash("sha256").update(`account ${account}`).digest("hex");
  known.set(account, found);
  return found;
}

/** Who asks; undefined of a service, which asks for whoever let it. */
export function findPrincipal(context: Context): Principal | undefined {
  const signer = context.signer?.();
  if (!signer) return undefined;
  if (!signer.isSigned) return { account: undefined, id: undefined, arn: undefined };
  const { account } = context.caller;
  return {
    account,
    id: nameOwner(context, account),
    get arn() {
      return signer.session?.arn;
    },
  };
}
