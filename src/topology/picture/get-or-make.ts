/** A map's value, made where there is none: browsers that are a year old have no Map.getOrInsertComputed yet. */
export function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
