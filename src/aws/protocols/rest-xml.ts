/**
 * The rest-xml protocol: HTTP bindings and XML bodies. S3's envelope, namespace and errors differ from the others'.
 * See https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html.
 */
import { readHeaders } from "../bindings/headers.ts";
import { LENIENT, Malformed, STRICT, STRICTEST } from "../formats/reading.ts";
import { decodeText } from "../formats/text.ts";
import { readXmlValue, writeXmlBody, writeXmlElement } from "../formats/xml.ts";
import {
  EMPTY_NODE,
  nameOf,
  parseDocument,
  renderXml,
  textElement,
  textOf,
  XML_DECLARATION,
  type XmlElement,
} from "../formats/xml-elements.ts";
import type { Operation, ServiceModel, Shape } from "../model/types.ts";
import { isStructure, makeStructure, type Structure } from "../values.ts";
import { describeBody, successOf } from "./body.ts";
import { faultOf, withoutMessage } from "./error-shapes.ts";
import { describeMisfit } from "./json-misfits.ts";
import { hasBareErrors, nameOutputRoot, UNWRAPPED_OUTPUTS } from "./oddities.ts";
import type { AnsweredError, ServiceError, WireProtocol } from "./protocol.ts";
import { readErrorMembers, writeErrorElement } from "./query.ts";
import {
  type BodyFormat,
  bindErrorMembers,
  decodeRestRequest,
  decodeRestResponse,
  encodeRestRequest,
  encodeRestResponse,
} from "./rest.ts";

const XML_FORMAT: BodyFormat = {
  contentType: "application/xml",
  write: (shape, value, payloadMember) => writeXmlBody(shape, value, payloadMember),
  empty: undefined,
  open(body) {
    const text = decodeText(body);
    const root = text?.trim() === "" ? EMPTY_NODE : parseDocument(text);
    if (!root) return describeBody("XML", body);
    return (shape, reading) => readXmlValue(shape, [root], reading);
  },
};

const namespaces = new WeakMap<ServiceModel, string>();

/** The namespace of a service's documents, which its model only says of what requests hold. */
function namespaceOf(model: ServiceModel): string {
  return namespaces.getOrInsertComputed(model, () => {
    for (const { input } of Object.values(model.operations)) {
      const payload = input?.payload === undefined ? undefined : input.members?.[input.payload];
      const uri = input?.xmlNamespace?.uri ?? payload?.xmlNamespace?.uri;
      if (uri !== undefined) return uri;
    }
    return "";
  });
}

function renderDocument(model: ServiceModel, root: XmlElement): string {
  const namespace = namespaceOf(model);
  const isNamed = namespace === "" || root.attributes.some(([name]) => name === "xmlns");
  const attributes = isNamed ? root.attributes : [["xmlns", namespace] as const, ...root.attributes];
  return XML_DECLARATION + renderXml({ ...root, attributes });
}

/** How the answers of an operation are written: their roots are not as requests' are. */
function makeAnswerFormat({ model }: Operation): BodyFormat {
  return {
    ...XML_FORMAT,
    write(shape, value, payloadMember) {
      const name =
        payloadMember === undefined
          ? nameOutputRoot(model.service, shape)
          : (shape.locationName ?? shape.rootName ?? payloadMember);
      const root = writeXmlElement(shape, isStructure(value) ? value : makeStructure(), name);
      return renderDocument(model, root);
    },
  };
}

const nameUnwrapped = ({ model, name }: Operation) => UNWRAPPED_OUTPUTS[model.service]?.[name];

/** The headers of every answer. */
function listHeaders(model: ServiceModel, requestId: string): Readonly<Record<string, string>> {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/RESTCommonResponseHeaders.html
  if (hasBareErrors(model)) return { "x-amz-request-id": requestId, "x-amz-id-2": requestId };
  return { "x-amzn-requestid": requestId };
}

/** What an error tells of which its shape knows nothing: which bucket is not there, which argument is wrong. */
function listFreeTexts({ members = {} }: AnsweredError, shape: Shape | undefined): XmlElement[] {
  return Object.entries(members).flatMap(([name, text]) =>
    typeof text === "string" && shape?.members?.[name] === undefined ? [textElement(name, text)] : [],
  );
}

/** The document of an error: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html for S3's. */
function makeErrorDocument(
  model: ServiceModel,
  error: AnsweredError,
  shape: Shape | undefined,
  members: Structure,
  requestId: string,
): string {
  const said = { ...error, members };
  const request = textElement("RequestId", requestId);
  if (hasBareErrors(model)) {
    const last = [...listFreeTexts(error, shape), request, textElement("HostId", requestId)];
    return XML_DECLARATION + renderXml(writeErrorElement(said, shape, [], last));
  }
  const fault = textElement("Type", faultOf(error.status, shape));
  const content = [writeErrorElement(said, shape, [fault], listFreeTexts(error, shape)), request];
  return renderDocument(model, { name: "ErrorResponse", attributes: [], content });
}

export const REST_XML_PROTOCOL: WireProtocol = {
  encodeRequest: (operation, input) => encodeRestRequest(XML_FORMAT, operation, input),
  decodeRequest: (operation, request) =>
    decodeRestRequest(XML_FORMAT, operation, request, hasBareErrors(operation.model) ? STRICTEST : STRICT),
  encodeResponse(operation, output, requestId) {
    const headers = listHeaders(operation.model, requestId);
    const unwrapped = nameUnwrapped(operation);
    const text = unwrapped === undefined ? undefined : output[unwrapped];
    if (unwrapped === undefined)
      return encodeRestResponse(makeAnswerFormat(operation), operation, output, headers);
    const root = textElement(unwrapped, typeof text === "string" ? text : "");
    return {
      status: successOf(operation),
      headers: { ...headers, "content-type": XML_FORMAT.contentType },
      body: Buffer.from(renderDocument(operation.model, root)),
    };
  },
  decodeResponse(operation, response) {
    const unwrapped = nameUnwrapped(operation);
    const root = unwrapped === undefined ? undefined : parseDocument(decodeText(response.body));
    if (unwrapped === undefined || !root || nameOf(root) !== unwrapped)
      return decodeRestResponse(XML_FORMAT, operation, response);
    return { value: { [unwrapped]: textOf(root) } };
  },
  encodeError(model, error, shape, requestId) {
    const bound = bindErrorMembers(shape, error.members ?? makeStructure());
    return {
      status: error.status,
      headers: {
        ...listHeaders(model, requestId),
        "content-type": XML_FORMAT.contentType,
        ...bound.headers,
        ...error.headers,
      },
      body: Buffer.from(makeErrorDocument(model, error, shape, bound.body, requestId)),
    };
  },
  decodeError: (shape, response) =>
    withoutMessage(
      shape,
      Object.assign(readErrorMembers(shape, response), readHeaders(shape, response.headers, LENIENT)),
    ),
  describeUnreadable(model, reason): ServiceError {
    if (hasBareErrors(model)) return describeOfS3(reason instanceof Malformed ? reason : undefined);
    const message = reason instanceof Malformed ? describeMisfit(reason) : "Could not parse XML";
    return { code: "MalformedInput", message };
  },
};

/** S3 says which argument is wrong only where it is not in the body. */
function describeOfS3(misfit: Malformed | undefined): ServiceError {
  if (misfit?.shape.location !== undefined) {
    return {
      code: "InvalidArgument",
      message: `Provided ${misfit.shape.locationName ?? misfit.shape.name} not valid`,
    };
  }
  return {
    code: "MalformedXML",
    message: "The XML you provided was not well-formed or did not validate against our published schema",
  };
}
