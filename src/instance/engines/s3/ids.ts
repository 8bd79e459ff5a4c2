/** Ids of versions and of contents. */
import type { Context } from "../../behaviour/context.ts";

/** How long ids of versions and of contents are. */
const ID_LENGTH = 32;

/** An id that nothing has. */
export function mintId({ mint }: Context): string {
  return mint(ID_LENGTH);
}
