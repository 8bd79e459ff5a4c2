import { expect, test } from "bun:test";
import { DNS_SUFFIXES } from "../../src/aws/model/partitions.ts";
import { sourcePrefix } from "../../src/trail/event-names.ts";

test.each([...DNS_SUFFIXES, "amazon.com", "aws.internal"])(
  "a source's ending .%s names no service",
  (suffix) => {
    expect(sourcePrefix(`ec2.${suffix}`)).toBe("ec2");
    expect(sourcePrefix(`Data.IoTEvents.${suffix.toUpperCase()}`)).toBe("data.iotevents");
  },
);

test.each(["ec2", "amazonaws.com", "ec2.amazonaws.com.example", "ec2amazonaws.com", ""])(
  "%s has no such ending",
  (source) => {
    expect(sourcePrefix(source)).toBe(source);
  },
);
