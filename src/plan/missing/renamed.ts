/** Attachments of things that get another name. */
import { makeStructure, type Structure } from "../../aws/values.ts";
import type { NewName } from "../renamings.ts";
import type { Attachment } from "./attached.ts";

/** An attachment on what has another name now. */
export function renameAttachment(attachment: Attachment, { type, from, to }: NewName): Attachment {
  const names = new Map(attachment.names);
  names.set(type, new Set([...(names.get(type) ?? [])].map((text) => (text === from ? to : text))));
  const closeInput: Structure = Object.assign(makeStructure(), attachment.closeInput);
  const renamed = Object.entries(closeInput).map(([member, value]) => [member, value === from ? to : value]);
  return { ...attachment, names, closeInput: Object.assign(closeInput, Object.fromEntries(renamed)) };
}
