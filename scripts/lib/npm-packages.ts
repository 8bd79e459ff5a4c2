/**
 * The npm packages of a release: `cloudmock`, which starts the binary, and one package a platform, which holds it. npm
 * installs only the one of its own machine, by `os`, `cpu` and `libc`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ArchivedFile } from "./archive.ts";
import { PRODUCT } from "./product.ts";
import { root } from "./python.ts";
import { readReadme } from "./readme.ts";
import { nameBinary, TARGETS, type Target } from "./targets.ts";

/** The npm package that holds the binary for a target. */
export function namePackage(target: Target): string {
  return `@cloudmock/${target.name}`;
}

/** The file name of a package's tarball, of `cloudmock` itself where no target is given. */
export function nameTarball(target?: Target): string {
  const { version } = PRODUCT;
  return target ? `cloudmock-${target.name}-${version}.tgz` : `cloudmock-${version}.tgz`;
}

function writeFile(name: string, content: string | Uint8Array, executable = false): ArchivedFile {
  return { name: `package/${name}`, content: Buffer.from(content), executable };
}

function copyFiles(...names: readonly string[]): ArchivedFile[] {
  return names.map((name) => writeFile(name, readFileSync(join(root, name))));
}

function describe(name: string, description: string) {
  const { version, license, homepage } = PRODUCT;
  const repository = { type: "git", url: `git+${homepage}.git` };
  return { name, version, description, license, homepage, repository };
}

function formatJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The files of `cloudmock`, whose program needs only Node; `manPage` is its man page. */
export function listMainPackage(manPage: string): ArchivedFile[] {
  const manifest = {
    ...describe("cloudmock", PRODUCT.description),
    bin: { cloudmock: "bin/cloudmock.js" },
    man: "man/cloudmock.1",
    engines: { node: ">=18" },
    optionalDependencies: Object.fromEntries(TARGETS.map((each) => [namePackage(each), PRODUCT.version])),
  };
  return [
    writeFile("package.json", formatJson(manifest)),
    writeFile("bin/cloudmock.js", readFileSync(join(root, "scripts", "npm", "cloudmock.js")), true),
    writeFile("man/cloudmock.1", manPage),
    writeFile("README.md", readReadme()),
    ...copyFiles("LICENSE", "NOTICE"),
  ];
}

/** The files of the package that holds a target's binary. */
export function listPlatformPackage(target: Target, binary: Uint8Array): ArchivedFile[] {
  const name = namePackage(target);
  const purpose = `The binary of cloudmock for ${target.name}.`;
  const { os, cpu, libc } = target;
  const manifest = {
    ...describe(name, purpose),
    preferUnplugged: true,
    os: [os],
    cpu: [cpu],
    ...(libc && { libc: [libc] }),
  };
  const readme = `# ${name}\n\n${purpose} It is a part of [cloudmock](${PRODUCT.homepage}): install that package.\n`;
  return [
    writeFile("package.json", formatJson(manifest)),
    writeFile(`bin/${nameBinary(target)}`, binary, true),
    writeFile("README.md", readme),
    ...copyFiles("LICENSE", "NOTICE"),
  ];
}
