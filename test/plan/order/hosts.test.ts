// Names of hosts that answers gave out, which calls of other regions point to.
import { expect, test } from "bun:test";
import { order } from "./wait-chains.ts";

const host = "press-1.sa-east-1.elb.amazonaws.com";

test.each([host, `dualstack.${host}`])(
  "a record waits for the host in another region: %s",
  async (pointed) => {
    const steps = await order([
      {
        second: 0,
        source: "elasticloadbalancing",
        name: "CreateLoadBalancer",
        region: "sa-east-1",
        request: { name: "press", type: "network", subnets: ["subnet-0a1b2c3d"] },
        response: {
          loadBalancers: [
            {
              loadBalancerArn:
                "arn:aws:elasticloadbalancing:sa-east-1:111122223333:loadbalancer/net/press/a50fdcb99a3c1272",
              loadBalancerName: "press",
              dNSName: host,
            },
          ],
        },
      },
      {
        second: 9,
        source: "route53",
        name: "ChangeResourceRecordSets",
        region: "us-east-1",
        request: {
          hostedZoneId: "Z0123456789ABCDEFGHIJ",
          changeBatch: {
            changes: [
              {
                action: "CREATE",
                resourceRecordSet: {
                  name: "a.example.org",
                  type: "CNAME",
                  tTL: 60,
                  resourceRecords: [{ value: pointed }],
                },
              },
            ],
          },
        },
      },
    ]);
    expect(steps.map(({ after }) => after)).toEqual([[], [0]]);
  },
);
