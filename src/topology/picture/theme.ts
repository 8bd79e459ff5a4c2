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

export const LIGHT: Palette = {
  ground: "#ffffff",
  ink: "#1b2330",
  faint: "#5b6675",
  boxes: ["#f6f7f9", "#ffffff"],
  boxLine: "#d5dae1",
  networkLine: "#a58be0",
  subnetLine: "#c9bdea",
  card: "#ffffff",
  cardLine: "#c3cad4",
  edge: "#8b97a8",
  accent: "#1a62d6",
  beforehand: "#b25e09",
  verified: "#2a7d46",
  different: "#b45309",
  missing: "#c02626",
  unreadable: "#5b6675",
};

export const DARK: Palette = {
  ground: "#12161d",
  ink: "#e6eaf0",
  faint: "#9aa6b6",
  boxes: ["#181d26", "#12161d"],
  boxLine: "#2e3644",
  networkLine: "#7a62b8",
  subnetLine: "#4d4275",
  card: "#1f2631",
  cardLine: "#3d4757",
  edge: "#6f7c90",
  accent: "#6ea8ff",
  beforehand: "#e39a4c",
  verified: "#5fc08a",
  different: "#e3a33c",
  missing: "#f07171",
  unreadable: "#9aa6b6",
};
