/**
 * Of two things that differ in one member that the call taking them back requires, the one stays when the other goes: of the
 * services that most logs are of, for every such member of every pair of calls, in verification and in the final state.
 */
import { expect, test } from "bun:test";
import { loadModel } from "../../src/aws/model/table.ts";
import type { Operation, Shape } from "../../src/aws/model/types.ts";
import { makeStructure, type Structure, type Value } from "../../src/aws/values.ts";
import { Dictionary } from "../../src/identities/dictionary.ts";
import { keepFinalState } from "../../src/plan/final/final-state.ts";
import { orderSteps } from "../../src/plan/order/order.ts";
import type { Step } from "../../src/plan/steps.ts";
import { deriveFacts } from "../../src/verify/facts.ts";
import { fillInput } from "../../src/verify/fill.ts";
import { type Knowledge, KnowledgeBase } from "../../src/verify/knowledge.ts";
import { makeLive } from "../../src/verify/live.ts";

const SERVICES =
  "iam ec2 elbv2 application-autoscaling rds route53 route53resolver lambda events sns sso-admin budgets organizations sagemaker apigateway".split(
    " ",
  );
const MAKING = new Set(["create", "put", "attach"]);
const ENDING = new Set(["delete", "detach"]);
const DEEPEST = 3;

/** A value of a shape that is another one for another tag. */
function makeValue(shape: Shape, name: string, tag: string, depth = 0): Value {
  switch (shape.type) {
    case "structure": {
      if (depth > DEEPEST) return makeStructure();
      const members = shape.members ?? {};
      const names = shape.required?.length ? shape.required : Object.keys(members).slice(0, 1);
      return Object.fromEntries(
        names.flatMap((inner) => {
          const member = members[inner];
          return member ? [[inner, makeValue(member, inner, tag, depth + 1)]] : [];
        }),
      );
    }
    case "list":
      return shape.member ? [makeValue(shape.member, name, tag, depth + 1)] : [];
    case "integer":
    case "long":
      return tag === "a" ? 1 : 2;
    case "boolean":
      return tag === "a";
    default:
      return shape.enum?.[tag === "a" ? 0 : 1] ?? `${name}-${tag}`;
  }
}

/** The members that a call is made with: those that it requires, and those from which the call that takes it back is filled. */
function listNeeded({ operation, undoing }: Knowledge): string[] {
  const filled = (undoing?.members ?? []).flatMap(({ isRequired, sources }) =>
    sources.flatMap((source) =>
      isRequired && "path" in source && source.path.side === "input" ? (source.path.steps[0] ?? []) : [],
    ),
  );
  return [...new Set([...(operation.input?.required ?? []), ...filled])];
}

function makeInput(knowledge: Knowledge, varied?: string): Structure {
  const { members = {} } = knowledge.operation.input ?? {};
  return Object.fromEntries(
    listNeeded(knowledge).flatMap((name) => {
      const shape = members[name];
      return shape ? [[name, makeValue(shape, name, name === varied ? "b" : "a")]] : [];
    }),
  );
}

function makeStep(service: string, operation: Operation, input: Structure, ordinal: number): Step {
  const place = { service, account: "111122223333", region: "eu-west-1" };
  const at = ordinal * 1000;
  return {
    ...place,
    id: String(ordinal),
    operation,
    at,
    ordinal,
    input,
    output: makeStructure(),
    unmatched: [],
  };
}

/** Where the first of two things does not stay alone. */
async function listLost(service: string, base: KnowledgeBase, knowledge: Knowledge): Promise<string[]> {
  const { operation, undoing, deed } = knowledge;
  if (!undoing || !MAKING.has(deed) || !ENDING.has(base.find(undoing.operation).deed)) return [];
  const lost: string[] = [];
  for (const member of listNeeded(knowledge)) {
    const isTaken = undoing.members.some(
      ({ isRequired, sources: [source] }) =>
        isRequired &&
        source &&
        "path" in source &&
        source.path.side === "input" &&
        source.path.steps[0] === member,
    );
    if (!isTaken || operation.input?.members?.[member]?.type === "list") continue;
    const [one, other] = [makeInput(knowledge), makeInput(knowledge, member)];
    const undone = fillInput(undoing, { input: other, output: makeStructure() });
    if (!undone || JSON.stringify(one) === JSON.stringify(other)) continue;
    const steps = [
      makeStep(service, operation, one, 1),
      makeStep(service, operation, other, 2),
      makeStep(service, undoing.operation, undone.input, 3),
    ];
    const facts = deriveFacts(
      steps.map((step) => makeLive(step, new Dictionary(), (text) => text)),
      base,
    );
    const left = facts.map(({ expectations }) => expectations.steps.map(({ id }) => id).join("+")).join();
    const kept = keepFinalState(await orderSteps(steps)).kept.map(({ id }) => id);
    if (left !== "1") lost.push(`${operation.name} ${member}: verification ${left}`);
    if (!kept.includes("1")) lost.push(`${operation.name} ${member}: final state ${kept}`);
  }
  return lost;
}

test.each(SERVICES)("%s", async (service) => {
  const { operations } = await loadModel(service);
  const base = await KnowledgeBase.load([{ service }]);
  const lost: string[] = [];
  for (const operation of Object.values(operations))
    lost.push(...(await listLost(service, base, base.find(operation))));
  expect(lost).toEqual([]);
});
