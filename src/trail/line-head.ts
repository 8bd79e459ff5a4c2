/** The beginnings of lines in logs of CloudWatch, and what else stands between documents. */
import { isJson } from "./parse-json.ts";

/** How an exported or tailed CloudWatch Logs line begins: a timestamp, perhaps the stream's name, then the JSON. */
export const LINE_HEAD = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*(?:\s+\S+)?\s*$/;

/** The scalars in the text before a document, of which a timestamp in front of one is none; undefined where it is anything else. */
export function readLineHead(text: string, isInFront: boolean): readonly string[] | undefined {
  if (isInFront && LINE_HEAD.test(text)) return [];
  const scalars = isJson(text) ? [text] : text.split(/\s+/);
  return scalars.every(isJson) ? scalars : undefined;
}
