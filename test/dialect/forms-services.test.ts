// Recorded forms of other services as public logs show them, with values of our own.
import { test } from "bun:test";
import { expectInput } from "../support/expect-input.ts";
import { writeBuffer } from "./support.ts";

test("API Gateway: a body's names are its wire names, and its own internals are no parameters", async () => {
  await expectInput(
    "apigateway",
    "PutIntegration",
    {
      restApiId: "a1",
      resourceId: "r1",
      httpMethod: "GET",
      putIntegrationInput: { type: "AWS_PROXY", httpMethod: "POST", uri: "u", requestTemplates: {} },
      template: false,
      templateSkipList: ["position"],
    },
    {
      restApiId: "a1",
      resourceId: "r1",
      httpMethod: "GET",
      integrationHttpMethod: "POST",
      type: "AWS_PROXY",
      uri: "u",
      requestTemplates: {},
    },
  );
  await expectInput(
    "apigateway",
    "PutMethod",
    {
      restApiId: "a1",
      resourceId: "r1",
      httpMethod: "ANY",
      putMethodInput: {
        authorizationType: "NONE",
        requestParameters: { "method.request.header.X": false },
      },
    },
    {
      restApiId: "a1",
      resourceId: "r1",
      httpMethod: "ANY",
      authorizationType: "NONE",
      requestParameters: { "method.request.header.X": false },
    },
  );
  await expectInput(
    "apigatewayv2",
    "CreateRoute",
    { apiId: "a1", createRouteInput: { routeKey: "GET /", target: "integrations/x" } },
    { ApiId: "a1", RouteKey: "GET /", Target: "integrations/x" },
  );
});

test("Route 53: acronyms bent to lower case, and members in the API's case among them", () =>
  expectInput(
    "route53",
    "ChangeResourceRecordSets",
    {
      hostedZoneId: "/hostedzone/Z1",
      changeBatch: {
        changes: [
          {
            action: "CREATE",
            resourceRecordSet: {
              name: "n.example",
              type: "A",
              tTL: 300,
              resourceRecords: [{ value: "192.0.2.1" }],
              aliasTarget: { HostedZoneId: "Z2", DNSName: "d.example", EvaluateTargetHealth: false },
            },
          },
        ],
      },
    },
    {
      HostedZoneId: "/hostedzone/Z1",
      ChangeBatch: {
        Changes: [
          {
            Action: "CREATE",
            ResourceRecordSet: {
              Name: "n.example",
              Type: "A",
              TTL: 300,
              ResourceRecords: [{ Value: "192.0.2.1" }],
              AliasTarget: { HostedZoneId: "Z2", DNSName: "d.example", EvaluateTargetHealth: false },
            },
          },
        ],
      },
    },
  ));

test("CloudFront: lists with their quantities, empty ones with and without items", async () => {
  await expectInput(
    "cloudfront",
    "CreateInvalidation",
    {
      distributionId: "E1",
      invalidationBatch: { paths: { quantity: 1, items: ["/*"] }, callerReference: "c" },
    },
    {
      DistributionId: "E1",
      InvalidationBatch: { Paths: { Quantity: 1, Items: ["/*"] }, CallerReference: "c" },
    },
  );
  await expectInput(
    "cloudfront",
    "UpdateDistribution",
    {
      id: "E1",
      ifMatch: "m",
      distributionConfig: {
        callerReference: "c",
        comment: "HIDDEN_DUE_TO_SECURITY_REASONS",
        webACLId: "",
        isIPV6Enabled: true,
        aliases: { quantity: 0 },
        cacheBehaviors: { quantity: 0, items: [] },
        viewerCertificate: { aCMCertificateArn: "a", sSLSupportMethod: "sni-only" },
        origins: { quantity: 1, items: [{ id: "o", customOriginConfig: { hTTPPort: 80, hTTPSPort: 443 } }] },
        customErrorResponses: { quantity: 1, items: [{ errorCode: 404, responseCode: "200" }] },
      },
    },
    {
      Id: "E1",
      IfMatch: "m",
      DistributionConfig: {
        CallerReference: "c",
        Comment: "HIDDEN_DUE_TO_SECURITY_REASONS",
        WebACLId: "",
        IsIPV6Enabled: true,
        Aliases: { Quantity: 0 },
        CacheBehaviors: { Quantity: 0, Items: [] },
        ViewerCertificate: { ACMCertificateArn: "a", SSLSupportMethod: "sni-only" },
        Origins: { Quantity: 1, Items: [{ Id: "o", CustomOriginConfig: { HTTPPort: 80, HTTPSPort: 443 } }] },
        CustomErrorResponses: { Quantity: 1, Items: [{ ErrorCode: 404, ResponseCode: "200" }] },
      },
    },
  );
});

test("load balancers of both generations", async () => {
  await expectInput(
    "elb",
    "CreateLoadBalancer",
    {
      loadBalancerName: "l",
      listeners: [{ protocol: "tcp", loadBalancerPort: 80, instancePort: 32030, sSLCertificateId: "c" }],
      tags: [{ key: "a", value: "owned" }],
    },
    {
      LoadBalancerName: "l",
      Listeners: [{ Protocol: "tcp", LoadBalancerPort: 80, InstancePort: 32030, SSLCertificateId: "c" }],
      Tags: [{ Key: "a", Value: "owned" }],
    },
  );
  await expectInput(
    "elbv2",
    "CreateRule",
    {
      priority: 1,
      listenerArn: "l",
      conditions: [{ field: "path-pattern", pathPatternConfig: { values: ["/x"] } }],
      actions: [{ type: "redirect", redirectConfig: { statusCode: "HTTP_301" } }],
    },
    {
      Priority: 1,
      ListenerArn: "l",
      Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/x"] } }],
      Actions: [{ Type: "redirect", RedirectConfig: { StatusCode: "HTTP_301" } }],
    },
  );
});

test("alarms, targets and task definitions: deep members, free keys of maps", async () => {
  await expectInput(
    "cloudwatch",
    "PutMetricAlarm",
    { alarmName: "a", threshold: 80, oKActions: [], dimensions: [{ name: "x", value: "y" }] },
    { AlarmName: "a", Threshold: 80, OKActions: [], Dimensions: [{ Name: "x", Value: "y" }] },
  );
  await expectInput(
    "events",
    "PutTargets",
    {
      rule: "r",
      targets: [
        {
          id: "1",
          arn: "a",
          inputTransformer: { inputPathsMap: { Foo: "$.x" }, inputTemplate: "t" },
          ecsParameters: { networkConfiguration: { awsvpcConfiguration: { subnets: ["s"] } } },
        },
      ],
    },
    {
      Rule: "r",
      Targets: [
        {
          Id: "1",
          Arn: "a",
          InputTransformer: { InputPathsMap: { Foo: "$.x" }, InputTemplate: "t" },
          EcsParameters: { NetworkConfiguration: { awsvpcConfiguration: { Subnets: ["s"] } } },
        },
      ],
    },
  );
  await expectInput(
    "ecs",
    "RegisterTaskDefinition",
    {
      family: "f",
      cpu: 256,
      containerDefinitions: [{ name: "c", logConfiguration: { options: { "awslogs-group": "g" } } }],
    },
    {
      family: "f",
      cpu: "256",
      containerDefinitions: [{ name: "c", logConfiguration: { options: { "awslogs-group": "g" } } }],
    },
  );
});

test("WAF: acronyms, an address of bytes, empty structures that mean something", () =>
  expectInput(
    "wafv2",
    "CreateWebACL",
    {
      defaultAction: { block: {} },
      rules: [
        { statement: { iPSetReferenceStatement: { aRN: "a" } }, action: { count: {} } },
        {
          statement: {
            byteMatchStatement: { searchString: writeBuffer([98]), fieldToMatch: { uriPath: {} } },
          },
        },
      ],
    },
    {
      DefaultAction: { Block: {} },
      Rules: [
        { Statement: { IPSetReferenceStatement: { ARN: "a" } }, Action: { Count: {} } },
        { Statement: { ByteMatchStatement: { SearchString: "Yg==", FieldToMatch: { UriPath: {} } } } },
      ],
    },
  ));

test("Route 53 Domains: a name in an object of its own", async () => {
  const domain = { DomainName: "example.com" };
  await expectInput(
    "route53domains",
    "EnableDomainAutoRenew",
    { domainName: { name: "example.com" } },
    domain,
  );
  await expectInput("route53domains", "EnableDomainAutoRenew", { domainName: "example.com" }, domain);
});

test("members of the services' own request types are no parameters", async () => {
  await expectInput("ssm", "SendCommand", { documentName: "d", interactive: false }, { DocumentName: "d" });
  await expectInput(
    "kms",
    "ScheduleKeyDeletion",
    { keyId: "k", overridePendingWindowCheck: false },
    { KeyId: "k" },
  );
});
