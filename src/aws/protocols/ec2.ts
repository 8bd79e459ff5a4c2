/**
 * EC2's protocol: query, but for how it names members, lists without a part of their own, and its answers' envelope.
 * See https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html.
 */
import type { FormStyle } from "../formats/form.ts";
import { Malformed } from "../formats/reading.ts";
import { writeXmlElement } from "../formats/xml.ts";
import { textElement } from "../formats/xml-elements.ts";
import type { WireResponse } from "../wire.ts";
import { successOf } from "./body.ts";
import { describeMisfit } from "./json-misfits.ts";
import type { ReadAnswer, ServiceError, WireProtocol } from "./protocol.ts";
import {
  listNamespace,
  makeXmlResponse,
  openDocument,
  QUERY_PROTOCOL,
  readErrorMembers,
  readFormRequest,
  readOutput,
  writeErrorElement,
  writeFormRequest,
} from "./query.ts";

function capitalise(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const EC2: FormStyle = {
  nameMember: (member, name) => member.queryName ?? capitalise(member.locationName ?? name),
  nameByItems: () => undefined,
  nameItems: () => undefined,
  writesEmptyLists: false,
};

export const EC2_PROTOCOL: WireProtocol = {
  encodeRequest: (operation, input) => writeFormRequest(EC2, operation, input),
  decodeRequest: (operation, request) => readFormRequest(EC2, operation, request),
  encodeResponse(operation, output, requestId): WireResponse {
    const shape = operation.output ?? { name: "", type: "structure" };
    const root = writeXmlElement(shape, output, `${operation.name}Response`);
    return makeXmlResponse(successOf(operation), requestId, {
      ...root,
      attributes: listNamespace(operation.model.metadata),
      content: [
        textElement("requestId", requestId),
        ...(typeof root.content === "object" ? root.content : []),
      ],
    });
  },
  decodeResponse(operation, { body }): ReadAnswer {
    const root = openDocument(body);
    return "problem" in root ? root : { value: readOutput(operation, root) };
  },
  encodeError(_model, error, shape, requestId): WireResponse {
    return makeXmlResponse(error.status, requestId, {
      name: "Response",
      attributes: [],
      content: [
        { name: "Errors", attributes: [], content: [writeErrorElement(error, shape)] },
        // The one protocol that writes it so: https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#operation-error-serialization
        textElement("RequestID", requestId),
      ],
    });
  },
  decodeError: readErrorMembers,
  describeUnreadable(model, reason): ServiceError {
    if (!(reason instanceof Malformed)) return QUERY_PROTOCOL.describeUnreadable(model, reason);
    return { code: "InvalidParameterValue", message: describeMisfit(reason) };
  },
};
