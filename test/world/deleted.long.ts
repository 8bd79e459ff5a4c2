// Whatever is taken away behind the replay's back is told by a verification: each thing of a company in turn.
import { expect, test } from "bun:test";
import { useMoto } from "../e2e/support/moto.ts";
import { deleteEach } from "./support/deletion.ts";
import { type Company, provisionWorld } from "./support/world.ts";

const LIMIT_MS = 900_000;
const BATCHES = 2;
/** The share of what can be taken away that moto lets go of, for what cannot go says nothing of verification. */
const LEAST_SHARE = 0.9;

/** What moto does not take away though it says so, or cannot tell of any more. */
const UNTOLD: readonly (readonly [call: string, reason: string])[] = [
  ["ec2.CreateKeyPair", "DeleteKeyPair with the id of a pair leaves it: moto goes by the name alone"],
  [
    "apigateway.PutIntegration",
    "GetIntegration of one that is not there is answered with nothing, as by a target that does not know it",
  ],
  [
    "apigateway.PutMethodResponse",
    "GetMethodResponse of one that is not there is answered with a fault of the server",
  ],
];

const moto = useMoto();

test.each<Company>(["office", "web-shop"])(
  "whatever is taken away of %s is told",
  async (company) => {
    using world = await provisionWorld(moto.endpoint, company, 1);
    const { removable, removed, unnoticed, accused, refused, silent } = await deleteEach(
      moto.endpoint,
      world,
      BATCHES,
    );
    const known = (line: string) => UNTOLD.some(([call]) => line.startsWith(`${call} `));
    expect(unnoticed.filter((line) => !known(line))).toEqual([]);
    expect(accused).toEqual([]);
    expect(silent).toBe(0);
    expect(removed / removable, refused.join("\n")).toBeGreaterThanOrEqual(LEAST_SHARE);
  },
  LIMIT_MS,
);
