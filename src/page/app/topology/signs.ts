/** Names of places in a picture that is seen from so far off that what is written inside of it cannot be read: as on a map. */

import { escapeUnprintable } from "../../../report/unprintable.ts";
import type { PlacedBox, Rectangle } from "../../../topology/layout.ts";
import { fitText, measureText } from "../../../topology/picture/fit-text.ts";

/** A name with its place on the screen, in pixels. */
export interface Sign extends Rectangle {
  readonly text: string;
  readonly key: string;
}

/** The letters of a sign, in pixels, at whatever zoom. */
export const SIGN_SIZE = 11;
const HEIGHT = SIGN_SIZE + 5;
const BESIDE = 4;
/** What has less room than this says nothing. */
const LEAST_WIDTH = 44;
/** More of them would hide the picture, and take time at every frame. */
const MOST = 150;
/** A place has its name at its top, or below those of the places around it: so deep do places lie in each other. */
const ROWS = 4;

const overlap = (one: Rectangle, other: Rectangle): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** A free place for a name in the upper left corner of its box, or below the names that are there. */
function findPlace(area: Rectangle, width: number, taken: readonly Sign[]): Rectangle | undefined {
  let y = area.y + 1;
  for (let row = 0; row < ROWS && y + HEIGHT <= area.y + area.height; row++) {
    const place = { x: area.x + 2, y, width, height: HEIGHT };
    const other = taken.find((sign) => overlap(sign, place));
    if (!other) return place;
    y = other.y + HEIGHT;
  }
  return undefined;
}

/** Where the names of boxes are written: those of outer boxes first, none over another one, none outside of its box. */
export function placeSigns(
  boxes: readonly PlacedBox[],
  { zoom, x, y, width, height }: Rectangle & { readonly zoom: number },
): Sign[] {
  const signs: Sign[] = [];
  for (const box of [...boxes].sort((one, other) => one.depth - other.depth)) {
    if (signs.length >= MOST) break;
    if (box.title === "" || box.role === "flow") continue;
    const area = {
      x: box.x * zoom + x,
      y: box.y * zoom + y,
      width: box.width * zoom,
      height: box.height * zoom,
    };
    const isInSight = overlap(area, { x: 0, y: 0, width, height });
    const room = area.width - BESIDE;
    if (!isInSight || room < LEAST_WIDTH) continue;
    const title = escapeUnprintable(box.title);
    const text = fitText(title, room - 2 * BESIDE, SIGN_SIZE);
    // A part of a name tells which of a few accounts and regions it is, and nothing of anything else.
    if (text !== title && box.role !== "account" && box.role !== "region") continue;
    const place = findPlace(area, Math.min(room, measureText(text, SIGN_SIZE) + 2 * BESIDE), signs);
    if (place) signs.push({ key: box.key, text, ...place });
  }
  return signs;
}
