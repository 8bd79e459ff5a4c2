/** A picture as a file: it says what it shows, in both themes, whatever the names in it are. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { drawFile } from "../../src/topology/draw-file.ts";
import type { Topology } from "../../src/topology/topology.ts";
import { makeResource, makeWorld } from "./support/make-world.ts";

// elk is slow at first, and slower where the machine is busy with other tests.
setDefaultTimeout(60_000);
const HOSTILE = [
  "</title></svg><script>alert(1)</script>",
  '" onload="alert(1)',
  "]]>&amp;<!--",
  "\u0000\u001b[31m\u202eevil",
  "\ud800 lone",
  "\uffff",
  "x".repeat(100_000),
];

test("names of any kind are texts, and stand whole in the titles", async () => {
  const resources = HOSTILE.map((label, index) =>
    makeResource({ key: `k${index}`, service: "s3", type: "bucket", label, region: label, account: label }),
  );
  const svg = await drawFile({ resources, relations: [] }, HOSTILE[0] ?? "");
  expect(svg).not.toContain("<script");
  expect(svg).not.toMatch(/<[^>]*\sonload=/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no way to write these.
  expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\u202e]/);
  expect(svg.isWellFormed()).toBe(true);
  expect(svg).toContain("&lt;/title&gt;&lt;/svg&gt;&lt;script&gt;");
});

test("it has a name, a summary, a title a card, a legend and both themes", async () => {
  const svg = await drawFile(makeWorld(60), "Orchard & sons");
  expect(svg).toStartWith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ');
  expect(svg).toContain('<title id="picture-title">Orchard &amp; sons</title>');
  expect(svg).toMatch(/<desc id="picture-summary">68 things, 52 lines/);
  expect(svg).toContain("<title>orchard-orders, dynamodb table, 123456789012, eu-west-1, arn:aws:dynamodb:");
  expect(svg).toContain("with placeholders</title>");
  expect(svg).toContain("made beforehand: used by the log, never made in it</text>");
  expect(svg).toContain("@media (prefers-color-scheme:dark)");
  expect(svg).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
  // It asks nobody for anything.
  expect(svg).not.toMatch(/(?:href|src|url)\(?="?(?!#)/);
});

test("what a verification found is drawn and said", async () => {
  const topology: Topology = {
    resources: [
      makeResource({
        key: "t",
        service: "dynamodb",
        type: "table",
        madeBy: { operation: "CreateTable", eventId: "e1" },
      }),
      makeResource({ key: "q", service: "sqs", type: "queue", name: "orders" }),
      makeResource({ key: "o", service: "sns", type: "topic", name: "orders" }),
    ],
    relations: [],
  };
  const svg = await drawFile(topology, "Verified", [
    { status: "different", service: "dynamodb", event_id: "e1", names: ["t"] },
    { status: "verified", service: "sqs", event_id: "e2", names: ["orders"] },
  ]);
  expect(svg.match(/class="card (different|verified|missing)"/g)?.slice(0, 2)).toEqual([
    'class="card different"',
    'class="card verified"',
  ]);
  expect(svg).toContain(", different</title>");
  // Who sees no colours sees signs, whose meaning stands in the legend.
  expect(svg).toMatch(/class="title"[^>]*>≠ /);
  expect(svg).toMatch(/class="title"[^>]*>✓ q/);
  expect(svg).toContain(">≠ differs<");
});

test("nothing that stands is a picture that says so", async () => {
  expect(await drawFile({ resources: [], relations: [] }, "Empty")).toContain("nothing stands");
});
