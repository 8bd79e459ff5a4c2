/** Which part of a picture is in sight, and how near: pure, so that it can be told without a screen. */
import type { Rectangle } from "../../../topology/layout.ts";

/** The part of a picture that is in sight: pixels = place × zoom + pan. */
export interface Sight {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const MARGIN = 24;
const CLOSEST = 1.25;
export const LEAST_ZOOM = 0.02;
/** Nearer than that, titles can be read. */
const READ_ZOOM = 0.5;
/** What somebody looked for is shown so near. */
const FOUND_ZOOM = 0.9;
/** A picture in less room than this begins where it can be read. */
const NARROW = 640;

/** The room that there is on the screen. */
export type Room = Pick<Sight, "width" | "height">;

/** How near one looks, and where from. */
export interface Viewpoint {
  readonly zoom: number;
  readonly pan: { readonly x: number; readonly y: number };
}

/** All of a part of the picture, but nothing larger than it is well read. */
export function lookAtAll(part: Rectangle, { width, height }: Room): Viewpoint {
  const fits = Math.min((width - 2 * MARGIN) / part.width, (height - 2 * MARGIN) / part.height);
  const zoom = Math.max(LEAST_ZOOM, Math.min(CLOSEST, fits));
  return {
    zoom,
    pan: {
      x: (width - part.width * zoom) / 2 - part.x * zoom,
      y: Math.max(MARGIN, (height - part.height * zoom) / 2) - part.y * zoom,
    },
  };
}

/** A place in the middle. */
export function lookAt(place: Rectangle, zoom: number, { width, height }: Room): Viewpoint {
  return {
    zoom,
    pan: {
      x: width / 2 - (place.x + place.width / 2) * zoom,
      y: height / 2 - (place.y + place.height / 2) * zoom,
    },
  };
}

/** What is shown first: all of it, but where there is so little room that nobody could read it, where it begins. */
export function lookFirst(picture: Rectangle, room: Room): Viewpoint {
  const all = lookAtAll(picture, room);
  if (all.zoom >= READ_ZOOM || room.width >= NARROW) return all;
  return { zoom: READ_ZOOM, pan: { x: MARGIN / 2, y: MARGIN / 2 } };
}

/** Whether all of a place is in sight, near enough to be read. */
export function isRead(place: Rectangle, { zoom, x, y, width, height }: Sight): boolean {
  return (
    zoom >= READ_ZOOM &&
    place.x * zoom + x >= 0 &&
    place.y * zoom + y >= 0 &&
    (place.x + place.width) * zoom + x <= width &&
    (place.y + place.height) * zoom + y <= height
  );
}

/** What lies around all of these. */
function bound(places: readonly Rectangle[]): Rectangle {
  const x = Math.min(...places.map((one) => one.x));
  const y = Math.min(...places.map((one) => one.y));
  return {
    x,
    y,
    width: Math.max(...places.map((one) => one.x + one.width)) - x,
    height: Math.max(...places.map((one) => one.y + one.height)) - y,
  };
}

/** Where to look for what was found: at all of it where that can be read, else at the first. undefined: one is in sight already. */
export function lookFor(places: readonly Rectangle[], sight: Sight): Viewpoint | undefined {
  const [first] = places;
  if (!first || places.some((place) => isRead(place, sight))) return undefined;
  // Who looks closely already goes on so.
  if (sight.zoom >= READ_ZOOM) return lookAt(first, sight.zoom, sight);
  const all = lookAtAll(bound(places), sight);
  if (all.zoom >= READ_ZOOM) return lookAt(bound(places), Math.min(FOUND_ZOOM, all.zoom), sight);
  return lookAt(first, Math.min(FOUND_ZOOM, lookAtAll(first, sight).zoom), sight);
}

/** The same middle in another room. */
export function keepMiddle({ zoom, x, y, ...before }: Sight, room: Room): Viewpoint {
  return {
    zoom,
    pan: { x: x + (room.width - before.width) / 2, y: y + (room.height - before.height) / 2 },
  };
}
