/**
 * The query protocol: a form with Action and Version, answered in XML. EC2's is the same in another style (ec2.ts).
 * See https://smithy.io/2.0/aws/protocols/aws-query-protocol.html.
 */
import { compileLightly } from "../../base/compiling.ts";
import { type FormStyle, readForm, writeForm } from "../formats/form.ts";
import { growFormTree } from "../formats/form-tree.ts";
import { encodePairs } from "../formats/percent.ts";
import { LENIENT, STRICT } from "../formats/reading.ts";
import { decodeText } from "../formats/text.ts";
import { readXmlValue, writeXmlElement } from "../formats/xml.ts";
import {
  findElement,
  parseDocument,
  renderXml,
  textElement,
  type XmlElement,
  type XmlNode,
} from "../formats/xml-elements.ts";
import type { Operation, ServiceMetadata, Shape } from "../model/types.ts";
import { isStructure, makeStructure, type Structure } from "../values.ts";
import type { WireRequest, WireResponse } from "../wire.ts";
import { describeBody, readFormPairs, successOf } from "./body.ts";
import { faultOf, withoutMessage } from "./error-shapes.ts";
import { findErrorElement } from "./failures.ts";
import { describeMisfit } from "./json-misfits.ts";
import { hasDetail, LOST_NAMESPACES } from "./oddities.ts";
import {
  type Problem,
  type ReadAnswer,
  type ServiceError,
  Unreadable,
  type WireProtocol,
} from "./protocol.ts";
import { restoreQueryNames } from "./query-names.ts";

const QUERY: FormStyle = {
  nameMember: (member, name) => member.locationName ?? name,
  // A flattened list without a name of its own takes its items' (SimpleDB's Item.1.ItemName).
  nameByItems: (member) =>
    member.type === "list" && member.flattened && member.locationName === undefined
      ? member.member?.locationName
      : undefined,
  nameItems: (list, item) => (list.flattened ? undefined : (item.locationName ?? "member")),
  writesEmptyLists: true,
};

/** The form of an operation's input. */
export function writeFormRequest(style: FormStyle, operation: Operation, input: Structure): WireRequest {
  const { apiVersion } = operation.model.metadata;
  const pairs = operation.input ? writeForm(style, operation.input, input, "") : [];
  return {
    method: operation.http.method,
    path: "/",
    query: [],
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
    body: encodePairs([["Action", operation.name], ["Version", apiVersion], ...pairs]),
  };
}

/** The input of a form, which is in the query, the body or both. */
export function readFormRequest(style: FormStyle, { input }: Operation, request: WireRequest): Structure {
  const pairs = readFormPairs(request);
  const tree = pairs && growFormTree([...request.query, ...pairs]);
  if (!tree) throw new Unreadable("not a form");
  const value = input ? readForm(style, input, tree, STRICT) : makeStructure();
  return isStructure(value) ? value : makeStructure();
}

/** The namespace of the API's documents, as the attributes of a root. */
export function listNamespace({ xmlNamespace, serviceId }: ServiceMetadata): XmlElement["attributes"] {
  const namespace = xmlNamespace ?? LOST_NAMESPACES[serviceId ?? ""];
  if (namespace === undefined) return [];
  return [["xmlns", typeof namespace === "string" ? namespace : namespace.uri]];
}

const nameResult = (operation: Operation) => operation.output?.resultWrapper ?? `${operation.name}Result`;

/** An answer in XML. */
export function makeXmlResponse(status: number, requestId: string, root: XmlElement): WireResponse {
  return {
    status,
    headers: { "content-type": "text/xml", "x-amzn-requestid": requestId },
    body: Buffer.from(renderXml(root)),
  };
}

/** The root of an answer's document, or what is wrong with it. */
export function openDocument(body: Uint8Array): XmlNode | Problem {
  return parseDocument(decodeText(body)) ?? describeBody("XML", body);
}

/** An element of an answer as the output of an operation. */
export function readOutput({ output }: Operation, element: XmlNode): Structure {
  const value = output ? readXmlValue(output, [element], LENIENT) : undefined;
  return isStructure(value) ? value : makeStructure();
}

/** The element of an error: what comes first, its code, its message, and the other members of its shape. */
export function writeErrorElement(
  error: ServiceError,
  shape: Shape | undefined,
  first: readonly XmlElement[] = [],
  last: readonly XmlElement[] = [],
): XmlElement {
  const members = shape && writeXmlElement(shape, error.members ?? makeStructure(), "Error").content;
  const said = [textElement("Code", error.code), textElement("Message", error.message)];
  const before = [...first, ...said].map(({ name }) => name);
  // Some models have the code as a member, too.
  const others = typeof members === "object" ? members.filter(({ name }) => !before.includes(name)) : [];
  return {
    name: "Error",
    attributes: [],
    content: [...first, ...said, ...others, ...last],
  };
}

/** The members of an error, of the element that has its code. */
export function readErrorMembers(shape: Shape, { body }: WireResponse): Structure {
  const root = parseDocument(decodeText(body));
  const value = root && readXmlValue(shape, [findErrorElement(root)], LENIENT);
  return isStructure(value) ? withoutMessage(shape, value) : makeStructure();
}

export const QUERY_PROTOCOL: WireProtocol = {
  encodeRequest: (operation, input) => writeFormRequest(QUERY, restoreQueryNames(operation), input),
  decodeRequest: (operation, request) => readFormRequest(QUERY, restoreQueryNames(operation), request),
  encodeResponse(given, output, requestId): WireResponse {
    const operation = restoreQueryNames(given);
    const { output: shape, model } = operation;
    const metadata = {
      name: "ResponseMetadata",
      attributes: [],
      content: [textElement("RequestId", requestId)],
    };
    const result = shape && writeXmlElement(shape, output, nameResult(operation), "by items");
    return makeXmlResponse(successOf(operation), requestId, {
      name: `${operation.name}Response`,
      attributes: listNamespace(model.metadata),
      content: result ? [result, metadata] : [metadata],
    });
  },
  decodeResponse(given, { body }): ReadAnswer {
    const operation = restoreQueryNames(given);
    const root = openDocument(body);
    // Emulators leave the result element out.
    if ("problem" in root) return root;
    return { value: readOutput(operation, findElement(root, nameResult(operation)) ?? root) };
  },
  encodeError(model, error, shape, requestId): WireResponse {
    return makeXmlResponse(error.status, requestId, {
      name: "ErrorResponse",
      attributes: listNamespace(model.metadata),
      content: [
        writeErrorElement(
          error,
          shape,
          [textElement("Type", faultOf(error.status, shape))],
          hasDetail(model) ? [textElement("Detail", "")] : [],
        ),
        textElement("RequestId", requestId),
      ],
    });
  },
  decodeError: readErrorMembers,
  describeUnreadable(_model, reason): ServiceError {
    if (reason instanceof Unreadable) {
      return {
        code: "MalformedQueryString",
        message: "The query string contains a syntax error",
        status: 404,
      };
    }
    return { code: "MalformedInput", message: describeMisfit(reason) };
  },
};

compileLightly(readFormRequest);
