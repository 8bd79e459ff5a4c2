/** Bodies of forms with a file, as browsers send them: https://www.rfc-editor.org/rfc/rfc7578 */

/** A field of a form. */
export interface FormField {
  readonly name: string;
  /** Of a file. */
  readonly filename?: string | undefined;
  readonly type?: string | undefined;
  readonly content: Uint8Array;
}

const HEAD_END = "\r\n\r\n";
const LONGEST_HEAD = 8_192;

/** `name="key"`, with what stands between the quotes; a semicolon may stand there, too. */
function readParameter(header: string, wanted: string): string | undefined {
  for (let at = header.indexOf(";"); at >= 0; ) {
    const equals = header.indexOf("=", at);
    if (equals < 0) return undefined;
    const name = header
      .slice(at + 1, equals)
      .trim()
      .toLowerCase();
    const isQuoted = header[equals + 1] === '"';
    const start = isQuoted ? equals + 2 : equals + 1;
    const end = header.indexOf(isQuoted ? '"' : ";", start);
    const text = header.slice(start, end < 0 ? undefined : end);
    if (name === wanted) return isQuoted ? text : text.trim();
    at = end < 0 ? -1 : header.indexOf(";", end);
  }
  return undefined;
}

/** What stands between the fields, of a type of content; undefined where it is of no such form. */
export function readBoundary(type: string | undefined): string | undefined {
  if (!type?.toLowerCase().startsWith("multipart/form-data")) return undefined;
  return readParameter(type, "boundary");
}

/** The fields in their order; undefined where the body is no such form. */
export function readFormData(body: Uint8Array, boundary: string): FormField[] | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const line = `--${boundary}`;
  const fields: FormField[] = [];
  let at = bytes.indexOf(line);
  while (at >= 0) {
    at += line.length;
    if (bytes.toString("latin1", at, at + 2) === "--") return fields;
    const near = bytes.subarray(at, at + LONGEST_HEAD);
    const end = near.indexOf(HEAD_END);
    if (end < 0) return undefined;
    const head = new Map(
      near
        .toString("utf8", 0, end)
        .split("\r\n")
        .map((text): [string, string] => {
          const colon = text.indexOf(":");
          return [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
        }),
    );
    const start = at + end + HEAD_END.length;
    const next = bytes.indexOf(`\r\n${line}`, start);
    if (next < 0) return undefined;
    const disposition = head.get("content-disposition") ?? "";
    fields.push({
      name: readParameter(disposition, "name") ?? "",
      filename: readParameter(disposition, "filename"),
      type: head.get("content-type"),
      content: bytes.subarray(start, next),
    });
    at = next + 2;
  }
  return undefined;
}
