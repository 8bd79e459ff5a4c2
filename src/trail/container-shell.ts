/** Reads what stands before a list in its container, which may name the cells of rows in it. */
import { isObject } from "../base/values.ts";
import { parseJson } from "./parse-json.ts";

/** In characters: what names the columns of rows is no longer. */
const LONGEST_SHELL = 65_536;

/** The last container that was asked for: rows that follow each other stand in one. */
let opened: { readonly shell: string; readonly container: unknown } | undefined;

/** What stands before a list in its container, as an object; undefined where it is none, or longer than names of columns are. */
export function openContainer(shell: string): Readonly<Record<string, unknown>> | undefined {
  if (shell.length > LONGEST_SHELL) return undefined;
  if (opened?.shell !== shell) opened = { shell, container: parseJson(`${shell}]}`) };
  return isObject(opened.container) ? opened.container : undefined;
}
