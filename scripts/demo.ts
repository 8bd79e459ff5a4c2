/** Lets the trail of fixtures/demo stand in the binary just built, and shows what stands there: `npm run demo`. */
import { join } from "node:path";
import { buildBinary } from "./build.ts";
import { root } from "./lib/python.ts";

const trail = join("fixtures", "demo", "trail.json");

/** Of what the admin API tells of a resource: what people look for. */
interface Resource {
  readonly service: string;
  readonly type: string;
  readonly name: string;
  readonly arn?: string;
  readonly brought?: true;
}

/** Passes a stream on to standard error, and gives the first thing that `pattern` finds in it. */
async function findIn(stream: ReadableStream<Uint8Array>, pattern: RegExp): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const read = async () => {
    let text = "";
    for await (const chunk of stream) {
      process.stderr.write(chunk);
      text += new TextDecoder().decode(chunk);
      const [, found] = pattern.exec(text) ?? [];
      if (found !== undefined) resolve(found);
    }
    reject(new Error("it ended before it was ready"));
  };
  read().catch(reject);
  return promise;
}

console.error("Building dist/cloudmock");
const binary = await buildBinary();
const args = ["start", "--input", trail, "--port", "0", "--admin-port", "0"];
console.error(`$ dist/cloudmock ${args.join(" ")}`);
const instance = Bun.spawn([binary, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
const [api] = await Promise.all([
  findIn(instance.stderr, /the admin API is at (\S+)\n/),
  findIn(instance.stdout, /(cloudmock is ready) at /),
]);
console.error(`$ curl ${api}/api/resources`);
const { resources } = (await (await fetch(`${api}/api/resources`)).json()) as {
  readonly resources: readonly Resource[];
};
// What every account has, such as its default network, is not the log's.
const made = resources.filter(({ brought }) => !brought);
for (const { service, type, name, arn } of made)
  console.log(`${`${service} ${type}`.padEnd(22)} ${arn ?? name}`);
instance.kill();
process.exit((await instance.exited) === 0 && made.length > 0 ? 0 : 1);
