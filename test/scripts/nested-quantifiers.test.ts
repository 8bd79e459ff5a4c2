import { expect, test } from "bun:test";
import { nestsQuantifiers } from "../../scripts/lib/nested-quantifiers.ts";

test.each([
  "(a+)+",
  "(?:[a-z]+\\.)*x",
  "((a*))+",
  "(a{2,}b){3,9}",
  "^(([^:]+):?)*$",
  "(x(y+)?)*",
  "([]a]+)*",
])("%s repeats what repeats", (pattern) => {
  expect(nestsQuantifiers(pattern)).toBe(true);
});

test.each([
  "",
  "a+b*c+",
  "(a|b)+",
  "[(a+)+]",
  "\\(a+\\)+",
  "(a{1,3})+",
  "(a+)?",
  "(a+b)",
  "[\\]a+]+(b)",
  "a+)+",
  "([",
])("%s does not", (pattern) => {
  expect(nestsQuantifiers(pattern)).toBe(false);
});
