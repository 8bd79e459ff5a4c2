/**
 * Writes a release's list of parts (SPDX 2.3, https://spdx.github.io/spdx-spec/v2.3/): the packages in the binary and
 * Bun's runtimes with the hashes of package-lock.json, and the API models with the releases of botocore they were made from.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadIndex } from "../../src/aws/model/table.ts";
import { findLocked, type LockedPackage, listBundled } from "./lock.ts";
import { PRODUCT } from "./product.ts";
import { root } from "./python.ts";
import type { Target } from "./targets.ts";

const PROGRAM = "SPDXRef-cloudmock";
const MODELS = "SPDXRef-api-models";

interface Part {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly downloadLocation?: string;
  readonly checksum?: { readonly algorithm: "SHA256" | "SHA512"; readonly checksumValue: string };
  /** Its package URL: https://github.com/package-url/purl-spec */
  readonly purl?: string;
  readonly comment?: string;
}

function writePackage({ id, name, version, license, downloadLocation, checksum, purl, comment }: Part) {
  return {
    SPDXID: id,
    name,
    versionInfo: version,
    downloadLocation: downloadLocation ?? "NOASSERTION",
    filesAnalyzed: false,
    licenseConcluded: "NOASSERTION",
    licenseDeclared: license,
    copyrightText: "NOASSERTION",
    ...(checksum && { checksums: [checksum] }),
    ...(purl && {
      externalRefs: [{ referenceCategory: "PACKAGE-MANAGER", referenceType: "purl", referenceLocator: purl }],
    }),
    ...(comment && { comment }),
  };
}

function describeLocked({ name, version, license, integrity }: LockedPackage, comment?: string): Part {
  const hash = Buffer.from(integrity.replace("sha512-", ""), "base64").toString("hex");
  return {
    id: `SPDXRef-npm-${name.replace("@", "").replace("/", "-")}`,
    name,
    version,
    license,
    checksum: { algorithm: "SHA512", checksumValue: hash },
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    ...(comment && { comment }),
  };
}

/** The releases of botocore that a list in scripts/python pins. */
function describeReleases(list: string): Part[] {
  const pins = readFileSync(join(root, "scripts", "python", list), "utf8");
  const wheels = [...pins.matchAll(/^botocore==(\S+) --hash=sha256:([0-9a-f]{64})$/gm)];
  return wheels.map(([, version = "", checksumValue = ""]) => ({
    id: `SPDXRef-botocore-${version}`,
    name: "botocore",
    version,
    license: "Apache-2.0",
    checksum: { algorithm: "SHA256", checksumValue },
    purl: `pkg:pypi/botocore@${version}`,
    comment: "A source of the API models; none of its code is in the binary",
  }));
}

async function describeModels(): Promise<{ models: Part; sources: readonly Part[] }> {
  const { botocore: version } = await loadIndex();
  const [newest, ...older] = ["botocore.txt", "botocore-retired.txt"].flatMap(describeReleases);
  if (newest?.version !== version) {
    throw new Error(`the API models are of botocore ${version}, which botocore.txt does not pin`);
  }
  const table = readFileSync(join(root, "src", "aws", "model", "models.bin"));
  const hash = new Bun.CryptoHasher("sha256").update(table).digest("hex");
  return {
    models: {
      id: MODELS,
      name: "cloudmock-api-models",
      version,
      license: "Apache-2.0",
      checksum: { algorithm: "SHA256", checksumValue: hash },
      comment: "src/aws/model/models.bin, embedded in the binary",
    },
    sources: [newest, ...older],
  };
}

/** The text of cloudmock.spdx.json for binaries of these targets; `seconds` is the commit's time, since 1970. */
export async function writeSpdx(
  targets: readonly Target[],
  commit: string,
  seconds: number,
): Promise<string> {
  const { version, license, homepage } = PRODUCT;
  const program: Part = {
    id: PROGRAM,
    name: "cloudmock",
    version,
    license,
    downloadLocation: `git+${homepage}.git@${commit.replace("-dirty", "")}`,
    purl: `pkg:npm/cloudmock@${version}`,
  };
  const bundled = listBundled().map((each) => describeLocked(each));
  const runtimes = targets.map((target) =>
    describeLocked(findLocked(target.runtime), `Bun, in the binary for ${target.name} only`),
  );
  const { models, sources } = await describeModels();
  const contained = [...bundled, ...runtimes, models].map(({ id }) => ({
    spdxElementId: PROGRAM,
    relationshipType: "CONTAINS",
    relatedSpdxElement: id,
  }));
  const document = {
    spdxVersion: "SPDX-2.3",
    dataLicense: "CC0-1.0",
    SPDXID: "SPDXRef-DOCUMENT",
    name: `cloudmock-${version}`,
    documentNamespace: `${homepage}/spdx/cloudmock-${version}-${commit}`,
    creationInfo: {
      created: new Date(seconds * 1000).toISOString().replace(".000", ""),
      creators: [`Tool: cloudmock-release-${version}`],
    },
    packages: [program, ...bundled, ...runtimes, models, ...sources].map(writePackage),
    relationships: [
      { spdxElementId: "SPDXRef-DOCUMENT", relationshipType: "DESCRIBES", relatedSpdxElement: PROGRAM },
      ...contained,
      ...sources.map(({ id }) => ({
        spdxElementId: MODELS,
        relationshipType: "GENERATED_FROM",
        relatedSpdxElement: id,
      })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
