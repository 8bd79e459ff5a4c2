/** The whole picture, small, with a frame around what is in sight. It is for pointers: keys move about in the picture itself. */
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Picture } from "../../../topology/layout.ts";
import { getKind } from "../../../topology/picture/kinds.ts";
import { useTheme } from "../shell/theme.ts";
import { getPalette } from "./canvas.ts";
import type { Sight } from "./sights.ts";

const SIZE = { width: 176, height: 110 };

interface MinimapProps {
  readonly picture: Picture;
  readonly sight: Sight | undefined;
  readonly onCentre: (x: number, y: number) => void;
}

export function Minimap({ picture, sight, onCentre }: MinimapProps): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  // Drawn anew when colours change.
  useTheme();
  const palette = getPalette();
  const scale = Math.min(SIZE.width / Math.max(1, picture.width), SIZE.height / Math.max(1, picture.height));
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, SIZE.width * 2, SIZE.height * 2);
    context.setTransform(2 * scale, 0, 0, 2 * scale, 0, 0);
    for (const { x, y, width, height, role, depth } of picture.boxes) {
      if (role === "flow" || role === "kind") continue;
      context.fillStyle = palette.boxes[depth % 2] ?? palette.ground;
      context.fillRect(x, y, width, height);
      context.strokeStyle = palette.boxLine;
      context.lineWidth = 0.5 / scale;
      context.strokeRect(x, y, width, height);
    }
    for (const { x, y, width, height, kind } of picture.cards) {
      context.fillStyle = getKind(kind).colour;
      context.fillRect(x, y, width, height);
    }
  }, [picture, scale, palette]);
  useEffect(() => {
    if (!frame.current || !sight) return;
    const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));
    const left = clamp((-sight.x / sight.zoom) * scale, SIZE.width);
    const top = clamp((-sight.y / sight.zoom) * scale, SIZE.height);
    const right = clamp(((sight.width - sight.x) / sight.zoom) * scale, SIZE.width);
    const bottom = clamp(((sight.height - sight.y) / sight.zoom) * scale, SIZE.height);
    const { style } = frame.current;
    style.transform = `translate(${left}px, ${top}px)`;
    style.width = `${Math.max(4, right - left)}px`;
    style.height = `${Math.max(4, bottom - top)}px`;
  }, [sight, scale]);
  const go = (event: PointerEvent) => {
    if (event.buttons === 0 && event.type === "pointermove") return;
    const { left, top } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    onCentre((event.clientX - left) / scale, (event.clientY - top) / scale);
  };
  return (
    <div class="minimap" aria-hidden="true" onPointerDown={go} onPointerMove={go}>
      <canvas ref={canvas} width={SIZE.width * 2} height={SIZE.height * 2} />
      <div class="frame" ref={frame} />
    </div>
  );
}
