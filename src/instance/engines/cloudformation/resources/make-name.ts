/** Names that CloudFormation makes up: `shop-Queue-1ABCDEFGH2IJK`. */
import { mayFitText } from "../../../../aws/model/fit-text.ts";
import type { Shape } from "../../../../aws/model/types.ts";
import { readAt } from "./fill-row.ts";
import type { WantedResource } from "./resource-world.ts";
import { listMakingRows } from "./rows.ts";

const RANDOM = 12;
const LONGEST = 255;

/** Cuts two names so that both are together at most so long, the longer one more. */
function cutBoth(stack: string, id: string, most: number): string {
  const room = Math.max(most - 1, 2);
  if (stack.length + id.length <= room) return `${stack}-${id}`;
  const half = Math.floor(room / 2);
  const forStack = Math.min(stack.length, Math.max(half, room - id.length));
  return `${stack.slice(0, forStack)}-${id.slice(0, room - forStack)}`;
}

/** A name for a resource that the template gives none, in the form that its service takes. */
export function makeName(wanted: WantedResource, shape: Shape, mint: (length: number) => string): string {
  const [row] = listMakingRows(wanted.cfn, "name");
  const ends =
    row?.suffix && String(readAt(wanted.properties, row.suffix.where)) === "true" ? row.suffix.text : "";
  const most = Math.min(row?.longest ?? LONGEST, shape.max ?? LONGEST) - RANDOM - 1 - ends.length;
  const random = mint(RANDOM).toUpperCase();
  const named = `${cutBoth(wanted.stack, wanted.id, most)}-${random}`;
  const isLower = row?.lower === true || !mayFitText(shape, named);
  return `${isLower ? named.toLowerCase() : named}${ends}`;
}
