/** The texts that encoders are made of: timestamps, numbers, percent-encoding, URLs, XML. */

import { expect, test } from "bun:test";
import { renderPath, renderUrl } from "../../../src/aws/bindings/uri.ts";
import { percentEncode } from "../../../src/aws/formats/percent.ts";
import {
  encodeBase64,
  formatNumber,
  formatScalar,
  formatTimestamp,
} from "../../../src/aws/formats/scalars.ts";
import { renderXml } from "../../../src/aws/formats/xml-elements.ts";
import type { Shape } from "../../../src/aws/model/types.ts";
import { Digits } from "../../../src/aws/values.ts";

test("timestamps in their three formats", () => {
  const whole = new Date(1700000000000);
  const fraction = new Date(-1500);
  expect(formatTimestamp(whole, "iso8601")).toBe("2023-11-14T22:13:20Z");
  expect(formatTimestamp(fraction, "iso8601")).toBe("1969-12-31T23:59:58.500000Z");
  expect(formatTimestamp(whole, "unixTimestamp")).toBe("1700000000");
  expect(formatTimestamp(fraction, "unixTimestamp")).toBe("-1.5");
  expect(formatTimestamp(whole, "rfc822")).toBe("Tue, 14 Nov 2023 22:13:20 GMT");
});

test("a timestamp's format is its shape's, else its place's; a header has whole seconds", () => {
  const date = new Date(1700000000999);
  const shape: Shape = { name: "When", type: "timestamp" };
  const epoch: Shape = { ...shape, timestampFormat: "unixTimestamp" };
  expect(formatScalar(date, shape, "header")).toBe("Tue, 14 Nov 2023 22:13:20 GMT");
  expect(formatScalar(date, shape, "uri")).toBe("2023-11-14T22:13:20.999000Z");
  expect(formatScalar(date, shape, { body: "unixTimestamp" })).toBe("1700000000.999");
  expect(formatScalar(date, epoch, "header")).toBe("1700000000");
  expect(formatScalar(date, epoch, "uri")).toBe("1700000000.999");
});

test("numbers and base64", () => {
  expect(formatNumber(new Digits("1.0"))).toBe("1.0");
  expect([0.1, Number.NaN, Number.NEGATIVE_INFINITY].map(formatNumber)).toEqual(["0.1", "NaN", "-Infinity"]);
  expect(encodeBase64("é")).toBe("w6k=");
  expect(encodeBase64(Uint8Array.of(255, 0))).toBe("/wA=");
});

test("percent-encoding keeps the unreserved characters alone", () => {
  expect(percentEncode("AZaz09-._~")).toBe("AZaz09-._~");
  expect(percentEncode(" +/!'()*%é😀")).toBe("%20%2B%2F%21%27%28%29%2A%25%C3%A9%F0%9F%98%80");
  expect(percentEncode("\ud800")).toBe("%EF%BF%BD");
});

test("paths: a greedy label keeps slashes, dot segments are refused wherever they come from", () => {
  const render = (text: string) =>
    renderPath("/{A}/{B+}", new Map([...Object.entries({ A: "a/b", B: text })]));
  expect(render("c/d//e")).toBe("/a%2Fb/c/d//e");
  expect(render("$&{A}")).toBe("/a%2Fb/%24%26%7BA%7D");
  for (const text of [".", "..", "c/./d", "c/..", "../d"])
    expect(() => render(text)).toThrow("segment . or ..");
  for (const text of ["...", ".c", "c..d", "%2e", "..%2f"]) expect(() => render(text)).not.toThrow();
});

test("every path that is sent survives a URL parser", () => {
  const awkward = ["a b", "a\\b", "a\tb", "%2e%2e", "%", "?#", "..a/b..", "é/~", "//", "a/"];
  for (const text of awkward) {
    const path = renderPath("/{Key+}", new Map([["Key", text]]));
    expect(new URL(`http://localhost${path}`).pathname).toBe(path);
    expect(decodeURIComponent(path)).toBe(`/${text}`);
  }
});

test("URLs: a base path, bare names, and names and values encoded", () => {
  const request = {
    method: "GET",
    path: "/b",
    query: [
      ["acl", undefined],
      ["a b", ""],
      ["c", "=&~"],
    ] as const,
    headers: {},
    body: undefined,
  };
  expect(renderUrl("http://localhost:4566", request)).toBe("http://localhost:4566/b?acl&a%20b=&c=%3D%26~");
  expect(renderUrl("http://localhost/aws/", { ...request, path: "/", query: [] })).toBe(
    "http://localhost/aws/",
  );
});

test("XML text and attributes are escaped, empty elements closed at once", () => {
  const leaf = { name: "B", attributes: [], content: "<&>\"'\r\n\té" };
  const empty = { name: "C", attributes: [], content: "" };
  const root = { name: "A", attributes: [["k", '<&>"\r\n\t']] as const, content: [leaf, empty] };
  expect(renderXml(root)).toBe(
    '<A k="&lt;&amp;&gt;&quot;&#13;&#10;&#09;"><B>&lt;&amp;&gt;"\'&#13;\n\té</B><C /></A>',
  );
});
