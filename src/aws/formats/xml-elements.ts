/**
 * XML texts to elements, and elements to texts.
 *
 * The parser is Bun's own, in its tree form. Measured with Bun 1.4.5: the tree keeps order, attributes, whitespace,
 * CDATA and character references exactly; ill-formed documents, control characters and invalid UTF-8
 * throw; external entities are never fetched, internal ones stop at an amplification limit; 50,000 levels throw;
 * 300,000 elements take 0.3 s. (Its compact form is no use: it loses the order of elements with different names.)
 */
import { compileLightly } from "../../base/compiling.ts";
import { MAX_DEPTH } from "./limits.ts";
import { isPage } from "./text.ts";

/** An element to write: attributes in order, and either a text or children. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly content: string | readonly (XmlElement | WrittenElements)[];
}

export type XmlAttribute = readonly [name: string, value: string];

/** Elements of one name as they are written. */
export interface WrittenElements {
  readonly name: string;
  readonly text: string;
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

/** What stands before the root of an answer. */
export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

// A parser reads a bare carriage return as a line feed (https://www.w3.org/TR/xml/#sec-line-ends): written as a reference it stays.
const ESCAPED = /[&<>\r]/;
/** A text as it stands in an element. */
export const escapeText = (text: string) =>
  ESCAPED.test(text) ? text.replace(/[&<>\r]/g, (char) => ESCAPES[char] ?? char) : text;
const escapeAttribute = (text: string) => text.replace(/[&<>"\t\n\r]/g, (char) => ESCAPES[char] ?? char);

/** The text of an element, of what is written in it already; an empty one is `<Name />`. */
export function encloseXml(name: string, attributes: readonly XmlAttribute[], inner: string): string {
  let start = name;
  for (const [key, value] of attributes) start += ` ${key}="${escapeAttribute(value)}"`;
  return inner === "" ? `<${start} />` : `<${start}>${inner}</${name}>`;
}

/** An element's text, without a declaration and without added white space. */
export function renderXml({ name, attributes, content }: XmlElement): string {
  if (typeof content === "string") return encloseXml(name, attributes, escapeText(content));
  let inner = "";
  for (const child of content) inner += "text" in child ? child.text : renderXml(child);
  return encloseXml(name, attributes, inner);
}

/** An element of a parsed document; names keep their namespace prefix. */
export type XmlNode = Bun.XML.Node;

/** What an empty body is read as where AWS leaves out the document. */
export const EMPTY_NODE: XmlNode = { name: "", attributes: {}, children: [] };

/** A name without its namespace prefix: AWS's documents never have two meanings of one local name. */
export function stripPrefix(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

/** An element's name without its namespace prefix. */
export function nameOf(element: XmlNode): string {
  return stripPrefix(element.name);
}

/** The child elements, without text and comments. */
export function listElements(element: XmlNode): XmlNode[] {
  return element.children.filter((child) => typeof child === "object" && "name" in child);
}

/** The first child element of that local name. */
export function findElement(element: XmlNode | undefined, name: string): XmlNode | undefined {
  return element && listElements(element).find((child) => nameOf(child) === name);
}

/** The text directly in an element, exactly. */
export function textOf(element: XmlNode): string {
  return element.children.filter((child) => typeof child === "string").join("");
}

function isTooDeep(element: XmlNode, room: number): boolean {
  return room === 0 || listElements(element).some((child) => isTooDeep(child, room - 1));
}

/** The root element of a document; undefined for what is no XML or nested too deeply. */
export function parseXml(text: string): XmlNode | undefined {
  try {
    const root = Bun.XML.parse(text.trimStart(), { compact: false });
    return isTooDeep(root, MAX_DEPTH) ? undefined : root;
  } catch {
    return undefined;
  }
}

/** The root element of a text; undefined for what is no XML, and for HTML, which AWS never answers. */
export function parseDocument(text: string | undefined): XmlNode | undefined {
  return text === undefined || isPage(text) ? undefined : parseXml(text);
}

/** An element with a text alone. */
export function textElement(name: string, text: string): XmlElement {
  return { name, attributes: [], content: text };
}

compileLightly(renderXml);
