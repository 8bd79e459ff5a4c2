/** The kinds of things in pictures: every service has one, and what is drawn of each can be seen. */
import { expect, test } from "bun:test";
import { loadIndex } from "../../src/aws/model/table.ts";
import { findKind, KINDS } from "../../src/topology/picture/kinds.ts";

test("every service of the models is of exactly one kind", async () => {
  const named = KINDS.flatMap(({ services }) => services);
  const { services } = await loadIndex();
  expect(named.toSorted()).toEqual(services.map(({ service }) => service).toSorted());
  expect(findKind("a-new-service", "thing").kind).toBe("other");
  expect(findKind("ec2", "vpc").kind).toBe("network");
  expect(findKind("ec2", "instance").kind).toBe("compute");
});

test("a white glyph is told from every tile", () => {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const faint = KINDS.filter(({ colour }) => 1.05 / (luminance(colour) + 0.05) < 4.5);
  expect(faint.map(({ kind, colour }) => `${kind} ${colour}`)).toEqual([]);
});
