/** JSON of any shape, for tests that say «whatever the record holds». */
import fc from "fast-check";

const SCALARS = [
  null,
  "",
  "text",
  "true",
  "10",
  "AQID",
  "***",
  "2026-04-01T00:00:00Z",
  true,
  0,
  -1,
  1.5,
  1e300,
] as const;

const DEEPEST = 6;

/** JSON values at most six levels deep whose keys are among `keys`. */
export function drawJson(keys: readonly string[]): fc.Arbitrary<unknown> {
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: DEEPEST, withCrossShrink: true },
      { weight: 35, arbitrary: fc.constantFrom(...SCALARS) },
      { weight: 20, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
      {
        weight: 45,
        arbitrary: fc
          .array(fc.tuple(fc.constantFrom(...keys), tie("value")), { maxLength: 3 })
          .map((entries) => Object.fromEntries(entries)),
      },
    ),
  }));
  return value;
}
