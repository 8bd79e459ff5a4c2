#!/usr/bin/env node
// Runs the binary that the package of this platform holds, as if it had been started itself.

const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const { dirname, join } = require("node:path");

const { optionalDependencies } = require("../package.json");

/** As far as Node knows its own C library: its report names glibc's version, and nothing for musl. */
function usesMusl() {
  if (process.platform !== "linux") return false;
  process.report.excludeNetwork = true; // it would look up the name of every peer
  return process.report.getReport().header.glibcVersionRuntime === undefined;
}

function fail(message) {
  process.stderr.write(`cloudmock: ${message}\n`);
  process.exit(1);
}

function findBinary() {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@cloudmock/${platform}-${process.arch}${usesMusl() ? "-musl" : ""}`;
  if (optionalDependencies[name] === undefined) {
    const known = Object.keys(optionalDependencies).map((each) => each.slice("@cloudmock/".length));
    fail(`there is no binary for ${name.slice("@cloudmock/".length)}, only for ${known.join(", ")}`);
  }
  try {
    const folder = dirname(require.resolve(`${name}/package.json`));
    return join(folder, "bin", process.platform === "win32" ? "cloudmock.exe" : "cloudmock");
  } catch {
    return fail(
      `the package ${name}, which holds the binary for this machine, is not installed.\n` +
        "It is an optional dependency: install again without --omit=optional (or --no-optional), and not with a\n" +
        "node_modules folder or a lock file that was made on another kind of machine.",
    );
  }
}

const binary = findBinary();
const child = spawn(binary, process.argv.slice(2), { stdio: "inherit", windowsHide: true });

// A terminal sends Ctrl-C to the binary as well; twice would mean to stop at once.
const isAtTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (signal !== "SIGINT" || !isAtTerminal) child.kill(signal);
  });
}
child.on("error", (error) => fail(`${binary} cannot be run: ${error.message}`));
child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
