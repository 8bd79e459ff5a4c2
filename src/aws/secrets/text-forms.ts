/** The forms that a secret takes where programs quote it: in documents, addresses, headers and messages. */

/** Text that is itself in every notation but base64. */
const PLAIN = /^[\w.-]*$/;
/** Fewer characters of base64 could be part of anything. */
const SHORTEST_ENCODED = 8;

/** JSON's notation of a text, without the quotes around it. */
function quote(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** With an escape in the place of every UTF-16 unit beyond ASCII. */
function escapeUnits(text: string, write: (unit: number) => string): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => write(unit.charCodeAt(0)));
}

/** As Python, Java and PHP write JSON that is to be ASCII. */
function quoteAscii(quoted: string): string {
  return escapeUnits(quoted, (unit) => `\\u${unit.toString(16).padStart(4, "0")}`);
}

/** As Go writes JSON that is safe in HTML. */
function quoteForHtml(quoted: string): string {
  return quoted.replaceAll("<", "\\u003c").replaceAll(">", "\\u003e").replaceAll("&", "\\u0026");
}

function listQuoted(text: string): string[] {
  const quoted = quote(text);
  const ascii = quoteAscii(quoted);
  const slashed = [quoted, ascii].map((one) => one.replaceAll("/", "\\/"));
  // Python's notation of a text, which is quoted in ' if it can be.
  const single = quoted.replaceAll('\\"', '"');
  const notations = [quoted, ascii, quoteForHtml(quoted), single, single.replaceAll("'", "\\'"), ...slashed];
  return [...notations, ...[quoted, ascii].map(quote)];
}

/** Signs that some encoders of addresses and forms leave as they are, and others do not. */
const OPTIONAL = [/[!'()*]/g, /[!'()~]/g];

function encodeSign(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

function listPercent(text: string): string[] {
  const encoded = encodeURIComponent(text.toWellFormed());
  const forms = [encoded, ...OPTIONAL.map((signs) => encoded.replace(signs, encodeSign))];
  const all = forms.flatMap((form) => [form, form.replaceAll("%20", "+"), form.replaceAll("%2F", "/")]);
  return all.flatMap((form) => [form, form.replace(/%../g, (byte) => byte.toLowerCase())]);
}

/** How programs write the two quotes in XML and HTML. */
const QUOTES = [
  ['"', "'"],
  ["&quot;", "'"],
  ["&quot;", "&apos;"],
  ["&quot;", "&#39;"],
  ["&quot;", "&#x27;"],
  ["&#34;", "&#39;"],
] as const;

function listXml(text: string): string[] {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const quoted = QUOTES.map(([double, single]) => escaped.replaceAll('"', double).replaceAll("'", single));
  const ascii = [...escaped].map((sign) => {
    const point = sign.codePointAt(0) ?? 0;
    return point > 127 ? `&#${point};` : sign;
  });
  return [...quoted, ascii.join("")];
}

/** Base64 of the text, alone and within something longer, where it begins at any of three places of a group. */
function listEncoded(text: string): string[] {
  const bytes = Buffer.from(text);
  const inner = [0, 1, 2].flatMap((before) => {
    const whole = Buffer.concat([Buffer.alloc(before), bytes]);
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor((whole.length * 8) / 6);
    const encoded = (["base64", "base64url"] as const).map((form) => whole.toString(form).slice(first, last));
    return encoded.filter(({ length }) => length >= SHORTEST_ENCODED);
  });
  return [bytes.toString("base64"), bytes.toString("base64url"), ...inner];
}

/** A text in all the forms that it is looked for in. */
export function listForms(text: string): string[] {
  const notations = PLAIN.test(text)
    ? [text]
    : [text, text.trim(), ...listQuoted(text), ...listPercent(text), ...listXml(text)];
  return [...new Set([...notations, ...listEncoded(text)])];
}
