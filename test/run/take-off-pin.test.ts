// The tag that asked for an identifier is taken off again, and a note says where it stays.
import { expect, test } from "bun:test";
import type { ReadyRequest, Sent } from "../../src/aws/wire.ts";
import { pinIdentifiers } from "../../src/emulator/pins.ts";
import { findProfile } from "../../src/emulator/profiles.ts";
import { planSteps, type Step } from "../../src/plan/steps.ts";
import { prepareRequest } from "../../src/replay/prepare.ts";
import { takeOffPin } from "../../src/run/take-off-pin.ts";
import { makeEvent } from "../replay/sample-event.ts";

const ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf";
const profile = findProfile("moto");

function answer(status: number, body: object): Sent {
  return { response: { status, headers: {}, body: Buffer.from(JSON.stringify(body)) } };
}

async function takeOff(made: Sent, taken: Sent, pinned = true) {
  const event = makeEvent({
    service: "secretsmanager",
    operation: "CreateSecret",
    requestParameters: { name: "db" },
    responseElements: { arn: ARN },
  });
  const [step] = await planSteps([event]);
  if (!step) throw new RangeError();
  const requests: ReadyRequest[] = [];
  const session = {
    profile,
    prepare: (one: Step) => prepareRequest(one, { endpoint: "http://127.0.0.1:1", version: "0" }),
    send: async (request: ReadyRequest) => {
      requests.push(request);
      return taken;
    },
  };
  const { signal } = new AbortController();
  const sent = await takeOffPin(
    session,
    undefined,
    pinned ? pinIdentifiers(step, profile) : step,
    made,
    signal,
  );
  return { sent, bodies: requests.map(({ body }) => JSON.parse(String(body))) };
}

const MADE = answer(200, { ARN });

test("after a success, once; the outcome is the same", async () => {
  const { sent, bodies } = await takeOff(MADE, answer(200, {}));
  expect(bodies).toEqual([{ SecretId: ARN, TagKeys: ["_custom_id_"] }]);
  expect(sent).toBe(MADE);
});

test("where it fails, the outcome's note says so", async () => {
  const stays = "the tag _custom_id_, which asked for the identifier, stays: ";
  const refused = answer(400, { __type: "InvalidRequestException", message: "no" });
  expect((await takeOff(MADE, refused)).sent).toEqual({
    ...MADE,
    note: `${stays}InvalidRequestException: no`,
  });
  const lost: Sent = { failure: { code: "Timeout", message: "no whole answer came in time" } };
  expect((await takeOff(MADE, lost)).sent).toEqual({
    ...MADE,
    note: `${stays}Timeout: no whole answer came in time`,
  });
});

test("not after a failure, nor where nothing was pinned", async () => {
  const failed = answer(400, { __type: "ResourceExistsException" });
  expect(await takeOff(failed, answer(200, {}))).toEqual({ sent: failed, bodies: [] });
  expect(await takeOff(MADE, answer(200, {}), false)).toEqual({ sent: MADE, bodies: [] });
});
