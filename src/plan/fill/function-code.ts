/** A Lambda function's code where the log has none: an archive with the file and the function that the handler names. */
import { writeZip, type ZipEntry } from "./zip.ts";

const NODE = (name: string) =>
  `exports[${JSON.stringify(name)}] = async () => ({ statusCode: 200, body: "placeholder" });\n`;
const PYTHON = (name: string) =>
  `def ${name}(event, context):\n    return {"statusCode": 200, "body": "placeholder"}\n`;
const RUBY = (name: string) =>
  `def ${name}(event:, context:)\n  { statusCode: 200, body: "placeholder" }\nend\n`;
const BOOTSTRAP = `#!/bin/sh
set -eu
api="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation"
while true; do
  head=$(mktemp)
  curl -sS -D "$head" -o /dev/null "$api/next"
  id=$(grep -i lambda-runtime-aws-request-id "$head" | tr -d '[:space:]' | cut -d: -f2)
  curl -sS -X POST "$api/$id/response" -d '{"statusCode":200,"body":"placeholder"}' >/dev/null
done
`;

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const SAFE_PATH = /^[\w-]+(?:[./][\w-]+)*$/;

interface Handler {
  readonly path: string;
  readonly name: string;
}

/** `src/app.handler` is the function handler of the file src/app. A handler that is none of this gets the defaults. */
function splitHandler(handler: string, fallback: Handler): Handler {
  const dot = handler.lastIndexOf(".");
  const path = handler.slice(0, dot);
  const name = handler.slice(dot + 1);
  return dot > 0 && SAFE_PATH.test(path) && IDENTIFIER.test(name) ? { path, name } : fallback;
}

function listFiles(runtime: string, handler: string): ZipEntry[] {
  if (runtime.startsWith("nodejs")) {
    const { path, name } = splitHandler(handler, { path: "index", name: "handler" });
    return [{ path: `${path}.js`, content: NODE(name) }];
  }
  if (runtime.startsWith("python")) {
    const { path, name } = splitHandler(handler, { path: "lambda_function", name: "lambda_handler" });
    // Python names modules in folders with dots.
    return [{ path: `${path.replaceAll(".", "/")}.py`, content: PYTHON(name) }];
  }
  if (runtime.startsWith("ruby")) {
    const { path, name } = splitHandler(handler, { path: "lambda_function", name: "lambda_handler" });
    return [{ path: `${path}.rb`, content: RUBY(name) }];
  }
  if (runtime.startsWith("provided") || runtime.startsWith("go")) {
    const isGo = runtime.startsWith("go") && SAFE_PATH.test(handler);
    return [{ path: isGo ? handler : "bootstrap", content: BOOTSTRAP }];
  }
  // Java and .NET run compiled classes, which text cannot stand for; emulators take any archive.
  return [{ path: "placeholder.txt", content: "The log does not hold this function's code.\n" }];
}

/** A deployment package for `runtime` (as Lambda names it, `python3.12`) whose entry point is `handler`. */
export function makeFunctionCode(runtime: string, handler: string): Uint8Array {
  return writeZip(listFiles(runtime, handler));
}
