// Of which API behind one eventSource a call is, where its parameters fit several.
import { expect, test } from "bun:test";
import { makeSteps } from "./support.ts";

const link = { vpcLinkId: "abc123" };
const make = (second: number, request: object, response: object) => ({
  second,
  source: "apigateway",
  name: "CreateVpcLink",
  request,
  response,
});
const v2 = make(0, { name: "a", subnetIds: ["subnet-1"] }, { vpcLinkId: "abc123", name: "a" });
const v1 = make(
  0,
  {
    createVpcLinkInput: {
      name: "a",
      targetArns: ["arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/net/a/1"],
    },
  },
  { id: "abc123", name: "a" },
);
const use = (name: string) => ({ second: 1, source: "apigateway", name, request: link });

test.each([
  ["the second API of API Gateway", v2, "apigatewayv2"],
  ["the first one", v1, "apigateway"],
])("a link is deleted in the API that made it: %s", async (_, maker, service) => {
  for (const name of ["DeleteVpcLink", "UpdateVpcLink"]) {
    const [made, used] = await makeSteps([maker, use(name)]);
    expect([made?.service, used?.service]).toEqual([service, service]);
    expect(used?.operation.model.service).toBe(service);
  }
});

test("wherever the maker stands in the second; what nobody made stays as it was", async () => {
  const [used] = await makeSteps([{ ...use("DeleteVpcLink"), second: 0 }, v2]);
  expect(used?.service).toBe("apigatewayv2");
  const other = { ...use("DeleteVpcLink"), request: { vpcLinkId: "other1" } };
  expect((await makeSteps([v2, other])).at(1)?.service).toBe("apigateway");
});
