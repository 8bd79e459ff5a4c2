/** Texts in XML: in reports of tests, and in pictures. */
import { escapeUnprintable } from "./unprintable.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A line of text in XML 1.0, which knows no control characters, no halves of surrogates, and not the last two of a plane's. */
export function escapeXml(text: string): string {
  return escapeUnprintable(text.toWellFormed())
    .replace(/[\uFFFE\uFFFF]/g, "\uFFFD")
    .replace(/[&<>"]/g, (found) => ENTITIES[found] ?? found);
}
