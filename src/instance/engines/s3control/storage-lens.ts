/** Storage Lens: https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutStorageLensConfiguration.html */
import { isStructure } from "../../../aws/values.ts";
import { remove } from "../../behaviour/changes/change.ts";
import { type Context, placeOf } from "../../behaviour/context.ts";
import { findThing } from "../../behaviour/names/names.ts";
import { find } from "../../behaviour/reads/find.ts";
import type { Done } from "../../gateway.ts";
import { merge } from "../engine.ts";
import { refusal, refuseOthers, turnPage } from "./accounts.ts";

const LENS = "storage-lens-configuration";

function refuseNone(): Done {
  return refusal("NoSuchConfiguration", "The specified configuration does not exist.");
}

/** A deed about one that must be there. */
function whereThere(deed: (context: Context) => Done | undefined): (context: Context) => Done | undefined {
  return (context) => {
    const refused = refuseOthers(context);
    if (refused) return refused;
    return context.told || findThing(context, LENS) ? deed(context) : refuseNone();
  };
}

/** GetStorageLensConfiguration. */
export const getLens = whereThere(find);
/** DeleteStorageLensConfiguration. */
export const deleteLens = whereThere((context) => remove(context, LENS));
/** What is done with the tags of one, which the generic behaviour does. */
export const withTags = whereThere(() => undefined);

/** ListStorageLensConfigurations. */
export function listLenses(context: Context): Done {
  const { store } = context;
  const place = placeOf(context, LENS);
  const page = turnPage(context, store.list(place, { service: "s3control", type: LENS }));
  if (!("items" in page)) return page;
  const StorageLensConfigurationList = page.items.map(({ chain, members, names }) => {
    const said = members["StorageLensConfiguration"];
    const { Id = chain.at(-1) ?? "", IsEnabled = false } = isStructure(said) ? said : {};
    const { region, account } = place;
    const arn = names.arn ?? `arn:aws:s3:${region}:${account}:storage-lens/${chain.at(-1)}`;
    return merge({ Id, StorageLensArn: arn, HomeRegion: region, IsEnabled });
  });
  return { output: merge({ StorageLensConfigurationList }, page.more) };
}
