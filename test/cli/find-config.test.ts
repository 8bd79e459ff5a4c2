import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { chmodSync, chownSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../src/base/errors.ts";
import { findConfig } from "../../src/cli/find-config.ts";
import { makeFolder, type TestFolder } from "../e2e/support/trails.ts";

let folder: TestFolder;
let warnings: string[];

beforeEach(() => {
  folder = makeFolder();
  warnings = [];
});
afterEach(() => folder[Symbol.dispose]());

const uid = process.getuid?.();

function find(cwd: string, home = "/nowhere", user = uid) {
  const found = findConfig({ cwd: join(folder.path, cwd), home, uid: user }, (text) => warnings.push(text));
  return found && [found.path.slice(folder.path.length + 1), found.content];
}

function makeFolders(...paths: string[]): void {
  for (const path of paths) mkdirSync(join(folder.path, path), { recursive: true });
}

describe("the nearest file counts:", () => {
  test("in the working directory, or in a folder above it", () => {
    makeFolders("project/a/b");
    folder.write("project/cloudmock.json", '{"speed": 1}');
    expect(find("project")).toEqual(["project/cloudmock.json", { speed: 1 }]);
    expect(find("project/a/b")).toEqual(["project/cloudmock.json", { speed: 1 }]);
    folder.write("project/a/cloudmock.json", '{"speed": 2}');
    expect(find("project/a/b")).toEqual(["project/a/cloudmock.json", { speed: 2 }]);
  });

  test("cloudmock.json before package.json, which counts only with a key of ours", () => {
    makeFolders("project/a");
    folder.write("project/a/package.json", '{"name": "a"}');
    folder.write("project/package.json", '{"name": "b", "cloudmock": {"speed": 1}}');
    expect(find("project/a")).toEqual(["project/package.json", { speed: 1 }]);
    folder.write("project/cloudmock.json", "{}");
    expect(find("project/a")).toEqual(["project/cloudmock.json", {}]);
  });

  test("a package.json that is no JSON, or no object, is not ours to complain of", () => {
    makeFolders("project");
    for (const text of ["", "not json", "[]", "null", "3"]) {
      folder.write("project/package.json", text);
      expect(find("project")).toBeUndefined();
    }
    expect(warnings).toEqual([]);
  });
});

describe("nothing is taken from", () => {
  test("above a repository's root", () => {
    makeFolders("outer/repository/.git", "outer/repository/a", "outer/worktree");
    folder.write("outer/worktree/.git", "gitdir: elsewhere");
    folder.write("outer/cloudmock.json", "{}");
    expect(find("outer/repository/a")).toBeUndefined();
    expect(find("outer/worktree")).toBeUndefined();
    expect(find("outer")).toEqual(["outer/cloudmock.json", {}]);
    folder.write("outer/repository/cloudmock.json", "{}");
    expect(find("outer/repository/a")).toEqual(["outer/repository/cloudmock.json", {}]);
  });

  test("the home folder, unless it is the working directory", () => {
    makeFolders("home/project");
    folder.write("home/cloudmock.json", "{}");
    const home = join(folder.path, "home");
    expect(find("home/project", home)).toBeUndefined();
    expect(find("home", home)).toEqual(["home/cloudmock.json", {}]);
    // The environment may name it by a link, or with a slash at its end.
    symlinkSync("home", join(folder.path, "link"));
    expect(find("home/project", `${home}/`)).toBeUndefined();
    expect(find("home/project", join(folder.path, "link"))).toBeUndefined();
  });

  test("a folder of that name, or a link that leads nowhere", () => {
    makeFolders("project/cloudmock.json");
    symlinkSync("missing", join(folder.path, "project", "package.json"));
    expect(find("project")).toBeUndefined();
  });

  test("a file that every user may write to, which is told", () => {
    const path = folder.write("project/cloudmock.json", "{}");
    chmodSync(path, 0o666);
    expect(find("project")).toBeUndefined();
    expect(warnings).toEqual([`${path} is not read: every user may write to it`]);
  });

  test.skipIf(uid !== 0)("a file or a link of a third user (skipped without root)", () => {
    const path = folder.write("project/cloudmock.json", '{"speed": 1}');
    chownSync(path, 4711, 4711);
    expect(find("project")).toBeUndefined();
    expect(warnings).toEqual([`${path} is not read: it belongs to another user (number 4711)`]);
    // Root's files are taken by everybody, and everybody's by themselves.
    expect(find("project", "/nowhere", 4711)).toEqual(["project/cloudmock.json", { speed: 1 }]);
    rmSync(path);
    const own = folder.write("own.json", '{"speed": 2}');
    symlinkSync(own, path);
    expect(find("project", "/nowhere", 4711)).toEqual(["project/cloudmock.json", { speed: 2 }]);
    Bun.spawnSync(["chown", "-h", "4712", path]);
    warnings = [];
    expect(find("project", "/nowhere", 4711)).toBeUndefined();
    expect(warnings).toEqual([`${path} is not read: it belongs to another user (number 4712)`]);
  });
});

test("a byte order mark is no fault", () => {
  folder.write("project/cloudmock.json", '\uFEFF{"speed": 1}');
  expect(find("project")).toEqual(["project/cloudmock.json", { speed: 1 }]);
  folder.write("other/package.json", '\uFEFF{"cloudmock": {"speed": 2}}');
  expect(find("other")).toEqual(["other/package.json", { speed: 2 }]);
});

test("comments and commas at the end are told as what they are", () => {
  const path = folder.write("project/cloudmock.json", '{\n  // fast\n  "speed": 0,\n}');
  expect(() => find("project")).toThrow(
    `${path} is not JSON: it has comments or a comma after the last item`,
  );
});

test("a cloudmock.json that is no JSON is told with its path", () => {
  const path = folder.write("project/cloudmock.json", '{"speed": }');
  expect(() => find("project")).toThrow(UsageError);
  expect(() => find("project")).toThrow(`${path} is not JSON: `);
});
