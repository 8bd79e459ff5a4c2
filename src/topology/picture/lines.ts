/** How lines are drawn, by what they mean. */
import type { RelationKind } from "../topology.ts";

/** What lines look alike for: what flows, what is used, whom is trusted. */
export type LineStyle = "flow" | "use" | "trust";

const STYLES: Readonly<Record<RelationKind, LineStyle>> = {
  triggers: "flow",
  "routes-to": "flow",
  uses: "use",
  "attached-to": "use",
  within: "use",
  assumes: "trust",
  "encrypts-with": "trust",
};

/** The style of a line that stands for these relations: of what flows, if anything does. */
export function styleLine(kinds: readonly RelationKind[]): LineStyle {
  const styles = new Set(kinds.map((kind) => STYLES[kind]));
  return styles.has("flow") ? "flow" : styles.has("use") ? "use" : "trust";
}

/** What a legend says of each style. */
export const LINE_LABELS: Readonly<Record<LineStyle, string>> = {
  flow: "triggers, routes to",
  use: "uses, is attached to",
  trust: "assumes, is encrypted with",
};

export const LINE_DASHES: Readonly<Record<LineStyle, readonly number[]>> = {
  flow: [],
  use: [6, 3],
  trust: [1.5, 3.5],
};
