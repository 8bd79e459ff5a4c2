/**
 * What S3 answers before anybody asks which operation is meant: a page that asks whether it may ask, a form of a browser, a
 * bucket's website, a presigned URL that is none.
 */
import { percentDecode, percentEncode } from "../../../aws/formats/percent.ts";
import { renderXml, textElement, XML_DECLARATION } from "../../../aws/formats/xml-elements.ts";
import { loadModel, loadOperation } from "../../../aws/model/table.ts";
import { bytesOf } from "../../../aws/protocols/body.ts";
import { encodeError } from "../../../aws/protocols/responses.ts";
import { moveBucketToPath } from "../../../aws/routing/host.ts";
import { readSigningName } from "../../../aws/routing/signing-name.ts";
import type { WireRequest, WireResponse } from "../../../aws/wire.ts";
import type { Requester } from "../../caller.ts";
import type { Behave } from "../../gateway.ts";
import type { Store } from "../../store.ts";
import { ENCRYPTION, mayBeStray } from "./at-front.ts";
import { Bucket, findBucketThing } from "./bucket.ts";
import { answerPreflight, listCorsHeaders } from "./cors.ts";
import {
  invalidArgument,
  invalidRequest,
  isRefusal,
  malformedXml,
  noSuchBucket,
  type S3Refusal,
} from "./errors.ts";
import { readBoundary, readFormData } from "./form-data.ts";
import { isSignedInOldWay, refuseOldSignature } from "./old-signature.ts";
import { type PostedForm, readForm } from "./post-form.ts";
import { refusePresigned } from "./presigned.ts";
import { refuseStray } from "./stray-query.ts";
import { answerWebsite } from "./website.ts";

/** What is answered from. */
export interface FrontWorld {
  readonly store: Store;
  readonly caller: Requester;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly behave: Behave;
  readonly requestId: string;
}

/** What a request's path, or its host, names. */
interface Named {
  readonly bucket: string;
  readonly key: string;
}

function readNamed(request: WireRequest): Named {
  const [, bucket = "", ...rest] = moveBucketToPath(request).path.split("/");
  const decode = (text: string) => percentDecode(text) ?? text;
  return { bucket: decode(bucket), key: decode(rest.join("/")) };
}

function findBucket(world: FrontWorld, name: string): Bucket | undefined {
  const thing = findBucketThing(world, name);
  return thing && new Bucket(world, thing);
}

async function writeRefusal({ error }: S3Refusal, { requestId }: FrontWorld): Promise<WireResponse> {
  return encodeError({ model: await loadModel("s3") }, error, { requestId, protocol: "rest-xml" });
}

function listOwnHeaders({ requestId }: FrontWorld): Readonly<Record<string, string>> {
  return { "x-amz-request-id": requestId, "x-amz-id-2": requestId };
}

async function answerOptions(request: WireRequest, world: FrontWorld): Promise<WireResponse> {
  const { bucket, key } = readNamed(request);
  const allowed = answerPreflight(request, findBucket(world, bucket), key !== "");
  if (isRefusal(allowed)) return writeRefusal(allowed, world);
  return { status: 200, headers: { ...listOwnHeaders(world), ...allowed }, body: new Uint8Array() };
}

/** The address that a form's object has where it was put. */
function writeLocation({ headers }: WireRequest, bucket: string, key: string): string {
  const path = key.split("/").map(percentEncode).join("/");
  return `http://${headers["host"] ?? "localhost"}/${bucket}/${path}`;
}

/** The answer to a form whose object is put. */
function answerForm(
  request: WireRequest,
  { key, fields }: PostedForm,
  bucket: string,
  tag: string,
  world: FrontWorld,
): WireResponse {
  const location = writeLocation(request, bucket, key);
  const headers = { ...listOwnHeaders(world), etag: tag, location };
  const to = fields.get("success_action_redirect") ?? fields.get("redirect");
  if (to !== undefined && URL.canParse(to)) {
    const url = new URL(to);
    for (const [name, value] of Object.entries({ bucket, key, etag: tag }))
      url.searchParams.append(name, value);
    return { status: 303, headers: { ...headers, location: url.href }, body: new Uint8Array() };
  }
  const status = fields.get("success_action_status");
  if (status !== "201") return { status: status === "200" ? 200 : 204, headers, body: new Uint8Array() };
  const content = [
    textElement("Location", location),
    textElement("Bucket", bucket),
    textElement("Key", key),
    textElement("ETag", tag),
  ];
  const body = Buffer.from(XML_DECLARATION + renderXml({ name: "PostResponse", attributes: [], content }));
  return { status: 201, headers: { ...headers, "content-type": "application/xml" }, body };
}

async function putForm(request: WireRequest, boundary: string, world: FrontWorld): Promise<WireResponse> {
  const { bucket: name } = readNamed(request);
  const bucket = findBucket(world, name);
  if (!bucket) return writeRefusal(noSuchBucket(name), world);
  const fields = readFormData(bytesOf(request), boundary);
  if (!fields)
    return writeRefusal(
      {
        error: {
          ...malformedXml().error,
          code: "MalformedPOSTRequest",
          message: "The body of your POST request is not well-formed multipart/form-data.",
        },
      },
      world,
    );
  const operation = await loadOperation("s3", "PutObject");
  const form = readForm(fields, bucket, operation, world.now);
  if (isRefusal(form)) return writeRefusal(form, world);
  const caller = { account: bucket.account, region: world.caller.region };
  const { isSigned, input } = form;
  const signer = isSigned
    ? undefined
    : () => ({
        key: undefined,
        isSigned,
        session: undefined,
        header: (name: string) => request.headers[name],
      });
  const done = await world.behave({ operation, input, caller, signer });
  if ("error" in done) return writeRefusal({ error: done.error }, world);
  return answerForm(request, form, name, String(done.output["ETag"] ?? ""), world);
}

/** `bucket.s3-website-us-east-1.amazonaws.com`, `bucket.s3-website.localhost:4566` */
const WEBSITE_LABEL = /^s3-website(?:-[a-z0-9-]+)?$/;

/** The bucket whose website a host is; undefined of every other host. */
function readWebsiteHost(host: string | undefined): string | undefined {
  const labels = (host ?? "").toLowerCase().split(".");
  const at = labels.findIndex((label) => WEBSITE_LABEL.test(label.replace(/:\d*$/, "")));
  return at > 0 ? labels.slice(0, at).join(".") : undefined;
}

/** Why a read is refused that says how something is to be encrypted; undefined where none does. */
function refuseReadHeader({ method, headers }: WireRequest): S3Refusal | undefined {
  const said = headers[ENCRYPTION];
  if (said === undefined || (method !== "GET" && method !== "HEAD")) return undefined;
  return invalidArgument(`${ENCRYPTION} header is not supported for this operation.`, ENCRYPTION, said);
}

/** The answer to a request; undefined where it is one for an operation. */
export async function answerAtFront(
  request: WireRequest,
  world: FrontWorld,
): Promise<WireResponse | undefined> {
  const name = readWebsiteHost(request.headers["host"]);
  if (name !== undefined) {
    const path = request.path.slice(1);
    return answerWebsite(
      request,
      name,
      findBucket(world, name),
      percentDecode(path) ?? path,
      world.requestId,
    );
  }
  if (request.method === "OPTIONS") return answerOptions(request, world);
  const signing = readSigningName(request);
  if (signing !== undefined && signing !== "s3") return undefined;
  const refused =
    refusePresigned(request, world.now) ??
    (isSignedInOldWay(request.headers) ? refuseOldSignature(request, world.now) : undefined) ??
    refuseReadHeader(request);
  if (refused) return writeRefusal(refused, world);
  if (signing === "s3" && mayBeStray(request)) {
    const stray = refuseStray(request, readNamed(request).key, await loadModel("s3"));
    if (stray) return writeRefusal(stray, world);
  }
  const boundary = request.method === "POST" ? readBoundary(request.headers["content-type"]) : undefined;
  if (boundary === undefined) return undefined;
  const { key } = readNamed(request);
  return key === ""
    ? putForm(request, boundary, world)
    : writeRefusal(invalidRequest("A form is posted to a bucket."), world);
}

/** The answer with what lets a page of another origin read it, where the bucket's rules do. */
export function addCors(
  request: WireRequest,
  response: WireResponse,
  world: Pick<FrontWorld, "store" | "caller">,
): WireResponse {
  const { origin, "access-control-request-method": wanted = request.method } = request.headers;
  const thing = origin === undefined ? undefined : findBucketThing(world, readNamed(request).bucket);
  if (origin === undefined || !thing) return response;
  const allowed = listCorsHeaders(new Bucket(world, thing), origin, wanted);
  return { ...response, headers: { ...response.headers, ...allowed } };
}
