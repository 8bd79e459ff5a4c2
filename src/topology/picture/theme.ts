/** The colours of pictures, by which the page and a file of a picture look alike. */

/** Every colour of a picture but those of the kinds, which are the same in both themes. */
export interface Palette {
  readonly ground: string;
  readonly ink: string;
  /** Of what is small and beside the point. */
  readonly faint: string;
  /** Boxes in boxes, the outermost first; deeper ones begin anew. */
  readonly boxes: readonly string[];
  readonly boxLine: string;
  readonly networkLine: string;
  readonly subnetLine: string;
  readonly card: string;
  readonly cardLine: string;
  readonly edge: string;
  /** What is selected, and what it refers to. */
  readonly accent: string;
  /** Of what the log uses and never makes. */
  readonly beforehand: string;
  readonly verified: string;
  readonly different: string;
  readonly missing: string;
  readonly unreadable: string;
}

/** The page's tokens (src/page/app/styles/tokens.css) have the same colours. */
export const LIGHT: Palette = {
  ground: "#f7f7f5",
  ink: "#1c1e21",
  faint: "#595e65",
  boxes: ["#ffffff", "#f7f7f5"],
  boxLine: "#d8d8d3",
  networkLine: "#9a86c4",
  subnetLine: "#c4b8de",
  card: "#ffffff",
  cardLine: "#c2c4c2",
  edge: "#8a919a",
  accent: "#0b57a4",
  beforehand: "#64449b",
  verified: "#176f31",
  different: "#a86a00",
  missing: "#b3261e",
  unreadable: "#595e65",
};

export const DARK: Palette = {
  ground: "#141618",
  ink: "#e3e5e8",
  faint: "#9ba2aa",
  boxes: ["#1b1e21", "#141618"],
  boxLine: "#30353b",
  networkLine: "#77639f",
  subnetLine: "#4b4165",
  card: "#22262b",
  cardLine: "#454c55",
  edge: "#6d757f",
  accent: "#71b1f3",
  beforehand: "#b9a0f2",
  verified: "#5cc181",
  different: "#dfab4b",
  missing: "#ff8a7e",
  unreadable: "#9ba2aa",
};
