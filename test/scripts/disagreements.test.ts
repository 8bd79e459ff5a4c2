// What the sources of the resource table say otherwise than the table is listed: whoever changes the one sees the other change.
import { expect, test } from "bun:test";
import { join } from "node:path";
import { root } from "../../scripts/lib/python.ts";
import { KINDS, listDisagreements, printDisagreements } from "../../scripts/resources/list-disagreements.ts";
import { readSources, type Sources } from "../../scripts/resources/read-sources.ts";
import { readCfn } from "../../scripts/resources/sources.ts";
import { Blocks } from "../../src/aws/model/blocks.ts";
import tablePath from "../../src/aws/model/models.bin" with { type: "file" };
import type { PackedModel, TableIndex } from "../../src/aws/model/types.ts";
import { loadResources } from "../../src/aws/resources/table.ts";
import type { ServiceResources } from "../../src/aws/resources/types.ts";

test("scripts/resources/disagreements.tsv is the list, and has some of every kind", async () => {
  const cfn = await readCfn();
  // The models as botocore has them, which test/botocore/models.test.ts holds.
  const table = new Blocks<TableIndex, PackedModel>(tablePath);
  const { services } = await table.loadIndex();
  const all = await Promise.all(
    services.map(async ({ service }) =>
      listDisagreements(readSources(await table.load(service), cfn), await loadResources(service)),
    ),
  );
  const kept = await Bun.file(join(root, "scripts", "resources", "disagreements.tsv")).text();
  expect(printDisagreements(all.flat()).split("\n")).toEqual(kept.split("\n"));
  expect(new Set(all.flat().map(({ kind }) => kind))).toEqual(new Set(KINDS));
}, 300_000);

function makeArn(noun: string): string {
  return `arn:\${Partition}:x:\${Region}:\${Account}:${noun}/\${Id}`;
}

test("what agrees is not in the list, and each kind of disagreement is", () => {
  const resources: ServiceResources = {
    service: "x",
    signingName: "x",
    scope: "region",
    arnServices: ["x"],
    texts: { labels: [], labelStructures: [], statements: [] },
    types: {
      thing: { scope: "region", arns: [makeArn("thing")], cfn: "A" },
    },
    operations: {
      DeleteThing: {
        deed: "delete",
        type: "thing",
        input: [{ path: "Id", type: "thing", part: "own", kind: "id", hold: "exclusive" }],
        output: [],
      },
      StopThing: { deed: "act", input: [], output: [] },
    },
  };
  const sources = (over: Partial<Sources>): Sources => ({
    model: {
      service: "x",
      operations: {
        DeleteThing: { name: "DeleteThing", input: { shape: "In" } },
        StopThing: { name: "StopThing" },
      },
      shapes: { In: { type: "structure", required: ["Id"], members: { Id: { shape: "S" } } } },
    } as unknown as Sources["model"],
    names: ["x"],
    actions: {},
    templates: [{ name: "thing", arn: makeArn("thing") }],
    cfnTypes: [],
    ...over,
  });
  const kinds = (over: Partial<Sources>) =>
    listDisagreements(sources(over), resources).map(({ kind, about }) => `${kind} ${about}`);
  const thing = [{ name: "thing", required: true }];
  const cfn = { name: "A", service: "x", noun: "thing", primary: ["id"], arn: undefined };
  expect(
    kinds({ actions: { deletething: { accessLevel: "Write", resourceTypes: thing } }, cfnTypes: [cfn] }),
  ).toEqual([]);
  expect(kinds({ actions: { deletething: { accessLevel: "Read", resourceTypes: [] } } })).toEqual([
    "level DeleteThing",
  ]);
  expect(kinds({ actions: { stopthing: { accessLevel: "Write", resourceTypes: thing } } })).toEqual([
    "works on StopThing",
  ]);
  expect(kinds({ cfnTypes: [{ ...cfn, primary: ["id", "owner"] }] })).toEqual(["identifier thing"]);
  expect(kinds({ cfnTypes: [{ ...cfn, arn: makeArn("things") }] })).toEqual(["arn thing"]);
});
