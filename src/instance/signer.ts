/** By what a request shows who sends it, for those few operations that ask. */
import { readSigningName } from "../aws/routing/signing-name.ts";
import type { WireRequest } from "../aws/wire.ts";
import { readKey, readSession, type StsSession } from "./caller.ts";

/** By what a caller shows who it is. */
export interface Signer {
  readonly key: string | undefined;
  /** Whether it shows anything at all. */
  readonly isSigned: boolean;
  /** A header of its request, by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  readonly session: StsSession | undefined;
}

/** By what a request shows who sends it, as soon as somebody asks. */
export function deferSigner(request: WireRequest): () => Signer {
  return () => ({
    key: readKey(request),
    isSigned: readSigningName(request) !== undefined,
    header: (name) => request.headers[name],
    get session() {
      return readSession(request);
    },
  });
}
