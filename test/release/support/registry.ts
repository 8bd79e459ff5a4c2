/** An npm registry on loopback with the packages of a release, to install them as from the real one. */
import { readFileSync } from "node:fs";
import { writeCommandFiles } from "../../../scripts/lib/command-files.ts";
import { listMainPackage, listPlatformPackage, namePackage } from "../../../scripts/lib/npm-packages.ts";
import { PRODUCT } from "../../../scripts/lib/product.ts";
import { TARGETS, type Target } from "../../../scripts/lib/targets.ts";
import { packTarGz } from "../../support/pack.ts";

export interface Registry extends Disposable {
  readonly url: string;
  /** The packages whose tarballs were downloaded. */
  readonly downloaded: readonly string[];
}

interface Published {
  readonly manifest: object;
  /** undefined for a package whose binary was not built: nobody may want to download it. */
  readonly tarball?: Uint8Array;
}

function publish(files: ReturnType<typeof listMainPackage>, packed: boolean): Published {
  const manifest = files.find(({ name }) => name === "package/package.json")?.content ?? new Uint8Array();
  return {
    manifest: JSON.parse(Buffer.from(manifest).toString()),
    ...(packed && { tarball: packTarGz(files) }),
  };
}

/** Serves `cloudmock` and the packages of all targets, of which only `target` has a binary, that of `binary`. */
export function startRegistry(target: Target, binary: string): Registry {
  const { version } = PRODUCT;
  const published = new Map<string, Published>([
    ["cloudmock", publish(listMainPackage(writeCommandFiles().at(-1)?.text ?? ""), true)],
    ...TARGETS.map((each): [string, Published] => {
      const isBuilt = each.name === target.name;
      const content = isBuilt ? readFileSync(binary) : new Uint8Array();
      return [namePackage(each), publish(listPlatformPackage(each, content), isBuilt)];
    }),
  ]);
  const downloaded: string[] = [];
  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    fetch({ url }) {
      const { origin, pathname } = new URL(url);
      const name = decodeURIComponent(pathname.slice(1));
      const tarballOf = name.replace(/\/-\.tgz$/, "");
      const found = published.get(tarballOf);
      if (!found) return Response.json({ error: "not found" }, { status: 404 });
      if (tarballOf !== name) {
        downloaded.push(tarballOf);
        return new Response(found.tarball?.slice() ?? null, { status: found.tarball ? 200 : 404 });
      }
      const integrity = new Bun.CryptoHasher("sha512").update(found.tarball ?? "").digest("base64");
      const dist = { tarball: `${origin}/${name}/-.tgz`, integrity: `sha512-${integrity}` };
      const versions = { [version]: { ...found.manifest, dist } };
      return Response.json({ name, "dist-tags": { latest: version }, versions });
    },
  });
  return {
    url: server.url.href,
    downloaded,
    [Symbol.dispose]: () => void server.stop(true),
  };
}
