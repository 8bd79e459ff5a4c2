/** XML elements as plain data, and their text. */

/** An element: attributes in order, and either a text or children. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly content: string | readonly XmlElement[];
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#09;",
  "\n": "&#10;",
  "\r": "&#13;",
};

// A parser reads a bare carriage return as a line feed (https://www.w3.org/TR/xml/#sec-line-ends): written as a reference it stays.
const escapeText = (text: string) => text.replace(/[&<>\r]/g, (char) => ESCAPES[char] ?? char);
const escapeAttribute = (text: string) => text.replace(/[&<>"\t\n\r]/g, (char) => ESCAPES[char] ?? char);

/** An element's text, without a declaration and without added white space; an empty one is `<Name />`. */
export function renderXml({ name, attributes, content }: XmlElement): string {
  const start = name + attributes.map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`).join("");
  const inner = typeof content === "string" ? escapeText(content) : content.map(renderXml).join("");
  return inner === "" ? `<${start} />` : `<${start}>${inner}</${name}>`;
}
