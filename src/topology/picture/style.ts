/** The style sheet inside of an SVG file. */
import { LINE_DASHES } from "./lines.ts";
import { DARK, LIGHT, type Palette } from "./theme.ts";

function writeColours(palette: Palette): string {
  const [outer = "", inner = ""] = palette.boxes;
  return [
    `.ground{fill:${palette.ground}}`,
    `.headline,.title,.heading{fill:${palette.ink}}`,
    `.note,.kind-heading,.fold-heading{fill:${palette.faint}}`,
    `.box{fill:none;stroke:${palette.boxLine}}.deep0{fill:${outer}}.deep1{fill:${inner}}`,
    `.network{stroke:${palette.networkLine}}.subnet{stroke:${palette.subnetLine}}`,
    `.card{fill:${palette.card};stroke:${palette.cardLine}}`,
    `.beforehand{stroke:${palette.beforehand}}.placeholder{fill:${palette.beforehand}}`,
    `.verified{stroke:${palette.verified}}.different{stroke:${palette.different}}`,
    `.missing{stroke:${palette.missing}}.unreadable{stroke:${palette.unreadable}}`,
    `.edge{stroke:${palette.edge}}.arrow{fill:${palette.edge}}`,
  ].join("");
}

/** Both themes, of which whoever shows the file chooses, or one. */
export function writeStyle(theme?: "light" | "dark"): string {
  const dashes = Object.entries(LINE_DASHES).map(([style, dash]) =>
    dash.length === 0 ? "" : `.edge.${style}{stroke-dasharray:${dash.join(" ")}}`,
  );
  return [
    "text{font-family:system-ui,-apple-system,'Segoe UI',Roboto,Ubuntu,'DejaVu Sans',sans-serif}",
    ".headline{font-size:20px;font-weight:600}.title{font-size:12.5px;font-weight:500}.note{font-size:10.5px}",
    ".heading{font-size:12px;font-weight:600}.account-heading{font-size:13px}",
    ".box{stroke-width:1}.network{stroke-width:1.5}.subnet{stroke-dasharray:none}",
    ".fold{stroke-dasharray:2 3}",
    ".card{stroke-width:1}.card.beforehand{stroke-dasharray:5 3;stroke-width:1.5}.card.brought{stroke-dasharray:2 2}",
    ".card.verified,.card.different,.card.missing,.card.unreadable{stroke-width:2}",
    ".edge{fill:none;stroke-width:1.4}.edge.far{opacity:.55}",
    ".glyph{fill:none;stroke:#fff;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}",
    ...dashes,
    writeColours(theme === "dark" ? DARK : LIGHT),
    theme === undefined ? `@media (prefers-color-scheme:dark){${writeColours(DARK)}}` : "",
  ].join("");
}
