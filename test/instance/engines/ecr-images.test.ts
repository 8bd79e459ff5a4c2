// Images have digests and any number of tags, each of which is of one image.
import { describe, expect, test } from "bun:test";
import { makeCaller } from "../support/world.ts";

const repositoryName = "web";

async function makeRepository(imageTagMutability = "MUTABLE") {
  const call = makeCaller();
  await call("ecr.CreateRepository", { repositoryName, imageTagMutability });
  const push = async (size: number, imageTag?: string) => {
    const imageManifest = JSON.stringify({ layers: [{ size }], config: { size: 1 } });
    const done = await call("ecr.PutImage", { repositoryName, imageManifest, ...(imageTag && { imageTag }) });
    return typeof done === "string" ? done : (done.image.imageId.imageDigest as string);
  };
  const ask = (name: string, more = {}) => call(`ecr.${name}`, { repositoryName, ...more });
  return { call, push, ask };
}

describe("an image", () => {
  test("has each tag that it was pushed with, until another one takes it", async () => {
    const { push, ask } = await makeRepository();
    const first = await push(5, "v1");
    expect(await push(5, "latest")).toBe(first);
    const second = await push(6, "latest");
    expect((await ask("DescribeImages")).imageDetails).toMatchObject([
      { imageDigest: first, imageTags: ["v1"], imageSizeInBytes: 6 },
      { imageDigest: second, imageTags: ["latest"], imageSizeInBytes: 7 },
    ]);
    expect(await push(6, "latest")).toBe("ImageAlreadyExistsException");
    expect((await ask("ListImages")).imageIds).toHaveLength(2);
  });

  test("keeps its tag where tags stay", async () => {
    const { push } = await makeRepository("IMMUTABLE");
    await push(5, "v1");
    expect(await push(6, "v1")).toBe("ImageTagAlreadyExistsException");
  });

  test("is told by its tag or its digest, and listed by whether it has tags", async () => {
    const { push, ask } = await makeRepository();
    const [bare, tagged] = [await push(5), await push(6, "v1")];
    const list = async (tagStatus: string) => (await ask("ListImages", { filter: { tagStatus } })).imageIds;
    expect(await list("UNTAGGED")).toEqual([{ imageDigest: bare }]);
    expect(await list("TAGGED")).toEqual([{ imageDigest: tagged, imageTag: "v1" }]);
    const page = await ask("ListImages", { maxResults: 1 });
    expect((await ask("ListImages", { maxResults: 1, nextToken: page.nextToken })).imageIds).toHaveLength(1);
    const got = await ask("BatchGetImage", { imageIds: [{ imageTag: "v1" }, { imageTag: "v2" }] });
    expect(got.images).toMatchObject([{ imageId: { imageDigest: tagged, imageTag: "v1" } }]);
    expect(got.failures).toMatchObject([{ failureCode: "ImageNotFound", imageId: { imageTag: "v2" } }]);
    expect(await ask("DescribeImages", { imageIds: [{ imageTag: "v2" }] })).toBe("ImageNotFoundException");
  });

  test("goes with its last tag, or by its digest with all of them", async () => {
    const { push, ask } = await makeRepository();
    const imageDigest = await push(5, "v1");
    await push(5, "v2");
    const remove = async (imageId: object) =>
      (await ask("BatchDeleteImage", { imageIds: [imageId] })).imageIds;
    expect(await remove({ imageTag: "v1" })).toEqual([{ imageDigest, imageTag: "v1" }]);
    expect((await ask("DescribeImages")).imageDetails).toMatchObject([{ imageTags: ["v2"] }]);
    await push(5, "v3");
    expect(await remove({ imageDigest })).toHaveLength(2);
    expect((await ask("DescribeImages")).imageDetails).toEqual([]);
  });

  test("keeps its repository, but from force", async () => {
    const { push, ask } = await makeRepository();
    await push(5, "v1");
    expect(await ask("DeleteRepository")).toBe("RepositoryNotEmptyException");
    expect((await ask("DeleteRepository", { force: true })).repository.repositoryName).toBe(repositoryName);
    expect(await ask("ListImages")).toBe("RepositoryNotFoundException");
  });

  test("of production's is told with its digest and tag", async () => {
    const { call, ask } = await makeRepository();
    const imageId = { imageDigest: `sha256:${"a".repeat(64)}`, imageTag: "v1" };
    const asked = { repositoryName, imageManifest: "{}", imageTag: "v1" };
    await call("ecr.PutImage", asked, { told: { output: { image: { repositoryName, imageId } }, at: 1 } });
    expect((await ask("ListImages")).imageIds).toEqual([imageId]);
  });
});

test("what names no image is about none", async () => {
  const call = makeCaller();
  const repositoryName = "orders";
  await call("ecr.CreateRepository", { repositoryName });
  await call("ecr.PutImage", { repositoryName, imageManifest: "{}", imageTag: "v1" });
  const failures = [{ failureCode: "MissingDigestAndTag" }];
  const asked = { repositoryName, imageIds: [{}] };
  expect(await call("ecr.BatchGetImage", asked)).toMatchObject({ images: [], failures });
  expect(await call("ecr.BatchDeleteImage", asked)).toMatchObject({ imageIds: [], failures });
  expect((await call("ecr.ListImages", { repositoryName })).imageIds).toHaveLength(1);
});
