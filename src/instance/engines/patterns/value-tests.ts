/**
 * What patterns of events and filter policies ask of one value: operators that both share.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
import { type AddressRange, isWithin } from "./ip-addresses.ts";
import { fitsWildcard, type Wildcard } from "./wildcards.ts";

/** A value of JSON that has no parts. */
export type Scalar = string | number | boolean | null;

/** One thing that may be asked of a value. */
export type ValueTest =
  | { readonly kind: "equals"; readonly value: Scalar }
  /** Of what is there or not. A value that is there passes the one, and none passes the other. */
  | { readonly kind: "exists"; readonly isThere: boolean }
  | { readonly kind: "prefix" | "suffix"; readonly text: string; readonly ignoresCase: boolean }
  | { readonly kind: "equalsIgnoringCase"; readonly text: string }
  | { readonly kind: "wildcard"; readonly parts: Wildcard }
  | { readonly kind: "range"; readonly least: Bound | undefined; readonly most: Bound | undefined }
  | { readonly kind: "addresses"; readonly range: AddressRange }
  /** Passed by every value that passes none of these. */
  | { readonly kind: "anythingBut"; readonly tests: readonly ValueTest[] };

/** The end of a range of numbers. */
export interface Bound {
  readonly value: number;
  /** Whether the number itself is in the range. */
  readonly isIn: boolean;
}

function fold(text: string, ignoresCase: boolean): string {
  return ignoresCase ? text.toLowerCase() : text;
}

function isIn(value: number, least: Bound | undefined, most: Bound | undefined): boolean {
  if (least && (value < least.value || (value === least.value && !least.isIn))) return false;
  return !most || value < most.value || (value === most.value && most.isIn);
}

/** Whether a value that is there passes. */
export function passesTest(test: ValueTest, value: Scalar): boolean {
  switch (test.kind) {
    case "equals":
      return value === test.value;
    case "exists":
      return test.isThere;
    case "anythingBut":
      return !test.tests.some((one) => passesTest(one, value));
    case "range":
      return typeof value === "number" && isIn(value, test.least, test.most);
    default:
      return typeof value === "string" && passesText(test, value);
  }
}

type TextTest = Exclude<ValueTest, { readonly kind: "equals" | "exists" | "anythingBut" | "range" }>;

function passesText(test: TextTest, text: string): boolean {
  switch (test.kind) {
    case "prefix":
      return fold(text, test.ignoresCase).startsWith(fold(test.text, test.ignoresCase));
    case "suffix":
      return fold(text, test.ignoresCase).endsWith(fold(test.text, test.ignoresCase));
    case "equalsIgnoringCase":
      return fold(text, true) === fold(test.text, true);
    case "wildcard":
      return fitsWildcard(test.parts, text);
    case "addresses":
      return isWithin(test.range, text);
  }
}

/** Whether nothing, where a value could be, passes. */
export function passesNothing(test: ValueTest): boolean {
  return test.kind === "exists" && !test.isThere;
}
