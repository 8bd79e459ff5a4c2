import { expect, test } from "bun:test";
import * as fc from "fast-check";
import {
  compileTemplate,
  decodeSegments,
  fitsPath,
  matchPath,
  splitPath,
} from "../../../src/aws/bindings/path-template.ts";

const TEMPLATES = ["/", "/{Bucket}", "/{Bucket}/{Key+}", "/a/{Name}/b", "/a/{Path+}/b", "/{Name}/b"];
const SEGMENT = fc.constantFrom("", "a", "b", "c", "%62", "%", "%ff", "%2F");

test("a path fits a template exactly where its labels are found", () => {
  const path = fc.array(SEGMENT, { minLength: 1, maxLength: 5 }).map((all) => `/${all.join("/")}`);
  fc.assert(
    fc.property(fc.constantFrom(...TEMPLATES), path, (uri, given) => {
      const [template, segments] = [compileTemplate(uri), splitPath(given)];
      const isFound = matchPath(template, segments) !== undefined;
      expect(fitsPath(template, decodeSegments(segments))).toBe(isFound);
    }),
    { numRuns: 2_000 },
  );
});
