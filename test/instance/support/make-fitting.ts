/** Random inputs that an API takes, with texts that AWS itself takes where the tables say what these must be. */
import type { Operation } from "../../../src/aws/model/types.ts";
import { parsePath, readTexts } from "../../../src/aws/resources/read-texts.ts";
import type { Structure } from "../../../src/aws/values.ts";
import rows from "../../../src/instance/behaviour/refusals/malformed.json" with { type: "json" };
import type { Draw } from "../../support/make-value.ts";
import { makeValid } from "./make-valid.ts";
import { place } from "./name-input.ts";

const DOCUMENT = '{"Version":"2012-10-17","Statement":[]}';
const RANGE = "10.0.0.0/24";

/** A random input with every member that can be made; undefined where one that the API requires cannot. */
export function makeFitting(draw: Draw, { name, input, model }: Operation): Structure | undefined {
  const drawn = makeValid(draw, input);
  const own = rows.filter((row) => row.service === model.service && row.operations.includes(name));
  return own.reduce((fitting: Structure | undefined, { kind, at }) => {
    const text = kind === "document" ? DOCUMENT : RANGE;
    return at.reduce(
      (one: Structure | undefined, path) =>
        one && readTexts(parsePath(path), one).length > 0
          ? (place(one, parsePath(path), text) as Structure)
          : one,
      fitting,
    );
  }, drawn);
}
