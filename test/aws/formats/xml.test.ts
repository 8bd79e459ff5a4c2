import { describe, expect, test } from "bun:test";
import { LENIENT } from "../../../src/aws/formats/reading.ts";
import { readXmlValue } from "../../../src/aws/formats/xml.ts";
import { parseXml, textOf } from "../../../src/aws/formats/xml-elements.ts";
import { linkModel } from "../../../src/aws/model/link.ts";
import type { PackedShape, Shape } from "../../../src/aws/model/types.ts";
import { toPlain } from "../protocols/plain.ts";

/** The shape that is called Root. */
function linkRoot(shapes: Record<string, PackedShape>): Shape {
  const model = linkModel({
    service: "test",
    metadata: { protocol: "rest-xml", apiVersion: "1", endpointPrefix: "test", serviceId: "Test" },
    operations: {
      Test: { name: "Test", http: { method: "GET", requestUri: "/" }, output: { shape: "Root" } },
    },
    shapes: { String: { type: "string" }, Integer: { type: "integer" }, ...shapes },
  });
  const root = model.operations["Test"]?.output;
  if (!root) throw new Error("no shape");
  return root;
}

function read(shapes: Record<string, PackedShape>, text: string): unknown {
  const root = parseXml(text);
  if (!root) throw new Error(`no XML: ${text}`);
  return toPlain(readXmlValue(linkRoot(shapes), [root], LENIENT));
}

describe("what is asked of the parser", () => {
  test.each([
    ["<a> x \n</a>", " x \n"],
    ["<a>1<!-- c -->2<?pi?>3</a>", "123"],
    ["<a>&lt;&#65;&#x1F600;&amp;&#13;</a>", "<A😀&\r"],
    ["<a><![CDATA[ <x>&amp; ]]>]</a>", " <x>&amp; ]"],
    ["\n <?xml version='1.0' encoding='UTF-16'?><a>é</a>\n", "é"],
    ['<!DOCTYPE a SYSTEM "file:///etc/hostname"><a>x</a>', "x"],
    ['<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>', "&e;"],
  ])("%p", (text, inner) => {
    const root = parseXml(text);
    expect(root && textOf(root)).toBe(inner);
  });

  test.each([
    "",
    "text",
    "<a>",
    "<a/><b/>",
    "<a/>x",
    "<a>&unknown;</a>",
    "<a b='1' b='2'/>",
    "<a>\0</a>",
    "<br></html>",
  ])("%p is no document", (text) => {
    expect(parseXml(text)).toBeUndefined();
  });
});

describe("shapes", () => {
  test("lists: items in the order of the document, of any name; flattened ones among other elements", () => {
    const shapes: Record<string, PackedShape> = {
      Root: {
        type: "structure",
        members: {
          Plain: { shape: "Plain" },
          Flat: { shape: "Flat" },
          Named: { shape: "Named", locationName: "n" },
        },
      },
      Plain: { type: "list", member: { shape: "String" } },
      Flat: { type: "list", flattened: true, member: { shape: "Integer" } },
      Named: { type: "list", flattened: true, member: { shape: "String", locationName: "item" } },
    };
    const text =
      "<r><Flat>1</Flat><Plain><member>a</member><x>b</x><member/></Plain><item>y</item><Flat>2</Flat></r>";
    expect(read(shapes, text)).toEqual({ Plain: ["a", "b", ""], Flat: [1, 2], Named: ["y"] });
    expect(read(shapes, "<r><Plain/></r>")).toEqual({ Plain: [] });
  });

  test("maps: flattened or not, named or not, keys as they are", () => {
    const shapes: Record<string, PackedShape> = {
      Root: {
        type: "structure",
        members: { Plain: { shape: "Plain" }, Flat: { shape: "Flat", locationName: "Attribute" } },
      },
      Plain: { type: "map", key: { shape: "String" }, value: { shape: "Integer" } },
      Flat: {
        type: "map",
        flattened: true,
        key: { shape: "String", locationName: "Name" },
        value: { shape: "String", locationName: "Value" },
      },
    };
    const text =
      "<r><Attribute><Name>A b</Name><Value>1</Value></Attribute><Plain><entry><value>2</value><key>__proto__</key></entry><entry><key>half</key></entry></Plain><Attribute><Value/><Name>c</Name></Attribute></r>";
    expect(read(shapes, text)).toEqual({
      Plain: Object.fromEntries([["__proto__", 2]]),
      Flat: { "A b": "1", c: "" },
    });
  });

  test("namespaces, attributes and unknown elements", () => {
    const shapes: Record<string, PackedShape> = {
      Root: {
        type: "structure",
        members: {
          Kind: { shape: "String", locationName: "xsi:type", xmlAttribute: true },
          Id: { shape: "String", locationName: "id" },
          Status: { shape: "Integer", location: "statusCode" },
          Inner: { shape: "Root" },
        },
      },
    };
    const text =
      '<p:r xmlns:p="u" xmlns:y="v" y:type="T"><p:id>1</p:id><Other/><Status>5</Status><p:Inner><id/></p:Inner></p:r>';
    expect(read(shapes, text)).toEqual({ Kind: "T", Id: "1", Inner: { Id: "" } });
  });
});
