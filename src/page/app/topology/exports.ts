/** Takes what is seen out of the page: as a picture, as a graph's text, as data. */
import { writeDot, writeGraphJson, writeMermaid } from "../../../topology/graphs.ts";
import type { Picture } from "../../../topology/layout.ts";
import type { DrawnFindings } from "../../../topology/picture/marks.ts";
import { writeSvg } from "../../../topology/svg.ts";
import type { Topology } from "../../../topology/topology.ts";
import { isDark } from "./canvas.ts";

/** What is taken out. */
export interface SavedPicture {
  readonly picture: Picture;
  readonly title: string;
  readonly topology: Topology;
  readonly findings: DrawnFindings;
}

/** Browsers draw no canvas that is wider or higher, or has more pixels than this. */
const LONGEST = 16_000;
const MOST_PIXELS = 60_000_000;

/** The things of a picture, and the relations between them. */
function cutTopology({ picture, topology }: SavedPicture): Topology {
  const { seenAs } = picture;
  return {
    resources: topology.resources.filter(({ key }) => seenAs.has(key)),
    relations: topology.relations.filter(({ from, to }) => seenAs.has(from) && seenAs.has(to)),
  };
}

/** The picture as an image of dots, twice as fine as it is wide where a browser can draw that. */
async function drawPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const { naturalWidth: width, naturalHeight: height } = image;
    const scale = Math.min(2, LONGEST / width, LONGEST / height, Math.sqrt(MOST_PIXELS / (width * height)));
    const canvas = document.createElement("canvas");
    canvas.width = Math.floor(width * scale);
    canvas.height = Math.floor(height * scale);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("this browser has no canvas");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("the image is too large"))),
        "image/png",
      );
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}

const text = (content: string, type: string): Blob => new Blob([content], { type: `${type};charset=utf-8` });

/** What can be taken out: the ending of the file, and what is in it. */
export const FORMATS = {
  svg: ({ picture, title, findings }: SavedPicture) =>
    text(writeSvg(picture, { title, findings }), "image/svg+xml"),
  png: ({ picture, title, findings }: SavedPicture) =>
    drawPng(writeSvg(picture, { title, findings, theme: isDark() ? "dark" : "light" })),
  mermaid: (exported: SavedPicture) => text(writeMermaid(cutTopology(exported)), "text/plain"),
  dot: (exported: SavedPicture) => text(writeDot(cutTopology(exported)), "text/vnd.graphviz"),
  json: (exported: SavedPicture) => text(writeGraphJson(cutTopology(exported)), "application/json"),
} as const;

export type Format = keyof typeof FORMATS;

/** Of files, where it is not the name of the format. */
const ENDINGS: Readonly<Partial<Record<Format, string>>> = { mermaid: "mmd" };

/** The name of the file that a format is saved as. */
export const nameFile = (format: Format): string => `topology.${ENDINGS[format] ?? format}`;

/** Hands it to the reader as a file. Throws where the browser cannot make it. */
export async function save(format: Format, exported: SavedPicture): Promise<void> {
  const url = URL.createObjectURL(await FORMATS[format](exported));
  const link = document.createElement("a");
  link.href = url;
  link.download = nameFile(format);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
