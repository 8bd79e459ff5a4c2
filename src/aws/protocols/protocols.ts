/**
 * The protocols that AWS's APIs are spoken in. Each is a file that speaks both ways, made of formats (../formats) and, where
 * members stand in path, query and headers, of bindings (../bindings):
 *
 *     protocol            file            names the operation       input           answer   an error's code
 *     json 1.0, 1.1       json            X-Amz-Target              JSON            JSON     __type
 *     rest-json           rest-json       method, path, query       bindings, JSON  alike    x-amzn-errortype
 *     rest-xml            rest-xml        method, path, query       bindings, XML   alike    <Error><Code>
 *     query               query           Action, Version           form            XML      <Error><Code>
 *     ec2                 ec2             Action, Version           form            XML      <Errors><Error><Code>
 *     smithy-rpc-v2-cbor  rpc-v2-cbor     /service/X/operation/Y    CBOR            CBOR     __type
 *     amz-cbor            amz-cbor        X-Amz-Target              CBOR            CBOR     __type
 *
 *     requests.ts   encodeRequest   input  ──► protocol ──► request     decodeRequest   the inverse, strict
 *     responses.ts  encodeResponse  output ──► protocol ──► answer      decodeResponse  the inverse, lenient
 *                   encodeError     error  ──► protocol ──► answer      decodeError     the inverse, lenient
 *
 * A service that spoke query before (awsQueryCompatible) keeps its old codes in x-amzn-query-error. Which request is
 * whose is in ../routing. How Smithy says all this: https://smithy.io/2.0/aws/protocols/index.html
 */
import type { Operation, Protocol } from "../model/types.ts";
import { AMZ_CBOR_PROTOCOL } from "./amz-cbor.ts";
import { EC2_PROTOCOL } from "./ec2.ts";
import { JSON_PROTOCOL } from "./json.ts";
import type { WireProtocol } from "./protocol.ts";
import { QUERY_PROTOCOL } from "./query.ts";
import { REST_JSON_PROTOCOL } from "./rest-json.ts";
import { REST_XML_PROTOCOL } from "./rest-xml.ts";
import { CBOR_PROTOCOL } from "./rpc-v2-cbor.ts";

const PROTOCOLS: Readonly<Record<Protocol, WireProtocol>> = {
  json: JSON_PROTOCOL,
  "rest-json": REST_JSON_PROTOCOL,
  "rest-xml": REST_XML_PROTOCOL,
  query: QUERY_PROTOCOL,
  ec2: EC2_PROTOCOL,
  "smithy-rpc-v2-cbor": CBOR_PROTOCOL,
  "amz-cbor": AMZ_CBOR_PROTOCOL,
};

/** The protocol of that name; without one, the service's own. */
export function chooseProtocol({ model }: Pick<Operation, "model">, name?: Protocol): WireProtocol {
  return PROTOCOLS[name ?? model.metadata.protocol];
}
