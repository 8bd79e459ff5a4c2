/**
 * ECR: an image is told by its digest, has any number of tags, and each tag is of one image. No layer is kept.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImage.html
 */
import { makeStructure, type Structure } from "../../aws/values.ts";
import { isObject } from "../../base/values.ts";
import { type Context, placeOf } from "../behaviour/context.ts";
import { findNamed } from "../behaviour/names/names.ts";
import { refuseAbsent } from "../behaviour/refusals/refusals.ts";
import type { Done } from "../gateway.ts";
import type { Thing } from "../thing.ts";
import { listStructures, listTexts, merge, parseObject, readText, type ServiceEngine } from "./engine.ts";

const IMAGE = { service: "ecr", type: "image" } as const;

/** The repository that a call is about, and its images. */
interface Shelf {
  readonly repository: Thing;
  readonly name: string;
  readonly images: readonly Thing[];
}

function findShelf(context: Context): Shelf | undefined {
  const name = readText(context.input, "repositoryName");
  const repository = findNamed(context, "repository", [name]);
  if (!repository) return undefined;
  return { repository, name, images: context.store.list(placeOf(context, IMAGE.type), IMAGE, [name]) };
}

/** Does something with the images of a repository, where that stands. */
function inShelf(context: Context, doIt: (shelf: Shelf) => Done | undefined): Done | undefined {
  const shelf = findShelf(context);
  if (shelf) return doIt(shelf);
  return { error: refuseAbsent(context, "repository", readText(context.input, "repositoryName")) };
}

const readDigest = ({ names, chain }: Thing) => names.id ?? chain.at(-1) ?? "";

/** An image of a log tells the one tag that it was put with. */
function listTags({ members }: Thing): readonly string[] {
  const own = readText(members, "imageTag");
  return members["imageTags"] === undefined
    ? [own].filter((tag) => tag !== "")
    : listTexts(members["imageTags"]);
}

function refuse(code: string, message: string): Done {
  return { error: { code, message, status: 400 } };
}

/** Where a refusal says that something is, or is not. */
function sayPlace({ caller }: Context, { name }: Shelf): string {
  return `the repository with name '${name}' in the registry with id '${caller.account}'`;
}

/** Whether what is to name an image names none. */
function namesNothing({ imageDigest, imageTag }: Structure): boolean {
  return imageDigest === undefined && imageTag === undefined;
}

function findImage({ images }: Shelf, id: Structure): Thing | undefined {
  if (namesNothing(id)) return undefined;
  const { imageDigest, imageTag } = id;
  return images.find(
    (one) =>
      (imageDigest === undefined || readDigest(one) === imageDigest) &&
      (imageTag === undefined || listTags(one).includes(String(imageTag))),
  );
}

function putTags({ store }: Context, image: Thing, imageTags: readonly string[]): void {
  store.put({ ...image, members: merge(image.members, { imageTags }) });
}

/** How large the layers are together that a manifest tells. */
function measure(manifest: string): number {
  const { layers, config } = parseObject(manifest) ?? {};
  const parts: readonly unknown[] = [Array.isArray(layers) ? layers : [], config].flat();
  return parts.reduce<number>(
    (sum, part) => sum + (isObject(part) && typeof part["size"] === "number" ? part["size"] : 0),
    0,
  );
}

function tellPut({ caller, input }: Context, name: string, imageDigest: string): Done {
  const { imageTag, imageManifest, imageManifestMediaType } = input;
  const imageId = merge({ imageDigest, ...(imageTag !== undefined && { imageTag }) });
  const told = { registryId: caller.account, repositoryName: name, imageId, imageManifest };
  const media = imageManifestMediaType === undefined ? {} : { imageManifestMediaType };
  return { output: merge({ image: merge({ ...told, ...media }) }) };
}

/** The digest by which production tells an image that it took; "" where its answer is not known. */
function readTold({ told }: Context): string {
  const image = told?.output["image"];
  const id = isObject(image) ? image["imageId"] : undefined;
  return isObject(id) && typeof id["imageDigest"] === "string" ? id["imageDigest"] : "";
}

/** AWS's refusal of an image. */
function refusePut({ input }: Context, shelf: Shelf, digest: string): Done | undefined {
  const { name, repository } = shelf;
  const [tag, asked] = [readText(input, "imageTag"), readText(input, "imageDigest")];
  if (asked !== "" && asked !== digest)
    return refuse(
      "ImageDigestDoesNotMatchException",
      `The provided image digest '${asked}' does not match the image digest '${digest}' calculated by ECR`,
    );
  const same = findImage(shelf, { imageDigest: digest });
  if (same && (tag === "" || listTags(same).includes(tag)))
    return refuse(
      "ImageAlreadyExistsException",
      `Image with digest '${digest}' and tag '${tag}' already exists in the repository with name '${name}' in registry with id '${same.place.account}'`,
    );
  const isHeld = tag !== "" && findImage(shelf, { imageTag: tag }) !== undefined;
  if (!isHeld || readText(repository.members, "imageTagMutability") !== "IMMUTABLE") return undefined;
  return refuse(
    "ImageTagAlreadyExistsException",
    `The image tag '${tag}' already exists in the '${name}' repository and cannot be overwritten because the tag is immutable.`,
  );
}

/** Puts an image, or gives one that is there another tag; who had that loses it. */
function shelve(context: Context, shelf: Shelf, digest: string): void {
  const { input, store, now, operation, told } = context;
  const tag = readText(input, "imageTag");
  const same = findImage(shelf, { imageDigest: digest });
  const holder = tag === "" ? undefined : findImage(shelf, { imageTag: tag });
  const isOther = holder !== undefined && holder !== same;
  if (isOther) {
    const left = listTags(holder).filter((one) => one !== tag);
    putTags(context, holder, left);
  }
  if (same) {
    if (holder !== same && tag !== "") putTags(context, same, [...listTags(same), tag]);
    return;
  }
  const size = measure(readText(input, "imageManifest"));
  store.put({
    ...{ ...IMAGE, place: placeOf(context, IMAGE.type), chain: [shelf.name, digest], within: "repository" },
    ...{ names: { id: digest }, tags: new Map(), createdAt: now },
    members: merge(input, { imageTags: tag === "" ? [] : [tag], imageSizeInBytes: size }),
    call: { operation: operation.name, input, output: told?.output ?? makeStructure() },
  });
}

function put(context: Context): Done | undefined {
  const known = readTold(context);
  // What production took is refused by nobody.
  if (context.told && (known === "" || !findShelf(context))) return undefined;
  return inShelf(context, (shelf) => {
    const manifest = readText(context.input, "imageManifest");
    const digest = known || `sha256:${new Bun.CryptoHasher("sha256").update(manifest).digest("hex")}`;
    const refused = context.told ? undefined : refusePut(context, shelf, digest);
    if (refused) return refused;
    shelve(context, shelf, digest);
    return context.told ? { output: context.told.output } : tellPut(context, shelf.name, digest);
  });
}

/** How an image is named by each of its tags, or by its digest alone. */
function listIds(image: Thing): Structure[] {
  const imageDigest = readDigest(image);
  const tags = listTags(image);
  return tags.length === 0 ? [{ imageDigest }] : tags.map((imageTag) => ({ imageDigest, imageTag }));
}

const KINDS: Readonly<Partial<Record<string, boolean>>> = { TAGGED: true, UNTAGGED: false };

/** Whether an image is one of those that are asked for, with tags or without. */
function isAsked({ input }: Context, image: Thing): boolean {
  const filter = input["filter"];
  const kind = isObject(filter) ? KINDS[String(filter["tagStatus"])] : undefined;
  return kind === undefined || kind === listTags(image).length > 0;
}

const MOST = 1000;

/** A page of items: the token is how many were told before. */
function tellPage({ input }: Context, member: string, all: readonly Structure[]): Done {
  const from = Number(input["nextToken"] ?? 0) || 0;
  const size = typeof input["maxResults"] === "number" ? input["maxResults"] : MOST;
  const rest = from + size < all.length ? { nextToken: String(from + size) } : {};
  return { output: merge({ [member]: all.slice(from, from + size) }, rest) };
}

function list(context: Context): Done | undefined {
  return inShelf(context, ({ images }) =>
    tellPage(context, "imageIds", images.filter((one) => isAsked(context, one)).flatMap(listIds)),
  );
}

function tellDetail({ caller }: Context, image: Thing): Structure {
  const { members, createdAt, chain } = image;
  const imageTags = listTags(image);
  const { imageSizeInBytes, imageManifestMediaType } = members;
  return merge({
    registryId: caller.account,
    repositoryName: chain.at(0) ?? "",
    imageDigest: readDigest(image),
    ...(imageTags.length > 0 && { imageTags }),
    ...(imageSizeInBytes !== undefined && { imageSizeInBytes }),
    ...(imageManifestMediaType !== undefined && { imageManifestMediaType }),
    imagePushedAt: new Date(createdAt),
    imageStatus: "ACTIVE",
  });
}

/** `{imageDigest:'null', imageTag:'v1'}`, as ECR says it. */
function sayId({ imageDigest = "null", imageTag = "null" }: Structure): string {
  return `{imageDigest:'${String(imageDigest)}', imageTag:'${String(imageTag)}'}`;
}

function describe(context: Context): Done | undefined {
  return inShelf(context, (shelf) => {
    const asked = listStructures(context.input["imageIds"]);
    const missing = asked.find((id) => !findImage(shelf, id));
    if (missing)
      return refuse(
        "ImageNotFoundException",
        `The image with imageId ${sayId(missing)} does not exist within ${sayPlace(context, shelf)}`,
      );
    const found = asked.flatMap((id) => findImage(shelf, id) ?? []);
    const told = asked.length > 0 ? [...new Set(found)] : shelf.images.filter((one) => isAsked(context, one));
    return tellPage(
      context,
      "imageDetails",
      told.map((one) => tellDetail(context, one)),
    );
  });
}

function fail(imageId: Structure): Structure {
  if (namesNothing(imageId)) {
    const failureReason = "Invalid request parameters: both tag and digest cannot be null";
    return { imageId, failureCode: "MissingDigestAndTag", failureReason };
  }
  return { imageId, failureCode: "ImageNotFound", failureReason: "Requested image not found" };
}

function getAll(context: Context): Done | undefined {
  return inShelf(context, (shelf) => {
    const asked = listStructures(context.input["imageIds"]);
    const images = asked.flatMap((id) => {
      const image = findImage(shelf, id);
      if (!image) return [];
      const { imageManifest, imageManifestMediaType } = image.members;
      const imageTag = id["imageTag"] ?? listTags(image)[0];
      const imageId = merge({ imageDigest: readDigest(image), ...(imageTag !== undefined && { imageTag }) });
      const media = imageManifestMediaType === undefined ? {} : { imageManifestMediaType };
      const place = { registryId: context.caller.account, repositoryName: shelf.name };
      return [merge({ ...place, imageId, imageManifest, ...media })];
    });
    const failures = asked.filter((id) => !findImage(shelf, id)).map(fail);
    return { output: merge({ images, failures }) };
  });
}

/** Takes tags off, and images away that have no other, or that are told by their digests. */
function removeAll(context: Context): Done | undefined {
  if (context.told) return undefined;
  const gone: Structure[] = [];
  const failures: Structure[] = [];
  for (const id of listStructures(context.input["imageIds"])) {
    const shelf = findShelf(context);
    const image = shelf && findImage(shelf, id);
    if (!shelf)
      return { error: refuseAbsent(context, "repository", readText(context.input, "repositoryName")) };
    if (!image) {
      failures.push(fail(id));
      continue;
    }
    const { imageTag } = id;
    const left = imageTag === undefined ? [] : listTags(image).filter((tag) => tag !== imageTag);
    gone.push(...(imageTag === undefined ? listIds(image) : [{ imageDigest: readDigest(image), imageTag }]));
    if (left.length > 0) putTags(context, image, left);
    else context.store.remove(image);
  }
  return { output: merge({ imageIds: gone, failures }) };
}

/** A repository goes with its images only by force. */
function checkEmpty(context: Context): Done | undefined {
  const shelf = context.told || context.input["force"] === true ? undefined : findShelf(context);
  if (!shelf || shelf.images.length === 0) return undefined;
  const place = `'${shelf.name}' in registry with id '${context.caller.account}'`;
  const message = `The repository with name ${place} cannot be deleted because it still contains images`;
  return refuse("RepositoryNotEmptyException", message);
}

/** What ECR does with images. */
export const ecrImages: ServiceEngine = {
  BatchDeleteImage: removeAll,
  BatchGetImage: getAll,
  DeleteRepository: checkEmpty,
  DescribeImages: describe,
  ListImages: list,
  PutImage: put,
};
